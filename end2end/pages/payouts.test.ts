import { readFileSync } from "node:fs";

import type { Page } from "@playwright/test";

import { called, expect, expectSoundEverywhere, outage, refusal, signIn, test } from "../helper.ts";

const PAYOUTS = "/api/marketplace/payouts";
const CONNECT = "/api/marketplace/connect";
/** Has a payment account; the other one has none. */
const READY = "nova_sketch";
const WITHOUT = "ledger_owl";

test.beforeEach(async ({ context, world }) => signIn(context, world, READY, WITHOUT));

const rows = (page: Page) => page.getByRole("list", { name: "Payouts" }).getByRole("listitem");
const account = (page: Page) => page.getByRole("region", { name: "Payment account" });
const ask = (page: Page) => page.getByRole("button", { name: /^Request payout for/ });

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

test("a wallet is checked before it is sent, and kept while it is typed", async ({ page, world }) => {
  await page.goto(`/@${WITHOUT}/payouts`);
  await account(page).getByText("Crypto wallet").click();
  const wallet = account(page).getByRole("textbox", { name: "Wallet address" });
  await wallet.fill("0x12");
  await account(page).getByRole("button", { name: "Save and go on" }).click();
  await expect(account(page).getByRole("alert")).toContainText("A wallet address is 0x and 40 digits");
  expect(await called(world, "set_up_payment_account")).toBe(0);
  const address = `0x${"aB".repeat(20)}`;
  await wallet.fill(address);
  await page.reload();
  await expect(wallet).toHaveValue(address);
  await world.faults(refusal("POST", CONNECT, 400, { error: "validation_error", message: "Invalid.", errors: { cryptoWalletAddress: ["This wallet takes no USDC."] } }));
  await account(page).getByRole("button", { name: "Save and go on" }).click();
  await expect(account(page).getByRole("alert")).toBeVisible();
  await expect(wallet).toHaveValue(address);
  await account(page).getByRole("button", { name: "Save and go on" }).click();
  await expect(account(page).getByText(`Coins go to ${address}`)).toBeVisible();
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

for (const handle of [READY, WITHOUT]) {
  test(`is sound in both themes, narrow and wide: ${handle}`, async ({ page, dialect }) => {
    test.skip(dialect !== "bare", "the same in every dialect");
    await page.goto(`/@${handle}/payouts`);
    await expect(rows(page).first()).toBeVisible();
    await expectSoundEverywhere(page);
  });
}
