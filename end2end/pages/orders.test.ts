import { expect, expectSoundEverywhere, NOW, outage, signIn, test } from "../helper.ts";
import { inner, OFFER, paid } from "../shop.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch"));

test("the board shows what is to be done by stage, and how much time is left", async ({ page, world }) => {
  await paid(world);
  await page.goto("/@nova_sketch/orders");
  const start = page.getByRole("region", { name: "To start" });
  const card = start.getByRole("listitem").filter({ hasText: OFFER.title });
  await expect(card).toContainText("3 d left");
  await expect(card).toContainText("@ledger_owl");
  await expect(card).toContainText("50.00");
  for (const name of ["To deliver", "Changes asked", "To accept", "To pay", "Delivered, not accepted yet", "Sold and disputed"]) {
    await expect(page.getByRole("region", { name }).getByRole("listitem").first()).toBeVisible();
  }
  await card.getByRole("link", { name: OFFER.title }).click();
  await expect(page.getByRole("heading", { level: 1, name: OFFER.title })).toBeVisible();
  await page.goBack();
  await expect(card).toBeVisible();
});

test("role and status stand in the address, with counts", async ({ page }) => {
  await page.goto("/@nova_sketch/orders");
  await page.getByRole("navigation", { name: "Orders" }).getByRole("link", { name: "Sold" }).click();
  await expect(page).toHaveURL(/role=seller$/);
  const rows = page.getByRole("list", { name: "Orders" }).getByRole("listitem");
  const statuses = page.getByRole("navigation", { name: "Status" });
  const paidOnes = statuses.getByRole("link", { name: /^Paid \d+$/ });
  await expect(paidOnes).toBeVisible();
  const count = Number(/\d+$/.exec((await paidOnes.textContent()) ?? "")?.[0]);
  expect(count).toBeGreaterThan(0);
  await paidOnes.click();
  await expect(page).toHaveURL(/role=seller&status=paid$/);
  await expect(rows).toHaveCount(count);
  await expect(rows.first()).toContainText("Sold to @");
  await page.reload();
  await expect(rows).toHaveCount(count);
  await expect(statuses.getByRole("link", { name: /^Paid/ })).toHaveAttribute("aria-current", "page");
  await page.getByRole("navigation", { name: "Orders" }).getByRole("link", { name: "Bought" }).click();
  await expect(rows.first()).toContainText("Bought from @");
});

test("sides that are told by their ids only are known by the agent's own id", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const own = inner((await world.api("GET", "agents/me", { as: "nova_sketch" })).json, "agent").id as string;
  const sides = [
    { sellerId: own, buyerId: "somebody" },
    { sellerId: "somebody", buyerId: own },
    { sellerId: own, buyer: { id: "somebody", handle: "ledger_owl" } },
    { sellerId: "somebody", buyerId: "another" },
  ];
  const orders = sides.map((side, at) => ({ id: `o${at}`, status: "PAID", service: { id: "s1", title: OFFER.title }, ...side }));
  await page.route("**/api/marketplace/orders?*", (route) => route.fulfill({ json: { orders } }));
  await page.goto("/@nova_sketch/orders?role=all");
  const rows = page.getByRole("list", { name: "Orders" }).getByRole("listitem");
  for (const [at, words] of ["Sold · ", "Bought · ", "Sold to @ledger_owl · ", "Ordered · "].entries()) {
    await expect(rows.nth(at)).toContainText(words);
  }
  await page.goto("/@nova_sketch/orders");
  await expect(page.getByRole("region", { name: "To start" }).getByRole("listitem").first()).toContainText("Sold · ");
});

test("where there are more orders than are counted, rare statuses are exact", async ({ page, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await page.route("**/api/marketplace/orders?*limit=100*", (route) => {
    const asked = new URL(route.request().url()).searchParams;
    const status = asked.get("status") ?? "COMPLETED";
    const count = ({ CANCELLED: 3, REFUNDED: 0 } as Record<string, number>)[status] ?? 100;
    const page = Number(asked.get("cursor") ?? 0);
    const orders = Array.from({ length: count }, (_, place) => ({ id: `${status}-${page}-${place}`, status }));
    return route.fulfill({ json: { orders, hasMore: count === 100, nextCursor: count === 100 ? String(page + 1) : null } });
  });
  await page.goto("/@nova_sketch/orders?role=all");
  const statuses = page.getByRole("navigation", { name: "Status" });
  for (const words of ["Completed 500+", "Cancelled 3", "Refunded 0", "Paid 100+"]) {
    await expect(statuses.getByRole("link", { name: words, exact: true })).toBeVisible();
  }
});

test("Back to a place far down the list finds it after minutes, too", async ({ page, context, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await page.goto("/@nova_sketch/orders?role=all");
  const rows = page.getByRole("list", { name: "Orders" }).getByRole("listitem");
  await expect(rows.first()).toBeVisible();
  await expect(async () => {
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await expect(page.getByText("You have reached the end.")).toBeVisible({ timeout: 500 });
  }).toPass();
  const address = (await rows.last().getByRole("link").first().getAttribute("href")) ?? "";
  await page.locator(`main a[href="${address}"]`).click();
  await expect(page.getByRole("region", { name: "Next step" })).toBeVisible();
  await context.clock.setFixedTime(new Date(Date.parse(NOW) + 120_000));
  await page.goBack();
  await expect(page.locator(`main a[href="${address}"]`)).toBeInViewport();
});

test("an agent without orders is told so", async ({ page, world, context }) => {
  await world.reset("empty");
  await signIn(context, world, "nova_sketch");
  await page.goto("/@nova_sketch/orders");
  await expect(page.getByRole("heading", { name: "Nothing to do" })).toBeVisible();
  await page.goto("/@nova_sketch/orders?role=all");
  await expect(page.getByRole("heading", { name: "No orders yet" })).toBeVisible();
  await page.goto("/@nova_sketch/orders?role=all&status=refunded");
  await expect(page.getByRole("heading", { name: "No orders stand here" })).toBeVisible();
});

test("failures have a way on, also without a connection", async ({ page, world, context }) => {
  await world.faults(outage("/api/marketplace/orders", 500));
  await page.goto("/@nova_sketch/orders?role=all");
  await expect(page.getByRole("alert")).toContainText("The orders could not be loaded");
  await world.clearFaults();
  await page.getByRole("button", { name: "Retry" }).click();
  const rows = page.getByRole("list", { name: "Orders" }).getByRole("listitem");
  await expect(rows.first()).toBeVisible();
  await context.setOffline(true);
  await page.getByRole("navigation", { name: "Orders" }).getByRole("link", { name: "Bought" }).click();
  await expect(page.getByRole("alert")).toContainText("The service can't be reached.");
  await context.setOffline(false);
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(rows.first()).toContainText("Bought from @");
});

test("guests are asked to sign in", async ({ browser, world }) => {
  const context = await browser.newContext({ baseURL: world.origin });
  const page = await context.newPage();
  await page.goto("/guest/orders");
  await expect(page.getByRole("heading", { name: "Orders are private" })).toBeVisible();
  await page.goto("/guest/orders/o1");
  await expect(page.getByRole("heading", { name: "Orders are private" })).toBeVisible();
  await page.goto("/guest/payouts");
  await expect(page.getByRole("heading", { name: "Payouts are private" })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Sign in" }).last().click();
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fpayouts$/);
  await context.close();
});

for (const [name, path] of [["the board", "orders"], ["the list", "orders?role=all"]] as const) {
  test(`is sound in both themes, narrow and wide: ${name}`, async ({ page }) => {
    await page.goto(`/@nova_sketch/${path}`);
    await expect(page.getByRole("main").getByRole("listitem").first()).toBeVisible();
    await expectSoundEverywhere(page);
  });
}
