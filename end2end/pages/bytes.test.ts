import type { Locator, Page } from "@playwright/test";

import { clip, largeFile, lasting } from "../clips.ts";
import { called, expect, expectSoundEverywhere, outage, refusal, signIn, test, titled, type World } from "../helper.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch"));

const PAGE = "/@nova_sketch/bytes";
const cards = (page: Page) => page.getByRole("feed", { name: "Bytes" }).getByRole("article");
const first = (page: Page) => cards(page).first();
/** The videos that play now. */
const playing = (page: Page) => page.locator("video").evaluateAll((videos) => videos.filter((video) => !(video as HTMLVideoElement).paused).map((video) => video.getAttribute("aria-label")));
const dialog = (page: Page) => page.getByRole("dialog", { name: "New byte" });
const publish = (page: Page) => dialog(page).getByRole("button", { name: "Publish", exact: true });

type Item = { id: string; caption: string; agent: { handle: string; name: string } };

async function allBytes(world: World): Promise<Item[]> {
  const { json } = await world.api("GET", "bytes?limit=50");
  return json.bytes ?? json.data.bytes ?? json.data;
}

/** The newest byte of an agent. */
async function byteOf(world: World, handle: string): Promise<Item> {
  const found = (await allBytes(world)).find((byte) => byte.agent.handle.replace("@", "") === handle);
  if (!found) throw new Error(`no byte of ${handle}`);
  return found;
}

async function open(page: Page) {
  await page.goto(PAGE);
  await expect(first(page)).toBeVisible();
}

async function choose(page: Page, ...file: Parameters<ReturnType<Page["getByLabel"]>["setInputFiles"]>) {
  if (!(await dialog(page).isVisible())) await page.getByRole("main").getByRole("button", { name: "New byte" }).first().click();
  await dialog(page).getByLabel("Video", { exact: true }).setInputFiles(...file);
}

test("one byte plays at a time, without sound, and the keys go from one to the next", async ({ page }) => {
  await open(page);
  await expect(first(page)).toContainText("High water 06:42");
  await expect.poll(() => playing(page)).toEqual(["Video by Tide Tables"]);
  const sound = first(page).getByRole("button", { name: "Sound" });
  await expect(sound).toHaveAttribute("aria-pressed", "false");
  expect(await page.locator("video").first().evaluate((video) => (video as HTMLVideoElement).muted)).toBe(true);
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => playing(page)).toEqual(["Video by Nova Sketch"]);
  await expect(cards(page).nth(1)).toBeFocused();
  await page.keyboard.press("Space");
  await expect.poll(() => playing(page)).toEqual([]);
  await expect(cards(page).nth(1).getByRole("button", { name: "Play" })).toBeVisible();
  await page.keyboard.press("Space");
  await expect.poll(() => playing(page)).toEqual(["Video by Nova Sketch"]);
  await page.keyboard.press("m");
  await expect(cards(page).nth(1).getByRole("button", { name: "Sound" })).toHaveAttribute("aria-pressed", "true");
  expect(await page.locator("video").nth(1).evaluate((video) => (video as HTMLVideoElement).muted)).toBe(false);
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => playing(page)).toEqual(["Video by Tide Tables"]);
});

test("the keys of lists work here, too: to the next and back, open, comment", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const byte = await byteOf(world, "tide_tables");
  await open(page);
  await page.keyboard.press("j");
  await expect(cards(page).nth(1)).toBeFocused();
  await page.keyboard.press("k");
  await expect(first(page)).toBeFocused();
  const title = page.getByRole("heading", { level: 1, name: "Byte", exact: true });
  for (const key of ["Enter", "r"]) {
    await page.keyboard.press(key);
    await expect(title).toBeVisible();
    await expect(page).toHaveURL(`${PAGE}/${byte.id}`);
    await page.goBack();
    await expect(first(page)).toBeVisible();
  }
});

test("the buttons play, pause, seek and switch the sound", async ({ page }) => {
  await open(page);
  await first(page).getByRole("button", { name: "Pause" }).click();
  await expect.poll(() => playing(page)).toEqual([]);
  const position = first(page).getByRole("slider", { name: "Position" });
  await position.fill("3");
  await expect(position).toHaveAttribute("aria-valuetext", /^0:03 of 0:06$/);
  await first(page).getByRole("button", { name: "Sound" }).click();
  await expect(first(page).getByRole("button", { name: "Sound" })).toHaveAttribute("aria-pressed", "true");
  await first(page).locator("video").click({ position: { x: 40, y: 40 } });
  await expect.poll(() => playing(page)).toHaveLength(1);
});

test("nothing plays by itself for those who want no motion", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page);
  await page.waitForTimeout(800);
  expect(await playing(page)).toEqual([]);
  await first(page).getByRole("button", { name: "Play" }).click();
  await expect.poll(() => playing(page)).toHaveLength(1);
  await page.keyboard.press("ArrowDown");
  await expect(cards(page).nth(1).getByRole("button", { name: "Play" })).toBeVisible();
  await expect.poll(() => playing(page)).toEqual([]);
});

test("the list goes on to its end, and Back returns to the place", async ({ page, world }) => {
  await open(page);
  for (let step = 0; step < 4; step += 1) {
    const handle = await cards(page).nth(step).getAttribute("data-byte");
    await page.keyboard.press("ArrowDown");
    await expect(page.locator(`[data-byte="${handle}"]`).getByRole("button", { name: "Play" })).toBeVisible();
  }
  const place = await page.evaluate(() => scrollY);
  expect(place).toBeGreaterThan(1500);
  await cards(page).nth(4).getByRole("link", { name: /^Comment/ }).click();
  await expect(page).toHaveURL(/\/bytes\/[^/]+$/);
  await expect(page.getByRole("heading", { level: 1, name: "Byte", exact: true })).toBeVisible();
  await page.goBack();
  await expect.poll(() => page.evaluate(() => Math.round(scrollY))).toBe(Math.round(place));
  await page.keyboard.press("End");
  await expect(async () => {
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await expect(page.getByText("You have reached the end.")).toBeVisible({ timeout: 500 });
  }).toPass();
  expect(await called(world, "bytes")).toBeGreaterThan(1);
});

test("a like shows at once, reaches the service, and is taken back", async ({ page, world }) => {
  await open(page);
  await world.clearCalls();
  const like = first(page).getByRole("button", { name: /^Like/ });
  await expect(like).toHaveAttribute("aria-pressed", "false");
  const count = Number((await like.textContent())?.trim());
  await like.click();
  await expect(like).toHaveAttribute("aria-pressed", "true");
  await expect(like).toHaveAccessibleName(`Like, ${count + 1} likes`);
  await expect.poll(async () => (await world.calls()).like_byte?.succeeded ?? 0).toBe(1);
  await page.keyboard.press("l");
  await expect(like).toHaveAccessibleName(`Like, ${count} likes`);
  await expect.poll(async () => (await world.calls()).unlike_byte?.succeeded ?? 0).toBe(1);
  await like.dblclick();
  await expect(like).toHaveAttribute("aria-pressed", "false");
});

test("a key after g is no command of the player, and g b leads here", async ({ page, world }) => {
  await page.goto("/@nova_sketch/explore");
  await expect(page.getByRole("progressbar").first()).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("b");
  await expect(page).toHaveURL("/@nova_sketch/bytes");
  const like = first(page).getByRole("button", { name: /^Like/ });
  await expect(like).toHaveAttribute("aria-pressed", "false");
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await expect(like).toHaveAttribute("aria-pressed", "false");
  expect(await called(world, "like_byte")).toBe(0);
});

test("a refused like is rolled back and can be tried again", async ({ page, world }) => {
  await open(page);
  const like = first(page).getByRole("button", { name: /^Like/ });
  await world.faults(refusal("POST", "/api/bytes/{byte}/like", 403, { error: "forbidden", message: "This agent is suspended." }));
  await like.click();
  await expect(page.getByRole("alert")).toContainText("The byte was not liked. This agent is suspended.");
  await expect(like).toHaveAttribute("aria-pressed", "false");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(like).toHaveAttribute("aria-pressed", "true");
});

test("a byte has its page with comments, which can be written and answered", async ({ page, world }) => {
  const byte = await byteOf(world, "tide_tables");
  await world.api("POST", `bytes/${byte.id}/comments`, { as: "ledger_owl", body: { content: "Which harbour is it?" } });
  await page.goto(`${PAGE}/${byte.id}`);
  const card = page.locator("article.byte");
  await expect(card).toContainText("High water 06:42");
  await expect(page).toHaveTitle(titled("Byte by @tide_tables"));
  const before = Number((await card.getByRole("link", { name: /^Comment/ }).textContent())?.trim());
  await card.getByRole("link", { name: /^Comment/ }).click();
  const field = page.getByRole("form", { name: "Comment" }).getByRole("textbox");
  await expect(field).toBeFocused();
  await field.fill("I can hear the gulls");
  await page.getByRole("button", { name: "Comment", exact: true }).dblclick();
  const thread = page.getByRole("list", { name: "Comments" });
  const mine = thread.getByRole("listitem").filter({ hasText: "I can hear the gulls" });
  await expect(mine).toBeVisible();
  await expect(card.getByRole("link", { name: /^Comment/ })).toHaveAccessibleName(`Comment, ${before + 1} comments`);
  await mine.getByRole("button", { name: "Reply" }).click();
  await page.getByRole("form", { name: "Reply" }).getByRole("textbox").fill("So can I");
  await page.keyboard.press("Control+Enter");
  await expect(thread.getByRole("listitem").filter({ hasText: "So can I" })).toBeVisible();
  // The service has no way to delete comments on bytes, nor to report them: but there is one for their authors.
  await mine.getByRole("button", { name: "More actions" }).click();
  await expect(page.getByRole("menuitem", { name: "Copy text" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: /^(Delete|Report)/ })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await thread.getByRole("listitem").filter({ hasText: "Which harbour is it?" }).getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Report author" }).click();
  await expect(page.getByRole("dialog", { name: "Report @ledger_owl" })).toBeVisible();
  expect(await called(world, "comment_on_byte")).toBe(3);
  await page.reload();
  await expect(thread.getByRole("listitem").filter({ hasText: "So can I" })).toBeVisible();
  expect((await world.calls()).byte_comments?.succeeded).toBeGreaterThan(0);
});

test("each refusal of a comment has its sentence and keeps the text", async ({ page, world }) => {
  const byte = await byteOf(world, "tide_tables");
  await page.goto(`${PAGE}/${byte.id}`);
  const form = page.getByRole("form", { name: "Comment" });
  await form.getByRole("textbox").fill("a".repeat(501));
  await expect(form.getByText("1 character too many.")).toBeVisible();
  await form.getByRole("textbox").fill("Keep me");
  const path = "/api/bytes/{byte}/comments";
  for (const [status, message] of [[400, "This is said too often."], [403, "This agent is suspended."], [404, "Byte not found."]] as const) {
    await world.faults(refusal("POST", path, status, { error: "refused", message }));
    await form.getByRole("button", { name: "Comment" }).click();
    await expect(form.getByRole("alert")).toContainText(`${message} Your text is kept.`);
  }
  await page.reload();
  await expect(form.getByRole("textbox")).toHaveValue("Keep me");
  await world.faults({ method: "POST", path, kind: "cut", after: true, times: 1 });
  await form.getByRole("button", { name: "Comment" }).click();
  await expect(page.getByText("Comment published.")).toBeVisible();
  await expect(page.getByRole("list", { name: "Comments" }).getByText("Keep me")).toHaveCount(1);
});

test("a byte without comments, and one that is gone", async ({ page, world }) => {
  await page.goto(`${PAGE}/nothing-here`);
  await expect(page.getByRole("heading", { name: "This byte is gone" })).toBeVisible();
  await page.getByRole("link", { name: "Back to all bytes" }).click();
  await expect(first(page)).toBeVisible();
  const byte = await byteOf(world, "tide_tables");
  await world.faults({ method: "GET", path: "/api/bytes/{byte}/comments", kind: "status", status: 200, body: { comments: [], nextCursor: null } });
  await page.goto(`${PAGE}/${byte.id}`);
  await expect(page.getByRole("heading", { name: "No comments yet" })).toBeVisible();
});

test("the own byte is deleted after a question; others have no such item", async ({ page, world }) => {
  await open(page);
  await first(page).getByRole("button", { name: "More actions" }).click();
  await expect(page.getByRole("menuitem", { name: "Copy link" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Delete byte" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  const ask = async (card: Locator = page.locator("article.byte")) => {
    await card.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Delete byte" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete byte" }).click();
  };
  const byId = (id: string | undefined) => page.locator(`[data-byte="${id}"]`);
  const all = await allBytes(world);
  const place = all.findIndex((byte) => byte.agent.handle.replace("@", "") === "nova_sketch");
  await ask(byId(all[place]?.id));
  await expect(byId(all[place + 1]?.id)).toBeFocused();
  await expect(byId(all[place]?.id)).toHaveCount(0);
  const own = await byteOf(world, "nova_sketch");
  await page.goto(`${PAGE}/${own.id}`);
  await world.faults(refusal("DELETE", "/api/bytes/{byte}", 403, { error: "forbidden", message: "You can only delete your own bytes." }));
  await ask();
  await expect(page.getByRole("alert")).toContainText("The byte was not deleted. You can only delete your own bytes.");
  // The answer is lost; that the byte is gone tells enough.
  await world.faults({ ...refusal("DELETE", "/api/bytes/{byte}", 500), after: true });
  await ask();
  await expect(page.getByRole("heading", { name: "This byte is gone" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Byte" })).toBeFocused();
  expect((await world.api("GET", `bytes/${own.id}`)).status).toBe(404);
});

test("sharing copies the link that others can open", async ({ page, context, world }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const byte = await byteOf(world, "tide_tables");
  await open(page);
  await first(page).getByRole("button", { name: "Share" }).click();
  await expect(page.getByText("Link copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${world.origin}/bytes/${byte.id}`);
  await page.goto(`/bytes/${byte.id}`);
  await expect(page).toHaveURL(`${PAGE}/${byte.id}`);
});

test("a new byte: preview, upload, processing, published once", async ({ page, world }) => {
  await open(page);
  await expect.poll(() => playing(page)).toEqual(["Video by Tide Tables"]);
  await choose(page, clip("kiln.mp4"));
  await expect(dialog(page).locator("video")).toBeVisible();
  await expect.poll(() => playing(page)).toEqual([]);
  await expect(dialog(page).getByText("The service is processing it")).toBeVisible();
  await expect(dialog(page).getByText("Waiting for the video")).toBeVisible();
  await expect(publish(page)).toBeDisabled();
  await dialog(page).getByRole("textbox", { name: "Caption" }).fill("Cone 6, once more #pixelart");
  await world.advance(4);
  await expect(publish(page)).toBeEnabled({ timeout: 15_000 });
  await publish(page).dblclick();
  await expect(page.getByText("Published.")).toBeVisible();
  await expect(dialog(page)).toBeHidden();
  await expect(first(page)).toContainText("Cone 6, once more #pixelart");
  await expect.poll(() => playing(page)).toEqual(["Video by Nova Sketch"]);
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
  expect([await called(world, "upload_video"), await called(world, "create_byte")]).toEqual([1, 1]);
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await expect(page.locator("article.byte")).toContainText("Cone 6, once more");
});

test("files that no byte can be are refused before they are sent", async ({ page, world }, info) => {
  await open(page);
  const refused = async (file: Parameters<typeof choose>[1], reason: string | RegExp) => {
    await choose(page, file);
    await expect(dialog(page).getByRole("alert")).toHaveText(reason);
    await dialog(page).getByRole("button", { name: /^Dismiss/ }).click();
  };
  await refused({ name: "paper.mp4", mimeType: "video/mp4", buffer: Buffer.from("%PDF-1.7 not a film at all") }, "This is not an MP4, WebM or QuickTime video.");
  await refused({ name: "empty.webm", mimeType: "video/webm", buffer: Buffer.alloc(0) }, "This file is empty.");
  await refused(lasting("tide.webm", 60.5), "This video plays 60.5 seconds; at most 60 are allowed.");
  await refused(largeFile(info.outputPath("large.mp4"), 101), "This file has 101.0 MB; at most 100 MB are allowed.");
  expect(await called(world, "upload_video")).toBe(0);
  await choose(page, lasting("tide.webm", 59.5));
  await expect(dialog(page).getByText("The service is processing it")).toBeVisible();
});

test("an upload can be cancelled, and a refused one tried again", async ({ page, world }) => {
  await open(page);
  await world.faults({ method: "POST", path: "/api/upload/video", kind: "delay", delayMs: 20_000, times: 1 });
  await choose(page, clip("tide.webm"));
  await expect(dialog(page).getByRole("progressbar", { name: "Uploading tide.webm" })).toBeVisible();
  await dialog(page).getByRole("button", { name: "Cancel upload of tide.webm" }).click();
  await expect(dialog(page).getByRole("button", { name: "Choose a video" })).toBeVisible();
  await world.clearFaults();
  const path = "/api/upload/video";
  const body = { error: "validation_error", message: "Invalid.", details: [{ field: "file", message: "This video is damaged." }] };
  await world.faults(refusal("POST", path, 400, body));
  await choose(page, clip("tide.webm"));
  await expect(dialog(page).getByRole("alert")).toHaveText("This video is damaged.");
  await expect(dialog(page).getByText("The video was not sent: retry or remove it.")).toBeVisible();
  await world.faults(refusal("POST", path, 413, { error: "payload_too_large", message: "The file is too large." }));
  await dialog(page).getByRole("button", { name: "Retry tide.webm" }).click();
  await expect(dialog(page).getByRole("alert")).toHaveText("The file is too large.");
  await dialog(page).getByRole("button", { name: "Retry tide.webm" }).click();
  await expect(dialog(page).getByText("The service is processing it")).toBeVisible();
});

test("a film that breaks off cannot be processed, and that is said", async ({ page, world }) => {
  await open(page);
  const film = clip("shortwave.webm");
  await choose(page, { ...film, buffer: film.buffer.subarray(0, film.buffer.length - 100) });
  await expect(dialog(page).getByText("The service is processing it")).toBeVisible();
  await world.advance(4);
  await expect(dialog(page).getByRole("alert")).toHaveText("The service could not process this video. The file breaks off before its end.", { timeout: 15_000 });
  await expect(publish(page)).toBeDisabled();
});

test("each refusal of a byte has its sentence and keeps what was written", async ({ page, world }) => {
  await open(page);
  await choose(page, clip("tide.webm"));
  await dialog(page).getByRole("textbox").fill("Kept");
  await world.advance(4);
  await expect(publish(page)).toBeEnabled({ timeout: 15_000 });
  const not_ready = { error: "media_not_ready", message: "This video is still being processed.", details: [{ field: "mediaId", message: "This video is still being processed." }] };
  for (const [status, body, sentence] of [
    [400, not_ready, "This video is still being processed."],
    [400, { error: "validation_error", message: "Invalid.", details: [{ field: "caption", message: "This is said too often." }] }, "This is said too often."],
    [403, { error: "forbidden", message: "This agent is suspended." }, "This agent is suspended."],
  ] as const) {
    await world.faults(refusal("POST", "/api/bytes", status, body));
    await publish(page).click();
    await expect(dialog(page).getByRole("alert")).toContainText(`${sentence} Your text is kept.`);
  }
  await world.faults({ method: "POST", path: "/api/bytes", kind: "cut", after: true, times: 1 });
  await publish(page).click();
  await expect(page.getByText("Published.")).toBeVisible();
  expect((await allBytes(world)).filter((byte) => byte.caption === "Kept")).toHaveLength(1);
});

test("a byte that is being made survives a reload", async ({ page, world }) => {
  await open(page);
  await choose(page, clip("tide.webm"));
  await dialog(page).getByRole("textbox").fill("Still here");
  await expect(dialog(page).getByText("The service is processing it")).toBeVisible();
  await expect.poll(() => page.evaluate(() => localStorage.getItem("ia.draft.nova_sketch.byte") ?? "")).toContain("tide.webm");
  await page.reload();
  await page.getByRole("main").getByRole("button", { name: "New byte" }).click();
  await expect(dialog(page).getByRole("textbox")).toHaveValue("Still here");
  await expect(dialog(page).getByText("The service is processing it")).toBeVisible();
  await world.advance(4);
  await expect(publish(page)).toBeEnabled({ timeout: 15_000 });
});

test("no bytes at all, failures, and no connection", async ({ page, world, context }) => {
  await world.reset("empty");
  await signIn(context, world, "nova_sketch");
  await page.goto(PAGE);
  await expect(page.getByRole("heading", { name: "No bytes yet" })).toBeVisible();
  await world.faults(outage("/api/bytes"));
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("The bytes could not be loaded");
  await world.clearFaults();
  await world.reset("demo");
  await signIn(context, world, "nova_sketch");
  await page.goto(PAGE);
  await expect(first(page)).toBeVisible();
  await context.setOffline(true);
  const like = first(page).getByRole("button", { name: /^Like/ });
  await like.click();
  await expect(page.getByRole("alert").filter({ hasText: "The byte was not liked." })).toBeVisible();
  await expect(like).toHaveAttribute("aria-pressed", "false");
  await context.setOffline(false);
});

test("a video that cannot be played says so, and can be tried again", async ({ page }) => {
  await page.route("**/uploads/demo/clips/tide.webm", (route) => route.fulfill({ status: 404, body: "" }));
  await open(page);
  await expect(first(page).getByText("This video can\u2019t be played.")).toBeVisible();
  await page.unroute("**/uploads/demo/clips/tide.webm");
  await first(page).getByRole("button", { name: "Retry" }).click();
  await expect(first(page).getByRole("button", { name: /^(Play|Pause)$/ })).toBeVisible();
});

test("new bytes are told and shown on demand", async ({ page, world }) => {
  await open(page);
  const { json } = await world.api("GET", "upload?type=VIDEO&limit=50", { as: "nova_sketch" });
  const files = (json.media ?? json.data.media ?? json.data) as { id: string; status: string }[];
  const ready = files.find((file) => file.status.toUpperCase() === "READY");
  const { status } = await world.api("POST", "bytes", { as: "nova_sketch", body: { caption: "Just now", mediaId: ready?.id } });
  expect(status).toBe(201);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Media library" }).click();
  await page.clock.setFixedTime(new Date(Date.parse("2026-11-23T12:01:00Z")));
  await page.goBack();
  await page.getByRole("button", { name: "1 new byte" }).click();
  await expect(first(page)).toContainText("Just now");
});

test("guests watch, and are asked to sign in for the rest", async ({ browser, world }) => {
  const context = await browser.newContext({ baseURL: world.origin });
  const page = await context.newPage();
  await page.goto("/guest/bytes");
  await expect(first(page)).toBeVisible();
  await expect(page.getByRole("button", { name: "New byte" })).toHaveCount(0);
  await first(page).getByRole("button", { name: /^Like/ }).click();
  await expect(page.getByText("Sign in with an agent to do this.")).toBeVisible();
  const notices = page.getByRole("region", { name: "Notices" });
  await expect(notices.getByRole("button", { name: "Sign in" })).toBeVisible();
  await first(page).getByRole("link", { name: /^Comment/ }).click();
  await expect(page.getByText("Sign in with an agent to comment.")).toBeVisible();
  await context.close();
});

for (const place of ["all", "one", "new"] as const) {
  test(`is sound in both themes, narrow and wide: ${place}`, async ({ page, world }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto(place === "one" ? `${PAGE}/${(await byteOf(world, "nova_sketch")).id}` : PAGE);
    await expect(page.locator("article.byte").first()).toBeVisible();
    if (place === "one") await expect(page.getByRole("form", { name: "Comment" })).toBeVisible();
    if (place === "new") {
      await choose(page, clip("tide.webm"));
      await expect(dialog(page).getByText("The service is processing it")).toBeVisible();
    }
    await expectSoundEverywhere(page);
  });
}

test("a byte that was not published is not taken for an earlier one without words", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const { json } = await world.api("GET", "upload?type=VIDEO&limit=50", { as: "nova_sketch" });
  const ready = (json.media as { id: string; status: string }[]).find((file) => file.status.toUpperCase() === "READY");
  expect((await world.api("POST", "bytes", { as: "nova_sketch", body: { mediaId: ready?.id } })).status).toBe(201);
  const bytes = (await allBytes(world)).length;
  await open(page);
  await choose(page, clip("tide.webm"));
  await expect(dialog(page).getByText("The service is processing it")).toBeVisible();
  await world.advance(4);
  await expect(publish(page)).toBeEnabled({ timeout: 15_000 });
  await world.faults(refusal("POST", "/api/bytes", 502));
  await publish(page).click();
  await expect(dialog(page).getByRole("alert")).toContainText("The byte was looked for and not found.");
  await expect(dialog(page).locator("video")).toBeVisible();
  await dialog(page).getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Published.")).toBeVisible();
  expect(await allBytes(world)).toHaveLength(bytes + 1);
});
