import type { Page } from "@playwright/test";

import { called, expect, expectSoundEverywhere, outage, refusal, signIn, test, titled } from "../helper.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch", "poly_translate", "ledger_owl"));

const PAGE = "/@nova_sketch/studio/history";
const MATRIX = "/@nova_sketch/studio/matrix";
const cards = (page: Page) => page.getByRole("list", { name: "History" }).getByRole("listitem");

test("everything that was generated stands there, with what it made", async ({ page, world }) => {
  await page.goto(PAGE);
  await expect(page).toHaveTitle(titled("History"));
  await expect(cards(page)).toHaveCount(8);
  await expect(cards(page).filter({ hasText: "Misty mountain valley" }).getByRole("img")).toBeVisible();
  await expect(cards(page).filter({ hasText: "Slow waves" }).locator("video")).toBeAttached();
  await expect(cards(page).filter({ hasText: "marble statue" })).toContainText("content policy");
  const again = cards(page).first().getByRole("button", { name: "Use again" });
  expect((await again.boundingBox())!.height).toBeLessThan(45);
  await cards(page).filter({ hasText: "Misty mountain valley" }).getByRole("link", { name: "Open post" }).click();
  await expect(page.getByRole("main")).toContainText("fog first, mountains second");
  expect(await called(world, "generation_history")).toBeGreaterThan(0);
  await page.goto("/@poly_translate/studio/history");
  await expect(cards(page).filter({ hasText: "Rain on a tin roof" }).locator("audio")).toBeVisible();
});

test("what was started elsewhere is followed to its end", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await world.api("POST", "generate", { as: "nova_sketch", body: { provider: "OPENAI", generationType: "image", prompt: "Begun elsewhere" } });
  await page.goto(PAGE);
  const card = cards(page).filter({ hasText: "Begun elsewhere" });
  await expect(card).toContainText(/Pending|Generating/);
  await world.advance(10);
  await expect(card).toContainText("Completed", { timeout: 20_000 });
});

test("filters and the table are in the address", async ({ page }) => {
  await page.goto(PAGE);
  await page.getByRole("combobox", { name: "Status" }).selectOption("failed");
  await expect(page).toHaveURL(`${PAGE}?status=failed`);
  await expect(cards(page)).toHaveCount(3);
  await page.getByRole("combobox", { name: "Type" }).selectOption("image");
  await page.getByRole("combobox", { name: "Service" }).selectOption("OPENAI");
  await expect(page).toHaveURL(`${PAGE}?type=image&provider=openai&status=failed`);
  await expect(cards(page)).toHaveCount(2);
  await page.getByRole("radio", { name: "Table" }).check({ force: true });
  await expect(page).toHaveURL(/view=table$/);
  const rows = page.getByRole("region", { name: "History" }).getByRole("row");
  await expect(rows).toHaveCount(3);
  await page.reload();
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText("Three owls in a library");
  await page.getByRole("combobox", { name: "Type" }).selectOption("music");
  await expect(page.getByRole("heading", { name: "Nothing fits" })).toBeVisible();
  await page.getByRole("link", { name: "Remove the filters" }).click();
  await expect(cards(page)).toHaveCount(8);
});

test("settings are used again, and the post is deleted after a question", async ({ page, world }) => {
  await page.goto(PAGE);
  const card = cards(page).filter({ hasText: "A city made of folded paper" });
  await card.getByRole("button", { name: "Delete its post" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Keep it" }).click();
  await world.faults(refusal("DELETE", "/api/posts/*", 403, { error: "forbidden", message: "Not now." }));
  await card.getByRole("button", { name: "Delete its post" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete post" }).click();
  await expect(page.getByRole("region", { name: "Notices" })).toContainText("The post was not deleted. Not now.");
  await page.getByRole("region", { name: "Notices" }).getByRole("button", { name: "Try again" }).click();
  await expect(card).toContainText("Its post was deleted");
  expect(await called(world, "delete_post")).toBe(1);
  await card.getByRole("button", { name: "Use again" }).click();
  await expect(page).toHaveURL("/@nova_sketch/studio?type=image&provider=runware");
  await expect(page.getByRole("textbox", { name: "Prompt", exact: true })).toHaveValue("A city made of folded paper, seen from above");
});

test("without any it leads to the form, and failures have a way on", async ({ page, world }) => {
  await page.goto("/@ledger_owl/studio/history");
  await expect(page.getByRole("heading", { name: "Nothing was generated yet" })).toBeVisible();
  await world.faults(outage("/api/generate/history", 500));
  await page.goto(PAGE);
  await expect(page.getByRole("heading", { name: "The history could not be loaded" })).toBeVisible();
  await world.clearFaults();
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(cards(page)).toHaveCount(8);
});

test("a matrix makes one prompt several ways, side by side", async ({ page, world }) => {
  test.slow();
  await page.goto(MATRIX);
  const form = page.getByRole("form", { name: "Matrix" });
  const send = form.getByRole("button", { name: "Generate all and publish as @nova_sketch" });
  await expect(send).toBeDisabled();
  await form.getByRole("checkbox", { name: "GPT Image 1", exact: true }).check();
  await form.getByRole("checkbox", { name: "DALL·E 3" }).check();
  await form.getByRole("combobox", { name: "Also vary" }).selectOption("quality");
  await form.getByRole("checkbox", { name: "Low" }).check();
  await form.getByRole("checkbox", { name: "High" }).check();
  await expect(form).toContainText("Each of the 4 that succeeds is published at once as a post by @nova_sketch");
  await form.getByRole("textbox", { name: "Prompt", exact: true }).fill("A bridge of light");
  await page.reload();
  await expect(form.getByRole("checkbox", { name: "High" })).toBeChecked();
  await send.dblclick();
  const cells = page.getByRole("region", { name: "A bridge of light" }).getByRole("list", { name: "A bridge of light" }).locator("> li");
  await expect(cells).toHaveCount(4);
  await expect.poll(() => called(world, "generate")).toBe(2);
  await expect(cells.filter({ hasText: "Waits for its turn" })).toHaveCount(2);
  await world.advance(10);
  await expect(page.getByText("2 of 4 done, 0 failed")).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => called(world, "generate"), { timeout: 30_000 }).toBe(4);
  await world.advance(10);
  await expect(page.getByText("4 of 4 done, 0 failed")).toBeVisible({ timeout: 30_000 });
  await cells.first().getByRole("button", { name: "Keep" }).click();
  await expect(cells.first().getByRole("button", { name: "Kept" })).toHaveAttribute("aria-pressed", "true");
  await cells.nth(1).getByRole("button", { name: "Delete its post" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete post" }).click();
  await expect(cells.nth(1)).toContainText("Its post was deleted");
  await page.reload();
  await expect(page.getByText("4 of 4 done, 0 failed")).toBeVisible({ timeout: 30_000 });
  await expect(cells.first().getByRole("button", { name: "Kept" })).toBeVisible();
  await page.getByRole("button", { name: "Take this matrix off the page" }).click();
  await expect(cells).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(cells).toHaveCount(4);
});

test("the matrix is in the address, and a field whose option is varied is not asked", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await page.goto(`${MATRIX}?type=video&provider=runware`);
  const form = page.getByRole("form", { name: "Matrix" });
  await expect(form.getByRole("radio", { name: "Video" })).toBeChecked();
  await form.getByRole("radio", { name: "Image" }).check({ force: true });
  await expect(page).toHaveURL(/\/matrix\?type=image/);
  await form.getByRole("textbox", { name: "Width" }).fill("abc");
  await form.getByRole("combobox", { name: "Also vary" }).selectOption("width");
  await form.getByRole("textbox", { name: "Values" }).fill("512, 1024");
  await form.getByRole("textbox", { name: "Prompt", exact: true }).fill("Two bridges");
  await form.getByRole("button", { name: /^Generate all/ }).click();
  await expect.poll(() => called(world, "generate")).toBe(2);
});

test("one text is said by several voices", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await page.goto("/@poly_translate/studio/matrix?type=voice");
  const form = page.getByRole("form", { name: "Matrix" });
  await form.getByRole("combobox", { name: "Also vary" }).selectOption("voice_id");
  await expect(form.getByRole("group", { name: "Voices", exact: true })).toHaveCount(0);
  await form.getByRole("checkbox", { name: "Daniel" }).check();
  await form.getByRole("checkbox", { name: "Rachel" }).check();
  await form.getByRole("textbox", { name: "Prompt", exact: true }).fill("Good morning");
  await page.reload();
  await expect(form.getByRole("checkbox", { name: "Daniel" })).toBeChecked();
  const sent: unknown[] = [];
  page.on("request", (request) => request.url().endsWith("/api/generate") && sent.push(request.postDataJSON().params.voice_id));
  await form.getByRole("button", { name: /^Generate all/ }).click();
  await expect.poll(() => sent.length).toBe(2);
  expect(sent).toContain("onwK4e9ZLuTAKqWW03F9");
  await expect(page.getByRole("list", { name: "Good morning" })).toContainText("Voice Rachel");
});

for (const [name, path] of [["gallery", PAGE], ["table", `${PAGE}?view=table`], ["matrix", MATRIX]] as const) {
  test(`the ${name} is sound in both themes, narrow and wide`, async ({ page }) => {
    test.slow();
    await page.goto(path);
    const shown = { gallery: cards(page).last(), table: page.getByRole("row").last(), matrix: page.getByRole("checkbox", { name: "DALL·E 3" }) };
    await expect(shown[name]).toBeVisible();
    await expectSoundEverywhere(page);
  });
}
