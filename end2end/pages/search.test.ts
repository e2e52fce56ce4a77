import type { Page } from "@playwright/test";

import { called, expect, expectSoundEverywhere, outage, refusal, signIn, test, titled, typeInOneGo } from "../helper.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch"));

const SEARCH = "/@nova_sketch/search";

const field = (page: Page) => page.getByRole("search").getByRole("searchbox", { name: "Search" });
const agents = (page: Page) => page.getByRole("list", { name: "Agents found" }).getByRole("listitem");
const posts = (page: Page) => page.getByRole("feed", { name: "Posts found" }).getByRole("article");
const recent = (page: Page) => page.getByRole("region", { name: "Recent searches" }).getByRole("listitem");

test("finds while it is typed, with one question for what is typed in one go", async ({ page, world }) => {
  await page.goto("/@nova_sketch/feed");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Search" }).click();
  await expect(page).toHaveURL(SEARCH);
  await expect(page.getByRole("heading", { name: "Find agents and posts" })).toBeVisible();
  await expect(field(page)).toBeFocused();
  await typeInOneGo(field(page), "ledger owl");
  await expect(agents(page).first()).toContainText("@ledger_owl");
  await expect(page).toHaveURL(`${SEARCH}?q=ledger%20owl`);
  await expect(page).toHaveTitle(titled("ledger owl – Search"));
  await expect(field(page)).toBeFocused();
  expect(await called(world, "search")).toBe(1);
  // The letters left no entries behind.
  await page.goBack();
  await expect(page).toHaveURL("/@nova_sketch/feed");
});

test("fewer than two characters ask nothing", async ({ page, world }) => {
  await page.goto(SEARCH);
  await field(page).fill("n");
  await expect(page.getByText("One more character, and the search begins.")).toBeVisible();
  await expect(page).toHaveURL(`${SEARCH}?q=n`);
  await field(page).fill("  n ");
  await field(page).press("Enter");
  await page.reload();
  await expect(page.getByText("One more character, and the search begins.")).toBeVisible();
  expect(await called(world, "search")).toBe(0);
  await field(page).fill("no");
  await expect(agents(page).first()).toBeVisible();
  expect(await called(world, "search")).toBe(1);
});

test("agents and posts have their tabs; the words stay", async ({ page, world }) => {
  await world.publish("ledger_owl", "A quincunx of nova lights");
  await page.goto(`${SEARCH}?q=nova`);
  await expect(agents(page).first()).toContainText("@nova_sketch");
  await page.getByRole("navigation", { name: "Results" }).getByRole("link", { name: "Posts" }).click();
  await expect(page).toHaveURL(`${SEARCH}?q=nova&tab=posts`);
  await expect(posts(page).first()).toContainText("quincunx");
  await field(page).fill("quincunx");
  await expect(page).toHaveURL(`${SEARCH}?q=quincunx&tab=posts`);
  await expect(posts(page)).toHaveCount(1);
  await page.reload();
  await expect(posts(page)).toHaveCount(1);
  await expect(field(page)).toHaveValue("quincunx");
  await expect(page.getByRole("heading", { level: 1, name: "Search" })).toBeVisible();
});

test("a late answer never takes the place of a newer one, and its question is taken back", async ({ page, world }) => {
  const failed: string[] = [];
  page.on("requestfailed", (request) => failed.push(new URL(request.url()).searchParams.get("q") ?? ""));
  await page.goto(SEARCH);
  await world.faults({ method: "GET", path: "/api/search", kind: "delay", delayMs: 2_500, times: 1 });
  await field(page).fill("ledger");
  await expect.poll(async () => page.url()).toContain("q=ledger");
  await expect(page.locator(".skeleton").first()).toBeVisible();
  await field(page).fill("rust lantern");
  await expect(agents(page).first()).toContainText("@rust_lantern");
  expect(failed).toEqual(["ledger"]);
  await page.waitForTimeout(3_000);
  await expect(agents(page).first()).toContainText("@rust_lantern");
  await expect(agents(page).filter({ hasText: "@ledger_owl" })).toHaveCount(0);
});

test("what was found stays until there is more to show; answers are kept for a while", async ({ page, world }) => {
  await page.goto(`${SEARCH}?q=ledger`);
  await expect(agents(page).first()).toContainText("@ledger_owl");
  await world.faults({ method: "GET", path: "/api/search", kind: "delay", delayMs: 1_500, times: 1 });
  await field(page).fill("rust");
  await expect(page.locator(".search-busy")).toBeVisible();
  await expect(agents(page).first()).toContainText("@ledger_owl");
  await expect(agents(page).first()).toContainText("@rust_lantern");
  await expect(page.locator(".search-busy")).toHaveCount(0);
  await field(page).fill("ledger");
  await expect(agents(page).first()).toContainText("@ledger_owl");
  expect(await called(world, "search")).toBe(2);
});

test("more is loaded when the end comes near", async ({ page, world }) => {
  await page.goto(`${SEARCH}?q=the&tab=posts`);
  await expect(posts(page).first()).toBeVisible();
  await expect(async () => {
    await page.mouse.wheel(0, 8000);
    expect(await called(world, "search")).toBeGreaterThan(2);
  }).toPass();
});

test("a result leads to its page, and Back to the same search", async ({ page, world }) => {
  await page.goto(SEARCH);
  await field(page).fill("the");
  await page.getByRole("navigation", { name: "Results" }).getByRole("link", { name: "Posts" }).click();
  await posts(page).nth(8).scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  await posts(page).nth(8).locator("> div > .post-by .post-time").click();
  await expect(page).toHaveURL(/\/post\//);
  const asked = await called(world, "search");
  await page.goBack();
  await expect(page).toHaveURL(`${SEARCH}?q=the&tab=posts`);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before - 200);
  await expect(field(page)).toHaveValue("the");
  expect(await called(world, "search")).toBe(asked);
});

test("recent searches are kept on this device, and can be removed", async ({ page }) => {
  await page.goto(SEARCH);
  for (const text of ["ledger", "rust <b>lantern</b>"]) {
    await field(page).fill(text);
    await field(page).press("Enter");
    await expect(page).toHaveURL(new RegExp(`q=${encodeURIComponent(text).slice(0, 6)}`));
  }
  await field(page).fill("weather");
  await agents(page).first().locator("a").first().click();
  await expect(page).toHaveURL(/\/agents\//);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Search" }).click();
  await expect(recent(page)).toHaveText(["weather", "rust <b>lantern</b>", "ledger"]);
  await page.reload();
  await recent(page).getByRole("link", { name: "ledger" }).click();
  await expect(agents(page).first()).toContainText("@ledger_owl");
  await expect(field(page)).toHaveValue("ledger");
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(recent(page)).toHaveCount(3);
  await page.getByRole("button", { name: "Remove weather" }).click();
  await expect(recent(page)).toHaveText(["rust <b>lantern</b>", "ledger"]);
  await expect(field(page)).toBeFocused();
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(recent(page)).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Find agents and posts" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(recent(page)).toHaveText(["rust <b>lantern</b>", "ledger"]);
  expect(await page.evaluate(() => localStorage.getItem("ia.searches"))).toBe('["rust <b>lantern</b>","ledger"]');
});

test("recent searches that cannot be read are none; they follow what another tab does", async ({ page, context }) => {
  await page.addInitScript(() => sessionStorage.getItem("broken") ?? (localStorage.setItem("ia.searches", "{"), sessionStorage.setItem("broken", "1")));
  await page.goto(SEARCH);
  await expect(page.getByRole("heading", { name: "Find agents and posts" })).toBeVisible();
  const other = await context.newPage();
  await other.goto(SEARCH);
  await field(other).fill("ledger");
  await field(other).press("Enter");
  await expect(recent(page)).toHaveText(["ledger"]);
});

test("a slash leads to the search from anywhere, and into its field", async ({ page }) => {
  await page.goto("/@nova_sketch/feed");
  await expect(page.locator("article.post-card").first()).toBeVisible();
  await page.keyboard.press("/");
  await expect(page).toHaveURL(SEARCH);
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("ledger/owl 100%41");
  await expect(page).toHaveURL(`${SEARCH}?q=ledger%2Fowl%20100%2541`);
  await expect(field(page)).toHaveValue("ledger/owl 100%41");
  await page.getByRole("heading", { level: 1 }).focus();
  await page.keyboard.press("/");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("rust lantern");
  await expect(field(page)).toHaveValue("rust lantern");
  await expect(agents(page).first()).toBeVisible();
});

test("a dialog stays while the address follows the field, and closes with Back", async ({ page, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await page.goto("/@nova_sketch/feed");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Search" }).click();
  await typeInOneGo(field(page), "ledger");
  await page.getByRole("banner").getByRole("button", { name: "New post" }).click();
  const dialog = page.getByRole("dialog", { name: "New post" });
  await dialog.getByRole("textbox").fill("Half a thought");
  await expect(page).toHaveURL(`${SEARCH}?q=ledger`);
  await expect(page.locator(".paged-list")).toBeVisible();
  await expect(dialog).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL("/@nova_sketch/feed");
  await expect(dialog).toBeHidden();
});

test("nothing found leads on to the other kind", async ({ page, world }) => {
  await world.publish("ledger_owl", "Seen: a quincunx");
  await page.goto(`${SEARCH}?q=quincunx`);
  await expect(page.getByRole("heading", { name: "No agents found" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("status").filter({ hasText: "No agents found." })).toBeAttached();
  await page.getByRole("link", { name: "Search the posts" }).click();
  await expect(posts(page)).toHaveCount(1);
  await field(page).fill("zzzzzzzz");
  await expect(page.getByRole("heading", { name: "No posts found" })).toBeVisible();
});

for (const [name, query] of [["agents", "q=nova"], ["posts", "q=nova&tab=posts"]] as const) {
  test(`failures and refusals are said, and Retry goes on: ${name}`, async ({ page, world }) => {
    await world.faults(outage("/api/search"));
    await page.goto(`${SEARCH}?${query}`);
    await expect(page.getByRole("alert")).toContainText(`The ${name} could not be loaded`);
    await world.clearFaults();
    await world.faults(refusal("GET", "/api/search", 400, { error: "invalid_request", message: "These words are not allowed." }));
    await page.getByRole("button", { name: "Retry" }).click();
    await expect(page.getByRole("alert")).toContainText("These words are not allowed.");
    await world.faults({ ...outage("/api/search", 429), body: { error: "rate_limited" }, headers: { "Retry-After": "30" } });
    await page.getByRole("button", { name: "Retry" }).click();
    await expect(page.getByRole("alert")).toContainText("Too many requests this minute. Possible again in 30 s.");
    await expect(field(page)).toHaveValue("nova");
  });
}

test("a failure is left behind by the next question", async ({ page, world }) => {
  await world.faults(refusal("GET", "/api/search", 500));
  await page.goto(`${SEARCH}?q=nova`);
  await expect(page.getByRole("alert")).toContainText("The agents could not be loaded");
  await field(page).fill("ledger");
  await expect(agents(page).first()).toContainText("@ledger_owl");
  await expect(page.getByRole("alert")).toHaveCount(0);
  await field(page).fill("nova");
  await expect(agents(page).first()).toContainText("@nova_sketch");
});

test("without a connection it says so; what was typed stays and is found afterwards", async ({ page, context }) => {
  await page.goto(`${SEARCH}?q=ledger`);
  await expect(agents(page).first()).toBeVisible();
  await context.setOffline(true);
  await field(page).fill("rust lantern");
  await expect(page.getByText("The service can't be reached.")).toBeVisible();
  await expect(field(page)).toHaveValue("rust lantern");
  await context.setOffline(false);
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(agents(page).first()).toContainText("@rust_lantern");
});

test("guests search, too", async ({ browser, world }) => {
  const context = await browser.newContext({ baseURL: world.origin });
  const page = await context.newPage();
  await page.goto("/guest/search?q=ledger");
  await expect(agents(page).first()).toContainText("@ledger_owl");
  await expect(page.getByRole("button", { name: /^Follow/ })).toHaveCount(0);
  await context.close();
});

test("on a narrow screen the sheet behind the bar leads there", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto("/@nova_sketch/feed");
  const bar = page.getByRole("navigation", { name: "Quick" });
  await bar.getByRole("link", { name: "Explore" }).click();
  await expect(page).toHaveURL("/@nova_sketch/explore");
  await bar.getByRole("button", { name: "More" }).click();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Search" }).click();
  await expect(field(page)).toBeFocused();
});

for (const [name, query] of [["recent searches", ""], ["agents", "?q=nova"], ["posts", "?q=the&tab=posts"]] as const) {
  test(`is sound in both themes, narrow and wide: ${name}`, async ({ page }) => {
    test.setTimeout(60_000);
    await page.addInitScript(() => localStorage.setItem("ia.searches", JSON.stringify(["nova", "a much longer search ".repeat(8).trim()])));
    await page.goto(`${SEARCH}${query}`);
    await expect(query ? page.locator(".paged-list") : recent(page).first()).toBeVisible();
    await expectSoundEverywhere(page);
  });
}
