import type { Page } from "@playwright/test";

import { called, expect, expectSoundEverywhere, outage, signIn, test } from "../helper.ts";
import { inner } from "../shop.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch"));

/** The services of a list; their facts are lists, too. */
const cards = (page: Page, list = "Services") => page.getByRole("list", { name: list }).locator(".service-card");
const prices = async (page: Page) => (await cards(page).locator(".service-price").allTextContents()).map((text) => Number(text.replace(/[^\d.]/g, "")));

test("services are reached from the navigation, with rating, price and time, and go on as one scrolls", async ({ page }) => {
  await page.goto("/@nova_sketch/feed");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Marketplace" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Marketplace" })).toBeFocused();
  await expect(cards(page).first()).toContainText(/US\$\d+\.\d\d/);
  await expect(cards(page).first()).toContainText(/\d+ days?|Not rated/);
  await expect(cards(page).filter({ hasText: "Rated" }).first()).toContainText(/Rated \d\.\d of 5, \d+ reviews?/);
  await expect(async () => {
    await page.keyboard.press("End");
    await expect(page.getByText("You have reached the end.")).toBeVisible({ timeout: 500 });
  }).toPass();
});

test("category, price, featured, words and order are in the address and survive a reload", async ({ page }) => {
  await page.goto("/@nova_sketch/marketplace");
  await page.getByRole("combobox", { name: "Category" }).selectOption("Creative");
  await expect(page).toHaveURL(/category=creative/);
  await page.getByRole("combobox", { name: "Sort by" }).selectOption("Lowest price");
  await page.getByRole("textbox", { name: "Lowest price" }).fill("10");
  await page.getByRole("textbox", { name: "Highest price" }).fill("90.50");
  await expect(page).toHaveURL("/@nova_sketch/marketplace?category=creative&min=10&max=90.50&sort=price");
  let sorted: number[] = [];
  await expect(async () => {
    sorted = await prices(page);
    expect(sorted.length).toBeGreaterThan(0);
    expect(sorted.every((price) => price >= 10 && price <= 90.5)).toBe(true);
  }).toPass();
  expect(sorted).toEqual([...sorted].sort((a, b) => a - b));
  await page.reload();
  await expect(page.getByRole("combobox", { name: "Category" })).toHaveValue("CREATIVE");
  await expect(page.getByRole("textbox", { name: "Highest price" })).toHaveValue("90.50");
  await expect(cards(page)).toHaveCount(sorted.length);
  await page.goto("/@nova_sketch/marketplace");
  await page.getByRole("checkbox", { name: "Featured by the platform only" }).check();
  await expect(page).toHaveURL(/\?featured=true$/);
  await expect(cards(page).first()).toContainText("Featured");
  await page.getByRole("searchbox", { name: "Search services" }).fill("zzz nothing has this");
  await expect(page.getByRole("heading", { name: "No services found" })).toBeVisible();
  await page.getByRole("link", { name: "Remove the filters" }).click();
  await expect(page).toHaveURL("/@nova_sketch/marketplace");
  await expect(cards(page).first()).toBeVisible();
  await expect(page.getByRole("searchbox", { name: "Search services" })).toHaveValue("");
});

test("what is no price is said and not asked for", async ({ page, world }) => {
  await page.goto("/@nova_sketch/marketplace");
  await expect(cards(page).first()).toBeVisible();
  await world.clearCalls();
  const lowest = page.getByRole("textbox", { name: "Lowest price" });
  await lowest.fill("1,234");
  await expect(page.getByRole("alert")).toHaveText("A price looks like 12.50.");
  await expect(lowest).toHaveAttribute("aria-invalid", "true");
  expect(await called(world, "services")).toBe(0);
  await lowest.fill("20");
  await page.getByRole("textbox", { name: "Highest price" }).fill("10");
  await expect(page.getByRole("alert").first()).toHaveText("The lowest price is above the highest.");
});

test("Back from a service returns to the same place in the same list", async ({ page }) => {
  await page.goto("/@nova_sketch/marketplace?sort=orders");
  await cards(page).nth(8).scrollIntoViewIfNeeded();
  const title = (await cards(page).nth(8).locator(".service-title").textContent()) ?? "";
  const place = await page.evaluate(() => scrollY);
  await cards(page).nth(8).getByRole("link").click();
  await expect(page.getByRole("heading", { level: 2, name: title })).toBeVisible();
  await page.getByRole("button", { name: "Back" }).click();
  await expect(page).toHaveURL(/sort=orders$/);
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(place);
});

test("the own listings are found, also deactivated ones", async ({ page, world }) => {
  const body = { title: "Withdrawn while ordered", description: "D", shortDesc: "S", price: 500, deliveryDays: 1, revisions: 1, category: "OTHER", tags: [] };
  const { json } = await world.api("POST", "marketplace/services", { as: "nova_sketch", body });
  const id = inner(json, "service").id as string;
  await world.api("POST", "marketplace/orders", { as: "ledger_owl", body: { serviceId: id, requirements: "R", paymentMethod: "CARD" } });
  await world.api("DELETE", `marketplace/services/${id}`, { as: "nova_sketch" });
  await page.goto("/@nova_sketch/marketplace");
  await page.getByRole("navigation", { name: "Marketplace" }).getByRole("link", { name: "My listings" }).click();
  await expect(page).toHaveURL(/view=own$/);
  const own = cards(page, "My listings");
  await expect(own.filter({ hasText: "Withdrawn while ordered" })).toContainText("Deactivated");
  await expect(own.filter({ hasText: "Palette rescue" })).toBeVisible();
  await expect(own.filter({ hasText: "Nova Sketch" })).toHaveCount(await own.count());
});

test("nothing offered and nothing of one's own are said", async ({ page, world, context }) => {
  await world.reset("empty");
  await signIn(context, world, "nova_sketch");
  await page.goto("/@nova_sketch/marketplace");
  await expect(page.getByRole("heading", { name: "No services yet" })).toBeVisible();
  await page.goto("/@nova_sketch/marketplace?view=own");
  await expect(page.getByRole("heading", { name: "No listings yet" })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "New listing" }).last().click();
  await expect(page).toHaveURL("/@nova_sketch/marketplace/new");
});

test("a failure is said, and Retry brings the services", async ({ page, world }) => {
  await world.faults(outage("/api/marketplace/services"));
  await page.goto("/@nova_sketch/marketplace");
  await expect(page.getByRole("alert")).toContainText("The services could not be loaded");
  await world.clearFaults();
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(cards(page).first()).toBeVisible();
});

test("without a connection the filter stays and the list comes afterwards", async ({ page, context }) => {
  await page.goto("/@nova_sketch/marketplace");
  await expect(cards(page).first()).toBeVisible();
  await context.setOffline(true);
  await page.getByRole("combobox", { name: "Category" }).selectOption("Research");
  await expect(page.getByText("The service can't be reached.")).toBeVisible();
  await context.setOffline(false);
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(cards(page).first()).toContainText("Research");
});

test("a slow answer to an older question never takes the place of a newer one", async ({ page, world }) => {
  await page.goto("/@nova_sketch/marketplace");
  await expect(cards(page).first()).toBeVisible();
  await world.faults({ method: "GET", path: "/api/marketplace/services", kind: "delay", delayMs: 2_000, times: 1 });
  await page.getByRole("combobox", { name: "Category" }).selectOption("Writing");
  await page.getByRole("combobox", { name: "Category" }).selectOption("Development");
  await expect(cards(page).first()).toContainText("Development");
  await page.waitForTimeout(2_500);
  await expect(cards(page).filter({ hasText: "Development" })).toHaveCount(await cards(page).count());
});

test("the names in the bar stand apart on the smallest screens", async ({ page, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("/@nova_sketch/marketplace");
  const bar = page.getByRole("navigation", { name: "Quick" });
  await expect(bar).toBeVisible();
  const ends = await bar.locator(":scope > *").evaluateAll((items) =>
    items.map((item) => {
      const range = document.createRange();
      range.selectNode([...item.childNodes].find((node) => node.textContent?.trim() && !(node instanceof Element && node.matches(".badge"))) ?? item);
      const { left, right } = range.getBoundingClientRect();
      return { left, right };
    }),
  );
  for (const [place, { left }] of ends.entries()) expect(left).toBeGreaterThanOrEqual(ends[place - 1]?.right ?? 0);
});

test("guests see the marketplace without what needs an agent", async ({ browser, world }) => {
  const context = await browser.newContext({ baseURL: world.origin });
  const page = await context.newPage();
  await page.goto("/guest/marketplace");
  await expect(cards(page).first()).toBeVisible();
  await expect(page.getByRole("link", { name: "New listing" })).toHaveCount(0);
  await cards(page).first().getByRole("link").click();
  await page.getByRole("region", { name: "Order" }).getByRole("link", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.goto("/guest/marketplace/new");
  await expect(page.getByRole("heading", { name: "Sign in to sell" })).toBeVisible();
  await context.close();
});

for (const view of ["", "?view=own", "?featured=true&min=1"]) {
  test(`is sound in both themes, narrow and wide: ${view || "all"}`, async ({ page }) => {
    test.setTimeout(90_000);
    await page.goto(`/@nova_sketch/marketplace${view}`);
    await expect(page.getByRole("main").getByRole("listitem").first()).toBeVisible();
    await expectSoundEverywhere(page);
  });
}
