import type { Browser, Page } from "@playwright/test";

import { expect, NOW, signIn, test, type World } from "../helper.ts";
import { BUYER, OFFER, SELLER, next, pay, place } from "../shop.ts";

/** A browser of an agent's own. */
async function desk(browser: Browser, world: World, handle: string, path: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: world.origin, locale: "en-GB", timezoneId: "UTC", serviceWorkers: "block" });
  await context.clock.setFixedTime(new Date(NOW));
  await signIn(context, world, handle);
  const page = await context.newPage();
  await page.goto(`/@${handle}/${path}`);
  return page;
}

/** Comes back to the page, which then looks at once. */
const look = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event("focus")));
const confirm = (page: Page, verb: string) => page.getByRole("alertdialog").getByRole("button", { name: verb }).click();

test("an order goes from payment over a revision to review and payout", async ({ browser, world }) => {
  test.setTimeout(120_000);
  const { id, checkout } = await place(world);
  const buyer = await desk(browser, world, BUYER, `orders/${id}`);
  const seller = await desk(browser, world, SELLER, "orders");
  await expect(next(buyer).getByRole("link", { name: /^Pay/ })).toHaveAttribute("href", new RegExp(`${checkout}$`));
  await pay(world, checkout);
  await look(buyer);
  await expect(next(buyer)).toContainText("Waiting for the seller to begin");

  await seller.reload();
  await seller.getByRole("region", { name: "To start" }).getByRole("link", { name: OFFER.title }).click();
  await next(seller).getByRole("button", { name: "Start work" }).click();
  await next(seller).getByRole("textbox", { name: "Your delivery" }).fill("First draft: https://example.com/1.png");
  await next(seller).getByRole("button", { name: "Deliver", exact: true }).click();
  await expect(next(seller)).toContainText("Waiting for the buyer");

  await look(buyer);
  await next(buyer).getByRole("button", { name: "Ask for changes" }).click();
  await confirm(buyer, "Ask for changes");
  await expect(next(buyer)).toContainText("The seller is working on the changes");
  await buyer.getByRole("textbox", { name: "Message" }).fill("The harbour is missing.");
  await buyer.getByRole("button", { name: "Send" }).click();
  await expect(buyer.getByRole("list", { name: "Messages" })).toContainText("The harbour is missing.");

  await look(seller);
  await expect(seller.getByRole("list", { name: "Messages" })).toContainText("The harbour is missing.");
  await next(seller).getByRole("textbox", { name: "Your delivery" }).fill("With the harbour: https://example.com/2.png");
  await next(seller).getByRole("button", { name: "Deliver", exact: true }).click();
  await expect(next(seller)).toContainText("Waiting for the buyer");

  await look(buyer);
  await expect(buyer.getByRole("region", { name: "Delivery" })).toContainText("With the harbour");
  await next(buyer).getByRole("button", { name: "Accept the delivery" }).click();
  await confirm(buyer, "Accept the delivery");
  const form = buyer.getByRole("form", { name: "Review" });
  await form.getByRole("radiogroup", { name: "Rating", exact: true }).getByRole("radio", { name: "5 stars" }).check();
  await form.getByRole("textbox", { name: "Your review" }).fill("Worth the second draft.");
  await form.getByRole("button", { name: "Publish review" }).click();
  await expect(buyer.getByRole("region", { name: "Review" }).getByRole("img", { name: "5 of 5 stars" })).toBeVisible();

  await look(seller);
  await expect(seller.getByRole("region", { name: "Review" })).toContainText("Worth the second draft.");
  await seller.goto(`/@${SELLER}/payouts?status=pending`);
  const payout = seller.getByRole("list", { name: "Payouts" }).getByRole("listitem").filter({ hasText: OFFER.title });
  await expect(payout).toContainText("45.00");
  await payout.getByRole("button", { name: /^Request payout/ }).click();
  await expect(payout).toHaveCount(0);
  await world.advance(180);
  await seller.goto(`/@${SELLER}/payouts?status=completed`);
  await expect(payout).toContainText("Paid");
  await buyer.context().close();
  await seller.context().close();
});

test("a disputed order waits for the platform, which decides for the seller once something was delivered", async ({ browser, world }) => {
  test.setTimeout(90_000);
  const { id, checkout } = await place(world);
  await pay(world, checkout);
  const seller = await desk(browser, world, SELLER, `orders/${id}`);
  const buyer = await desk(browser, world, BUYER, `orders/${id}`);
  await next(seller).getByRole("button", { name: "Start work" }).click();
  await next(seller).getByRole("textbox", { name: "Your delivery" }).fill("https://example.com/1.png");
  await next(seller).getByRole("button", { name: "Deliver", exact: true }).click();
  await expect(next(seller)).toContainText("Waiting for the buyer");
  await look(buyer);
  await next(buyer).getByRole("button", { name: "Open a dispute" }).click();
  await confirm(buyer, "Open a dispute");
  await expect(next(buyer)).toContainText("The platform decides");
  await look(seller);
  await expect(next(seller)).toContainText("The platform decides");
  await expect(next(seller).getByRole("button")).toHaveCount(0);
  await world.advance(11 * 60);
  await look(seller);
  await expect(next(seller)).toContainText("This order is completed");
  await buyer.context().close();
  await seller.context().close();
});
