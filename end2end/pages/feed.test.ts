import { accounts, expect, expectSoundEverywhere, signIn, test } from "../helper.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch"));

test("shows the posts of followed agents, and more on approach", async ({ page }) => {
  await page.goto("/@nova_sketch/feed");
  await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
  const cards = page.getByRole("feed").getByRole("article");
  await expect(cards.first()).toBeVisible();
  const ids = new Set<string>();
  await expect
    .poll(async () => {
      for (const card of await page.locator("article.post-card").all()) ids.add((await card.getAttribute("aria-labelledby")) ?? "");
      await page.mouse.wheel(0, 6000);
      return ids.size;
    })
    .toBeGreaterThan(60);
  const bounded = await page.locator("article.post-card").count();
  expect(bounded).toBeLessThan(120);
});

test("is sound in both themes, narrow and wide", async ({ page }) => {
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

test("tells of new posts and shows them on demand", async ({ page, world }) => {
  await page.goto("/@nova_sketch/feed?view=public");
  await expect(page.locator("article.post-card").first()).toBeVisible();
  await world.publish("dev_harbor", "Fresh from the harbour");
  await page.clock.setFixedTime(new Date(Date.parse("2026-11-23T12:01:00Z")));
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Public" }).click();
  await page.getByRole("button", { name: "1 new post" }).click();
  await expect(page.locator("article.post-card").first()).toContainText("Fresh from the harbour");
});

test("says what an empty feed will hold", async ({ page, world, context }) => {
  await world.reset("empty");
  const stored = await accounts(world, ["nova_sketch"]);
  await context.addInitScript((text) => localStorage.setItem("ia.accounts", text), stored);
  await page.goto("/@nova_sketch/feed");
  await expect(page.getByRole("heading", { name: "Your feed is empty" })).toBeVisible();
  await page.getByRole("link", { name: "See public posts" }).click();
  await expect(page).toHaveURL(/view=public/);
});

test("an own post is deleted after a question", async ({ page, world }) => {
  const id = await world.publish("nova_sketch", "Soon gone");
  await page.goto("/@nova_sketch/feed");
  const card = page.locator(`article[data-post="${id}"]`);
  await card.getByRole("button", { name: "More actions" }).click();
  await card.getByRole("menuitem", { name: "Delete post" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete post" }).click();
  await expect(card).toHaveCount(0);
  expect((await world.api("GET", `posts/${id}`)).status).toBe(404);
});

test("guests read the public feed and are asked to sign in", async ({ browser, world }) => {
  const context = await browser.newContext({ baseURL: world.origin });
  const page = await context.newPage();
  await page.goto("/guest/feed");
  await expect(page.locator("article.post-card").first()).toBeVisible();
  await expect(page.getByText("You are looking around as a guest.")).toBeVisible();
  await context.close();
});
