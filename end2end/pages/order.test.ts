import type { Page } from "@playwright/test";

import { called, expect, expectSoundEverywhere, outage, refusal, signIn, test } from "../helper.ts";
import { BUYER, OFFER, SELLER, act, inner, next, paid, pay, place, statusOf } from "../shop.ts";

const ORDER = "/api/marketplace/orders/{order}";
const MESSAGES = "/api/marketplace/orders/{order}/messages";

test.beforeEach(async ({ context, world }) => signIn(context, world, SELLER, BUYER));

const messages = (page: Page) => page.getByRole("list", { name: "Messages" }).locator("> li");
const writing = (page: Page) => page.getByRole("form", { name: "New message" });

test("the seller starts and delivers, once each; what is written survives a reload", async ({ page, world }) => {
  const order = await paid(world);
  await page.goto(`/@${SELLER}/orders/${order}`);
  await expect(page.getByRole("region", { name: "Timeline" }).filter({ visible: true })).toContainText("3 d left");
  await expect(page.getByRole("region", { name: "About this order" })).toContainText("50.00");
  await expect(page.getByRole("region", { name: "Requirements" })).toContainText("A map of the harbour");
  await world.clearCalls();
  await next(page).getByRole("button", { name: "Start work" }).dblclick();
  await expect(next(page).getByRole("heading", { name: "Deliver the work" })).toBeVisible();
  expect(await called(world, "update_order")).toBe(1);
  const work = next(page).getByRole("textbox", { name: "Your delivery" });
  await next(page).getByRole("button", { name: "Deliver", exact: true }).click();
  await expect(next(page).getByRole("alert")).toContainText("can't be empty");
  await work.fill("Here it is: https://example.com/map.png");
  await page.reload();
  await expect(work).toHaveValue("Here it is: https://example.com/map.png");
  await next(page).getByRole("button", { name: "Deliver", exact: true }).dblclick();
  await expect(next(page).getByRole("heading", { name: "Waiting for the buyer" })).toBeVisible();
  expect(await called(world, "update_order")).toBe(2);
  await expect(page.getByRole("region", { name: "Delivery" })).toContainText("Here it is");
  expect(await statusOf(world, order)).toBe("DELIVERED");
});

test("the buyer accepts after a question, then reviews once", async ({ page, world, dialect }) => {
  const order = await paid(world, "start", "deliver");
  await page.goto(`/@${BUYER}/orders/${order}`);
  await next(page).getByRole("button", { name: "Accept the delivery" }).click();
  const asked = page.getByRole("alertdialog", { name: "Accept this delivery?" });
  await expect(asked.getByRole("button", { name: "Not yet" })).toBeFocused();
  await asked.getByRole("button", { name: "Accept the delivery" }).click();
  await expect(next(page)).toContainText("This order is completed");
  const form = page.getByRole("form", { name: "Review" });
  await form.getByRole("button", { name: "Publish review" }).click();
  await expect(form.getByRole("alert").first()).toContainText("Choose one to five stars.");
  await form.getByRole("radiogroup", { name: "Rating", exact: true }).getByRole("radio", { name: "4 stars" }).check();
  await form.getByRole("radiogroup", { name: /^Quality/ }).getByRole("radio", { name: "5 stars" }).check();
  await form.getByRole("radiogroup", { name: /^Communication/ }).getByRole("radio", { name: "1 star", exact: true }).check();
  await form.getByRole("button", { name: "Clear Communication" }).click();
  await form.getByRole("textbox", { name: "Your review" }).fill("Every street is there.");
  await page.reload();
  await expect(form.getByRole("textbox", { name: "Your review" })).toHaveValue("Every street is there.");
  await expect(form.getByRole("radiogroup", { name: "Rating", exact: true }).getByRole("radio", { name: "4 stars" })).toBeChecked();
  await form.getByRole("button", { name: "Publish review" }).dblclick();
  const review = page.getByRole("region", { name: "Review" });
  await expect(review).toContainText("Every street is there.");
  await expect(review.getByRole("img", { name: "4 of 5 stars" })).toBeVisible();
  expect(await called(world, "submit_review")).toBe(1);
  await page.reload();
  await expect(review.getByRole("img", { name: "4 of 5 stars" })).toBeVisible();
  if (dialect === "bare") await expect(review).toContainText("Quality 5");
});

test("changes are asked for as often as is included", async ({ page, world }) => {
  const order = await paid(world, "start", "deliver");
  await page.goto(`/@${BUYER}/orders/${order}`);
  await next(page).getByRole("button", { name: "Ask for changes" }).click();
  await page.getByRole("alertdialog", { name: "Ask for changes?" }).getByRole("button", { name: "Ask for changes" }).click();
  await expect(next(page)).toContainText("The seller is working on the changes");
  await act(world, order, SELLER, "deliver");
  await page.reload();
  await expect(next(page)).toContainText("All revisions that the service includes are used up.");
  await expect(next(page).getByRole("button", { name: "Ask for changes" })).toHaveCount(0);
});

test("a lost answer is looked up instead of sent again", async ({ page, world }) => {
  const order = await paid(world);
  await page.goto(`/@${SELLER}/orders/${order}`);
  await expect(next(page)).toContainText("Start the work");
  await world.clearCalls();
  await world.faults({ ...refusal("PATCH", ORDER, 500), after: true });
  await next(page).getByRole("button", { name: "Start work" }).click();
  await expect(next(page)).toContainText("Deliver the work");
  expect(await called(world, "update_order")).toBe(1);
  await world.faults(refusal("PATCH", ORDER, 502), outage(ORDER, 500));
  await next(page).getByRole("textbox", { name: "Your delivery" }).fill("The map");
  await next(page).getByRole("button", { name: "Deliver", exact: true }).click();
  await expect(next(page).getByRole("alert")).toContainText("It is not known whether this was carried out");
  await expect(next(page).getByRole("button", { name: "Deliver", exact: true })).toBeDisabled();
  await world.clearFaults();
  await next(page).getByRole("button", { name: "Look again" }).click();
  await expect(next(page).getByRole("alert")).toContainText("nothing was changed");
  await next(page).getByRole("button", { name: "Deliver", exact: true }).click();
  await expect(next(page)).toContainText("Waiting for the buyer");
});

test("a refusal is said, and the order is shown as it stands", async ({ page, world }) => {
  const order = await paid(world);
  await page.goto(`/@${SELLER}/orders/${order}`);
  await expect(next(page)).toContainText("Start the work");
  await act(world, order, BUYER, "cancel");
  await next(page).getByRole("button", { name: "Start work" }).click();
  await expect(next(page).getByRole("alert")).toContainText("Nothing was changed.");
  await expect(next(page)).toContainText("This order is cancelled");
});

test("disputes and cancelling are asked about first", async ({ page, world }) => {
  const order = await paid(world, "start");
  await page.goto(`/@${BUYER}/orders/${order}`);
  await next(page).getByRole("button", { name: "Open a dispute" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Keep going" }).click();
  expect(await statusOf(world, order)).toBe("IN_PROGRESS");
  await next(page).getByRole("button", { name: "Open a dispute" }).click();
  await page.getByRole("alertdialog", { name: "Open a dispute?" }).getByRole("button", { name: "Open a dispute" }).click();
  await expect(next(page)).toContainText("The platform decides");
  const other = await paid(world);
  await page.goto(`/@${BUYER}/orders/${other}`);
  await next(page).getByRole("button", { name: "Cancel the order" }).click();
  await page.getByRole("alertdialog", { name: "Cancel this order?" }).getByRole("button", { name: "Cancel the order" }).click();
  await expect(next(page)).toContainText("This order is cancelled");
  expect(await statusOf(world, other)).toBe("CANCELLED");
});

test("an unpaid order tells how it is paid, and notices the payment", async ({ page, world }) => {
  const { id, checkout } = await place(world, "COINBASE");
  await page.goto(`/@${BUYER}/orders/${id}`);
  await expect(next(page).getByRole("link", { name: /^Pay/ })).toHaveAttribute("href", new RegExp(`${checkout}$`));
  await pay(world, checkout);
  await world.advance(30);
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(next(page)).toContainText("Waiting for the seller to begin");
  const coins = await place(world, "CRYPTO_USDC");
  await page.goto(`/@${BUYER}/orders/${coins.id}`);
  await expect(next(page).getByText(/^0x[0-9a-f]{40}$/)).toBeVisible();
  await expect(next(page)).toContainText("50.00 USDC");
  await page.goto(`/@${SELLER}/orders/${coins.id}`);
  await expect(next(page)).toContainText("Waiting for the payment");
  await expect(next(page).getByRole("link")).toHaveCount(0);
});

test("a card payment that only the platform can take is told honestly, and its secret is not shown", async ({ page, world }) => {
  const side = (handle: string) => ({ id: handle, handle, name: handle });
  const body = { id: "o1", status: "PENDING_PAYMENT", price: 500, paymentMethod: "CARD", clientSecret: "pi_1_secret_2", buyer: side(BUYER), seller: side(SELLER), service: { id: "s1", title: "T" } };
  await world.faults({ method: "GET", path: ORDER, kind: "status", status: 200, body });
  await page.goto(`/@${BUYER}/orders/o1`);
  await expect(next(page)).toContainText("A card is only taken on the platform’s own page: the API gives this dashboard no key to take it");
  expect(await page.content()).not.toContain("pi_1_secret_2");
});

test("coins are paid as the service says, whatever it calls the way", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const side = (handle: string) => ({ id: handle, handle, name: handle });
  const cryptoPayment = { address: "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", amount: 45.5, currency: "USDT", network: "base" };
  const body = { id: "o1", status: "PENDING_PAYMENT", price: 4550, cryptoPayment, buyer: side(BUYER), seller: side(SELLER), service: { id: "s1", title: "T" } };
  for (const told of [{}, { paymentMethod: "CRYPTO_USDT", checkoutUrl: "https://pay.example.com/o1" }]) {
    await world.clearFaults();
    await world.faults({ method: "GET", path: ORDER, kind: "status", status: 200, body: { ...body, ...told } });
    await page.goto(`/@${BUYER}/orders/o1`);
    await expect(next(page).locator("code")).toHaveText(cryptoPayment.address);
    await expect(next(page)).toContainText("45.5 USDT");
  }
  await expect(next(page).getByRole("link", { name: "the platform’s page" })).toHaveAttribute("href", "https://pay.example.com/o1");
});

test("the focus stays with what comes next", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const order = await paid(world);
  const heading = (name: string) => page.getByRole("heading", { level: 2, name });
  await page.goto(`/@${SELLER}/orders/${order}`);
  await next(page).getByRole("button", { name: "Start work" }).press("Enter");
  await expect(heading("Deliver the work")).toBeFocused();
  await next(page).getByRole("textbox", { name: "Your delivery" }).fill("The map");
  await next(page).getByRole("button", { name: "Deliver", exact: true }).press("Enter");
  await expect(heading("Waiting for the buyer")).toBeFocused();
  await page.goto(`/@${BUYER}/orders/${order}`);
  await next(page).getByRole("button", { name: "Accept the delivery" }).press("Enter");
  await page.getByRole("alertdialog").getByRole("button", { name: "Accept the delivery" }).press("Enter");
  await expect(heading("This order is completed")).toBeFocused();
  const form = page.getByRole("form", { name: "Review" });
  await form.getByRole("radiogroup", { name: "Rating", exact: true }).getByRole("radio", { name: "5 stars" }).check();
  await form.getByRole("textbox", { name: "Your review" }).fill("Every street is there.");
  await form.getByRole("button", { name: "Publish review" }).press("Enter");
  await expect(heading("Review")).toBeFocused();
});

test("sides that are told by their ids only are known by the agent's own id", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const { json } = await world.api("GET", "agents/me", { as: SELLER });
  const body = { id: "o1", status: "PAID", sellerId: inner(json, "agent").id, buyerId: "somebody", service: { id: "s1", title: OFFER.title } };
  await world.faults({ method: "GET", path: ORDER, kind: "status", status: 200, body });
  await page.goto(`/@${SELLER}/orders/o1`);
  await expect(next(page).getByRole("button", { name: "Start work" })).toBeVisible();
});

test("a message with links is sent once, and kept while it is written", async ({ page, world }) => {
  const order = await paid(world);
  await page.goto(`/@${BUYER}/orders/${order}`);
  const form = writing(page);
  await form.getByRole("textbox", { name: "Message" }).fill("Please with a compass rose.");
  await form.getByRole("button", { name: "Attach links" }).click();
  const links = form.getByRole("textbox", { name: "Attachments" });
  await links.fill("javascript:alert(1)");
  await form.getByRole("button", { name: "Send" }).click();
  await expect(form.getByRole("alert")).toContainText("A web address starts with https://");
  await links.fill("https://example.com/rose.png\nhttps://example.com/wind.png");
  await page.reload();
  await expect(form.getByRole("textbox", { name: "Message" })).toHaveValue("Please with a compass rose.");
  await expect(links).toHaveValue("https://example.com/rose.png\nhttps://example.com/wind.png");
  await form.getByRole("button", { name: "Send" }).dblclick();
  await expect(messages(page)).toHaveCount(1);
  await expect(messages(page).getByRole("link", { name: "example.com/rose.png" })).toHaveAttribute("rel", /noopener/);
  await expect(form.getByRole("textbox", { name: "Message" })).toHaveValue("");
  expect(await called(world, "send_order_message")).toBe(1);
  await form.getByRole("textbox", { name: "Message" }).fill("x".repeat(5001));
  await form.getByRole("button", { name: "Send" }).click();
  await expect(form.getByText("5001 of 5000 characters: 1 too many.")).toBeVisible();
  expect(await called(world, "send_order_message")).toBe(1);
});

test("a message whose answer is lost is looked for, and a refused one stays", async ({ page, world }) => {
  const order = await paid(world);
  await world.api("POST", `marketplace/orders/${order}/messages`, { as: SELLER, body: { content: "Which scale?" } });
  await world.clearCalls();
  await page.goto(`/@${BUYER}/orders/${order}`);
  await expect(messages(page)).toHaveCount(1);
  const text = writing(page).getByRole("textbox", { name: "Message" });
  const send = writing(page).getByRole("button", { name: "Send" });
  await world.faults({ ...refusal("POST", MESSAGES, 500), after: true });
  await text.fill("One to a thousand.");
  await send.click();
  await expect(messages(page)).toHaveCount(2);
  await expect(messages(page).last()).toContainText("One to a thousand.");
  await expect(text).toHaveValue("");
  expect(await called(world, "send_order_message")).toBe(1);
  await world.faults(refusal("POST", MESSAGES, 400, { error: "validation_error", message: "Not like this." }));
  await text.fill("And in colour.");
  await send.click();
  await expect(writing(page).getByRole("alert")).toContainText("Not like this.");
  await expect(text).toHaveValue("And in colour.");
  await send.click();
  await expect(messages(page)).toHaveCount(3);
});

test("reloading while a message is under way neither loses nor doubles it", async ({ page, world }) => {
  const order = await paid(world);
  await page.goto(`/@${BUYER}/orders/${order}`);
  await expect(page.getByText("Nothing was said yet.")).toBeVisible();
  const text = writing(page).getByRole("textbox", { name: "Message" });
  const leaveWhileSending = async (content: string) => {
    await text.fill(content);
    const sending = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/messages"));
    await writing(page).getByRole("button", { name: "Send" }).click();
    await sending;
    await page.reload();
  };
  await world.faults({ ...refusal("POST", MESSAGES, 502), delayMs: 500 });
  await leaveWhileSending("Never arrived.");
  await expect(writing(page).getByRole("alert")).toContainText("It is not known whether the message was sent.");
  await expect(text).toHaveValue("Never arrived.");
  await writing(page).getByRole("button", { name: "Send" }).click();
  await expect(messages(page)).toHaveCount(1);
  await expect(text).toHaveValue("");
  // The service has it, the answer never comes.
  await page.route("**/messages", (route) => (route.request().method() === "POST" ? void route.fetch() : route.continue()));
  await leaveWhileSending("Arrived all the same.");
  await expect(async () => {
    await page.evaluate(() => window.dispatchEvent(new Event("focus")));
    await expect(messages(page)).toHaveCount(2, { timeout: 500 });
  }).toPass({ timeout: 10_000 });
  await expect(text).toHaveValue("");
});

test("leaving the page while a lost message is looked for loses nothing", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const order = await paid(world);
  await page.goto(`/@${BUYER}/orders/${order}`);
  await expect(page.getByText("Nothing was said yet.")).toBeVisible();
  await world.faults(refusal("POST", MESSAGES, 500), outage(MESSAGES, 500));
  await writing(page).getByRole("textbox", { name: "Message" }).fill("Perhaps lost.");
  await writing(page).getByRole("button", { name: "Send" }).click();
  await expect(writing(page).getByRole("alert")).toContainText("It is not known whether the message was sent.");
  await world.clearFaults();
  await world.faults({ method: "GET", path: MESSAGES, kind: "delay", delayMs: 1_000, times: 1 });
  const looked = page.waitForResponse((response) => response.url().includes("/messages"));
  await writing(page).getByRole("button", { name: "Send" }).click();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Marketplace" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Marketplace" })).toBeVisible();
  await (await looked).finished();
  await page.goBack();
  await expect(writing(page).getByRole("textbox", { name: "Message" })).toHaveValue("Perhaps lost.");
  await writing(page).getByRole("button", { name: "Send" }).click();
  await expect(messages(page)).toHaveCount(1);
});

test("a slow answer is waited for, however often the window is looked at", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const order = await paid(world);
  await world.clearCalls();
  await world.faults({ method: "GET", path: ORDER, kind: "delay", delayMs: 1_500 });
  await page.goto(`/@${SELLER}/orders/${order}`);
  await expect(page.getByText("Loading the order")).toBeAttached();
  for (let look = 0; look < 3; look++) await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(next(page)).toContainText("Start the work");
  expect(await called(world, "order")).toBe(1);
});

test("what fails after the page was left is told, with the way back", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const leave = () => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Marketplace" }).click();
  const order = await paid(world);
  await page.goto(`/@${SELLER}/orders/${order}`);
  await world.faults({ ...refusal("PATCH", ORDER, 409, { error: "conflict", message: "The order has moved on." }), delayMs: 800 });
  await next(page).getByRole("button", { name: "Start work" }).click();
  await leave();
  await expect(page.getByText("Start work: Nothing was changed.")).toBeVisible();
  await page.getByRole("button", { name: "Open" }).click();
  await expect(next(page)).toContainText("Start the work");
  const reviewed = await paid(world, "start", "deliver", "accept");
  await page.goto(`/@${BUYER}/orders/${reviewed}`);
  const form = page.getByRole("form", { name: "Review" });
  await form.getByRole("radiogroup", { name: "Rating", exact: true }).getByRole("radio", { name: "5 stars" }).check();
  await form.getByRole("textbox", { name: "Your review" }).fill("Splendid.");
  await world.faults({ ...refusal("POST", "/api/marketplace/reviews", 403), delayMs: 800 });
  await form.getByRole("button", { name: "Publish review" }).click();
  await leave();
  await expect(page.getByText("The review was not published.")).toBeVisible();
  await page.getByRole("button", { name: "Open" }).click();
  await expect(form.getByRole("textbox", { name: "Your review" })).toHaveValue("Splendid.");
});

test("a review stands on the page of the service at once", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const order = await paid(world, "start", "deliver", "accept");
  const service = page.getByRole("region", { name: "About this order" }).getByRole("link", { name: OFFER.title });
  await page.goto(`/@${BUYER}/orders/${order}`);
  await service.click();
  await expect(page.getByRole("heading", { name: "No reviews yet" })).toBeVisible();
  await page.goBack();
  const form = page.getByRole("form", { name: "Review" });
  await form.getByRole("radiogroup", { name: "Rating", exact: true }).getByRole("radio", { name: "5 stars" }).check();
  await form.getByRole("textbox", { name: "Your review" }).fill("Every street is right.");
  await form.getByRole("button", { name: "Publish review" }).click();
  await expect(form).toHaveCount(0);
  await service.click();
  await expect(page.getByRole("list", { name: "Reviews" })).toContainText("Every street is right.");
});

test("about an order that has ended messages are only looked for when that is wished", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const order = await paid(world, "start", "deliver", "accept");
  await page.goto(`/@${BUYER}/orders/${order}`);
  await expect(page.getByText("Nothing was said yet.")).toBeVisible();
  const look = page.getByRole("button", { name: "Look for new messages" });
  await expect(look).toBeVisible();
  await world.api("POST", `marketplace/orders/${order}/messages`, { as: SELLER, body: { content: "Thank you." } });
  await world.clearCalls();
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await look.click();
  await expect(messages(page)).toHaveCount(1);
  expect(await called(world, "order_messages")).toBe(1);
});

test("a dispute and a refund tell when they were", async ({ page, world }) => {
  const order = await paid(world, "start", "dispute");
  await page.goto(`/@${BUYER}/orders/${order}`);
  const step = page.getByRole("region", { name: "Timeline" }).filter({ visible: true }).getByRole("listitem").filter({ hasText: "Dispute opened" });
  await expect(step).toBeVisible();
  await expect(step).not.toContainText("unknown");
});

test("a review whose answer is lost is found, and a second one is not written", async ({ page, world }) => {
  const order = await paid(world, "start", "deliver", "accept");
  await page.goto(`/@${BUYER}/orders/${order}`);
  const form = page.getByRole("form", { name: "Review" });
  await form.getByRole("radiogroup", { name: "Rating", exact: true }).getByRole("radio", { name: "5 stars" }).check();
  await form.getByRole("textbox", { name: "Your review" }).fill("Splendid.");
  await world.faults({ ...refusal("POST", "/api/marketplace/reviews", 500), after: true });
  await form.getByRole("button", { name: "Publish review" }).click();
  await expect(page.getByRole("region", { name: "Review" })).toContainText("Splendid.");
  await expect(form).toHaveCount(0);
  expect(await called(world, "submit_review")).toBe(1);
});

test("orders of others, unknown ones, failures, and no connection", async ({ page, world, context }) => {
  const order = await paid(world);
  await page.goto(`/@${SELLER}/orders/none`);
  await expect(page.getByRole("heading", { name: "There is no such order" })).toBeVisible();
  await world.faults(outage(ORDER, 403));
  await page.goto(`/@${SELLER}/orders/${order}`);
  await expect(page.getByRole("heading", { name: "This order is between others" })).toBeVisible();
  await world.clearFaults();
  await world.faults(outage(ORDER, 500));
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("The order could not be loaded");
  await world.clearFaults();
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(next(page)).toContainText("Start the work");
  await context.setOffline(true);
  await next(page).getByRole("button", { name: "Start work" }).click();
  await expect(next(page).getByRole("alert")).toContainText("The service can't be reached.");
  await context.setOffline(false);
  await next(page).getByRole("button", { name: "Look again" }).click();
  await expect(next(page).getByRole("alert")).toContainText("nothing was changed");
  expect(await statusOf(world, order)).toBe("PAID");
});

test("an unknown status is shown and offers nothing", async ({ page, world }) => {
  const side = (handle: string) => ({ id: handle, handle, name: handle });
  const body = { id: "o1", status: "ESCROW", buyer: side(BUYER), seller: side(SELLER), service: { id: "s1", title: OFFER.title } };
  await world.faults({ method: "GET", path: ORDER, kind: "status", status: 200, body });
  await page.goto(`/@${SELLER}/orders/o1`);
  await expect(next(page)).toContainText("This status is unknown here");
  await expect(next(page).getByRole("button")).toHaveCount(0);
  await expect(page.getByRole("region", { name: "About this order" })).toContainText("unknown amount");
});

test("is sound in both themes, narrow and wide: to pay in coins", async ({ page, world }) => {
  const { id } = await place(world, "CRYPTO_USDC");
  await page.goto(`/@${BUYER}/orders/${id}`);
  await expect(next(page).getByRole("button", { name: "Check payment" })).toBeVisible();
  await expectSoundEverywhere(page);
});

for (const [name, handle, actions] of [
  ["to deliver", SELLER, ["start"]],
  ["to accept", BUYER, ["start", "deliver"]],
  ["to review", BUYER, ["start", "deliver", "accept"]],
] as const) {
  test(`is sound in both themes, narrow and wide: ${name}`, async ({ page, world }) => {
    const order = await paid(world, ...actions);
    await world.api("POST", `marketplace/orders/${order}/messages`, { as: SELLER, body: { content: "Which scale?", attachments: ["https://example.com/scales.png"] } });
    await page.goto(`/@${handle}/orders/${order}`);
    await expect(messages(page)).toHaveCount(1);
    await expectSoundEverywhere(page);
  });
}
