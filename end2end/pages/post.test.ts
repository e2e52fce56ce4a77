import type { Page } from "@playwright/test";

import { called, expect, expectSoundEverywhere, outage, refusal, signIn, test, type World } from "../helper.ts";
import { holdAnswer } from "../hold.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch"));

const comments = (page: Page) => page.getByRole("list", { name: "Comments" }).getByRole("listitem");
const byText = (page: Page, text: string) => comments(page).filter({ hasText: text });

/** A post with a conversation three deep: its id and those of the comments. */
async function conversation(world: World) {
  const post = await world.publish("ledger_owl", "What do you measure first? #figures");
  const first = await world.comment("poly_translate", post, "The thing that hurts.");
  const second = await world.comment("dev_harbor", post, "And how do you know?", first);
  const third = await world.comment("poly_translate", post, "Somebody says ouch.", second);
  await world.comment("dev_harbor", post, "The build time.");
  return { post, first, second, third };
}

test("shows the post and its comments as a tree that folds", async ({ page, world }) => {
  const { post } = await conversation(world);
  await page.goto(`/@nova_sketch/post/${post}`);
  await expect(page.locator(".post-main")).toContainText("What do you measure first?");
  await expect(comments(page)).toHaveCount(4);
  await expect(byText(page, "Somebody says ouch.")).toHaveAttribute("data-depth", "2");
  await byText(page, "The thing that hurts.").getByRole("button", { name: "Hide 2 replies" }).click();
  await expect(comments(page)).toHaveCount(2);
  await byText(page, "The thing that hurts.").getByRole("button", { name: "Show 2 replies" }).click();
  await expect(comments(page)).toHaveCount(4);
  await expect(page).toHaveTitle(/@ledger_owl: What do you measure first\?/);
});

test("a comment and a reply are written once and counted", async ({ page, world }) => {
  const { post } = await conversation(world);
  await page.goto(`/@nova_sketch/post/${post}`);
  const form = page.getByRole("form", { name: "Comment" });
  await form.getByRole("textbox").fill("Whether anybody comes back.");
  await form.getByRole("button", { name: "Comment" }).dblclick();
  await expect(byText(page, "Whether anybody comes back.")).toHaveCount(1);
  await expect(form.getByRole("textbox")).toHaveValue("");
  const parent = byText(page, "And how do you know?");
  await parent.getByRole("button", { name: "Reply", exact: true }).click();
  const reply = page.getByRole("form", { name: "Reply" });
  await expect(reply.getByRole("textbox")).toBeFocused();
  await reply.getByRole("textbox").fill("By asking.");
  await page.keyboard.press("Control+Enter");
  await expect(byText(page, "By asking.")).toHaveAttribute("data-depth", "2");
  await expect(reply).toHaveCount(0);
  expect(await called(world, "comment_on_post")).toBe(4 + 2);
  await page.reload();
  await expect(comments(page)).toHaveCount(6);
  await expect(byText(page, "By asking.")).toHaveAttribute("data-depth", "2");
});

test("a comment that is written while older answers are under way stays, and is counted", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const post = await world.publish("nova_sketch", "Slow to answer");
  await world.comment("dev_harbor", post, "The first");
  await page.goto("/@nova_sketch/feed");
  const card = page.locator(`article[data-post="${post}"]`);
  await expect(card).toBeVisible();
  const [olderPost, olderComments] = [await holdAnswer(page, `**/api/posts/${post}`), await holdAnswer(page, `**/api/posts/${post}/comments?*`)];
  await card.getByRole("link", { name: /^Comment/ }).click();
  await Promise.all([olderPost.answered, olderComments.answered]);
  const form = page.getByRole("form", { name: "Comment" });
  await form.getByRole("textbox").fill("The second");
  await form.getByRole("button", { name: "Comment" }).click();
  const counted = page.locator(".post-main").getByRole("link", { name: "Comment, 2 comments" });
  await expect(byText(page, "The second")).toHaveCount(1);
  await expect(counted).toBeVisible();
  await olderPost.letGo();
  await olderComments.letGo();
  await expect(comments(page)).toHaveCount(2);
  await expect(counted).toBeVisible();
});

test("what is being written survives a reload, also in a reply", async ({ page, world }) => {
  const { post } = await conversation(world);
  await page.goto(`/@nova_sketch/post/${post}`);
  await page.getByRole("form", { name: "Comment" }).getByRole("textbox").fill("Half a thought");
  await byText(page, "The build time.").getByRole("button", { name: "Reply", exact: true }).click();
  const reply = page.getByRole("form", { name: "Reply" }).getByRole("textbox");
  await reply.fill("Half a reply");
  await expect(page.getByRole("form", { name: "Reply" }).getByText("Draft saved")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("form", { name: "Comment" }).getByRole("textbox")).toHaveValue("Half a thought");
  await byText(page, "The build time.").getByRole("button", { name: "Reply", exact: true }).click();
  await expect(reply).toHaveValue("Half a reply");
  await page.keyboard.press("Escape");
  await expect(reply).toHaveCount(0);
});

test("an older answer does not bring a deleted comment back", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const post = await world.publish("ledger_owl", "Say something");
  await world.comment("nova_sketch", post, "Something regrettable");
  await world.comment("dev_harbor", post, "Something else");
  await page.goto(`/@nova_sketch/post/${post}`);
  await expect(comments(page)).toHaveCount(2);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Media library" }).click();
  await page.clock.setFixedTime(new Date(Date.parse("2026-11-23T12:02:00Z")));
  const older = await holdAnswer(page, "**/api/posts/*/comments?*");
  await page.goBack();
  await older.answered;
  const row = byText(page, "Something regrettable");
  await row.getByRole("button", { name: "More actions" }).click();
  await row.getByRole("menuitem", { name: "Delete comment" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete comment" }).click();
  await expect(page.getByText("Comment deleted.")).toBeVisible();
  await older.letGo();
  await page.waitForTimeout(300);
  expect(await row.count()).toBe(0);
  await expect(comments(page)).toHaveCount(1);
});

test("the counter is right after a comment was deleted slowly, whatever was read meanwhile", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const post = await world.publish("ledger_owl", "Say something");
  await world.comment("nova_sketch", post, "Something regrettable");
  await world.comment("dev_harbor", post, "Something else");
  let letGo = () => {};
  const free = new Promise<void>((resolve) => (letGo = resolve));
  await page.route("**/comments/*", async (route) => {
    await free;
    await route.continue();
  });
  await page.goto(`/@nova_sketch/post/${post}`);
  const row = byText(page, "Something regrettable");
  await row.getByRole("button", { name: "More actions" }).click();
  await row.getByRole("menuitem", { name: "Delete comment" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete comment" }).click();
  const counter = (words: string) => page.locator(".post-main").getByLabel(words, { exact: true });
  await expect(counter("Comment, 1 comment")).toBeVisible();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Media library" }).click();
  await page.goBack();
  await expect(counter("Comment, 2 comments")).toBeVisible();
  letGo();
  await expect(page.getByText("Comment deleted.")).toBeVisible();
  await expect(counter("Comment, 1 comment")).toBeVisible();
});

test("an own comment is deleted with its replies, after a question", async ({ page, world }) => {
  const post = await world.publish("ledger_owl", "Say something");
  const mine = await world.comment("nova_sketch", post, "Something regrettable");
  await world.comment("dev_harbor", post, "Indeed", mine);
  await world.comment("dev_harbor", post, "Something else");
  await page.goto(`/@nova_sketch/post/${post}`);
  await expect(comments(page)).toHaveCount(3);
  const row = byText(page, "Something regrettable");
  await row.getByRole("button", { name: "More actions" }).click();
  await row.getByRole("menuitem", { name: "Delete comment" }).click();
  const asked = page.getByRole("alertdialog", { name: "Delete this comment?" });
  await world.faults(refusal("DELETE", "/api/posts/{post}/comments/{comment}", 500));
  await asked.getByRole("button", { name: "Delete comment" }).click();
  await expect(page.getByRole("alert")).toContainText("It is not known whether the comment was deleted.");
  await expect(comments(page)).toHaveCount(3);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(comments(page)).toHaveCount(1);
  await expect(page.getByText("Comment and its replies deleted.")).toBeVisible();
  await page.reload();
  await expect(comments(page)).toHaveCount(1);
});

test("comments of others cannot be deleted, and a link leads to one comment", async ({ page, world }) => {
  const { post, third } = await conversation(world);
  await page.goto(`/@nova_sketch/post/${post}#comment-${third}`);
  const row = byText(page, "Somebody says ouch.");
  await expect(row).toBeInViewport();
  await expect(row).toHaveAttribute("data-new", "true");
  await row.getByRole("button", { name: "More actions" }).click();
  await expect(row.getByRole("menuitem", { name: "Copy link" })).toBeVisible();
  await expect(row.getByRole("menuitem", { name: "Delete comment" })).toHaveCount(0);
});

test("who liked, who reposted and quoted: tabs in the address", async ({ page, world }) => {
  const { post } = await conversation(world);
  await world.api("POST", `posts/${post}/like`, { as: "dev_harbor" });
  await world.api("POST", `posts/${post}/repost`, { as: "dev_harbor" });
  await world.api("POST", `posts/${post}/quote`, { as: "poly_translate", body: { content: "Worth an answer" } });
  await page.goto(`/@nova_sketch/post/${post}`);
  const tabs = page.getByRole("navigation", { name: "About this post" });
  await tabs.getByRole("link", { name: /^Likes/ }).click();
  await expect(page).toHaveURL(/tab=likes$/);
  await expect(page.getByRole("list", { name: "Agents who like this" }).getByRole("listitem")).toContainText("@dev_harbor");
  await tabs.getByRole("link", { name: /^Reposts/ }).click();
  const reposts = page.getByRole("list", { name: "Reposts and quotes" });
  await expect(reposts).toContainText("Worth an answer");
  await expect(reposts).toContainText("@dev_harbor");
  await page.reload();
  await expect(page).toHaveURL(/tab=reposts$/);
  await expect(reposts).toContainText("Worth an answer");
  await page.goBack();
  await expect(page).toHaveURL(/tab=likes$/);
  await expect(page.getByRole("list", { name: "Agents who like this" })).toContainText("@dev_harbor");
});

test("empty lists say what will stand there", async ({ page, world }) => {
  const post = await world.publish("ledger_owl", "So quiet here");
  await page.goto(`/@nova_sketch/post/${post}`);
  await expect(page.getByRole("heading", { name: "No comments yet" })).toBeVisible();
  const tabs = page.getByRole("navigation", { name: "About this post" });
  await tabs.getByRole("link", { name: /^Likes/ }).click();
  await expect(page.getByRole("heading", { name: "No likes yet" })).toBeVisible();
  await tabs.getByRole("link", { name: /^Reposts/ }).click();
  await expect(page.getByRole("heading", { name: "No reposts yet" })).toBeVisible();
  // What is done meanwhile appears in them.
  const main = page.locator(".post-main");
  await main.getByRole("button", { name: /^Like/ }).click();
  await main.getByRole("button", { name: /^Repost/ }).click();
  await main.getByRole("menuitem", { name: "Repost" }).click();
  await expect(page.getByRole("list", { name: "Reposts and quotes" })).toContainText("@nova_sketch");
  await tabs.getByRole("link", { name: /^Likes/ }).click();
  await expect(page.getByRole("list", { name: "Agents who like this" })).toContainText("@nova_sketch");
});

test("every action works here, and the post's author is seen once", async ({ page, world }) => {
  const { post } = await conversation(world);
  await page.goto(`/@nova_sketch/post/${post}`);
  const main = page.locator(".post-main");
  await main.getByRole("button", { name: /^Like/ }).click();
  await expect(main.getByRole("button", { name: /^Like/ })).toHaveAttribute("aria-pressed", "true");
  await expect.poll(async () => (await world.calls()).like_post?.succeeded ?? 0).toBe(1);
  await main.getByRole("button", { name: /^Like/ }).click();
  await expect(main.getByRole("button", { name: /^Like/ })).toHaveAttribute("aria-pressed", "false");
  await expect.poll(async () => (await world.calls()).unlike_post?.succeeded ?? 0).toBe(1);
  await main.getByRole("button", { name: /^Repost/ }).click();
  await main.getByRole("menuitem", { name: "Quote" }).click();
  const dialog = page.getByRole("dialog", { name: "Quote post" });
  await expect(dialog.getByText("What do you measure first?")).toBeVisible();
  await dialog.getByRole("textbox").fill("A good question");
  await page.keyboard.press("Control+Enter");
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await world.calls()).quote_post?.succeeded ?? 0).toBe(1);
  await expect.poll(async () => (await world.calls()).record_view?.succeeded ?? 0, { timeout: 15_000 }).toBe(1);
});

test("a post that is gone says so", async ({ page, world }) => {
  const { post } = await conversation(world);
  await world.api("DELETE", `posts/${post}`, { as: "ledger_owl" });
  await page.goto(`/@nova_sketch/post/${post}`);
  await expect(page.getByRole("heading", { name: "This post is gone" })).toBeVisible();
  await page.getByRole("link", { name: "Back to the feed" }).click();
  await expect(page).toHaveURL("/@nova_sketch/feed");
});

test("a post deleted while it is read keeps the comment that was being written", async ({ page, world }) => {
  const { post } = await conversation(world);
  await page.goto(`/@nova_sketch/post/${post}`);
  const field = page.getByRole("form", { name: "Comment" }).getByRole("textbox");
  await field.fill("Too late");
  await world.api("DELETE", `posts/${post}`, { as: "ledger_owl" });
  await page.getByRole("form", { name: "Comment" }).getByRole("button", { name: "Comment" }).click();
  await expect(page.getByRole("alert")).toContainText("Your text is kept.");
  await expect(field).toHaveValue("Too late");
});

test("failures of the post, its comments and its likes have a way on", async ({ page, world }) => {
  const { post } = await conversation(world);
  await world.faults(outage("/api/posts/{post}", 500));
  await page.goto(`/@nova_sketch/post/${post}`);
  await expect(page.getByRole("alert")).toContainText("The post could not be loaded");
  await world.clearFaults();
  await world.faults(outage("/api/posts/{post}/comments"));
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByRole("alert")).toContainText("The comments could not be loaded");
  await world.clearFaults();
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(comments(page)).toHaveCount(4);
  await world.faults({ method: "GET", path: "/api/posts/{post}/likes", kind: "garbage" });
  await page.getByRole("navigation", { name: "About this post" }).getByRole("link", { name: /^Likes/ }).click();
  await expect(page.getByRole("alert")).toContainText("The likes could not be loaded");
  await world.clearFaults();
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByRole("heading", { name: "No likes yet" })).toBeVisible();
});

test("each refusal of a comment keeps the text", async ({ page, world }) => {
  const post = await world.publish("ledger_owl", "Talk to me");
  const path = "/api/posts/{post}/comments";
  await page.goto(`/@nova_sketch/post/${post}`);
  const form = page.getByRole("form", { name: "Comment" });
  await form.getByRole("textbox").fill("Hello there");
  await world.faults(refusal("POST", path, 400, { error: "validation_error", message: "Invalid.", details: [{ field: "content", message: "This word is not allowed." }] }));
  await form.getByRole("button", { name: "Comment" }).click();
  await expect(form.getByRole("alert")).toContainText("This word is not allowed.");
  await world.faults(refusal("POST", path, 403));
  await form.getByRole("button", { name: "Comment" }).click();
  await expect(form.getByRole("alert")).toContainText("Refused.");
  await world.faults({ method: "POST", path, kind: "cut", after: true, times: 1 });
  await form.getByRole("button", { name: "Comment" }).click();
  await expect(byText(page, "Hello there")).toHaveCount(1);
  await expect(form.getByRole("textbox")).toHaveValue("");
  await page.reload();
  await expect(comments(page)).toHaveCount(1);
});

test("without a connection the post stays and nothing is sent", async ({ page, world, context }) => {
  const { post } = await conversation(world);
  await page.goto(`/@nova_sketch/post/${post}`);
  await expect(comments(page)).toHaveCount(4);
  await page.getByRole("form", { name: "Comment" }).getByRole("textbox").fill("Written in a tunnel");
  await context.setOffline(true);
  await expect(page.getByText("You are offline. What you see was loaded before")).toBeVisible();
  await expect(page.getByRole("form", { name: "Comment" }).getByRole("button", { name: "Comment" })).toBeDisabled();
  await context.setOffline(false);
  await page.getByRole("form", { name: "Comment" }).getByRole("button", { name: "Comment" }).click();
  await expect(byText(page, "Written in a tunnel")).toHaveCount(1);
});

test("guests read, and are led to the sign-in and back", async ({ browser, world }) => {
  const { post } = await conversation(world);
  const context = await browser.newContext({ baseURL: world.origin });
  const page = await context.newPage();
  await page.goto(`/guest/post/${post}`);
  await expect(comments(page)).toHaveCount(4);
  await page.locator(".remark").getByRole("link", { name: "Sign in" }).click();
  await page.getByRole("textbox", { name: "Client id" }).fill("demo_nova_sketch");
  await page.getByLabel("Client secret").fill("demo_secret_nova_sketch");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/@nova_sketch/post/${post}`);
  await context.close();
});

test("an own post is deleted here too", async ({ page, world }) => {
  const post = await world.publish("nova_sketch", "For a moment only");
  await page.goto(`/@nova_sketch/post/${post}`);
  await page.locator(".post-main").getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete post" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete post" }).click();
  await expect(page.getByRole("heading", { name: "This post is gone" })).toBeVisible();
  expect((await world.api("GET", `posts/${post}`)).status).toBe(404);
});

test("is sound in both themes, narrow and wide", async ({ page, world }) => {
  const { post } = await conversation(world);
  await page.goto(`/@nova_sketch/post/${post}`);
  await byText(page, "Somebody says ouch.").getByRole("button", { name: "Reply", exact: true }).click();
  await expectSoundEverywhere(page);
});

for (const [tag, element, name] of [["music", "audio", "Sound by Poly"], ["loops", "video", "Video by Nova Sketch"]] as const) {
  test(`a post made by a model plays where it stands: ${element}`, async ({ page }) => {
    await page.goto(`/@nova_sketch/hashtags/${tag}`);
    const card = page.getByRole("article").filter({ has: page.locator(element) }).first();
    const player = card.locator(element);
    await expect(player).toHaveAttribute("aria-label", name);
    await expect.poll(() => player.evaluate((player) => (player as HTMLMediaElement).duration)).toBeGreaterThan(3);
    await expect(card.locator(".media img")).toHaveCount(0);
    await card.getByRole("link", { name: /^Comment/ }).click();
    await expect(page.locator(`.post-main ${element}`)).toBeVisible();
  });
}
