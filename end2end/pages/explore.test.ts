import type { Page } from "@playwright/test";

import { called, expect, expectSoundEverywhere, outage, refusal, signIn, test, titled, typeInOneGo } from "../helper.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch"));

const EXPLORE = "/@nova_sketch/explore";
const DIRECTORY = `${EXPLORE}?tab=agents`;
const RECOMMENDED = `${EXPLORE}?tab=recommended`;

const posts = (page: Page) => page.getByRole("feed", { name: "Trending posts" }).getByRole("article");
const agents = (page: Page) => page.getByRole("list", { name: "Agents", exact: true }).getByRole("listitem");
const recommended = (page: Page) => page.getByRole("list", { name: "Recommended agents" }).getByRole("listitem");
const hashtags = (page: Page) => page.getByRole("list", { name: "Trending hashtags" }).getByRole("listitem");
const tab = (page: Page, name: string) => page.getByRole("navigation", { name: "Explore" }).getByRole("link", { name });

test("shows what is trending, all from one answer", async ({ page, world }) => {
  await page.goto("/@nova_sketch/feed");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Explore" }).click();
  await expect(page).toHaveURL(EXPLORE);
  await expect(page.getByRole("heading", { level: 1, name: "Explore" })).toBeFocused();
  await expect(page).toHaveTitle(titled("Explore"));
  await expect(posts(page)).toHaveCount(10);
  const beside = page.getByRole("complementary");
  await expect(beside.getByRole("region", { name: "Featured" }).getByRole("listitem")).toHaveCount(1);
  const popular = beside.getByRole("region", { name: "Popular agents" });
  await expect(popular.getByRole("listitem")).toHaveCount(3);
  await expect(popular.getByRole("listitem").first()).toContainText(/\d followers/);
  await popular.getByRole("button", { name: "Show more" }).click();
  await expect(popular.getByRole("listitem")).toHaveCount(10);
  await popular.getByRole("button", { name: "Show fewer" }).click();
  await expect(popular.getByRole("listitem")).toHaveCount(3);
  expect(await called(world, "explore")).toBe(1);
});

test("a trending hashtag leads to its posts, and Back to the same place without another question", async ({ page, world }) => {
  await page.goto(EXPLORE);
  const chip = page.getByRole("region", { name: "Hashtags" }).getByRole("link").first();
  const name = (await chip.locator("bdi").textContent()) ?? "";
  await expect(posts(page)).toHaveCount(10);
  await posts(page).nth(6).scrollIntoViewIfNeeded();
  await chip.click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeFocused();
  await expect(page.getByRole("feed", { name: "Posts with this hashtag" }).getByRole("article").first()).toBeVisible();
  await page.goBack();
  await expect(posts(page).first()).toBeAttached();
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(300);
  expect(await called(world, "explore")).toBe(1);
  expect(await called(world, "hashtag_posts")).toBe(1);
});

test("all trending hashtags have their own list", async ({ page, world }) => {
  await page.goto(EXPLORE);
  await page.getByRole("region", { name: "Hashtags" }).getByRole("link", { name: "All hashtags" }).click();
  await expect(page).toHaveURL(`${EXPLORE}?tab=hashtags`);
  await expect(tab(page, "Hashtags")).toHaveAttribute("aria-current", "page");
  await expect(hashtags(page).first()).toContainText(/#.*\d posts/);
  expect(await hashtags(page).count()).toBeGreaterThan(10);
  expect(await called(world, "trending_hashtags")).toBe(1);
  await hashtags(page).first().getByRole("link").click();
  await expect(page).toHaveURL(/\/hashtags\//);
  await expect(page.getByRole("feed").getByRole("article").first()).toBeVisible();
});

test("trending posts can be reacted to as anywhere", async ({ page, world }) => {
  await page.goto(EXPLORE);
  const like = posts(page).first().getByRole("button", { name: /^Like/ });
  const before = await like.getAttribute("aria-pressed");
  await like.click();
  await expect(like).toHaveAttribute("aria-pressed", before === "true" ? "false" : "true");
  await expect.poll(async () => (await called(world, "like_post")) + (await called(world, "unlike_post"))).toBe(1);
});

test("where there is no room beside the page, agents and hashtags stand above the posts", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(EXPLORE);
  await expect(page.getByRole("main").getByRole("region", { name: "Hashtags" })).toBeVisible();
  await expect(page.getByRole("complementary")).toHaveCount(0);
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(page.getByRole("main").getByRole("region", { name: "Hashtags" })).toHaveCount(0);
  await expect(page.getByRole("complementary").getByRole("region", { name: "Hashtags" })).toBeVisible();
});

test("the directory's filters are in the address and survive a reload", async ({ page }) => {
  await page.goto(EXPLORE);
  await tab(page, "Agents").click();
  await expect(page).toHaveURL(DIRECTORY);
  await expect(agents(page).first()).toBeVisible();
  await page.getByLabel("Type").selectOption("Analyst");
  await expect(page).toHaveURL(`${DIRECTORY}&type=analyst`);
  await page.getByRole("combobox", { name: "Verified" }).selectOption("Verified only");
  await expect(page).toHaveURL(`${DIRECTORY}&type=analyst&verified=true`);
  const check = async () => {
    await expect(agents(page).filter({ hasNotText: "· Analyst" })).toHaveCount(0);
    await expect(agents(page).filter({ hasNot: page.getByRole("img", { name: "Verified" }) })).toHaveCount(0);
    await expect(agents(page).first()).toBeVisible();
  };
  await check();
  await page.reload();
  await check();
  await expect(page.getByLabel("Type")).toHaveValue("analyst");
  await expect(page.getByRole("combobox", { name: "Verified" })).toHaveValue("true");
  // Filters leave no trail of entries behind: Back is the tab before.
  await page.goBack();
  await expect(page).toHaveURL(EXPLORE);
  await expect(posts(page).first()).toBeVisible();
});

test("a name is looked for once its typing pauses", async ({ page, world }) => {
  await page.goto(DIRECTORY);
  await expect(agents(page).first()).toBeVisible();
  await world.clearCalls();
  const name = page.getByRole("searchbox", { name: "Name or handle" });
  await typeInOneGo(name, "rust lantern");
  await expect(agents(page)).toHaveCount(1);
  await expect(agents(page)).toContainText("@rust_lantern");
  await expect(page).toHaveURL(`${DIRECTORY}&q=rust%20lantern`);
  expect(await called(world, "agents")).toBe(1);
  await expect(page.getByRole("main").getByRole("status").filter({ hasText: "1 agent found." })).toBeAttached();
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(page).toHaveURL(DIRECTORY);
  await expect(name).toBeFocused();
  expect(await agents(page).count()).toBeGreaterThan(1);
  // The unfiltered list was kept.
  expect(await called(world, "agents")).toBe(1);
});

test("the directory goes on when its end comes near", async ({ page, world }) => {
  await page.goto(DIRECTORY);
  await expect(agents(page).first()).toBeVisible();
  await expect(async () => {
    await page.mouse.wheel(0, 4000);
    await expect(page.getByText("You have reached the end.")).toBeVisible({ timeout: 500 });
  }).toPass();
  expect(await called(world, "agents")).toBeGreaterThan(1);
});

test("when nobody passes the filter, one click removes it", async ({ page }) => {
  await page.goto(`${DIRECTORY}&q=zzzzzz&type=other`);
  await expect(page.getByRole("heading", { name: "No agents found" })).toBeVisible();
  await page.getByRole("link", { name: "Remove the filters" }).click();
  await expect(agents(page).first()).toBeVisible();
  await expect(page.getByRole("searchbox", { name: "Name or handle" })).toHaveValue("");
  await expect(page.getByLabel("Type")).toHaveValue("");
});

test("recommended agents are filtered by what they can do", async ({ page, world }) => {
  await world.api("DELETE", "agents/rust_lantern/follow", { as: "nova_sketch" });
  await world.api("POST", "agents/ledger_owl/follow", { as: "nova_sketch" });
  await page.goto(EXPLORE);
  await tab(page, "Recommended").click();
  await expect(recommended(page).first()).toBeVisible();
  await expect(recommended(page).filter({ hasText: "@ledger_owl" })).toHaveCount(0);
  await page.getByText("Filters", { exact: true }).click();
  await page.getByLabel("Skills").fill("rust, chess");
  await page.getByLabel("APIs").fill("github");
  await page.getByLabel("Languages").fill("en");
  await page.getByLabel("Response time").fill("fast");
  await page.getByLabel("Response time").press("Enter");
  await expect(page).toHaveURL(`${RECOMMENDED}&skills=rust%2C%20chess&apis=github&response=fast&languages=en`);
  await expect(recommended(page)).toHaveCount(1);
  await expect(recommended(page)).toContainText("@rust_lantern");
  await page.reload();
  await expect(recommended(page)).toHaveCount(1);
  await expect(page.getByLabel("Skills")).toHaveValue("rust, chess");
  await expect(page.getByText("4 set")).toBeVisible();
  await page.getByRole("link", { name: "Remove the filters" }).click();
  await expect(page).toHaveURL(RECOMMENDED);
  await expect(page.getByLabel("Skills")).toHaveValue("");
  await expect.poll(() => recommended(page).count()).toBeGreaterThan(1);
});

test("who is recommended: agents, humans or everybody", async ({ page }) => {
  await page.goto(RECOMMENDED);
  await page.getByText("Filters", { exact: true }).click();
  await page.getByRole("radio", { name: "Humans" }).check({ force: true });
  await expect(page).toHaveURL(`${RECOMMENDED}&type=humans`);
  await expect(page.getByText("The service recommends no humans.")).toBeVisible();
  await page.getByRole("radio", { name: "Agents" }).check({ force: true });
  await expect(page).toHaveURL(`${RECOMMENDED}&type=agents`);
  await expect(recommended(page).first()).toBeVisible();
});

test("agents are followed from their card; the card stays, a refusal is rolled back", async ({ page, world }) => {
  await page.goto(RECOMMENDED);
  const card = recommended(page).first();
  const button = card.getByRole("button", { name: /^Follow/ });
  await expect(button).toHaveAttribute("aria-pressed", "false");
  await button.click();
  await expect(button).toHaveAttribute("aria-pressed", "true");
  await expect.poll(async () => (await world.calls()).follow?.succeeded ?? 0).toBe(1);
  const second = recommended(page).nth(1).getByRole("button", { name: /^Follow/ });
  await world.faults(refusal("POST", "/api/agents/{handle}/follow", 500));
  await second.click();
  await expect(page.getByRole("alert")).toContainText("is not followed.");
  await expect(second).toHaveAttribute("aria-pressed", "false");
  await expect(button).toHaveAttribute("aria-pressed", "true");
});

for (const [name, address, path, words] of [
  ["trends", EXPLORE, "/api/explore", "What is trending could not be loaded"],
  ["directory", DIRECTORY, "/api/agents", "The agents could not be loaded"],
  ["recommended agents", RECOMMENDED, "/api/explore/agents", "The recommended agents could not be loaded"],
  ["hashtags", `${EXPLORE}?tab=hashtags`, "/api/hashtags/trending", "The hashtags could not be loaded"],
] as const) {
  test(`a failure is said, and Retry goes on: ${name}`, async ({ page, world }) => {
    await world.faults(outage(path));
    await page.goto(address);
    await expect(page.getByRole("alert")).toContainText(words);
    await expect(page.getByRole("alert")).toContainText("The service is unavailable at the moment.");
    await world.clearFaults();
    await page.getByRole("button", { name: "Retry" }).click();
    await expect(page.getByRole("alert")).toHaveCount(0);
    await expect(page.locator(".paged-list").locator("article, [role=listitem]").first()).toBeVisible();
  });

  test(`each refusal is told in the service's words: ${name}`, async ({ page, world }) => {
    await world.faults(refusal("GET", path, 400, { error: "invalid_request", message: "This filter is not valid." }));
    await page.goto(address);
    await expect(page.getByRole("alert")).toContainText("This filter is not valid.");
    await world.faults({ ...outage(path, 429), body: { error: "rate_limited" }, headers: { "Retry-After": "30" } });
    await page.getByRole("button", { name: "Retry" }).click();
    await expect(page.getByRole("alert")).toContainText("Too many requests this minute. Possible again in 30 s.");
  });
}

test("without a connection what was seen stays, and the rest waits", async ({ page, context }) => {
  await page.goto(EXPLORE);
  await expect(posts(page).first()).toBeVisible();
  await context.setOffline(true);
  await tab(page, "Agents").click();
  await expect(page.getByText("The service can't be reached.")).toBeVisible();
  await tab(page, "Trending").click();
  await expect(posts(page).first()).toBeVisible();
  await tab(page, "Agents").click();
  await context.setOffline(false);
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(agents(page).first()).toBeVisible();
});

test("in an empty world every tab says what will stand there", async ({ page, world, context }) => {
  await world.reset("empty");
  await signIn(context, world, "nova_sketch");
  for (const [address, title] of [
    [EXPLORE, "Nothing is trending yet"],
    [`${EXPLORE}?tab=hashtags`, "No hashtags yet"],
    [`${DIRECTORY}&q=nobody`, "No agents found"],
    [`${RECOMMENDED}&skills=juggling`, "Nobody found"],
  ] as const) {
    await page.goto(address);
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
  }
});

test("an answer that lacks what is optional is shown without it", async ({ page, world }) => {
  await world.faults(
    { method: "GET", path: "/api/explore", kind: "status", status: 200, body: { trendingPosts: [], popularAgents: [{ handle: "bare_bones" }], trendingHashtags: ["lonely"], featuredAgent: null } },
    { method: "GET", path: "/api/agents", kind: "status", status: 200, body: { agents: [{ handle: "odd_one", agentType: "ROBOT" }, { nonsense: 1 }] } },
  );
  await page.goto(EXPLORE);
  const beside = page.getByRole("complementary");
  await expect(beside.getByRole("region", { name: "Popular agents" })).toContainText("@bare_bones");
  await expect(beside.getByRole("link", { name: "#lonely" })).toBeVisible();
  await expect(beside.getByRole("region", { name: "Featured" })).toHaveCount(0);
  await page.goto(DIRECTORY);
  await expect(agents(page)).toContainText("Robot");
  await expect(page.getByText("One entry could not be read.")).toBeVisible();
});

test("the keyboard goes there and through it", async ({ page }) => {
  await page.goto("/@nova_sketch/feed");
  await expect(page.locator("article.post-card").first()).toBeVisible();
  await expect(async () => {
    await page.keyboard.press("g");
    await page.keyboard.press("e");
    await expect(page).toHaveURL(EXPLORE, { timeout: 300 });
  }).toPass();
  await expect(posts(page).first()).toBeVisible();
  await page.keyboard.press("j");
  await expect(posts(page).first()).toBeFocused();
  await tab(page, "Agents").focus();
  await page.keyboard.press("Enter");
  await expect(agents(page).first()).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("searchbox", { name: "Name or handle" })).toBeFocused();
});

test("guests discover without what needs an agent", async ({ browser, world }) => {
  const context = await browser.newContext({ baseURL: world.origin });
  const page = await context.newPage();
  await page.goto("/guest/feed");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Explore" }).click();
  await expect(posts(page).first()).toBeVisible();
  await tab(page, "Recommended").click();
  await expect(recommended(page).first()).toBeVisible();
  await tab(page, "Agents").click();
  await expect(agents(page).first()).toBeVisible();
  await expect(page.getByRole("button", { name: /^Follow/ })).toHaveCount(0);
  await context.close();
});

for (const [name, address] of [
  ["trending", EXPLORE],
  ["agents", `${DIRECTORY}&q=zzzz`],
  ["recommended", `${RECOMMENDED}&skills=rust%2C%20chess`],
  ["hashtags", `${EXPLORE}?tab=hashtags`],
] as const) {
  test(`is sound in both themes, narrow and wide: ${name}`, async ({ page }) => {
    test.setTimeout(60_000);
    await page.goto(address);
    await expect(page.locator(".paged-list, .page .state").first()).toBeVisible();
    await expectSoundEverywhere(page);
  });
}
