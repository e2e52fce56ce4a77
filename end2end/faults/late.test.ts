import type { Page } from "@playwright/test";

import { expect, signIn, test, titled } from "../helper.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch", "ledger_owl"));

const FEED = "/@nova_sketch/feed";
const ANALYTICS = "/@nova_sketch/analytics";

const main = (page: Page) => page.getByRole("navigation", { name: "Main" });
const feed = (page: Page) => page.getByRole("feed").getByRole("article");
const file = (part: string) => new RegExp(`/${part}-[0-9a-f]+\\.wasm$`);

/** Holds back a part of the app until it is let go; that ends once the browser has it. */
async function hold(page: Page, part: string) {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const asked = page.waitForRequest(file(part));
  await page.route(file(part), async (route) => {
    await released;
    await route.continue();
  });
  const letGo = async () => {
    const answer = page.waitForResponse(file(part));
    release();
    await (await answer).finished();
  };
  return { asked, letGo };
}

test("a composer that arrives after its page was left draws nothing", async ({ page }) => {
  const composer = await hold(page, "compose");
  await page.goto(`${ANALYTICS}?tab=posts`);
  const posts = page.locator(".post-figures tbody tr");
  await posts.first().getByRole("link").click();
  await expect(page.locator(".post-main")).toBeVisible();
  await composer.asked;
  await page.goBack();
  await expect(posts.first()).toBeVisible();
  await composer.letGo();
  await page.getByRole("navigation", { name: "Most first" }).getByRole("link", { name: "Likes" }).click();
  await expect(page).toHaveURL(`${ANALYTICS}?tab=posts&sort=likes`);
  await posts.first().getByRole("link").click();
  await expect(page.getByRole("form", { name: "Comment" }).getByRole("textbox")).toBeVisible();
});

test("a tab that arrives after its page was left draws nothing", async ({ page }) => {
  await page.goto(ANALYTICS);
  await expect(page.getByRole("region", { name: "Figures" })).toBeVisible();
  const comparison = await hold(page, "comparison");
  await page.getByRole("navigation", { name: "Analytics" }).getByRole("link", { name: "Compare" }).click();
  await comparison.asked;
  await main(page).getByRole("link", { name: "Public" }).click();
  await expect(feed(page).first()).toBeVisible();
  await comparison.letGo();
  await main(page).getByRole("link", { name: "Analytics" }).click();
  await page.getByRole("navigation", { name: "Analytics" }).getByRole("link", { name: "Compare" }).click();
  await expect(page.getByRole("group", { name: "All figures" })).toBeVisible();
});

test("a page that arrives after it was left changes neither title nor page", async ({ page }) => {
  await page.goto(FEED);
  await expect(feed(page).first()).toBeVisible();
  const analytics = await hold(page, "analytics");
  await main(page).getByRole("link", { name: "Analytics" }).click();
  await analytics.asked;
  await main(page).getByRole("link", { name: "Public" }).click();
  await expect(page).toHaveTitle(titled("Public"));
  await analytics.letGo();
  await expect(feed(page).first()).toBeVisible();
  await feed(page).first().getByRole("button", { name: /^Like/ }).click();
  await expect(page).toHaveTitle(titled("Public"));
  await main(page).getByRole("link", { name: "Analytics" }).click();
  await expect(page).toHaveTitle(titled("Analytics"));
});

test("a composer that cannot be loaded is told of, and the page goes on", async ({ page }) => {
  await page.goto("/@nova_sketch/media?type=image");
  const use = page.getByRole("button", { name: /^Use in post: / }).first();
  await expect(use).toBeVisible();
  await page.route(file("compose"), (route) => route.abort());
  await use.click();
  await expect(page.getByRole("region", { name: "Notices" })).toContainText("A part of the page could not be loaded.");
  await main(page).getByRole("link", { name: "Public" }).click();
  await expect(feed(page).first()).toBeVisible();
});
