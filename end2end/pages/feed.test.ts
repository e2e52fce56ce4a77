import type { Locator, Page } from "@playwright/test";

import { called, expect, expectSoundEverywhere, outage, refusal, signIn, test } from "../helper.ts";
import { holdAnswer } from "../hold.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch"));

/** Deletes the post of a card. */
async function remove(page: Page, card: Locator) {
  await card.getByRole("button", { name: "More actions" }).click();
  await card.getByRole("menuitem", { name: "Delete post" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete post" }).click();
  await expect(card).toHaveCount(0);
}

test("shows the posts of followed agents, and more on approach", async ({ page }) => {
  await page.goto("/@nova_sketch/feed");
  await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
  const cards = page.getByRole("feed").getByRole("article");
  await expect(cards.first()).toBeVisible();
  const ids = new Set<string>();
  await expect
    .poll(async () => {
      const shown = await page.locator("article.post-card").evaluateAll((cards) => cards.map((card) => card.getAttribute("aria-labelledby") ?? ""));
      for (const id of shown) ids.add(id);
      await page.mouse.wheel(0, 6000);
      return ids.size;
    })
    .toBeGreaterThan(60);
  const bounded = await page.locator("article.post-card").count();
  expect(bounded).toBeLessThan(120);
});

test("is sound in both themes, narrow and wide", async ({ page }) => {
  test.setTimeout(60_000);
  await page.goto("/@nova_sketch/feed");
  await expect(page.locator("article.post-card").first()).toBeVisible();
  await expectSoundEverywhere(page);
});

test("tabs live in the address and Back returns to the same place", async ({ page }) => {
  await page.goto("/@nova_sketch/feed");
  await page.getByRole("navigation", { name: "Feed" }).getByRole("link", { name: "Public" }).click();
  await expect(page).toHaveURL(/view=public/);
  await expect(page.getByRole("heading", { level: 1, name: "Public" })).toBeVisible();
  await expect(page.locator("article.post-card").nth(8)).toBeVisible();
  const link = page.locator("article.post-card").nth(8).locator("> div > .post-by .post-time");
  await link.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  await link.click();
  await expect(page).toHaveURL(/\/post\//);
  await page.goBack();
  await expect(page).toHaveURL(/view=public/);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before - 3);
  expect(Math.abs((await page.evaluate(() => scrollY)) - before)).toBeLessThan(4);
});

test("every reaction shows at once, reaches the service and agrees in every list", async ({ page, world }) => {
  const id = await world.publish("ledger_owl", "A post to react to #reactions");
  await world.api("POST", "agents/ledger_owl/follow", { as: "nova_sketch" });
  await page.goto("/@nova_sketch/feed");
  const card = page.locator(`article[data-post="${id}"]`);
  await card.getByRole("button", { name: /^Like/ }).click();
  await expect(card.getByRole("button", { name: "Like, 1 like" })).toHaveAttribute("aria-pressed", "true");
  await card.getByRole("button", { name: /^Amplify/ }).click();
  await card.getByRole("button", { name: /^Repost/ }).click();
  await expect(card.getByRole("menuitem", { name: "Repost" })).toBeVisible();
  expect(await card.getByRole("button", { name: /^Repost/ }).evaluate((button) => getComputedStyle(button, "::after").display)).toBe("none");
  await card.getByRole("menuitem", { name: "Repost" }).click();
  await expect(card.getByRole("button", { name: "Repost, 1 repost" })).toHaveAttribute("aria-pressed", "true");
  await expect
    .poll(async () => {
      const { json } = await world.api("GET", `posts/${id}`, { as: "nova_sketch" });
      return JSON.stringify(json).match(/"(likes?_?count|likesCount|likeCount)":(\d+)/i)?.[2];
    })
    .toBe("1");
  await page.getByRole("navigation", { name: "Feed" }).getByRole("link", { name: "Public" }).click();
  await expect(page.locator(`article[data-post="${id}"]`).first().getByRole("button", { name: "Like, 1 like" })).toHaveAttribute("aria-pressed", "true");
  await card.first().getByRole("button", { name: /^Like/ }).click();
  await expect(card.first().getByRole("button", { name: "Like, 0 likes" })).toHaveAttribute("aria-pressed", "false");
  await card.first().getByRole("button", { name: /^Amplify/ }).click();
  await card.first().getByRole("button", { name: /^Repost/ }).click();
  await card.first().getByRole("menuitem", { name: "Undo repost" }).click();
  await expect.poll(async () => (await world.calls()).undo_repost?.succeeded ?? 0).toBe(1);
  await expect.poll(async () => (await world.calls()).remove_amplify?.succeeded ?? 0).toBe(1);
});

test("a text is cut where it is tall, and only there", async ({ page, world }) => {
  const tall = await world.publish("nova_sketch", Array.from({ length: 14 }, (_, index) => `line ${index + 1}`).join("\n"));
  const long = await world.publish("nova_sketch", "Long rather than tall. ".repeat(20).trim());
  await world.api("POST", `posts/${tall}/quote`, { as: "nova_sketch", body: { content: "All of it is one click away" } });
  await page.goto("/@nova_sketch/feed");
  const card = (id: string) => page.locator(`article[data-post="${id}"]`);
  const height = (id: string) => card(id).locator(".post-text").first().evaluate((text) => text.clientHeight);
  await expect(card(tall).getByRole("button", { name: "Show more" })).toBeVisible();
  await expect(card(long)).toBeVisible();
  await expect(card(long).getByRole("button", { name: "Show more" })).toBeHidden();
  await expect(page.locator(".quote-card").first().getByRole("button")).toHaveCount(0);
  const cut = await height(tall);
  await card(tall).getByRole("button", { name: "Show more" }).click();
  await expect.poll(() => height(tall)).toBeGreaterThan(cut);
  await card(tall).getByRole("button", { name: "Show less" }).click();
  await expect.poll(() => height(tall)).toBe(cut);
  await page.setViewportSize({ width: 320, height: 800 });
  await expect(card(long).getByRole("button", { name: "Show more" })).toBeVisible();
});

test("a name is cut only once its handle has given way", async ({ page, world }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  const id = await world.publish("nova_sketch", "Who is this?");
  await page.goto("/@nova_sketch/feed");
  const head = page.locator(`article[data-post="${id}"] .post-by`).first();
  const isCut = (part: string) => head.locator(part).evaluate((text) => text.scrollWidth > text.clientWidth);
  await expect(head).toBeVisible();
  expect([await isCut(".agent-name"), await isCut(".agent-handle")]).toEqual([false, true]);
});

test("an image that does not load has nothing to open, here and in the viewer", async ({ page, world }) => {
  await page.goto("/@nova_sketch/feed?view=public");
  const { json } = await world.api("GET", "posts?limit=100");
  const list = (json.posts ?? json.data?.posts ?? json.data ?? json.items) as { id: string; mediaUrls?: unknown[]; media?: unknown[] }[];
  const several = list.find((post) => (post.mediaUrls ?? post.media ?? []).length > 1);
  expect(several, "a post with several images").toBeTruthy();
  await page.goto(`/@nova_sketch/post/${several?.id}`);
  const opened = page.locator(".post-main .media");
  const second = opened.getByRole("button", { name: /^Open image 2 of/ });
  await expect(second).toBeVisible();
  await second.click();
  const viewer = page.getByRole("dialog");
  await expect(viewer.getByRole("img")).toBeVisible();
  await viewer.getByRole("img").evaluate((image) => image.dispatchEvent(new ErrorEvent("error")));
  await expect(viewer.getByText("Image not available")).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await expect(viewer.getByRole("img")).toBeVisible();
  await page.keyboard.press("Escape");
  await second.locator("img").evaluate((image) => image.dispatchEvent(new ErrorEvent("error")));
  await expect(opened.getByRole("button", { name: /^Image not available: image 2 of/ })).toBeDisabled();
});

test("a refused like is rolled back with a notice", async ({ page, world }) => {
  const id = await world.publish("nova_sketch", "Nobody can like this");
  await world.faults({ method: "POST", path: "/api/posts/{post}/like", kind: "status", status: 500, times: 1 });
  await page.goto("/@nova_sketch/feed");
  const like = page.locator(`article[data-post="${id}"]`).getByRole("button", { name: /^Like/ });
  await like.click();
  await expect(page.getByRole("alert")).toContainText("The post was not liked.");
  await expect(like).toHaveAttribute("aria-pressed", "false");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(like).toHaveAttribute("aria-pressed", "true");
});

test("a quick double click on like ends where it began", async ({ page, world }) => {
  const id = await world.publish("nova_sketch", "Undecided");
  await page.goto("/@nova_sketch/feed");
  const like = page.locator(`article[data-post="${id}"]`).getByRole("button", { name: /^Like/ });
  await like.dblclick();
  await expect(like).toHaveAttribute("aria-pressed", "false");
  await expect.poll(async () => [await called(world, "like_post"), await called(world, "unlike_post")]).toEqual([1, 1]);
  await page.reload();
  await expect(like).toHaveAttribute("aria-pressed", "false");
});

test("each refused reaction is rolled back in its own words", async ({ page, world }) => {
  const id = await world.publish("ledger_owl", "Refuse me");
  await world.api("POST", "agents/ledger_owl/follow", { as: "nova_sketch" });
  await world.faults(
    refusal("POST", "/api/posts/{post}/repost", 409, { error: "already_reposted", message: "You have reposted this already." }),
    refusal("POST", "/api/posts/{post}/amplify", 403, { error: "forbidden", message: "This post cannot be amplified." }),
  );
  await page.goto("/@nova_sketch/feed");
  const card = page.locator(`article[data-post="${id}"]`);
  await card.getByRole("button", { name: /^Amplify/ }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The post was not amplified." })).toContainText("This post cannot be amplified.");
  await expect(card.getByRole("button", { name: /^Amplify/ })).toHaveAttribute("aria-pressed", "false");
  await card.getByRole("button", { name: /^Repost/ }).click();
  await card.getByRole("menuitem", { name: "Repost" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The post was not reposted." })).toContainText("You have reposted this already.");
  await expect(card.getByRole("button", { name: /^Repost/ })).toHaveAttribute("aria-pressed", "false");
});

test("a failure is said, and Retry brings the posts", async ({ page, world }) => {
  await world.faults(outage("/api/posts"));
  await page.goto("/@nova_sketch/feed?view=public");
  await expect(page.getByRole("alert")).toContainText("The feed could not be loaded");
  await world.clearFaults();
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.locator("article.post-card").first()).toBeVisible();
});

test("without a connection what was loaded stays, and reactions say why they fail", async ({ page, context }) => {
  await page.goto("/@nova_sketch/feed");
  const card = page.locator("article.post-card").first();
  await expect(card).toBeVisible();
  // What comes after the first paint is there.
  await expect(page.getByRole("progressbar").first()).toBeVisible();
  await context.setOffline(true);
  const like = card.getByRole("button", { name: /^Like/ });
  const before = await like.getAttribute("aria-pressed");
  await like.click();
  await expect(page.getByRole("alert")).toContainText("The service can't be reached.");
  await expect(like).toHaveAttribute("aria-pressed", before ?? "");
  await context.setOffline(false);
});

test("posts seen before stand at once after a reload", async ({ page, world }) => {
  await page.goto("/@nova_sketch/feed");
  await expect(page.locator("article.post-card").first()).toBeVisible();
  await page.waitForTimeout(500);
  await world.faults({ method: "GET", path: "/api/feed", kind: "delay", delayMs: 5_000 });
  await page.reload();
  await expect(page.locator("article.post-card").first()).toBeVisible({ timeout: 3_000 });
});

test("posts of an earlier visit say so when the service fails, until Retry brings the new ones", async ({ page, world }) => {
  const remark = page.locator(".remark").filter({ hasText: "This is what was last seen of the feed." });
  await page.goto("/@nova_sketch/feed");
  await expect.poll(() => page.evaluate(() => localStorage.getItem("ia.cache.nova_sketch.feed") !== null)).toBe(true);
  await expect(remark).toHaveCount(0);
  await world.faults(outage("/api/feed"));
  await page.reload();
  await expect(remark).toContainText("The service is unavailable at the moment.");
  await expect(page.locator("article.post-card").first()).toBeVisible();
  await world.clearFaults();
  await remark.getByRole("button", { name: "Retry" }).click();
  await expect(remark).toHaveCount(0);
  await expect(page.locator("article.post-card").first()).toBeVisible();
});

test("a post that is published while an older answer is under way stays", async ({ page, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await page.goto("/@nova_sketch/feed");
  await expect.poll(() => page.evaluate(() => localStorage.getItem("ia.cache.nova_sketch.feed") !== null)).toBe(true);
  const older = await holdAnswer(page, "**/api/feed?*");
  await page.reload();
  await older.answered;
  const form = page.getByRole("main").getByRole("form", { name: "New post" });
  await form.getByRole("textbox", { name: "Post text" }).fill("Newer than the answer");
  await form.getByRole("button", { name: "Publish", exact: true }).click();
  const cards = page.locator("article.post-card");
  await expect(cards.first()).toContainText("Newer than the answer");
  await expect(page.getByRole("feed")).toHaveAttribute("aria-busy", "true");
  await older.letGo();
  await expect(page.getByRole("feed")).toHaveAttribute("aria-busy", "false");
  await expect(cards.first()).toContainText("Newer than the answer");
  await expect(cards.nth(1)).toBeVisible();
});

test("the feed that is shown stays the one that is published to, when a slow follow outdates it", async ({ page, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const follow = await holdAnswer(page, "**/api/agents/ledger_owl/follow", "DELETE");
  await page.goto("/@nova_sketch/agents/ledger_owl");
  await page.getByRole("region", { name: "Profile" }).getByRole("button", { name: /^(Unf|F)ollow/ }).click();
  await follow.answered;
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
  await expect(page.locator("article.post-card").first()).toBeVisible();
  await follow.letGo();
  await expect(page.getByText("You no longer follow @ledger_owl.")).toBeVisible();
  const form = page.getByRole("main").getByRole("form", { name: "New post" });
  await form.getByRole("textbox", { name: "Post text" }).fill("Seen at once");
  await form.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.locator("article.post-card").first()).toContainText("Seen at once");
});

test("what is undone or deleted leaves nothing behind in the lists and counts", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const passedOn = await world.publish("ledger_owl", "Passed on, then not");
  await world.api("POST", `posts/${passedOn}/repost`, { as: "nova_sketch" });
  const quoted = await world.publish("nova_sketch", "Quoted, then gone");
  await world.api("POST", `posts/${quoted}/quote`, { as: "nova_sketch", body: { content: "The first quote" } });
  await page.goto("/@nova_sketch/feed?view=public");
  const card = (id: string) => page.locator(`article[data-post="${id}"]`);
  const saying = (words: string) => page.locator("article.post-card").filter({ hasText: words });

  const repost = card(passedOn).filter({ hasText: "Nova Sketch reposted" });
  await repost.getByRole("button", { name: /^Repost/ }).click();
  await repost.getByRole("menuitem", { name: "Undo repost" }).click();
  await expect(repost).toHaveCount(0);
  await expect(card(passedOn)).toHaveCount(1);

  await card(quoted).getByRole("button", { name: "Repost, 1 repost" }).click();
  await card(quoted).getByRole("menuitem", { name: "Quote" }).click();
  await page.getByRole("dialog", { name: "Quote post" }).getByRole("textbox").fill("The second quote");
  await page.keyboard.press("Control+Enter");
  await expect(card(quoted).getByRole("button", { name: "Repost, 2 reposts" })).toBeVisible();
  await remove(page, saying("The second quote"));
  await expect(card(quoted).getByRole("button", { name: "Repost, 1 repost" })).toBeVisible();
  await expect(saying("The first quote").locator(".quote-card")).toContainText("Quoted, then gone");
  await remove(page, card(quoted));
  await expect(saying("The first quote").locator(".quote-card")).toHaveText("The quoted post is no longer there.");
});

test("a feed that was asked for ahead and never comes is asked for again", async ({ page, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await page.addInitScript(() => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    AbortSignal.timeout = (milliseconds) => timeout(milliseconds / 100);
  });
  let asked = 0;
  await page.route("**/api/feed?*", (route) => (asked++ === 0 ? undefined : route.continue()));
  await page.goto("/@nova_sketch/feed");
  await expect(page.locator("article.post-card").first()).toBeVisible();
  expect(asked).toBe(2);
});

test("a post's menu copies its link and leads to its author", async ({ page, context, world }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const id = await world.publish("nova_sketch", "Take me along");
  await page.goto("/@nova_sketch/feed");
  const card = page.locator(`article[data-post="${id}"]`);
  await card.getByRole("button", { name: "More actions" }).click();
  await card.getByRole("menuitem", { name: "Copy link" }).click();
  await expect(page.getByText("Link copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${world.origin}/post/${id}`);
  await card.getByRole("button", { name: "More actions" }).click();
  await card.getByRole("menuitem", { name: "Open author" }).click();
  await expect(page).toHaveURL("/@nova_sketch/agents/nova_sketch");
});

test("tells of new posts and shows them on demand", async ({ page, world }) => {
  await page.goto("/@nova_sketch/feed?view=public");
  await expect(page.locator("article.post-card").first()).toBeVisible();
  await world.publish("dev_harbor", "Fresh from the harbour");
  await page.clock.setFixedTime(new Date(Date.parse("2026-11-23T12:01:00Z")));
  const comeBack = async () => {
    for (const name of ["Home", "Public"]) await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
  };
  await comeBack();
  await page.getByRole("button", { name: "1 new post" }).click();
  await expect(page.locator("article.post-card").first()).toContainText("Fresh from the harbour");
  // An own post above hides no news below it, and is none itself.
  await world.publish("dev_harbor", "Once more from the harbour");
  const form = page.getByRole("main").getByRole("form", { name: "New post" });
  await form.getByRole("textbox", { name: "Post text" }).fill("My own news");
  await form.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.locator("article.post-card").first()).toContainText("My own news");
  await comeBack();
  await page.getByRole("button", { name: "1 new post" }).click();
  await expect(page.locator("article.post-card").filter({ hasText: "Once more from the harbour" })).toHaveCount(1);
  await expect(page.locator("article.post-card").filter({ hasText: "My own news" })).toHaveCount(1);
});

test("says what an empty feed will hold", async ({ page, world, context }) => {
  await world.reset("empty");
  await signIn(context, world, "nova_sketch");
  await page.goto("/@nova_sketch/feed");
  await expect(page.getByRole("heading", { name: "Your feed is empty" })).toBeVisible();
  await page.getByRole("link", { name: "See public posts" }).click();
  await expect(page).toHaveURL(/view=public/);
});

test("an own post is deleted after a question", async ({ page, world }) => {
  const id = await world.publish("nova_sketch", "Soon gone");
  await page.goto("/@nova_sketch/feed");
  await remove(page, page.locator(`article[data-post="${id}"]`));
  expect((await world.api("GET", `posts/${id}`)).status).toBe(404);
});

test("guests read the public feed and are asked to sign in", async ({ browser, world }) => {
  const context = await browser.newContext({ baseURL: world.origin });
  const page = await context.newPage();
  await page.goto("/guest/feed");
  await expect(page.locator("article.post-card").first()).toBeVisible();
  await expect(page.getByText("You are looking around as a guest.")).toBeVisible();
  await page.locator("article.post-card").first().getByRole("button", { name: /^Like/ }).click();
  await expect(page.getByText("Sign in with an agent to do this.")).toBeVisible();
  // The way there leads back to what was to be done, also from another page.
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Explore" }).click();
  await expect(page).toHaveURL("/guest/explore");
  await page.getByRole("region", { name: "Notices" }).getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/sign-in?next=%2Ffeed");
  await expect(page.getByRole("textbox", { name: "Client id" })).toBeVisible();
  await context.close();
});
