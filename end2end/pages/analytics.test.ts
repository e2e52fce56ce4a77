import { readFile } from "node:fs/promises";

import type { Locator, Page } from "@playwright/test";

import { called, expect, expectSoundEverywhere, outage, OWN, refusal, signIn, test, titled } from "../helper.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch", "ledger_owl"));

const ANALYTICS = "/@nova_sketch/analytics";

const tab = (page: Page, name: string) => page.getByRole("navigation", { name: "Analytics" }).getByRole("link", { name });
const metrics = (page: Page) => page.getByRole("region", { name: "Figures" }).getByRole("listitem");
const chart = (page: Page, title: string) => page.getByRole("figure").filter({ has: page.getByRole("heading", { name: title, exact: true }) });

/** Presses a chart's menu and saves what is chosen. */
async function saved(page: Page, figure: Locator, item: string) {
  await figure.getByRole("button", { name: /^Save / }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), figure.getByRole("menuitem", { name: item }).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test("the overview shows every figure that the service sends, with the time before", async ({ page, world }) => {
  await page.goto("/@nova_sketch/feed");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Analytics" }).click();
  await expect(page).toHaveURL(ANALYTICS);
  await expect(page).toHaveTitle(titled("Analytics"));
  const { json } = await world.api("GET", "analytics/overview?range=30d", { as: "nova_sketch" });
  const current = (json.overview ?? json.data?.overview ?? json.data ?? json).current as Record<string, number>;
  await expect(metrics(page)).toHaveCount(Object.keys(current).length);
  const views = metrics(page).filter({ has: page.getByRole("heading", { name: "Views", exact: true }) });
  await expect(views).toContainText(current.views!.toLocaleString("en-GB"));
  await expect(views).toContainText(/[+−][\d.]+ %|unchanged|from nothing/);
  await expect(page.getByText(/The service's figures for @nova_sketch: the last 30 days, and the 30 days before\./)).toBeVisible();
  const parts = chart(page, "What engagement is made of").locator(".field-hint");
  await expect(parts).toContainText(/^30 days before: [\d,]+ reactions\. Last 30 days: [\d,]+ reactions\. /);
});

test("the time is in the address, and survives reload and Back", async ({ page, world }) => {
  await page.goto(ANALYTICS);
  await expect(metrics(page).first()).toBeVisible();
  await page.getByRole("navigation", { name: "Time" }).getByRole("link", { name: "7 days" }).click();
  await expect(page).toHaveURL(`${ANALYTICS}?range=7d`);
  await expect(page.getByText("the last 7 days, and the 7 days before")).toBeVisible();
  await page.reload();
  await expect(page.getByText("the last 7 days, and the 7 days before")).toBeVisible();
  await expect(page.getByRole("link", { name: "7 days" })).toHaveAttribute("aria-current", "true");
  await page.getByRole("link", { name: "90 days" }).click();
  await expect(page.getByText("the last 90 days")).toBeVisible();
  await page.goBack();
  await expect(page.getByText("the last 7 days")).toBeVisible();
  expect(await called(world, "analytics_overview")).toBeGreaterThan(2);
});

test("figures that nobody documented are shown by their names", async ({ page }) => {
  const body = JSON.stringify({ overview: { current: { views: 5, saveCount: 7, click_through_rate: 12.34 }, previous: { views: 0, saveCount: 14 } } });
  await page.route("**/api/analytics/overview**", (route) => route.fulfill({ contentType: "application/json", body }));
  await page.goto(ANALYTICS);
  await expect(metrics(page)).toHaveCount(3);
  await expect(metrics(page).filter({ hasText: "Save count" })).toContainText("−50 %");
  await expect(metrics(page).filter({ hasText: "Click through rate" })).toContainText("12.3 %");
  await expect(metrics(page).filter({ hasText: "Views" })).toContainText("from nothing");
});

test("two names of one figure stay two: as cards, beside other agents, and in the record", async ({ page, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const current = { views: 100, impressions: 500, totalPosts: 55, postsCreated: 5 };
  const previous = { views: 80, impressions: 400, totalPosts: 50, postsCreated: 9 };
  const body = JSON.stringify({ current, previous, totals: { saves: "1,234" } });
  await page.route("**/api/analytics/overview**", (route) => route.fulfill({ contentType: "application/json", body }));
  await page.goto(ANALYTICS);
  await expect(metrics(page)).toHaveCount(5);
  const card = (name: string) => metrics(page).filter({ has: page.getByRole("heading", { name, exact: true }) });
  await expect(card("Views")).toHaveText(/100.*\+25 %.*before: 80/);
  await expect(card("Impressions")).toHaveText(/500.*\+25 %.*before: 400/);
  await expect(card("Total posts")).toHaveText(/55.*\+10 %.*before: 50/);
  await expect(card("Saves")).toContainText("1,234");
  await tab(page, "Compare").click();
  await expect(page.getByRole("group", { name: "All figures" }).getByRole("row").filter({ hasText: "Impressions" }).getByRole("cell").first()).toContainText("500");
  await tab(page, "Over time").click();
  for (const name of ["Views in 7 days", "Impressions in 7 days"]) await expect(page.getByRole("option", { name, exact: true })).toHaveCount(1);
});

test("long names and large figures stay inside their cards", async ({ page, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const figures = { ["x".repeat(60)]: 1e20 };
  const body = JSON.stringify({ overview: { current: figures, previous: figures } });
  await page.route("**/api/analytics/overview**", (route) => route.fulfill({ contentType: "application/json", body }));
  await page.goto(ANALYTICS);
  await expect(metrics(page)).toHaveCount(1);
  expect(await metrics(page).evaluate((card) => card.scrollWidth - card.clientWidth)).toBe(0);
});

test("without figures it says so", async ({ page }) => {
  await page.route("**/api/analytics/overview**", (route) => route.fulfill({ contentType: "application/json", body: '{"overview":{"current":{},"previous":{}}}' }));
  await page.goto(ANALYTICS);
  await expect(page.getByRole("heading", { name: "No figures yet" })).toBeVisible();
});

test("posts by what they are sorted by, each beside its figures", async ({ page, world }) => {
  await page.goto(ANALYTICS);
  await tab(page, "Posts").click();
  await expect(page).toHaveURL(`${ANALYTICS}?tab=posts`);
  await expect(page).toHaveTitle(titled("Posts – Analytics"));
  const rows = page.locator(".post-figures tbody tr");
  await expect(rows.first()).toBeVisible();
  for (const [name, column] of [["Views", 0], ["Likes", 1], ["Comments", 2]] as const) {
    await page.getByRole("navigation", { name: "Most first" }).getByRole("link", { name }).click();
    await expect(page).toHaveURL(`${ANALYTICS}?tab=posts&sort=${name.toLowerCase()}`);
    await expect(chart(page, `Posts by ${name.toLowerCase()}`)).toBeVisible();
    const values = (await rows.locator(`td:nth-of-type(${column + 1})`).allTextContents()).map((text) => Number(text.replaceAll(",", "")));
    expect(values.length).toBeGreaterThan(5);
    expect(values).toEqual([...values].sort((a, b) => b - a));
  }
  expect(await called(world, "post_performance")).toBe(4);
  const words = await rows.first().getByRole("link").textContent();
  await rows.first().getByRole("link").click();
  await expect(page.locator(".post-main")).toContainText(words!.slice(0, 30));
  await page.goBack();
  await expect(page).toHaveURL(`${ANALYTICS}?tab=posts&sort=comments`);
  await expect(rows.first()).toBeVisible();
});

test("an agent without anything says so on every page", async ({ page, world, context }) => {
  await world.reset("empty");
  await signIn(context, world, "nova_sketch");
  await page.goto(`${ANALYTICS}?tab=posts`);
  await expect(page.getByRole("heading", { name: "No posts yet" })).toBeVisible();
  await page.goto(`${ANALYTICS}?tab=time`);
  await expect(page.getByRole("heading", { name: "No AXP history yet" })).toBeVisible();
  await expect(page.getByText("No earnings yet")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Recorded here" })).toBeVisible();
  await page.goto(`${ANALYTICS}?tab=report`);
  await expect(page.getByText("There are no posts yet.")).toBeVisible();
  await page.goto(`${ANALYTICS}?tab=compare`);
  await expect(page.getByRole("group", { name: "All figures" })).toBeVisible();
});

for (const [name, path, title] of [
  ["", "/api/analytics/overview", "The figures could not be loaded"],
  ["?tab=posts", "/api/analytics/posts", "The posts could not be loaded"],
  ["?tab=time", "/api/agents/nova_sketch/xp", "The AXP history could not be loaded"],
  ["?tab=time", "/api/marketplace/payouts", "The payouts could not be loaded"],
] as const) {
  test(`refusals are told and can be tried again: ${path}`, async ({ page, world }) => {
    await world.faults({ ...refusal("GET", path, 403), times: 9 });
    await page.goto(ANALYTICS + name);
    const failed = page.getByRole("alert").filter({ has: page.getByRole("heading", { name: title }) });
    await expect(failed).toBeVisible();
    await expect(failed).toContainText("Refused.");
    await world.clearFaults();
    await failed.getByRole("button", { name: "Retry" }).click();
    await expect(failed).toHaveCount(0);
  });
}

test("what was seen before is shown when the service is gone", async ({ page, world }) => {
  await page.goto(ANALYTICS);
  await expect(metrics(page).first()).toBeVisible();
  await world.faults(outage("/api/analytics/overview"));
  await page.reload();
  await expect(page.getByText("This is what was last seen.")).toBeVisible();
  await expect(metrics(page).first()).toBeVisible();
  await world.clearFaults();
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByText("This is what was last seen.")).toHaveCount(0);
});

test("an ended session leads to the sign-in page", async ({ page, world }) => {
  await page.goto("/@nova_sketch/feed");
  await expect(page.getByRole("feed").getByRole("article").first()).toBeVisible();
  await world.revokeTokens("nova_sketch");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Analytics" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The figures could not be loaded" }).getByRole("link", { name: "Sign in" })).toBeVisible();
});

test("guests are asked to sign in", async ({ page }) => {
  await page.goto("/guest/analytics?tab=posts");
  await expect(page.getByRole("heading", { name: "Analytics are private" })).toBeVisible();
});

test("AXP by day with the time before: keyboard, pointer, table and files", async ({ page }) => {
  await page.goto(`${ANALYTICS}?tab=time`);
  const figure = chart(page, "AXP gained by day");
  const slider = figure.getByRole("slider", { name: "Day" });
  await slider.focus();
  await expect(slider).toHaveAttribute("aria-valuetext", /^23 Nov: Last 30 days \d+, 30 days before \d+$/);
  await page.keyboard.press("Home");
  await expect(slider).toHaveAttribute("aria-valuetext", /^25 Oct: /);
  await expect(figure.locator(".chart-tip")).toContainText("25 Oct");
  await page.keyboard.press("Escape");
  await expect(figure.locator(".chart-tip")).toHaveCount(0);
  const box = (await slider.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + 100);
  await expect(figure.locator(".chart-tip")).toContainText(/^\d+ Nov/);
  await page.mouse.move(5, 5);
  await expect(figure.locator(".chart-tip")).toHaveCount(0);
  await expect(figure.locator(".field-hint")).toContainText(/Last 30 days: [\d,]+ AXP in all, the most at .*Computed here from (all|the latest) [\d,]+ changes of AXP since /);

  const csv = await saved(page, figure, "Figures (CSV)");
  expect(csv.name).toBe("axp-gained-by-day.csv");
  const lines = csv.bytes.toString().trim().split("\r\n");
  expect(lines[0]).toBe("Day,Last 30 days,30 days before");
  expect(lines).toHaveLength(31);
  expect(lines.at(-1)).toMatch(/^2026-11-23,\d+,\d+$/);
  const svg = (await saved(page, figure, "Picture (SVG)")).bytes.toString();
  expect(svg).toContain("AXP gained by day");
  expect(svg).toMatch(/<path[^>]* stroke="rgb\(/);
  expect(svg).not.toMatch(/class=|oklch|var\(/);
  const png = await saved(page, figure, "Picture (PNG)");
  expect(png.bytes.subarray(1, 4).toString()).toBe("PNG");
  expect(png.bytes.length).toBeGreaterThan(5_000);

  await figure.getByRole("button", { name: "Table" }).click();
  const table = figure.getByRole("group", { name: "AXP by day" });
  await expect(table.getByRole("row")).toHaveCount(31);
  await expect(table.getByRole("row").nth(1)).toContainText("23 Nov");
});

test.describe("by touch", () => {
  test.use({ hasTouch: true });

  test("the day that is tapped is told, also after a drag, until something else is touched", async ({ page, context, dialect }) => {
    test.skip(dialect !== "bare", "the same in every dialect");
    await page.goto(`${ANALYTICS}?tab=time`);
    const figure = chart(page, "AXP gained by day");
    const [slider, tip] = [figure.getByRole("slider"), figure.locator(".chart-tip")];
    await slider.scrollIntoViewIfNeeded();
    const box = (await slider.boundingBox())!;
    const at = (share: number) => ({ x: Math.round(box.x + box.width * share), y: Math.round(box.y + 90) });
    const told = async (share: number) => {
      await page.mouse.move(at(share).x, at(share).y);
      return (await tip.textContent())!;
    };
    const [early, late] = [await told(0.3), await told(0.6)];
    await page.mouse.move(5, 5);
    await expect(tip).toHaveCount(0);

    await page.touchscreen.tap(at(0.3).x, at(0.3).y);
    await expect(slider).toBeFocused();
    await expect(tip).toHaveText(early);

    const devtools = await context.newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...touchPoints: { x: number; y: number }[]) => devtools.send("Input.dispatchTouchEvent", { type, touchPoints });
    await touch("touchStart", at(0.3));
    for (const share of [0.4, 0.5, 0.6]) await touch("touchMove", at(share));
    await touch("touchEnd");
    await expect(tip).toHaveText(late);
    await figure.getByRole("heading").tap();
    await expect(tip).toHaveCount(0);
  });
});

test("the forecast says when the next level comes, and what it assumes", async ({ page }) => {
  await page.goto(`${ANALYTICS}?tab=time`);
  await expect(page.locator(".forecast")).toContainText(/Forecast: At this pace \(\+[\d,]+ AXP in the last 30 days\), level \d+ \([\d,]+ AXP\) is reached (tomorrow|in [\d,]+ days, around .+)\. It is computed here and assumes/);
  const figure = chart(page, "AXP, and where it goes");
  await expect(figure.locator('.chart-line[data-tone="ahead"]:not(.chart-key)')).toBeVisible();
  await figure.getByRole("slider").focus();
  await expect(figure.getByRole("slider")).toHaveAttribute("aria-valuetext", /^3 Dec: Expected [\d,]+$/);
});

test("posting as a calendar, by keyboard, and earnings by month", async ({ page }) => {
  await page.goto(`${ANALYTICS}?tab=time`);
  const posting = chart(page, "Posting");
  const slider = posting.getByRole("slider");
  await slider.focus();
  await expect(slider).toHaveAttribute("aria-valuetext", /^23 Nov: \d+ posts$/);
  await page.keyboard.press("ArrowLeft");
  await expect(slider).toHaveAttribute("aria-valuetext", /^16 Nov: /);
  await page.keyboard.press("ArrowUp");
  await expect(slider).toHaveAttribute("aria-valuetext", /^15 Nov: /);
  await expect(posting.locator(".field-hint")).toContainText(/[\d,]+ posts in all/);
  const earnings = chart(page, "Earnings by month");
  await earnings.getByRole("slider").focus();
  await expect(earnings.getByRole("slider")).toHaveAttribute("aria-valuetext", /^Nov 2026: Paid .*[\d.]+, On its way .*[\d.]+, Not paid yet .*[\d.]+$/);
  await expect(earnings.locator(".field-hint")).toContainText(/Computed here from all \d+ payouts/);
});

test("today is recorded once; it can be exported, forgotten and imported", async ({ page, world }) => {
  await page.goto(`${ANALYTICS}?tab=time`);
  const section = page.getByRole("region", { name: "Recorded here" });
  await expect(section).toContainText("So far 1 day, since 23 Nov.");
  await expect(section).toContainText(/There is one day so far: the line begins with the second\. 23 Nov: [\d,]+ followers\./);
  const asked = await called(world, "analytics_overview");
  await page.reload();
  await expect(section).toContainText("So far 1 day");
  await page.waitForTimeout(500);
  expect(await called(world, "analytics_overview")).toBe(asked);

  const [download] = await Promise.all([page.waitForEvent("download"), section.getByRole("button", { name: "Export" }).click()]);
  expect(download.suggestedFilename()).toBe("snapshots-nova_sketch.json");
  const file = JSON.parse((await readFile(await download.path())).toString());
  expect(file.snapshots).toHaveLength(1);
  expect(Object.keys(file.snapshots[0].figures)).toEqual(expect.arrayContaining(["followers", "axp", "7d/views", "90d/likes"]));

  await section.getByRole("button", { name: "Forget" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Forget" }).click();
  await expect(section).toContainText("Nothing was recorded yet.");
  await expect(section.getByRole("button", { name: "Export" })).toHaveCount(0);

  const figures = { followers: 10, "7d/views": 99 };
  file.snapshots.push({ agent: "nova_sketch", day: "2026-11-21", at: 1, figures }, { agent: "nova_sketch", day: "2026-11-22", at: 1, figures: { ...figures, followers: 12 } });
  const chosen = (name: string, text: string) => section.locator("input[type=file]").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  await chosen("other.json", JSON.stringify({ ...file, agent: "ledger_owl" }));
  await expect(page.getByText("These are snapshots of @ledger_owl.")).toBeVisible();
  await chosen("none.json", "{");
  await expect(page.getByText("There are no snapshots in this file.")).toBeVisible();
  await chosen("snapshots.json", JSON.stringify(file));
  await expect(page.getByText("3 days were imported.")).toBeVisible();
  await expect(section).toContainText("So far 3 days, since 21 Nov.");
  await expect(chart(page, "Followers by day").locator(".field-hint")).toContainText(/From 10 to [\d,]+ followers between 21 Nov and 23 Nov .* Recorded here, in this browser\./);
  await section.getByLabel("Figure").selectOption({ label: "Views in 7 days" });
  await expect(page).toHaveURL(`${ANALYTICS}?tab=time&metric=7d%2Fviews`);
  await expect(chart(page, "Views in 7 days by day")).toBeVisible();
  await page.reload();
  await expect(chart(page, "Views in 7 days by day")).toBeVisible();
  await tab(page, "Overview").click();
  await page.getByRole("link", { name: "7 days" }).click();
  await expect(metrics(page).filter({ has: page.getByRole("heading", { name: "Views", exact: true }) }).locator(".sparkline")).toBeVisible();
});

test("days without a record are gaps, and days that cannot have been are refused", async ({ page, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await page.goto(`${ANALYTICS}?tab=time`);
  const section = page.getByRole("region", { name: "Recorded here" });
  await expect(section).toContainText("So far 1 day");
  const days = ["-2000-01-01", "2026-09-01", "2026-09-02", "2026-11-21", "2999-01-01"];
  const snapshots = days.map((day, index) => ({ day, at: 1, figures: { followers: 10 + index, "30d/views": 5 + index } }));
  const buffer = Buffer.from(JSON.stringify({ format: "imagineanything-snapshots", version: 1, agent: "nova_sketch", snapshots }));
  await section.locator("input[type=file]").setInputFiles({ name: "s.json", mimeType: "application/json", buffer });
  await expect(page.getByText("3 days were imported.")).toBeVisible();
  await expect(section).toContainText(/So far 4 days, since 1 Sept?\./);
  const figure = chart(page, "Followers by day");
  const slider = figure.getByRole("slider");
  await expect(slider).toHaveAttribute("aria-valuemax", "83");
  await expect(figure.locator(".chart-line")).toHaveAttribute("d", /^M[\d.]+ [\d.]+L[^M]+M[^M]+h0M[^M]+h0$/);
  await expect(figure.locator(".chart-point")).toHaveAttribute("d", /^M[^M]+h0M[^M]+h0$/);
  await slider.focus();
  await page.keyboard.press("Home");
  await expect(slider).toHaveAttribute("aria-valuetext", /^1 Sept?: 11 followers$/);
  for (let presses = 0; presses < 2; presses++) await page.keyboard.press("ArrowRight");
  await expect(slider).toHaveAttribute("aria-valuetext", /^3 Sept?: unknown$/);
  await tab(page, "Overview").click();
  await expect(metrics(page).getByTitle(/^Recorded here on 4 days since 1 Sept?$/)).toBeVisible();
});

test("an import goes on when its page is left", async ({ page, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await page.addInitScript(() => {
    const { text } = Blob.prototype;
    Blob.prototype.text = function () {
      return new Promise((resolve) => setTimeout(() => resolve(text.call(this)), 1_500));
    };
  });
  await page.goto(`${ANALYTICS}?tab=time`);
  const section = page.getByRole("region", { name: "Recorded here" });
  await expect(section).toContainText("So far 1 day");
  const snapshots = [{ day: "2026-11-21", at: 1, figures: { followers: 10 } }];
  const buffer = Buffer.from(JSON.stringify({ format: "imagineanything-snapshots", version: 1, agent: "nova_sketch", snapshots }));
  await section.locator("input[type=file]").setInputFiles({ name: "s.json", mimeType: "application/json", buffer });
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Public" }).click();
  await expect(page.getByText("1 day was imported.")).toBeVisible();
  await expect(page.getByRole("feed").getByRole("article").first()).toBeVisible();
  await page.goBack();
  await expect(section).toContainText("So far 2 days, since 21 Nov.");
});

test("what could be read on a day stays known when a later attempt reads less", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const figure = (name: string) => page.getByRole("region", { name: "Recorded here" }).getByRole("option", { name, exact: true });
  await world.faults({ ...refusal("GET", "/api/analytics/overview", 403), times: 99 });
  await page.goto(`${ANALYTICS}?tab=time`);
  await expect(figure("Followers")).toBeAttached();
  await expect(figure("Views in 7 days")).toHaveCount(0);
  await world.clearFaults();
  await world.faults({ ...refusal("GET", "/api/agents/me", 403), times: 99 });
  await page.reload();
  await expect(figure("Views in 7 days")).toBeAttached();
  await expect(figure("Followers")).toBeAttached();
});

test("each agent has its own record", async ({ page }) => {
  await page.goto(`${ANALYTICS}?tab=time`);
  await expect(page.getByRole("region", { name: "Recorded here" })).toContainText("So far 1 day");
  await page.goto("/@ledger_owl/analytics?tab=time");
  await expect(page.getByRole("region", { name: "Recorded here" })).toContainText("So far 1 day");
  const records = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => (indexedDB.open("ia").onsuccess = (event) => resolve((event.target as IDBOpenDBRequest).result)));
    return new Promise((resolve) => (database.transaction("snapshots").objectStore("snapshots").getAllKeys().onsuccess = (event) => resolve((event.target as IDBRequest).result)));
  });
  expect(records).toEqual([["ledger_owl", "2026-11-23"], ["nova_sketch", "2026-11-23"]]);
});

test("where the browser keeps no database, it says so and everything else works", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(window, "indexedDB", { value: undefined }));
  await page.goto(`${ANALYTICS}?tab=time`);
  await expect(page.getByText("This browser doesn't let the page record anything.")).toBeVisible();
  await expect(chart(page, "AXP gained by day")).toBeVisible();
});

// How quickly is a row of the bench.
test("5,000 days are drawn, walked and listed", async ({ page, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await page.goto(`${ANALYTICS}?tab=time`);
  const section = page.getByRole("region", { name: "Recorded here" });
  await expect(section).toContainText("So far 1 day");
  const snapshots = Array.from({ length: 5_000 }, (_, index) => ({
    day: new Date(Date.UTC(2026, 10, 22) - index * 86_400_000).toISOString().slice(0, 10),
    at: 1,
    figures: { followers: Math.round(9_000 - index + 300 * Math.sin(index / 40)) },
  }));
  const buffer = Buffer.from(JSON.stringify({ format: "imagineanything-snapshots", version: 1, agent: "nova_sketch", snapshots }));
  await section.locator("input[type=file]").setInputFiles({ name: "s.json", mimeType: "application/json", buffer });
  const figure = chart(page, "Followers by day");
  await expect(figure.getByRole("slider")).toHaveAttribute("aria-valuemax", "5000");
  const path = await figure.locator(".chart-line").getAttribute("d");
  expect(path!.length).toBeLessThan(60_000);
  const slider = figure.getByRole("slider");
  await slider.scrollIntoViewIfNeeded();
  const { x, y, width } = (await slider.boundingBox())!;
  await page.mouse.move(x + width / 2, y + 60);
  await expect.poll(async () => Number(await slider.getAttribute("aria-valuenow"))).toBeGreaterThan(2_000);
  await slider.focus();
  await page.keyboard.press("End");
  await expect(slider).toHaveAttribute("aria-valuenow", "5000");
  await figure.getByRole("button", { name: "Table" }).click();
  await expect(figure.getByRole("row")).toHaveCount(201);
  await figure.getByRole("button", { name: "Show more" }).click();
  await expect(figure.getByRole("row")).toHaveCount(401);
});

test("agents of the fleet beside each other, on one chart and in one table", async ({ page }) => {
  await page.goto(`${ANALYTICS}?tab=compare`);
  const agents = page.getByRole("group", { name: "Agents, five at the most" });
  await expect(agents.getByRole("checkbox")).toHaveCount(2);
  const lines = chart(page, "AXP gained in 30 days");
  await expect(lines.locator(".chart-line:not(.chart-key)")).toHaveCount(2);
  await lines.getByRole("slider").focus();
  await expect(lines.getByRole("slider")).toHaveAttribute("aria-valuetext", /^23 Nov: @nova_sketch [\d,]+, @ledger_owl [\d,]+$/);
  const table = page.getByRole("group", { name: "All figures" });
  await expect(table.getByRole("columnheader")).toHaveText(["Figure", "@nova_sketch", "@ledger_owl"]);
  await expect(table.getByRole("row").filter({ hasText: "Likes" })).toContainText(/\d/);
  await page.getByLabel("Figure on the chart").selectOption({ label: "Likes" });
  await expect(page).toHaveURL(`${ANALYTICS}?tab=compare&metric=likes`);
  await expect(chart(page, "Likes in 30 days").getByRole("slider")).toHaveAttribute("aria-valuetext", /^@ledger_owl: [\d,]+ likes$/);
  await agents.getByRole("checkbox", { name: "@ledger_owl" }).uncheck();
  await expect(page).toHaveURL(`${ANALYTICS}?tab=compare&metric=likes&agents=nova_sketch`);
  await expect(agents.getByRole("checkbox", { name: "@nova_sketch" })).toBeDisabled();
  await page.reload();
  await expect(table.getByRole("columnheader")).toHaveText(["Figure", "@nova_sketch"]);
});

test("each of four agents has its name below its bar on a narrow screen", async ({ page, context, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await signIn(context, world, ...OWN);
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(`${ANALYTICS}?tab=compare&metric=likes`);
  const bars = chart(page, "Likes in 30 days");
  await expect(bars.locator("svg text").filter({ hasText: /^@/ })).toHaveText([/^@nova.*…$/, /^@ledg.*…$/, /^@poly.*…$/, /^@dev_.*…$/]);
  await expect(bars.locator(".field-hint")).toContainText(/^@nova_sketch: [\d,]+ likes\. @ledger_owl: [\d,]+ likes\. /);
});

test("an agent of which nothing can be read does not hide the others", async ({ page, world }) => {
  await world.revokeTokens("ledger_owl");
  await page.goto(`${ANALYTICS}?tab=compare`);
  await expect(page.getByText("Not everything of @ledger_owl could be loaded.")).toBeVisible();
  await expect(page.getByRole("group", { name: "All figures" }).getByRole("row").filter({ hasText: "Likes" })).toContainText(/\d/);
});

test("the report holds a time, and is laid out for paper", async ({ page }) => {
  await page.addInitScript(() => ((window as any).print = () => ((window as any).printed = true)));
  await page.goto(`${ANALYTICS}?tab=report&range=7d`);
  const report = page.getByRole("article").filter({ has: page.getByRole("heading", { name: "Report on @nova_sketch" }) });
  await expect(report).toContainText("7 days: 17 Nov to 23 Nov");
  await expect(report.getByRole("region", { name: "Figures" }).getByRole("row").filter({ hasText: "Views" })).toContainText(/\d/);
  await expect(report.getByRole("region", { name: "Posts with the most engagement" }).getByRole("row")).toHaveCount(6);
  await expect(report.getByRole("region", { name: "Earnings" })).toContainText(/[\d.]+ from \d+ payouts?\./);
  const slider = chart(page, "AXP gained by day").getByRole("slider");
  await slider.focus();
  await page.keyboard.press("Home");
  await expect(slider).toHaveAttribute("aria-valuetext", /^17 Nov: /);
  await page.setViewportSize({ width: 320, height: 800 });
  const last = report.getByRole("group", { name: "Figures" }).getByRole("columnheader", { name: "Change" });
  await last.scrollIntoViewIfNeeded();
  await expect(last).toBeInViewport({ ratio: 0.95 });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole("button", { name: "Print" }).click();
  expect(await page.evaluate(() => (window as any).printed)).toBe(true);
  await page.emulateMedia({ media: "print" });
  for (const hidden of [page.getByRole("button", { name: "Print" }), page.getByRole("navigation", { name: "Main" }), page.getByRole("button", { name: "Table" }).first()]) {
    await expect(hidden).toBeHidden();
  }
  await expect(report).toBeVisible();
  const lefts = await report.getByRole("heading", { level: 2 }).evaluateAll((headings) => headings.map((heading) => heading.getBoundingClientRect().left));
  expect(new Set(lefts).size).toBe(1);
});

test("offline, what was loaded stays, and the rest says why it is missing", async ({ page, context }) => {
  await page.goto(ANALYTICS);
  await expect(metrics(page).first()).toBeVisible();
  await context.setOffline(true);
  await page.getByRole("link", { name: "90 days" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The figures could not be loaded" })).toBeVisible();
  await page.getByRole("link", { name: "30 days" }).click();
  await expect(metrics(page).first()).toBeVisible();
  await context.setOffline(false);
});

for (const name of ["", "?tab=posts", "?tab=time", "?tab=compare", "?tab=report"]) {
  test(`is sound in both themes, narrow and wide: ${name || "overview"}`, async ({ page }) => {
    test.slow();
    await page.goto(ANALYTICS + name);
    await expect(page.getByRole("slider").first()).toBeVisible();
    await expectSoundEverywhere(page);
  });
}

test("each signed-in agent is recorded once a day, whichever page is open", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  // A minute passes in a second.
  await page.addInitScript(() => {
    const begin = window.setInterval.bind(window);
    window.setInterval = ((act: TimerHandler, pace?: number) => begin(act, pace === 60_000 ? 1_000 : pace)) as typeof window.setInterval;
  });
  await page.goto("/@nova_sketch/feed");
  await expect(page.getByRole("feed").getByRole("article").first()).toBeVisible();
  await expect.poll(() => called(world, "analytics_overview"), { timeout: 15_000 }).toBe(6);
  await page.goto("/@ledger_owl/analytics?tab=time");
  await expect(page.getByRole("region", { name: "Recorded here" })).toContainText("So far 1 day, since 23 Nov.");
  expect(await called(world, "analytics_overview")).toBe(6);
});
