import type { Locator, Page } from "@playwright/test";

import { clip, largeFile, lasting } from "../clips.ts";
import { called, expect, expectSoundEverywhere, PIXEL, refusal, signIn, test } from "../helper.ts";
import { holdAnswer } from "../hold.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch"));

const form = (page: Page) => page.getByRole("main").getByRole("form", { name: "New post" });
const field = (page: Page) => form(page).getByRole("textbox", { name: "Post text" });
const publish = (page: Page) => form(page).getByRole("button", { name: "Publish", exact: true });
const images = (page: Page) => form(page).getByRole("list", { name: "Images" }).getByRole("listitem");
const film = (page: Page) => form(page).getByLabel("Video", { exact: true }).last();
const png = (name: string) => ({ name, mimeType: "image/png", buffer: PIXEL });

async function open(page: Page) {
  await page.goto("/@nova_sketch/feed");
  await expect(field(page)).toBeVisible();
}

const attach = (page: Page, ...files: { name: string; mimeType: string; buffer: Buffer }[]) => form(page).getByLabel("Images", { exact: true }).last().setInputFiles(files);

/** Drops or pastes an image, as if from another window. */
const bring = (page: Page, kind: "drop" | "paste", name: string) =>
  field(page).evaluate(
    (element, [kind, name, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
      const options = { bubbles: true, cancelable: true };
      element.dispatchEvent(kind === "drop" ? new DragEvent("drop", { ...options, dataTransfer: data }) : new ClipboardEvent("paste", { ...options, clipboardData: data }));
    },
    [kind, name, [...PIXEL]] as const,
  );

test("publishes once, however often it is clicked, and empties itself", async ({ page, world }) => {
  await open(page);
  await field(page).fill("Good morning #firstlight");
  await publish(page).dblclick();
  await expect(page.getByText("Published.")).toBeVisible();
  await expect(field(page)).toHaveValue("");
  expect(await called(world, "create_post")).toBe(1);
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await expect(page).toHaveURL(/\/post\//);
  await expect(page.locator(".post-main")).toContainText("Good morning #firstlight");
});

test("the dialog opens by key and by button, and Ctrl+Enter publishes", async ({ page, world }) => {
  await open(page);
  const dialog = page.getByRole("dialog", { name: "New post" });
  await page.keyboard.press("n");
  await expect(dialog.getByRole("textbox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.getByRole("banner").getByRole("button", { name: "New post" }).click();
  await dialog.getByRole("textbox").fill("From the dialog");
  await page.keyboard.press("Control+Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Published.")).toBeVisible();
  expect(await called(world, "create_post")).toBe(1);
});

test("what is written in the dialog stands below it only once that is closed", async ({ page }) => {
  await open(page);
  const first = page.locator("article.post-card").first();
  await expect(first).toBeVisible();
  const before = await first.boundingBox();
  await page.getByRole("banner").getByRole("button", { name: "New post" }).click();
  const dialog = page.getByRole("dialog", { name: "New post" });
  await dialog.getByRole("textbox").fill("One\nline\nafter\nthe\nother");
  await dialog.getByLabel("Images", { exact: true }).last().setInputFiles([1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => png(`${number}.png`)));
  await expect(dialog.getByRole("alert")).toHaveCount(5);
  await expect(dialog.getByRole("button", { name: "Publish", exact: true })).toBeInViewport({ ratio: 1 });
  expect(await first.boundingBox()).toEqual(before);
  await page.keyboard.press("Escape");
  await expect(field(page)).toHaveValue("One\nline\nafter\nthe\nother");
  await expect(images(page)).toHaveCount(9);
});

test("Back closes the dialog with the page below it and keeps what was written", async ({ page, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await open(page);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Explore" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Explore" })).toBeVisible();
  await page.getByRole("banner").getByRole("button", { name: "New post" }).click();
  const dialog = page.getByRole("dialog", { name: "New post" });
  await dialog.getByRole("textbox").fill("Half a thought");
  await page.goBack();
  await expect(page).toHaveURL("/@nova_sketch/feed");
  await expect(dialog).toBeHidden();
  await expect(field(page)).toHaveValue("Half a thought");
});

test("counts characters as the service does, and says what is too much", async ({ page }) => {
  await open(page);
  await expect(publish(page)).toBeDisabled();
  await field(page).fill("🎉".repeat(500));
  await expect(publish(page)).toBeEnabled();
  await field(page).fill("🎉".repeat(501));
  await expect(form(page).getByText("1 character too many.")).toBeVisible();
  await expect(field(page)).toHaveAttribute("aria-invalid", "true");
  await expect(publish(page)).toBeDisabled();
  await field(page).fill("a".repeat(460));
  await expect(form(page).getByText("Characters left: 40")).toBeVisible();
});

test("a draft survives a reload and belongs to its agent", async ({ page, context, world }) => {
  await signIn(context, world, "nova_sketch", "ledger_owl");
  await open(page);
  await field(page).fill("Not yet finished");
  await attach(page, png("sketch.png"));
  await expect(form(page).getByText("Draft saved")).toBeVisible();
  await expect(images(page).getByRole("progressbar")).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => localStorage.getItem("ia.draft.nova_sketch.post") ?? "")).toContain("sketch.png");
  await page.reload();
  await expect(field(page)).toHaveValue("Not yet finished");
  await expect(images(page)).toHaveCount(1);
  await page.goto("/@ledger_owl/feed");
  await expect(field(page)).toHaveValue("");
});

test("images are added by button, drop and paste, and are published", async ({ page, world }) => {
  await open(page);
  await attach(page, png("one.png"));
  for (const kind of ["drop", "paste"] as const) await bring(page, kind, `${kind}.png`);
  await expect(images(page)).toHaveCount(3);
  await expect.poll(async () => (await world.calls()).upload_image?.succeeded ?? 0).toBe(3);
  await field(page).fill("Three pixels");
  await publish(page).click();
  await expect(page.getByText("Published.")).toBeVisible();
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await page.locator(".post-main").getByRole("button", { name: "Open image 2 of 3" }).click();
  const viewer = page.getByRole("dialog", { name: "2 of 3" });
  await expect(viewer).toBeVisible();
  const middle = async (element: Locator) => {
    const box = await element.boundingBox();
    return { x: (box?.x ?? NaN) + (box?.width ?? NaN) / 2, y: (box?.y ?? NaN) + (box?.height ?? NaN) / 2 };
  };
  const [before, after] = [viewer.getByRole("button", { name: "Previous image" }), viewer.getByRole("button", { name: "Next image" })];
  for (const [width, beside] of [[1280, viewer.getByRole("img")], [390, viewer.locator("figcaption")]] as const) {
    await page.setViewportSize({ width, height: 800 });
    const [left, centre, right] = [await middle(before), await middle(beside), await middle(after)];
    expect(left.x).toBeLessThan(40);
    expect(right.x).toBeGreaterThan(width - 40);
    for (const arrow of [left, right]) expect(Math.abs(arrow.y - centre.y), `${width} px wide`).toBeLessThan(3);
  }
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("dialog", { name: "3 of 3" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("an image that is pasted while a post is on its way begins the next one", async ({ page, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await open(page);
  await field(page).fill("Sent without it");
  const answer = await holdAnswer(page, "**/api/posts", "POST");
  await publish(page).click();
  await answer.answered;
  await bring(page, "paste", "later.png");
  await expect(form(page)).toHaveAttribute("aria-busy", "true");
  await answer.letGo();
  await expect(page.getByText("Published.")).toBeVisible();
  await expect(field(page)).toHaveValue("");
  await expect(images(page)).toHaveText("later.png");
  await expect(publish(page)).toBeEnabled();
});

test("Escape that ends the composing of a word leaves a reply open", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const post = await world.publish("ledger_owl", "Written in many scripts");
  await world.comment("dev_harbor", post, "In which ones?");
  await page.goto(`/@nova_sketch/post/${post}`);
  await page.getByRole("button", { name: "Reply", exact: true }).click();
  const reply = page.getByRole("form", { name: "Reply" }).getByRole("textbox");
  await expect(reply).toBeFocused();
  await reply.evaluate(async (field) => {
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", isComposing: true, bubbles: true }));
    await new Promise(requestAnimationFrame);
  });
  await expect(reply).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(reply).toHaveCount(0);
});

test("files that cannot be sent are refused before they are", async ({ page, world }) => {
  await open(page);
  await attach(page, { name: "paper.jpg", mimeType: "image/jpeg", buffer: Buffer.from("%PDF-1.7 not a picture") });
  await expect(form(page).getByRole("alert")).toHaveText("This is not a JPEG, PNG, GIF or WebP image.");
  await form(page).getByRole("button", { name: "Dismiss paper.jpg" }).click();
  await attach(page, { name: "huge.png", mimeType: "image/png", buffer: Buffer.concat([PIXEL, Buffer.alloc(12 * 1024 * 1024)]) });
  await expect(form(page).getByRole("alert")).toContainText("at most 10 MB are allowed.");
  await form(page).getByRole("button", { name: "Dismiss huge.png" }).click();
  await attach(page, ...[1, 2, 3, 4, 5].map((number) => png(`${number}.png`)));
  await expect(form(page).getByRole("alert")).toHaveText("At most 4 images fit in a post.");
  await expect(form(page).getByRole("button", { name: "Add images" })).toBeDisabled();
  await expect.poll(async () => (await world.calls()).upload_image?.succeeded ?? 0).toBe(4);
});

test("a file that is no image takes the place of none", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await open(page);
  const paper = { name: "p.jpg", mimeType: "image/jpeg", buffer: Buffer.from("%PDF-1.7 not a picture") };
  await attach(page, paper, ...[1, 2, 3, 4].map((number) => png(`${number}.png`)));
  await expect.poll(async () => (await world.calls()).upload_image?.succeeded ?? 0).toBe(4);
  await expect(form(page).getByRole("alert")).toHaveText("This is not a JPEG, PNG, GIF or WebP image.");
  await form(page).getByRole("button", { name: "Dismiss p.jpg" }).click();
  await expect(form(page).getByRole("alert")).toHaveCount(0);
  await expect(images(page)).toHaveCount(4);
});

test("a video is sent, processed, and published alone", async ({ page, world }) => {
  await open(page);
  await film(page).setInputFiles(clip("tide.webm"));
  await expect(form(page).getByRole("list", { name: "Video" }).locator("video")).toBeVisible();
  await expect(form(page).getByText("Waiting for the video")).toBeVisible();
  await expect(publish(page)).toBeDisabled();
  await expect(form(page).getByRole("button", { name: "Add images" })).toBeDisabled();
  await expect(form(page).getByRole("button", { name: "Add a video" })).toBeDisabled();
  await attach(page, png("beside.png"));
  await expect(form(page).getByRole("alert")).toHaveText("A post has images or a video, not both.");
  await world.advance(4);
  await expect(publish(page)).toBeEnabled({ timeout: 15_000 });
  await publish(page).dblclick();
  await expect(page.getByText("Published.")).toBeVisible();
  expect([await called(world, "upload_video"), await called(world, "create_post"), await called(world, "upload_image")]).toEqual([1, 1, 0]);
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await expect(page.locator(".post-main video")).toBeVisible();
});

test("videos that no post can have are refused before they are sent", async ({ page, world }, info) => {
  await open(page);
  const refused = async (file: Parameters<ReturnType<typeof film>["setInputFiles"]>[0], reason: string) => {
    await film(page).setInputFiles(file);
    await expect(form(page).getByRole("alert")).toHaveText(reason);
    await form(page).getByRole("button", { name: /^Dismiss/ }).click();
  };
  await refused(lasting("tide.webm", 180.5), "This video plays 180.5 seconds; at most 180 are allowed.");
  await refused(largeFile(info.outputPath("large.mp4"), 51), "This file has 51.0 MB; at most 50 MB are allowed.");
  await refused({ name: "no.webm", mimeType: "video/webm", buffer: Buffer.from("no film at all") }, "This is not an MP4, WebM or QuickTime video.");
  await attach(page, png("one.png"));
  await refused(clip("tide.webm"), "A post has images or a video, not both.");
  expect(await called(world, "upload_video")).toBe(0);
});

test("a video that is being processed survives a reload", async ({ page, world }) => {
  await open(page);
  await film(page).setInputFiles(clip("tide.webm"));
  await expect(form(page).getByText("The service is processing it")).toBeVisible();
  await expect.poll(() => page.evaluate(() => localStorage.getItem("ia.draft.nova_sketch.post") ?? "")).toContain("tide.webm");
  await page.reload();
  await expect(form(page).getByRole("list", { name: "Video" }).locator("video")).toBeVisible();
  await expect(publish(page)).toBeDisabled();
  await world.advance(4);
  await expect(publish(page)).toBeEnabled({ timeout: 15_000 });
});

test("an upload can be cancelled, and a failed one tried again", async ({ page, world }) => {
  await open(page);
  await world.faults({ method: "POST", path: "/api/upload", kind: "delay", delayMs: 20_000, times: 1 });
  await attach(page, png("slow.png"));
  await form(page).getByRole("button", { name: "Cancel upload of slow.png" }).click();
  await expect(images(page)).toHaveCount(0);
  await world.clearFaults();
  await world.faults(refusal("POST", "/api/upload", 413, { error: "payload_too_large", message: "The file is too large." }));
  await attach(page, png("again.png"));
  await expect(form(page).getByRole("alert")).toContainText("The file is too large.");
  await expect(publish(page)).toBeDisabled();
  await form(page).getByRole("button", { name: "Retry again.png" }).click();
  await expect(form(page).getByRole("alert")).toHaveCount(0);
  await expect(publish(page)).toBeEnabled();
});

test("each refusal of a post has its sentence and keeps the text", async ({ page, world }) => {
  await open(page);
  await field(page).fill("Keep me");
  const path = "/api/posts";
  await world.faults(refusal("POST", path, 400, { error: "validation_error", message: "Invalid.", details: [{ field: "content", message: "This is said too often." }] }));
  await publish(page).click();
  await expect(form(page).getByRole("alert")).toContainText("This is said too often. Your text is kept.");
  await world.faults(refusal("POST", path, 403, { error: "forbidden", message: "This agent is suspended." }));
  await publish(page).click();
  await expect(form(page).getByRole("alert")).toContainText("This agent is suspended.");
  await world.faults(refusal("POST", path, 500));
  await publish(page).click();
  await expect(form(page).getByRole("alert")).toContainText("The post was looked for and not found.");
  await form(page).getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Published.")).toBeVisible();
  await expect(field(page)).toHaveValue("");
});

test("a lost answer never publishes twice", async ({ page, world }) => {
  await open(page);
  await field(page).fill("Only once, please");
  await world.faults({ method: "POST", path: "/api/posts", kind: "cut", after: true, times: 1 });
  await publish(page).click();
  await expect(page.getByText("Published.")).toBeVisible();
  expect(await called(world, "create_post")).toBe(1);
});

test("a second tab waits for what the first one is publishing", async ({ page, context, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await open(page);
  await field(page).fill("Once, from two tabs");
  await world.faults({ method: "POST", path: "/api/posts", kind: "delay", delayMs: 5000, times: 1 });
  await publish(page).click();
  await expect(form(page)).toHaveAttribute("aria-busy", "true");
  const other = await context.newPage();
  await open(other);
  await expect(field(other)).toHaveValue("Once, from two tabs");
  await expect(form(other)).toHaveAttribute("aria-busy", "true");
  await expect(page.getByText("Published.")).toBeVisible({ timeout: 10_000 });
  await expect(field(other)).toHaveValue("");
  await expect(form(other)).toHaveAttribute("aria-busy", "false");
  await expect(form(other).getByRole("alert")).toHaveCount(0);
  expect(await called(world, "create_post")).toBe(1);
});

test("two open tabs that publish the same draft publish it once, even if one does not hear of the other", async ({ page, context, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const other = await context.newPage();
  await other.addInitScript(() => addEventListener("storage", (event) => "deaf" in window && event.stopImmediatePropagation()));
  await open(other);
  await open(page);
  const write = async (text: string) => {
    await field(page).fill(text);
    await expect(field(other)).toHaveValue(text);
  };
  const publishSlowly = async () => {
    const answer = await holdAnswer(page, "**/api/posts", "POST");
    await publish(page).click();
    await answer.answered;
    return answer;
  };
  const expectOnce = async (posts: number) => {
    for (const tab of [page, other]) {
      await expect(field(tab)).toHaveValue("");
      await expect(form(tab)).toHaveAttribute("aria-busy", "false");
      await expect(form(tab).getByRole("alert")).toHaveCount(0);
    }
    expect(await called(world, "create_post")).toBe(posts);
  };

  await write("The other tab sees it go");
  const heard = await publishSlowly();
  await expect(form(other)).toHaveAttribute("aria-busy", "true");
  await publish(other).click();
  await heard.letGo();
  await expectOnce(1);

  await write("Nobody tells the other tab");
  await other.evaluate(() => Object.assign(window, { deaf: true }));
  const unheard = await publishSlowly();
  await expect(form(other)).toHaveAttribute("aria-busy", "false");
  await publish(other).click();
  await expect(form(other)).toHaveAttribute("aria-busy", "true");
  await unheard.letGo();
  await expectOnce(2);
});

test("a post that is tried again in two tabs is sent again once", async ({ page, context, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const other = await context.newPage();
  await open(other);
  await open(page);
  await field(page).fill("Tried again");
  await world.faults(refusal("POST", "/api/posts", 500));
  await publish(page).click();
  const again = (tab: Page) => form(tab).getByRole("button", { name: "Try again" });
  for (const tab of [page, other]) await expect(again(tab)).toBeVisible();
  const before = await called(world, "create_post");
  const search = await holdAnswer(page, "**/api/posts?*");
  await again(page).click();
  await search.answered;
  await again(other).click();
  await expect(form(other)).toHaveAttribute("aria-busy", "true");
  await search.letGo();
  for (const tab of [page, other]) {
    await expect(field(tab)).toHaveValue("");
    await expect(form(tab)).toHaveAttribute("aria-busy", "false");
  }
  expect(await called(world, "create_post")).toBe(before + 1);
});

test("a used-up budget counts down and publishes then", async ({ page, world }) => {
  await open(page);
  await field(page).fill("Patience");
  await world.faults({ method: "POST", path: "/api/posts", kind: "status", status: 429, body: { error: "rate_limited", message: "Too many requests." }, headers: { "Retry-After": "30" }, times: 1 });
  await publish(page).click();
  await expect(form(page).getByText("Too many requests this minute; your text is kept.")).toBeVisible();
  await form(page).getByRole("button", { name: "Publish then" }).click();
  await expect(form(page).getByText(/Publishing in \d+ s\./)).toBeVisible();
  await page.clock.setFixedTime(new Date(Date.parse("2026-11-23T12:01:10Z")));
  await expect(page.getByText("Published.")).toBeVisible();
});

test("an ended session leads to the sign-in and back to the draft", async ({ page, world }) => {
  await open(page);
  await field(page).fill("Still here afterwards");
  await world.revokeTokens("nova_sketch");
  await publish(page).click();
  await form(page).getByRole("link", { name: "sign in again" }).click();
  await expect(page.getByRole("textbox", { name: "Client id" })).toHaveValue("demo_nova_sketch");
  await page.getByLabel("Client secret").fill("demo_secret_nova_sketch");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/@nova_sketch/feed");
  await expect(field(page)).toHaveValue("Still here afterwards");
});

test("an expired session is renewed unseen", async ({ page, world }) => {
  await open(page);
  await field(page).fill("Nobody noticed");
  await world.expireTokens("nova_sketch");
  await publish(page).click();
  await expect(page.getByText("Published.")).toBeVisible();
  expect((await world.calls()).token_refresh?.succeeded).toBe(1);
});

test("without a connection nothing is sent and nothing is lost", async ({ page, context }) => {
  await open(page);
  await field(page).fill("From a tunnel");
  await context.setOffline(true);
  await expect(form(page).getByText("You are offline. What you write is kept.")).toBeVisible();
  await expect(publish(page)).toBeDisabled();
  await context.setOffline(false);
  await publish(page).click();
  await expect(page.getByText("Published.")).toBeVisible();
});

test("a full storage is said, and the text can still be published", async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    };
  });
  await field(page).fill("A draft that no longer fits anywhere");
  await expect(form(page).getByText("What you write stays until you close it.")).toBeVisible();
  await publish(page).click();
  await expect(page.getByText("Published.")).toBeVisible();
});

test("is sound in both themes, narrow and wide", async ({ page }) => {
  await page.goto("/@nova_sketch/agents/nova_sketch?tab=likes");
  await page.getByRole("banner").getByRole("button", { name: "New post" }).click();
  const dialog = page.getByRole("dialog", { name: "New post" });
  await dialog.getByRole("textbox").fill("a".repeat(510));
  await dialog.getByLabel("Images", { exact: true }).last().setInputFiles([png("one.png"), { name: "no.png", mimeType: "image/png", buffer: Buffer.from("no") }]);
  await expect(dialog.getByText("This is not a JPEG")).toBeVisible();
  await expectSoundEverywhere(page);
});

test("a dropped video without a type is known by its content", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await open(page);
  await field(page).evaluate((element, bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], "clip"));
    element.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
  }, [...clip("tide.webm").buffer]);
  await expect(form(page).getByRole("list", { name: "Video" }).locator("video")).toBeVisible();
  await expect.poll(async () => (await world.calls()).upload_video?.succeeded ?? 0).toBe(1);
});

test("what was not published is not taken for something published before that says the same", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const succeeded = async (operation: string) => (await world.calls())[operation]?.succeeded ?? 0;
  const notFound = (thing: string) => page.getByRole("alert").filter({ hasText: `The ${thing} was looked for and not found.` });
  const again = page.getByRole("button", { name: "Try again" });

  await open(page);
  const publishImage = async (name: string) => {
    await attach(page, png(name));
    await expect(publish(page)).toBeEnabled();
    await publish(page).click();
  };
  await publishImage("one.png");
  await expect(images(page)).toHaveCount(0);
  await world.faults(refusal("POST", "/api/posts", 502));
  await publishImage("two.png");
  await expect(notFound("post")).toBeVisible();
  await expect(images(page)).toHaveCount(1);
  await again.click();
  await expect(images(page)).toHaveCount(0);
  expect(await succeeded("create_post")).toBe(2);

  await page.goto(`/@nova_sketch/post/${await world.publish("ledger_owl", "Is it the same?")}`);
  const comment = page.getByRole("form", { name: "Comment" });
  const say = async (text: string) => {
    await comment.getByRole("textbox").fill(text);
    await comment.getByRole("button", { name: "Comment" }).click();
  };
  await say("It is.");
  await expect(page.getByText("Comment published.")).toBeVisible();
  await world.faults(refusal("POST", "/api/posts/{post}/comments", 502));
  await say("It is.");
  await expect(notFound("comment")).toBeVisible();
  await page.reload();
  await expect(notFound("comment")).toBeVisible();
  await expect(comment.getByRole("textbox")).toHaveValue("It is.");
  await again.click();
  await expect(page.getByRole("list", { name: "Comments" }).getByText("It is.")).toHaveCount(2);
  expect(await succeeded("comment_on_post")).toBe(2);
});
