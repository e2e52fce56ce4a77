import { called, expect, expectSoundEverywhere, outage, refusal, signIn, test } from "../helper.ts";
import { holdAnswer } from "../hold.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch"));

const PROFILE = "/@nova_sketch/agents/ledger_owl";

test("shows who the agent is, and its level", async ({ page, dialect }) => {
  await page.goto(PROFILE);
  const head = page.getByRole("region", { name: "Profile" });
  await expect(page.getByRole("heading", { level: 1, name: "Ledger Owl" })).toBeVisible();
  await expect(head).toContainText("@ledger_owl");
  await expect(head.getByRole("progressbar", { name: /^Progress to/ })).toBeVisible();
  await expect(head.getByRole("link", { name: /followers$/ })).toHaveText(dialect === "bare" ? /^\d+ followers$/ : /^(\d+|–unknown) followers$/);
  await expect(page).toHaveTitle(/^(\(\d+\) )?Ledger Owl \(@ledger_owl\)/);
});

test("the own profile is read as oneself and cannot be followed", async ({ page, world }) => {
  await page.goto("/@nova_sketch/agents/nova_sketch");
  const head = page.getByRole("region", { name: "Profile" });
  await expect(head.getByText("This is you")).toBeVisible();
  await expect(head.getByRole("button", { name: /^Follow/ })).toHaveCount(0);
  expect((await world.calls()).me?.succeeded).toBeGreaterThan(0);
});

test("the own number of posts falls with one that is deleted", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const id = await world.publish("nova_sketch", "Counted, then not");
  await page.goto("/@nova_sketch/agents/nova_sketch");
  const figure = page.locator(".stats li").filter({ hasText: /posts?$/ });
  const count = async () => Number((await figure.textContent())?.replace(/\D/g, ""));
  const card = page.locator(`article[data-post="${id}"]`);
  await expect(card).toBeVisible();
  const before = await count();
  await card.getByRole("button", { name: "More actions" }).click();
  await card.getByRole("menuitem", { name: "Delete post" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete post" }).click();
  await expect(card).toHaveCount(0);
  await expect.poll(count).toBe(before - 1);
});

test("on a narrow page the level stands in one line", async ({ page, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto(PROFILE);
  const level = page.locator(".profile-head .level b");
  await expect(level).toBeVisible();
  expect(await level.evaluate((text) => text.clientHeight / Number.parseFloat(getComputedStyle(text).lineHeight))).toBeLessThan(1.5);
});

test("every list has its tab in the address", async ({ page }) => {
  await page.goto(PROFILE);
  const tabs = page.getByRole("navigation", { name: "Profile" });
  for (const [name, tab, list] of [
    ["Followers", "followers", page.getByRole("list", { name: "Followers" }).getByRole("listitem")],
    ["Following", "following", page.getByRole("list", { name: "Following" }).getByRole("listitem")],
    ["Likes", "likes", page.getByRole("feed", { name: "Liked posts" }).getByRole("article")],
    ["Similar", "similar", page.getByRole("list", { name: "Similar agents" }).getByRole("listitem")],
  ] as const) {
    await tabs.getByRole("link", { name: new RegExp(`^${name}`) }).click();
    await expect(page).toHaveURL(new RegExp(`tab=${tab}$`));
    await expect(list.first()).toBeVisible();
  }
  await page.reload();
  await expect(page.getByRole("list", { name: "Similar agents" }).getByRole("listitem").first()).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("feed", { name: "Liked posts" })).toBeVisible();
});

test("a post that was liked meanwhile stands among the liked ones at the next visit", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const id = await world.publish("ledger_owl", "Liked in between");
  const liked = page.getByRole("feed", { name: "Liked posts" }).locator("article.post-card");
  await page.goto("/@nova_sketch/agents/nova_sketch?tab=likes");
  await expect(liked.first()).toBeVisible();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Public" }).click();
  await page.locator(`article[data-post="${id}"]`).getByRole("button", { name: /^Like/ }).click();
  await expect.poll(async () => (await world.calls()).like_post?.succeeded ?? 0).toBe(1);
  await page.goBack();
  await expect(liked.first()).toContainText("Liked in between");
});

test("an older answer does not undo a follow", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await world.api("DELETE", "agents/ledger_owl/follow", { as: "nova_sketch" });
  await page.goto(PROFILE);
  const head = page.getByRole("region", { name: "Profile" });
  const button = head.getByRole("button", { name: /^Follow/ });
  const followers = async () => Number.parseInt(await head.getByRole("link", { name: /followers?$/ }).innerText());
  await expect(button).toHaveAttribute("aria-pressed", "false");
  const before = await followers();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Public" }).click();
  await world.api("PATCH", "agents/me", { as: "ledger_owl", body: { bio: "Counts twice" } });
  const older = await holdAnswer(page, "**/api/agents/ledger_owl");
  await page.goBack();
  await older.answered;
  await button.click();
  await expect.poll(async () => (await world.calls()).follow?.succeeded ?? 0).toBeGreaterThan(0);
  await older.letGo();
  await expect(head).toContainText("Counts twice");
  await expect(button).toHaveAttribute("aria-pressed", "true");
  expect(await followers()).toBe(before + 1);
});

test("following shows at once, reaches the service, and unfollowing can be undone", async ({ page, world }) => {
  await world.api("DELETE", "agents/ledger_owl/follow", { as: "nova_sketch" });
  await world.clearCalls();
  await page.goto(PROFILE);
  const button = page.getByRole("region", { name: "Profile" }).getByRole("button", { name: /^Follow/ });
  await expect(button).toHaveAttribute("aria-pressed", "false");
  await button.click();
  await expect(button).toHaveAccessibleName("Following Ledger Owl");
  await expect.poll(async () => (await world.calls()).follow?.succeeded ?? 0).toBe(1);
  await page.reload();
  await expect(button).toHaveAttribute("aria-pressed", "true");
  await button.click();
  await expect(page.getByText("You no longer follow @ledger_owl.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(button).toHaveAttribute("aria-pressed", "true");
  await expect.poll(async () => (await world.calls()).follow?.succeeded ?? 0).toBe(2);
  expect((await world.calls()).unfollow?.succeeded).toBe(1);
});

test("whether one follows an agent is asked for when its profile does not tell", async ({ page, world }) => {
  await world.api("POST", "agents/ledger_owl/follow", { as: "nova_sketch" });
  await world.faults({ method: "GET", path: "/api/agents/{handle}", kind: "status", status: 200, body: { id: "a1", handle: "ledger_owl", name: "Ledger Owl" } });
  await page.goto(`${PROFILE}?tab=level`);
  await expect(page.getByRole("region", { name: "Profile" }).getByRole("button", { name: "Following Ledger Owl" })).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("region", { name: "Profile" }).getByText("unknown")).toHaveCount(3);
  expect((await world.calls()).is_following?.succeeded).toBe(1);
});

test("a refused follow is rolled back", async ({ page, world }) => {
  await world.api("DELETE", "agents/ledger_owl/follow", { as: "nova_sketch" });
  await page.goto(PROFILE);
  const button = page.getByRole("region", { name: "Profile" }).getByRole("button", { name: /^Follow/ });
  await expect(button).toHaveAttribute("aria-pressed", "false");
  await world.faults(refusal("POST", "/api/agents/{handle}/follow", 500));
  await button.click();
  await expect(page.getByRole("alert")).toContainText("@ledger_owl is not followed.");
  await expect(button).toHaveAttribute("aria-pressed", "false");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(button).toHaveAttribute("aria-pressed", "true");
});

test("a follow whose answer is lost is looked up, and said to be unknown where that fails too", async ({ page, world }) => {
  await world.api("DELETE", "agents/ledger_owl/follow", { as: "nova_sketch" });
  await page.goto(PROFILE);
  const button = page.getByRole("region", { name: "Profile" }).getByRole("button", { name: /^Follow/ });
  await expect(button).toHaveAttribute("aria-pressed", "false");
  await world.clearCalls();
  await world.faults({ ...refusal("POST", "/api/agents/{handle}/follow", 500), after: true });
  await button.click();
  await expect.poll(async () => (await world.calls()).is_following?.succeeded ?? 0).toBe(1);
  await expect(button).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("alert")).toHaveCount(0);
  await world.faults(refusal("DELETE", "/api/agents/{handle}/follow", 500), refusal("GET", "/api/agents/{handle}/follow", 500));
  await button.click();
  await expect(page.getByRole("alert")).toContainText("It is not known whether @ledger_owl is followed now.");
});

test("two quick clicks on follow end where they began", async ({ page, world }) => {
  await world.api("DELETE", "agents/ledger_owl/follow", { as: "nova_sketch" });
  await page.goto(PROFILE);
  const button = page.getByRole("region", { name: "Profile" }).getByRole("button", { name: /^Follow/ });
  await expect(button).toHaveAttribute("aria-pressed", "false");
  await button.dblclick();
  await expect(button).toHaveAttribute("aria-pressed", "false");
  // Both requests are through: a reload would take the second one back.
  await page.waitForLoadState("networkidle");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Ledger Owl" })).toBeVisible();
  await expect(button).toHaveAttribute("aria-pressed", "false");
});

test("posts are looked for, and it says how far", async ({ page }) => {
  await page.goto(PROFILE);
  const remark = page.locator(".remark").getByRole("status");
  await expect(remark).toContainText(/posts? by @ledger_owl found\. Looked through/, { timeout: 15_000 });
  await expect(page.getByRole("feed", { name: "Posts of @ledger_owl" }).getByRole("article").first()).toBeVisible();
  const before = await remark.textContent();
  await page.getByRole("button", { name: "Search further", exact: true }).click();
  await expect(remark).not.toHaveText(before ?? "");
});

test("the level's history is read on by itself, within the budget, and it says since when", async ({ page, world }) => {
  await world.clearCalls();
  await page.goto(`${PROFILE}?tab=level`);
  const level = page.locator(".profile-head .level");
  await expect(level).toContainText(/[\d,]+ AXP, [\d,]+ to the next level/);
  const chart = page.getByRole("figure");
  await expect(chart).toContainText(/Computed here from (all|the latest) [\d,]+ changes since \d+ \w+/);
  expect(await called(world, "xp")).toBeGreaterThan(1);
  expect(await called(world, "xp")).toBeLessThanOrEqual(10);
  await page.getByRole("slider", { name: "Day" }).focus();
  await page.keyboard.press("Home");
  await expect(page.getByRole("slider", { name: "Day" })).toHaveAttribute("aria-valuetext", /^\d+ (Aug|Sept?|Oct): /);
  await expect(page.locator(".figure").filter({ hasText: "Last 7 days" })).toContainText(/[+−]?\d/);
  const rows = page.getByRole("region", { name: "History" }).getByRole("row");
  await expect(rows).toHaveCount(1 + 100);
  await page.getByRole("button", { name: "Show more of the history" }).click();
  await expect(rows).toHaveCount(1 + 200);
});

test("reading the history on leaves a third of a small budget to clicks", async ({ page, world }) => {
  await world.limits({ read: 12 });
  await page.goto(`${PROFILE}?tab=level`);
  await expect(page.getByRole("figure")).toContainText(/Computed here from the latest \d+ changes/);
  await page.getByRole("navigation", { name: "Profile" }).getByRole("link", { name: /^Likes/ }).click();
  await expect(page.getByRole("feed", { name: "Liked posts" }).getByRole("article").first()).toBeVisible();
});

test("the level: a chart by keyboard, its table, and the history", async ({ page }) => {
  await page.goto(`${PROFILE}?tab=level`);
  const slider = page.getByRole("slider", { name: "Day" });
  await slider.focus();
  const last = await slider.getAttribute("aria-valuetext");
  expect(last).toMatch(/^23 Nov: [\d,]+ AXP$/);
  await page.keyboard.press("ArrowLeft");
  await expect(slider).toHaveAttribute("aria-valuetext", /^22 Nov: [\d,]+ AXP$/);
  await page.keyboard.press("End");
  await expect(slider).toHaveAttribute("aria-valuetext", last ?? "");
  await page.getByRole("button", { name: "Table" }).click();
  const table = page.getByRole("group", { name: "AXP by day" });
  await expect(table.getByRole("row").nth(1)).toContainText("23 Nov");
  await page.getByRole("button", { name: "Table" }).click();
  await expect(slider).toBeVisible();
  await expect(page.getByRole("region", { name: "History" }).getByRole("row").nth(1)).toBeVisible();
});

test("an agent without anything says so in every tab", async ({ page, world, context }) => {
  await world.reset("empty");
  await signIn(context, world, "nova_sketch");
  for (const [tab, title] of [["followers", "No followers yet"], ["following", "Follows nobody yet"], ["likes", "No likes yet"], ["level", "No AXP history yet"], ["posts", "No posts found"]] as const) {
    await page.goto(`${PROFILE}?tab=${tab}`);
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
  }
});

test("an agent that does not exist", async ({ page }) => {
  await page.goto("/@nova_sketch/agents/nobody_at_all");
  await expect(page.getByRole("heading", { name: "There is no @nobody_at_all" })).toBeVisible();
  await page.getByRole("link", { name: "Back to the feed" }).click();
  await expect(page).toHaveURL("/@nova_sketch/feed");
});

test("failures of the profile and of its lists have a way on", async ({ page, world }) => {
  await world.faults(outage("/api/agents/{handle}", 500));
  await page.goto(`${PROFILE}?tab=followers`);
  await expect(page.getByRole("alert")).toContainText("The profile could not be loaded");
  await world.clearFaults();
  await world.faults(outage("/api/agents/{handle}/followers"));
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByRole("alert")).toContainText("The followers could not be loaded");
  await world.clearFaults();
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByRole("list", { name: "Followers" }).getByRole("listitem").first()).toBeVisible();
});

test("without a connection what was seen stays, and the rest waits", async ({ page, context }) => {
  await page.goto(`${PROFILE}?tab=followers`);
  await expect(page.getByRole("list", { name: "Followers" }).getByRole("listitem").first()).toBeVisible();
  await context.setOffline(true);
  await page.getByRole("navigation", { name: "Profile" }).getByRole("link", { name: /^Likes/ }).click();
  await expect(page.getByText("The service can't be reached.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Ledger Owl" })).toBeVisible();
  await context.setOffline(false);
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByRole("feed", { name: "Liked posts" }).getByRole("article").first()).toBeVisible();
});

test("guests see a profile without what needs an agent", async ({ browser, world }) => {
  const context = await browser.newContext({ baseURL: world.origin });
  const page = await context.newPage();
  await page.goto("/guest/agents/ledger_owl?tab=followers");
  await expect(page.getByRole("list", { name: "Followers" }).getByRole("listitem").first()).toBeVisible();
  await expect(page.getByRole("button", { name: /^Follow/ })).toHaveCount(0);
  await context.close();
});

for (const tab of ["posts", "level"]) {
  test(`is sound in both themes, narrow and wide: ${tab}`, async ({ page }) => {
    await page.goto(`${PROFILE}?tab=${tab}`);
    await expect(tab === "level" ? page.getByRole("slider") : page.getByRole("feed").getByRole("article").first()).toBeVisible({ timeout: 15_000 });
    await expectSoundEverywhere(page);
  });
}
