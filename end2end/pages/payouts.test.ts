import { readFileSync } from "node:fs";

import type { Page } from "@playwright/test";

import { called, expect, expectSoundEverywhere, NOW, outage, refusal, signIn, test, type World } from "../helper.ts";

const PAYOUTS = "/api/marketplace/payouts";
const CONNECT = "/api/marketplace/connect";
/** Has a payment account; the other one has none. */
const READY = "nova_sketch";
const WITHOUT = "ledger_owl";

test.beforeEach(async ({ context, world }) => signIn(context, world, READY, WITHOUT));

const rows = (page: Page) => page.getByRole("list", { name: "Payouts" }).getByRole("listitem");
const account = (page: Page) => page.getByRole("region", { name: "Payment account" });
/** What the page of all agents says of one. */
const agent = (page: Page, handle: string) => page.getByRole("main").getByRole("region").filter({ hasText: `@${handle}` });
/** What an agent can ask for, in cents. */
async function available(world: World, as: string) {
  const { json } = await world.api("GET", "marketplace/payouts?status=PENDING&limit=100", { as });
  return ((json.payouts ?? json.data.payouts) as { amount: number }[]).reduce((sum, { amount }) => sum + amount, 0);
}
/** Cents as the page writes them. */
const dollars = (cents: number) => new Intl.NumberFormat("en-GB", { style: "currency", currency: "USD" }).format(cents / 100);
const ask = (page: Page) => page.getByRole("button", { name: /^Request payout for/ });

test("opens at its top, though the status is further down", async ({ page, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/@${READY}/payouts`);
  await expect(rows(page).first()).toBeAttached();
  await expect(page.getByRole("slider", { name: "Month" })).toBeVisible();
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test("shows the balance, the earnings by month, and payouts by status", async ({ page }) => {
  await page.goto(`/@${READY}/payouts`);
  const balance = page.getByRole("region", { name: "Balance" });
  for (const label of ["Available", "On the way", "Paid", "Earned in all"]) await expect(balance).toContainText(label);
  await expect(balance).not.toContainText("unknown");
  await expect(page.getByRole("slider", { name: "Month" })).toHaveAttribute("aria-valuetext", /^November 2026: .*\d\.\d\d earned$/);
  await page.getByRole("navigation", { name: "Status" }).getByRole("link", { name: "Paid" }).click();
  await expect(page).toHaveURL(/status=completed$/);
  await expect(rows(page).first()).toContainText("Paid");
  await page.reload();
  await expect(rows(page).first()).toContainText("Paid");
  await expect(ask(page)).toHaveCount(0);
});

test("a payout is requested once, and shown as the service has it", async ({ page, world }) => {
  await page.goto(`/@${READY}/payouts?status=pending`);
  await expect(ask(page).first()).toBeEnabled();
  const before = await rows(page).count();
  await world.clearCalls();
  await ask(page).first().dblclick();
  await expect(page.getByText("The payout is requested")).toBeVisible();
  await expect(rows(page)).toHaveCount(before - 1);
  expect(await called(world, "request_payout")).toBe(1);
});

test("a lost answer is looked up; a refusal is said", async ({ page, world }) => {
  await page.goto(`/@${READY}/payouts?status=pending`);
  await expect(ask(page).first()).toBeEnabled();
  const before = await rows(page).count();
  await world.clearCalls();
  await world.faults({ ...refusal("POST", PAYOUTS, 500), after: true });
  await ask(page).first().click();
  await expect(rows(page)).toHaveCount(before - 1);
  expect(await called(world, "request_payout")).toBe(1);
  await world.faults(refusal("POST", PAYOUTS, 409, { error: "payout_already_requested", message: "This payout has been requested already." }));
  await ask(page).first().click();
  await expect(page.getByRole("alert").filter({ hasText: "Not requested." })).toContainText("This payout has been requested already.");
  await world.faults(refusal("POST", PAYOUTS, 502), outage(PAYOUTS, 500));
  await ask(page).first().click();
  await expect(page.getByRole("alert").filter({ hasText: "It is not known" })).toBeVisible();
  await world.clearFaults();
  await ask(page).first().click();
  await expect(page.getByRole("alert").filter({ hasText: "Not requested." })).toBeVisible();
  await ask(page).first().click();
  await expect(rows(page)).toHaveCount(before - 2);
  // What the faults answered was not carried out.
  expect(await called(world, "request_payout")).toBe(2);
});

test("without an account it says what is missing, and leads to it", async ({ page, world }) => {
  await page.goto(`/@${WITHOUT}/payouts`);
  await expect(account(page).getByRole("listitem").filter({ hasText: "A payment account" })).toContainText("missing");
  await expect(ask(page).first()).toBeDisabled();
  await account(page).getByRole("button", { name: "Save and go on" }).dblclick();
  const onward = account(page).getByRole("link", { name: /^Continue the set-up/ });
  await expect(onward).toHaveAttribute("href", /\/platform\/onboarding\//);
  expect(await called(world, "set_up_payment_account")).toBe(1);
  await expect(account(page).getByRole("listitem").filter({ hasText: "A payment account" })).toContainText("done");
  await fetch(new URL((await onward.getAttribute("href")) ?? "", world.origin), { method: "POST" });
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(account(page)).toContainText("Everything is set up");
  await expect(ask(page).first()).toBeEnabled();
});

test("a wallet is checked before it is sent, kept while it is typed, and given up for a bank", async ({ page, world }) => {
  await page.goto(`/@${WITHOUT}/payouts`);
  await account(page).getByText("Crypto wallet").click();
  const wallet = account(page).getByRole("textbox", { name: "Wallet address" });
  await wallet.fill("0x12");
  await account(page).getByRole("button", { name: "Save and go on" }).click();
  await expect(account(page).getByRole("alert")).toContainText("A wallet address is 0x and 40 digits");
  const address = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
  await wallet.fill(address.replace(/d$/, "e"));
  await account(page).getByRole("button", { name: "Save and go on" }).click();
  await expect(account(page).getByRole("alert")).toContainText("This address is mistyped");
  expect(await called(world, "set_up_payment_account")).toBe(0);
  await wallet.fill(address);
  await page.reload();
  await expect(wallet).toHaveValue(address);
  await world.faults(refusal("POST", CONNECT, 400, { error: "validation_error", message: "Invalid.", errors: { cryptoWalletAddress: ["This wallet takes no USDC."] } }));
  await account(page).getByRole("button", { name: "Save and go on" }).click();
  await expect(account(page).getByRole("alert")).toBeVisible();
  await expect(wallet).toHaveValue(address);
  await account(page).getByRole("button", { name: "Save and go on" }).click();
  await expect(account(page).getByText(`Coins go to ${address}`)).toBeVisible();
  await account(page).getByText("Bank or card").click();
  await account(page).getByRole("button", { name: "Save and go on" }).click();
  await expect(account(page).getByText("Coins go to")).toHaveCount(0);
});

test("all payouts are saved as CSV", async ({ page }) => {
  await page.goto(`/@${READY}/payouts`);
  await expect(rows(page).first()).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export CSV" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("payouts-nova_sketch.csv");
  const lines = readFileSync(await file.path(), "utf8").trimEnd().split("\r\n");
  expect(lines[0]).toBe("payout_id,status,amount_usd,fee_usd,order_id,service,earned_at,requested_at,paid_at");
  expect(lines.length).toBeGreaterThan(5);
  expect(lines[1]).toMatch(/^[^,]+,PENDING,\d+\.\d\d,\d+\.\d\d,/);
});

/** Answers with so many payouts, a hundred a page; `headers` may add some to the answer of a page. */
async function many(page: Page, count: number, answer: (number: number) => { status?: number; headers?: Record<string, string> } = () => ({})) {
  const read: number[] = [];
  await page.route("**/api/marketplace/payouts?*", (route) => {
    const asked = new URL(route.request().url()).searchParams;
    const [limit, from] = [Number(asked.get("limit")), Number(asked.get("cursor") ?? 0)];
    const end = Math.min(count, from + limit);
    const payouts = Array.from({ length: end - from }, (_, place) => ({ id: `p${from + place}`, status: "COMPLETED", amount: 100, fee: 10 }));
    // Not those that the list reads.
    if (limit === 100 && from % 100 === 0) read.push(from);
    return route.fulfill({ json: { payouts, summary: {}, hasMore: end < count, nextCursor: end < count ? String(end) : null }, ...answer(from) });
  });
  return read;
}

test("more payouts than the figures need are read for the file, and what failed goes on where it stopped", async ({ page, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  let fails = true;
  const read = await many(page, 2_500, (from) => (from === 1_500 && fails ? { status: 500 } : {}));
  await page.goto(`/@${READY}/payouts`);
  await expect.poll(() => read.length).toBe(10);
  read.length = 0;
  const save = page.getByRole("button", { name: "Export CSV" });
  await save.click();
  await expect(page.getByText("Exporting again goes on where it stopped.")).toBeVisible();
  expect(read.length).toBe(16);
  fails = false;
  const download = page.waitForEvent("download");
  await save.click();
  const lines = readFileSync(await (await download).path(), "utf8").trimEnd().split("\r\n");
  expect(lines.length).toBe(2_501);
  expect(new Set(lines).size).toBe(2_501);
  expect(read.length).toBe(26);
});

test("a file that waits for the budget tells how far it is, and can be cancelled", async ({ page, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const exhausted = { headers: { "X-RateLimit-Limit": "100", "X-RateLimit-Remaining": "0" } };
  let exporting = false;
  const read = await many(page, 10_000, (from) => (exporting && from === 1_900 ? exhausted : {}));
  await page.goto(`/@${READY}/payouts`);
  await expect.poll(() => read.length).toBe(10);
  exporting = true;
  await page.getByRole("button", { name: "Export CSV" }).click();
  await expect(page.getByRole("status").filter({ hasText: "2,000 payouts read." })).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("payouts read.")).toHaveCount(0);
  await expect(page.getByText("The payouts were not saved.")).toHaveCount(0);
});

test("a payout is requested in its place in the list of all", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await page.goto(`/@${READY}/payouts`);
  await expect(ask(page).first()).toBeEnabled();
  const restarts: string[] = [];
  page.on("request", (request) => restarts.push(...(/payouts\?.*limit=20\b/.exec(request.url()) ?? [])));
  await ask(page).first().press("Enter");
  await expect(page.getByText("The payout is requested")).toBeVisible();
  await expect(rows(page).first()).toContainText("On the way");
  await expect(rows(page).first()).toBeFocused();
  await expect(page.getByText("You have reached the end.")).toBeAttached();
  expect(restarts).toEqual([]);
  expect(await called(world, "request_payout")).toBe(1);
});

test("a payout that was requested elsewhere is shown as it stands, and the focus goes to the one in its place", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await page.goto(`/@${READY}/payouts?status=pending`);
  await expect(ask(page).first()).toBeEnabled();
  const before = await rows(page).count();
  const { json } = await world.api("GET", "marketplace/payouts?status=PENDING&limit=1", { as: READY });
  await world.api("POST", "marketplace/payouts", { as: READY, body: { payoutId: json.payouts[0].id } });
  await ask(page).first().press("Enter");
  await expect(rows(page)).toHaveCount(before - 1);
  await expect(rows(page).first()).toBeFocused();
  await expect(page.getByText("Not requested.")).toHaveCount(0);
  const balance = page.getByRole("region", { name: "Balance" });
  await expect(balance.getByRole("definition").first()).toHaveText(dollars(await available(world, READY)));
});

test("a payout that failed is not called on its way, and the chart tells what belongs to no month", async ({ page, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const dated = { status: "COMPLETED", amount: 100, createdAt: NOW };
  const payouts = [{ ...dated, id: "p0", status: "PENDING" }, { ...dated, id: "p1" }, { ...dated, id: "p2", createdAt: null }];
  await page.route(/\/api\/marketplace\/payouts(\?|$)/, (route) => {
    const failed = { payout: { ...payouts[0], status: "FAILED" } };
    return route.fulfill({ json: route.request().method() === "POST" ? failed : { payouts, summary: {}, hasMore: false } });
  });
  await page.goto(`/@${READY}/payouts`);
  await expect(page.getByText("Computed here from all 3 payouts, except 1 without a date or an amount; months in UTC.")).toBeVisible();
  await ask(page).click();
  await expect(page.getByText("The service says: Failed.")).toBeVisible();
  await expect(rows(page).first()).toContainText("Failed");
  await expect(page.getByText("The payout is requested")).toHaveCount(0);
});

test("a request that fails after the page was left is told, with the way back", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await page.goto(`/@${READY}/payouts?status=pending`);
  await expect(ask(page).first()).toBeEnabled();
  await world.faults({ ...refusal("POST", PAYOUTS, 409, { error: "conflict", message: "Not now." }), delayMs: 800 });
  await ask(page).first().click();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Marketplace" }).click();
  await expect(page.getByText("A payout was not requested. Not now.")).toBeVisible();
  await page.getByRole("button", { name: "Open" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Payouts" })).toBeVisible();
});

test("an account that is ready in part does not say that everything is set up", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const body = { accountId: "acct_1", chargesEnabled: false, payoutsEnabled: true, detailsSubmitted: true };
  await world.faults({ method: "GET", path: CONNECT, kind: "status", status: 200, body });
  await page.goto(`/@${READY}/payouts`);
  await expect(account(page)).toContainText("Payouts can be requested, but not everything is set up:");
  await expect(account(page).getByRole("listitem").filter({ hasText: "Buyers' payments are taken" })).toContainText("missing");
});

test("an agent that sold nothing is told so", async ({ page, world, context }) => {
  await world.reset("empty");
  await signIn(context, world, READY);
  await page.goto(`/@${READY}/payouts`);
  await expect(page.getByRole("heading", { name: "No payouts yet" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Export CSV" })).toHaveCount(0);
});

test("each part that fails has its own way on; without a connection nothing is requested", async ({ page, world, context }) => {
  await world.faults(outage(PAYOUTS, 500), outage(CONNECT, 500));
  await page.goto(`/@${READY}/payouts`);
  for (const title of ["The balance could not be loaded", "The payment account could not be loaded", "The payouts could not be loaded"]) {
    await expect(page.getByRole("alert").filter({ hasText: title })).toBeVisible();
  }
  await world.clearFaults();
  for (const retry of (await page.getByRole("button", { name: "Retry" }).all()).reverse()) await retry.click();
  await expect(ask(page).first()).toBeEnabled();
  await context.setOffline(true);
  await ask(page).first().click();
  await expect(page.getByRole("alert").filter({ hasText: "It is not known" })).toBeVisible();
  await context.setOffline(false);
  await ask(page).first().click();
  await expect(page.getByRole("alert").filter({ hasText: "Not requested." })).toBeVisible();
});

test("what all signed-in agents earn stands on one page, with what each has to do", async ({ page, world }) => {
  await page.goto(`/@${READY}/payouts`);
  await page.getByRole("navigation", { name: "Payouts of" }).getByRole("link", { name: "All agents" }).click();
  await expect(page).toHaveURL(/view=agents$/);
  const sums = await Promise.all([READY, WITHOUT].map(async (as) => available(world, as)));
  const balance = page.getByRole("region", { name: "Balance" });
  await expect(balance.getByRole("definition").first()).toHaveText(dollars(sums.reduce((all, one) => all + one)));
  const ready = agent(page, READY);
  await expect(ready.getByRole("link", { name: /can be requested$/ })).toHaveAttribute("href", `/@${READY}/payouts?status=pending`);
  await expect(agent(page, WITHOUT).getByRole("link", { name: /^Set up the payment account/ })).toBeVisible();
  await expect(ready.getByRole("link", { name: /To deliver/ })).toContainText(/left|Overdue/);
  await expect(page.getByRole("slider", { name: "Month" })).toBeVisible();
  const width = async (region: string) => (await page.getByRole("region", { name: region }).first().boundingBox())?.width ?? 0;
  expect(await width("Earnings by month")).toBeGreaterThan(0.8 * (await width("Balance")));
  await page.reload();
  await agent(page, WITHOUT).getByRole("link", { name: /To pay/ }).click();
  await expect(page).toHaveURL(`/@${WITHOUT}/orders?role=buyer&status=pending_payment`);
  await page.goBack();
  await expect(ready).toBeVisible();
});

test("an agent that cannot be read or has to sign in again does not hide the others", async ({ page, world, context }) => {
  await world.revokeTokens(WITHOUT);
  await world.faults(outage(CONNECT, 500));
  await page.goto(`/@${READY}/payouts?view=agents`);
  await expect(agent(page, READY).getByRole("link", { name: /To deliver/ })).toBeVisible();
  await expect(agent(page, READY).getByRole("alert")).toContainText("Not everything could be read.");
  await expect(agent(page, WITHOUT).getByRole("link", { name: "Sign in again" })).toBeVisible();
  await world.clearFaults();
  await agent(page, READY).getByRole("button", { name: "Retry" }).click();
  await expect(agent(page, READY).getByRole("alert")).toHaveCount(0);
  await expect(agent(page, READY).getByRole("link", { name: /can be requested$/ })).toBeVisible();
  await expect(page.getByText("Added up here, without the agents that have to sign in again.")).toBeVisible();
  await context.setOffline(true);
  const views = page.getByRole("navigation", { name: "Payouts of" }).getByRole("link");
  await views.first().click();
  await views.filter({ hasText: "All agents" }).click();
  await expect(agent(page, READY).getByRole("link", { name: /can be requested$/ })).toBeVisible();
  await expect(agent(page, READY).getByRole("alert")).toContainText("The service can't be reached.");
  await context.setOffline(false);
  await agent(page, READY).getByRole("button", { name: "Retry" }).click();
  await expect(agent(page, READY).getByRole("alert")).toHaveCount(0);
});

test("agents without anything to do are told so, and one agent alone needs no page of all", async ({ page, world, context }) => {
  await world.reset("empty");
  await signIn(context, world, READY);
  await page.goto(`/@${READY}/payouts`);
  await expect(page.getByRole("heading", { name: "No payouts yet" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Payouts of" })).toHaveCount(0);
  await page.goto(`/@${READY}/payouts?view=agents`);
  await expect(agent(page, READY)).toContainText("Nothing to do.");
});

test("is sound in both themes, narrow and wide: all agents", async ({ page }) => {
  await page.goto(`/@${READY}/payouts?view=agents`);
  await expect(agent(page, WITHOUT).getByRole("link", { name: /To pay/ })).toBeVisible();
  await expectSoundEverywhere(page);
});

for (const handle of [READY, WITHOUT]) {
  test(`is sound in both themes, narrow and wide: ${handle}`, async ({ page }) => {
    await page.goto(`/@${handle}/payouts`);
    await expect(rows(page).first()).toBeVisible();
    await expectSoundEverywhere(page);
  });
}
