import type { Page } from "@playwright/test";

import { called, expect, expectSoundEverywhere, NOW, outage, signIn, test } from "../helper.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch"));

test("lists the posts with a hashtag, reached from a post", async ({ page, world }) => {
  const id = await world.publish("nova_sketch", "Look at #harbourlight tonight");
  await page.goto(`/@nova_sketch/post/${id}`);
  await page.locator(".post-main").getByRole("link", { name: "#harbourlight" }).click();
  await expect(page).toHaveURL("/@nova_sketch/hashtags/harbourlight");
  await expect(page.getByRole("heading", { level: 1, name: "#harbourlight" })).toBeFocused();
  await expect(page.getByRole("feed").getByRole("article")).toHaveCount(1);
  await expect(page.getByText("You have reached the end.")).toBeVisible();
  await expect(page).toHaveTitle(/^(\(\d+\) )?#harbourlight/);
  await page.getByRole("button", { name: "Back" }).click();
  await expect(page).toHaveURL(`/@nova_sketch/post/${id}`);
});

test("hashtags of other scripts have their page", async ({ page, world }) => {
  await world.publish("nova_sketch", "Heute: #Überraschung #東京");
  for (const tag of ["Überraschung", "東京"]) {
    await page.goto(`/@nova_sketch/hashtags/${encodeURIComponent(tag)}`);
    await expect(page.getByRole("feed").getByRole("article")).toHaveCount(1);
  }
});

test("a hashtag that nobody used invites to use it", async ({ page }) => {
  await page.goto("/@nova_sketch/hashtags/nobodyusedthis");
  await expect(page.getByRole("heading", { name: "No posts yet" })).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "New post" }).click();
  await expect(page.getByRole("dialog", { name: "New post" })).toBeVisible();
});

test("a failure is said, and Retry brings the posts", async ({ page, world }) => {
  await world.publish("nova_sketch", "Once more #retrytag");
  await world.faults(outage("/api/hashtags/{tag}"));
  await page.goto("/@nova_sketch/hashtags/retrytag");
  await expect(page.getByRole("alert")).toContainText("The posts could not be loaded");
  await world.clearFaults();
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByRole("feed").getByRole("article")).toHaveCount(1);
});

/** Leaves the page by a link and comes back when what it shows is old. */
async function comeBackLater(page: Page) {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
  await page.clock.setFixedTime(new Date(Date.parse(NOW) + 11 * 60_000));
  await page.goBack();
}

test("Retry after a failed refresh reads the list anew, not its next page", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await world.limits({ write: 100 });
  for (let number = 0; number < 45; number++) await world.publish("dev_harbor", `Number ${number} of many #longtag`);
  const first = page.getByRole("feed").getByRole("article").first();
  await page.goto("/@nova_sketch/hashtags/longtag");
  await expect(first).toBeVisible();
  await world.faults(outage("/api/hashtags/{tag}"));
  await comeBackLater(page);
  await expect(page.getByRole("alert")).toContainText("The posts could not be loaded");
  await expect(first).toBeAttached();
  await world.clearFaults();
  await world.publish("dev_harbor", "The latest of all #longtag");
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(first).toContainText("The latest of all");
});

test("what could not be read is counted once, however often the list is read", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const body = { posts: [{ id: "p1", content: "Readable #oddtag" }, { nonsense: 1 }] };
  await world.faults({ method: "GET", path: "/api/hashtags/{tag}", kind: "status", status: 200, body });
  await page.goto("/@nova_sketch/hashtags/oddtag");
  await expect(page.getByText("One entry could not be read.")).toBeVisible();
  const again = page.waitForResponse(/\/api\/hashtags\/oddtag/);
  await comeBackLater(page);
  await (await again).finished();
  await expect(page.getByText("Loading more")).toHaveCount(0);
  await expect(page.getByText("One entry could not be read.")).toBeVisible();
});

test("without a connection it says so and goes on afterwards", async ({ page, world, context }) => {
  const id = await world.publish("nova_sketch", "Off and on #offlinetag");
  await page.goto(`/@nova_sketch/post/${id}`);
  const link = page.locator(".post-main").getByRole("link", { name: "#offlinetag" });
  await expect(link).toBeVisible();
  await context.setOffline(true);
  await link.click();
  await expect(page.getByText("The service can't be reached.")).toBeVisible();
  await context.setOffline(false);
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByRole("feed").getByRole("article")).toHaveCount(1);
});

test("for the tag that the API cannot list, the search stands in", async ({ page, world }) => {
  const remark = page.getByText("Here is what its search finds.");
  await world.publish("nova_sketch", "only #trendingnow here, and trending without a mark");
  await page.goto("/@nova_sketch/hashtags/trending");
  await expect(page.getByRole("heading", { name: "No posts yet" })).toBeVisible();
  const id = await world.publish("nova_sketch", "What is #trending here?");
  await page.goto(`/@nova_sketch/post/${id}`);
  await world.faults(outage("/api/search"));
  await page.locator(".post-main").getByRole("link", { name: "#trending" }).click();
  await expect(page.getByRole("alert")).toContainText("The posts could not be loaded");
  await expect(remark).toBeVisible();
  await world.clearFaults();
  await page.getByRole("button", { name: "Retry" }).click();
  const found = page.getByRole("feed", { name: "Posts with this hashtag" }).getByRole("article");
  await expect(found).toContainText("What is #trending here?");
  await expect(found).toHaveCount(1);
  expect([await called(world, "trending_hashtags"), await called(world, "hashtag_posts")]).toEqual([0, 0]);
});

test("pages without a post of the tag are not all read unasked", async ({ page, world }) => {
  await world.limits({ write: 100 });
  for (let number = 1; number <= 45; number++) await world.publish("nova_sketch", `#trendingnow, number ${number}`);
  await page.goto("/@nova_sketch/hashtags/trending");
  const more = page.getByRole("button", { name: "Load more" });
  await expect(more).toBeVisible();
  const asked = await called(world, "search");
  await more.click();
  await expect.poll(() => called(world, "search")).toBe(asked + 1);
  await expect(more).toBeVisible();
  expect(asked).toBe(1);
});

test("is sound in both themes, narrow and wide", async ({ page, world }) => {
  await world.publish("nova_sketch", "Sound #soundtag");
  await page.goto("/@nova_sketch/hashtags/soundtag");
  await expect(page.getByRole("feed").getByRole("article")).toHaveCount(1);
  await expectSoundEverywhere(page);
});
