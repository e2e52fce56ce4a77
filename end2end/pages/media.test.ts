import type { Page } from "@playwright/test";

import { clip } from "../clips.ts";
import { called, expect, expectSoundEverywhere, outage, PIXEL, refusal, signIn, test, type World } from "../helper.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch"));

const PAGE = "/@nova_sketch/media";
const rows = (page: Page) => page.getByRole("list", { name: "Uploaded files" }).getByRole("listitem");
const composer = (page: Page) => page.getByRole("dialog", { name: "New post" });

async function open(page: Page, query = "") {
  await page.goto(PAGE + query);
  await expect(rows(page).first()).toBeVisible();
}

/** Uploads an image that nothing shows, apart from the browser, and returns its name. */
async function upload(world: World, handle: string): Promise<string> {
  const form = new FormData();
  form.append("file", new Blob([new Uint8Array(PIXEL)], { type: "image/png" }), "one.png");
  const headers = { Authorization: `Bearer ${(await world.token(handle)).access_token}` };
  const answer = await fetch(`${world.origin}/api/upload`, { method: "POST", headers, body: form });
  expect(answer.status).toBe(201);
  const { url } = (await answer.json()) as { url: string };
  return url.split("/").at(-1) ?? "";
}

async function remove(page: Page, row: ReturnType<typeof rows>) {
  await row.getByRole("button", { name: /^Delete / }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete file" }).click();
}

test("all uploads, and those of one kind: the address holds which", async ({ page, world }) => {
  await open(page);
  await expect(rows(page).first()).toContainText(/(Image|Video) · \d+×\d+/);
  const tabs = page.getByRole("navigation", { name: "Kind of file" });
  await tabs.getByRole("link", { name: "Videos" }).click();
  await expect(page).toHaveURL(`${PAGE}?type=video`);
  await expect(rows(page).first()).toContainText(/^.*Video · /);
  await expect(rows(page).filter({ hasText: "Image · " })).toHaveCount(0);
  await tabs.getByRole("link", { name: "Images" }).click();
  await expect(page).toHaveURL(`${PAGE}?type=image`);
  await expect(rows(page).filter({ hasText: "Video · " })).toHaveCount(0);
  await page.reload();
  await expect(rows(page).first()).toContainText("Image · ");
  await expect(tabs.getByRole("link", { name: "Images" })).toHaveAttribute("aria-current", "page");
  await tabs.getByRole("link", { name: "Audio" }).click();
  await expect(page.getByRole("heading", { name: "No audio yet" })).toBeVisible();
  await page.goBack();
  await expect(rows(page).first()).toContainText("Image · ");
  expect((await world.calls()).media?.succeeded).toBeGreaterThan(2);
});

test("a file opens large: an image as such, a video with controls", async ({ page }) => {
  await open(page, "?type=image");
  await rows(page).first().getByRole("button", { name: /^Open / }).click();
  await expect(page.getByRole("dialog", { name: "1 of 1" }).getByRole("img")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await open(page, "?type=video");
  await rows(page).first().getByRole("button", { name: /^Open / }).click();
  await expect(page.getByRole("dialog", { name: "1 of 1" }).locator("video[controls]")).toBeVisible();
});

test("an image goes into a new post with what is written there", async ({ page, world }) => {
  await open(page, "?type=image");
  const first = rows(page).first().getByRole("button", { name: /^Use in post: / });
  await first.click();
  await expect(composer(page).getByRole("list", { name: "Images" }).getByRole("listitem")).toHaveCount(1);
  await page.keyboard.press("Escape");
  // The same one again adds nothing; another one does.
  await first.click();
  await expect(composer(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await rows(page).nth(1).getByRole("button", { name: /^Use / }).click();
  await expect(composer(page).getByRole("list", { name: "Images" }).getByRole("listitem")).toHaveCount(2);
  await composer(page).getByRole("textbox").fill("From the library");
  await composer(page).getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("Published.")).toBeVisible();
  expect([await called(world, "create_post"), await called(world, "upload_image")]).toEqual([1, 0]);
});

test("a video of the library goes into a post, but not beside images", async ({ page }) => {
  await open(page, "?type=video");
  const usable = rows(page).filter({ has: page.getByRole("button", { name: /^Use / }) });
  await usable.first().getByRole("button", { name: /^Use / }).click();
  await expect(composer(page).getByRole("list", { name: "Video" }).locator("video")).toBeVisible();
  await expect(composer(page).getByRole("button", { name: "Publish", exact: true })).toBeEnabled();
  await page.keyboard.press("Escape");
  await page.getByRole("navigation", { name: "Kind of file" }).getByRole("link", { name: "Images" }).click();
  await rows(page).first().getByRole("button", { name: /^Use / }).click();
  await expect(composer(page).getByRole("alert")).toHaveText("A post has images or a video, not both.");
});

test("what cannot be used says why and offers no use", async ({ page }) => {
  await open(page, "?type=video");
  const broken = rows(page).filter({ hasText: "Can\u2019t be used. The file breaks off before its end." });
  await expect(broken).toHaveCount(1);
  await expect(broken.getByRole("button", { name: /^Use / })).toHaveCount(0);
  await page.route(/\/api\/upload\?/, (route) => route.fulfill({ json: { media: [{ id: "v", type: "video", url: "/uploads/v.webm", status: "moderating" }] } }));
  await page.reload();
  await expect(rows(page)).toContainText("Moderating");
  await expect(rows(page).getByRole("button", { name: /^Use / })).toHaveCount(0);
});

test("a file is deleted after a question, once", async ({ page, world }) => {
  const name = await upload(world, "nova_sketch");
  await open(page, "?type=image");
  const before = await rows(page).count();
  const target = rows(page).filter({ hasText: name });
  await target.getByRole("button", { name: /^Delete / }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Keep it" }).click();
  expect(await called(world, "delete_media")).toBe(0);
  // The answer is lost; that the file is gone tells enough.
  await world.faults({ ...refusal("DELETE", "/api/upload", 500), after: true });
  await remove(page, target);
  await expect(page.getByText("File deleted.")).toBeVisible();
  await expect(target).toHaveCount(0);
  expect(await called(world, "delete_media")).toBe(1);
  await page.reload();
  await expect(rows(page)).toHaveCount(before - 1);
});

test("the question before deleting names where the file is known to be shown", async ({ page, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await page.goto("/@nova_sketch/bytes");
  await expect(page.getByRole("feed", { name: "Bytes" }).getByText("Aurora in four colours.")).toBeVisible();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Media library" }).click();
  const ask = async (name: string) => {
    await rows(page).filter({ hasText: name }).first().getByRole("button", { name: /^Delete / }).click();
    return page.getByRole("alertdialog");
  };
  await page.getByRole("navigation", { name: "Kind of file" }).getByRole("link", { name: "Videos" }).click();
  await expect(await ask("aurora.webm")).toContainText("It is shown in a byte: it may disappear there, unless the service refuses. This cannot be undone.");
  await page.keyboard.press("Escape");
  await page.getByRole("navigation", { name: "Kind of file" }).getByRole("link", { name: "Images" }).click();
  await expect(await ask("Image")).toContainText("If a post, a byte or your profile shows it, it may disappear there, unless the service refuses.");
});

test("a file that is shown somewhere stays, and that is said", async ({ page, world }) => {
  await open(page, "?type=video");
  // The video of a byte.
  const used = rows(page).filter({ hasText: "aurora.webm" }).first();
  await remove(page, used);
  await expect(page.getByRole("alert")).toContainText("The file was not deleted. A post, a byte or your profile shows this file. Delete that first.");
  await expect(used).toBeVisible();
  await expect(used.getByRole("button", { name: /^Delete / })).toBeEnabled();
  await expect(used.getByRole("button", { name: /^Delete / })).toBeFocused();
  await world.faults(refusal("DELETE", "/api/upload", 500));
  await remove(page, used);
  await expect(page.getByRole("alert").filter({ hasText: "This is not your fault." })).toBeVisible();
  await world.faults(refusal("DELETE", "/api/upload", 404));
  await remove(page, used);
  // One that is gone already is as deleted as it can be.
  await expect(page.getByText("File deleted.")).toBeVisible();
});

test("a video that is being processed becomes usable while one looks at it", async ({ page, world }) => {
  await page.goto("/@nova_sketch/feed");
  const form = page.getByRole("main").getByRole("form", { name: "New post" });
  await form.getByLabel("Video", { exact: true }).setInputFiles(clip("bloom.webm"));
  await expect(form.getByText("The service is processing it")).toBeVisible();
  await form.getByRole("button", { name: "Remove bloom.webm" }).click();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Media library" }).click();
  const row = rows(page).first();
  await expect(row.getByText("The service is processing it")).toBeVisible();
  await expect(row.getByRole("button", { name: /^Use / })).toHaveCount(0);
  await world.advance(4);
  await expect(row.getByRole("button", { name: /^Use / })).toBeVisible({ timeout: 15_000 });
});

test("videos that are being processed are asked for together", async ({ page, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  let looks = 0;
  await page.route(/\/api\/upload\?/, (route) => {
    const isLook = route.request().url().includes("limit=50");
    looks += isLook ? 1 : 0;
    const status = isLook && looks > 1 ? "ready" : "processing";
    return route.fulfill({ json: { media: [1, 2, 3, 4].map((number) => ({ id: `v${number}`, type: "video", url: `/uploads/v${number}.webm`, status })) } });
  });
  await open(page, "?type=video");
  await expect(rows(page).getByText("The service is processing it")).toHaveCount(4);
  await expect(rows(page).getByRole("button", { name: /^Use / })).toHaveCount(4, { timeout: 15_000 });
  expect(looks).toBe(2);
});

test("nothing uploaded yet, and what fills the library", async ({ page, world, context }) => {
  await world.reset("empty");
  await signIn(context, world, "nova_sketch");
  await page.goto(PAGE);
  await expect(page.getByRole("heading", { name: "Nothing uploaded yet" })).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "New post" }).click();
  await composer(page).getByLabel("Images", { exact: true }).setInputFiles({ name: "one.png", mimeType: "image/png", buffer: PIXEL });
  await expect.poll(async () => (await world.calls()).upload_image?.succeeded ?? 0).toBe(1);
  await page.keyboard.press("Escape");
  await expect(rows(page)).toHaveCount(1);
});

test("failures have a way on, also without a connection", async ({ page, world, context }) => {
  await world.faults(outage("/api/upload"));
  await page.goto(PAGE);
  await expect(page.getByRole("alert")).toContainText("The library could not be loaded");
  await world.clearFaults();
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(rows(page).first()).toBeVisible();
  await context.setOffline(true);
  await page.getByRole("navigation", { name: "Kind of file" }).getByRole("link", { name: "Videos" }).click();
  await expect(page.getByText("The service can't be reached.")).toBeVisible();
  await context.setOffline(false);
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(rows(page).first()).toContainText("Video · ");
});

test("guests have no library", async ({ browser, world }) => {
  const context = await browser.newContext({ baseURL: world.origin });
  const page = await context.newPage();
  await page.goto("/guest/media");
  await expect(page.getByRole("heading", { name: "Every agent has a library of its own" })).toBeVisible();
  await context.close();
});

for (const query of ["", "?type=audio"]) {
  test(`is sound in both themes, narrow and wide: ${query || "all"}`, async ({ page }) => {
    await page.goto(PAGE + query);
    await expect(query ? page.getByRole("heading", { name: "No audio yet" }) : rows(page).first()).toBeVisible();
    await expectSoundEverywhere(page);
  });
}
