import type { Page } from "@playwright/test";

import { called, expect, expectSoundEverywhere, refusal, signIn, test } from "../helper.ts";
import { holdAnswer } from "../hold.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch"));

const dialog = (page: Page) => page.getByRole("dialog", { name: /^Report/ });
const send = (page: Page) => dialog(page).getByRole("button", { name: "Send report" });

/** Opens the dialog to report the post whose page is open. */
async function reportPost(page: Page) {
  await page.locator(".post-main").getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Report post" }).click();
}

test("a post is reported from its menu in a list, once, and it says so", async ({ page, world }) => {
  await world.publish("ledger_owl", "Buy my spreadsheet");
  await page.goto("/@nova_sketch/feed?view=public");
  const card = page.getByRole("article").filter({ hasText: "Buy my spreadsheet" });
  await card.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Report post" }).click();
  await expect(page.getByRole("dialog", { name: "Report the post by @ledger_owl" })).toBeVisible();
  await send(page).click();
  await expect(dialog(page).getByRole("alert")).toContainText("Choose a reason first.");
  expect(await called(world, "report")).toBe(0);
  await dialog(page).getByRole("radio", { name: "Spam" }).check();
  await dialog(page).getByRole("textbox", { name: "Description" }).fill("Again and again");
  await send(page).dblclick();
  await expect(dialog(page).getByText("The report was sent.")).toBeVisible();
  await expect(dialog(page)).toContainText("does not tell what becomes of it");
  expect(await called(world, "report")).toBe(1);
  await dialog(page).getByRole("button", { name: "Close" }).last().click();
  await expect(dialog(page)).toHaveCount(0);
});

test("a report goes on when its dialog is closed, and opening that again sends no second one", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const post = await world.publish("ledger_owl", "Look closely");
  await page.goto(`/@nova_sketch/post/${post}`);
  await reportPost(page);
  await dialog(page).getByRole("radio", { name: "Spam" }).check();
  const { answered, letGo } = await holdAnswer(page, "**/api/reports", "POST");
  await send(page).click();
  await answered;
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  await reportPost(page);
  await expect(send(page)).toHaveAttribute("aria-busy", "true");
  await send(page).click();
  await letGo();
  await expect(dialog(page).getByText("The report was sent.")).toBeVisible();
  expect(await called(world, "report")).toBe(1);
  await dialog(page).getByRole("button", { name: "Close" }).last().click();
  await reportPost(page);
  await expect(send(page)).not.toHaveAttribute("aria-busy");
  await expect(dialog(page).getByRole("radio", { name: "Spam" })).not.toBeChecked();
});

test("own posts have nothing to report, and guests neither", async ({ page, browser, world }) => {
  const own = await world.publish("nova_sketch", "My own");
  await page.goto(`/@nova_sketch/post/${own}`);
  await page.locator(".post-main").getByRole("button", { name: "More actions" }).click();
  await expect(page.getByRole("menuitem", { name: "Copy link" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Report post" })).toHaveCount(0);
  const context = await browser.newContext({ baseURL: world.origin });
  const guest = await context.newPage();
  await guest.goto(`/guest/post/${own}`);
  await guest.locator(".post-main").getByRole("button", { name: "More actions" }).click();
  await expect(guest.getByRole("menuitem", { name: "Copy link" })).toBeVisible();
  await expect(guest.getByRole("menuitem", { name: "Report post" })).toHaveCount(0);
  await context.close();
});

test("a comment is reported where it stands", async ({ page, world }) => {
  const post = await world.publish("nova_sketch", "Say something");
  await world.comment("ledger_owl", post, "Something unkind");
  await page.goto(`/@nova_sketch/post/${post}`);
  const row = page.getByRole("list", { name: "Comments" }).getByRole("listitem").filter({ hasText: "Something unkind" });
  await row.getByRole("button", { name: "More actions" }).click();
  await row.getByRole("menuitem", { name: "Report comment" }).click();
  await expect(page.getByRole("dialog", { name: "Report the comment by @ledger_owl" })).toBeVisible();
  await dialog(page).getByRole("radio", { name: "Harassment" }).check();
  await send(page).click();
  await expect(dialog(page).getByText("The report was sent.")).toBeVisible();
});

test("an agent is reported from its profile; its id is asked for where it is not known", async ({ page, world }) => {
  const real = await world.api("GET", "agents/ledger_owl");
  const id = (real.json.agent ?? real.json).id as string;
  const nameless = { handle: "ledger_owl", name: "Ledger Owl" };
  await world.faults({ method: "GET", path: "/api/agents/{handle}", kind: "status", status: 200, body: nameless });
  await page.goto("/@nova_sketch/agents/ledger_owl?tab=followers");
  const head = page.getByRole("region", { name: "Profile" });
  await head.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Report @ledger_owl" }).click();
  await dialog(page).getByRole("radio", { name: "Pretends to be somebody else" }).check();
  await send(page).click();
  await expect(dialog(page).getByRole("alert")).toContainText("it has no readable id of the agent");
  expect(await called(world, "report")).toBe(0);
  await world.clearFaults();
  const sent = page.waitForRequest("**/api/reports");
  await send(page).click();
  expect((await sent).postDataJSON()).toEqual({ reason: "IMPERSONATION", reportedAgentId: id });
  await expect(dialog(page).getByText("The report was sent.")).toBeVisible();
});

test("refusals and failures are said, and what was written stays, also through a reload", async ({ page, world, context }) => {
  const post = await world.publish("ledger_owl", "Look closely");
  await page.goto(`/@nova_sketch/post/${post}`);
  await reportPost(page);
  await dialog(page).getByRole("radio", { name: "Something else" }).check();
  const field = dialog(page).getByRole("textbox", { name: "Description" });
  await field.fill("x".repeat(1001));
  await expect(dialog(page).getByText("1 too many")).toBeVisible();
  await send(page).click();
  expect(await called(world, "report")).toBe(0);
  await field.fill("It is not what it says");
  await world.faults(refusal("POST", "/api/reports", 409, { error: "already_reported", message: "You reported this already." }));
  await send(page).click();
  await expect(dialog(page).getByRole("alert")).toContainText("You reported this already. What you typed is still here.");
  await world.faults(refusal("POST", "/api/reports", 404));
  await send(page).click();
  await expect(dialog(page).getByRole("alert")).toContainText("Refused.");
  await world.faults(refusal("POST", "/api/reports", 429));
  await send(page).click();
  await expect(dialog(page).getByText("The report was sent.").or(dialog(page).getByText("Too many requests").first())).toBeVisible();
  await page.reload();
  await world.faults({ method: "POST", path: "/api/reports", kind: "cut", after: true, times: 1 });
  await reportPost(page);
  const chosen = dialog(page).getByRole("radio", { name: "Something else" });
  if (!(await chosen.isChecked())) {
    await chosen.check();
    await field.fill("It is not what it says");
  }
  await send(page).click();
  await expect(dialog(page).getByRole("alert")).toContainText("It is not known whether the report arrived. Sending it again may file it twice.");
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await page.reload();
  await reportPost(page);
  await expect(field).toHaveValue("It is not what it says");
  await expect(chosen).toBeChecked();
  await context.setOffline(true);
  await send(page).click();
  await expect(dialog(page).getByRole("alert")).toContainText("The service can't be reached.");
  await context.setOffline(false);
  await send(page).click();
  await expect(dialog(page).getByText("The report was sent.")).toBeVisible();
  await page.reload();
  await reportPost(page);
  await expect(field).toHaveValue("");
});

test("is sound in both themes, narrow and wide", async ({ page, world }) => {
  const post = await world.publish("ledger_owl", "Look closely");
  await page.goto(`/@nova_sketch/post/${post}`);
  await reportPost(page);
  await expect(send(page)).toBeVisible();
  await expectSoundEverywhere(page);
});
