import { spawnSync } from "node:child_process";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

import type { Page } from "@playwright/test";

import { called, expect, expectSoundEverywhere, outage, refusal, signIn, test as base } from "../helper.ts";

type Delivery = { headers: IncomingHttpHeaders; body: string };

/** A server that webhooks deliver to; it answers with the status that is set. */
type Receiver = { address: string; status: number; received: Delivery[] };

const test = base.extend<{ receiver: Receiver }>({
  receiver: async ({}, use) => {
    const receiver: Receiver = { address: "", status: 204, received: [] };
    const server = createServer((request, answer) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        receiver.received.push({ headers: request.headers, body: Buffer.concat(parts).toString("utf8") });
        answer.writeHead(receiver.status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    receiver.address = `https://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    await use(receiver);
    server.closeAllConnections();
    server.close();
  },
});

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch"));

const PATH = "/api/agents/me/webhook";
const HOOK = "https://example.com/hook";
const address = (page: Page) => page.getByRole("textbox", { name: "Address" });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const secret = (page: Page) => page.getByRole("textbox", { name: "Webhook secret" });

async function open(page: Page) {
  await page.goto("/@nova_sketch/settings");
  await expect(address(page)).toBeVisible();
}

async function saved(page: Page) {
  await page.getByRole("checkbox", { name: "I have saved the secret" }).check();
  await button(page, "Done").click();
  await expect(secret(page)).toHaveCount(0);
}

test("a webhook is set with a secret, and a real delivery passes the example on the page", async ({ page, world, receiver }) => {
  await open(page);
  await address(page).fill(receiver.address);
  await button(page, "Save address").click();
  await expect(page.getByRole("heading", { name: "The new secret" })).toBeFocused();
  const key = (await secret(page).textContent()) ?? "";
  expect(key).toMatch(/^whsec_/);
  await expect(button(page, "Done")).toBeDisabled();
  await saved(page);
  await expect(page.getByText("Signed", { exact: true })).toBeVisible();
  await button(page, "Send a test").click();
  await expect(page.getByText("The test event was delivered.")).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "status 204" })).toBeVisible();
  const delivery = receiver.received.at(-1);
  const signature = String(delivery?.headers["x-imagineanything-signature"]);
  expect(delivery?.headers["x-imagineanything-event"]).toBe("TEST");
  expect(delivery?.headers["x-imagineanything-delivery"]).toBe(JSON.parse(delivery?.body ?? "{}").id);
  const example = (await page.getByLabel("Example of checking a signature").textContent()) ?? "";
  const tried = spawnSync("python3", ["-c", `${example}\nimport sys\nprint(is_genuine(sys.argv[1], sys.argv[2].encode(), sys.argv[3]), is_genuine("other", sys.argv[2].encode(), sys.argv[3]))`, key, delivery?.body ?? "", signature]);
  expect(tried.stdout.toString().trim()).toBe("True False");
  // Whether it follows already is up to the demo world.
  for (const method of ["DELETE", "POST"]) await world.api(method, "agents/nova_sketch/follow", { as: "dev_harbor" });
  await expect.poll(() => receiver.received.map(({ headers }) => headers["x-imagineanything-event"])).toContain("FOLLOW");
  await page.reload();
  await expect(address(page)).toHaveValue(receiver.address);
  expect((await world.calls()).configure_webhook?.succeeded).toBe(2);
});

test("the secret is not left by accident", async ({ page }) => {
  await page.goto("/@nova_sketch/feed");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }).click();
  await address(page).fill(HOOK);
  await button(page, "Save address").click();
  const key = (await secret(page).textContent()) ?? "";
  const asked = page.getByRole("alertdialog", { name: "Leave without the secret?" });
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
  await asked.getByRole("button", { name: "Stay" }).click();
  await page.goBack();
  await asked.getByRole("button", { name: "Stay" }).click();
  await expect(secret(page)).toHaveText(key);
  await page.getByRole("heading", { name: "The new secret" }).focus();
  await page.keyboard.press("g");
  await page.keyboard.press("f");
  await expect(page).toHaveURL("/@nova_sketch/feed");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }).click();
  await expect(secret(page)).toHaveText(key);
  await saved(page);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
  await expect(page).toHaveURL("/@nova_sketch/feed");
});

test("only https addresses are sent", async ({ page, world }) => {
  await open(page);
  await button(page, "Save address").click();
  await expect(page.getByRole("alert")).toHaveText("A webhook's address starts with https:// and has no spaces.");
  await expect(address(page)).toBeFocused();
  for (const [text, reason] of [
    ["http://example.com", "A webhook's address starts with https:// and has no spaces."],
    ["https://me:pw@example.com", "Leave user names and passwords out of the address; the signature tells who sends."],
  ] as const) {
    await address(page).fill(text);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toHaveText(reason);
  }
  expect(await called(world, "configure_webhook")).toBe(0);
});

test("each refusal is said, and nothing typed is lost", async ({ page, world, context }) => {
  await open(page);
  await page.getByRole("checkbox", { name: /^Make a secret/ }).uncheck();
  await address(page).fill(HOOK);
  await world.faults(refusal("PATCH", PATH, 400, { error: "validation_error", message: "Invalid.", details: [{ field: "webhookUrl", message: "This host is not allowed." }] }));
  await button(page, "Save address").click();
  await expect(page.getByRole("alert")).toHaveText("This host is not allowed.");
  await address(page).fill(`${HOOK}2`);
  await world.faults(refusal("PATCH", PATH, 403, { error: "forbidden", message: "Not yours." }));
  await button(page, "Save address").click();
  await expect(page.getByRole("alert")).toContainText("Not yours.");
  await context.setOffline(true);
  await button(page, "Save address").click();
  await expect(page.getByRole("alert")).toContainText("The service can't be reached.");
  await context.setOffline(false);
  await page.reload();
  await expect(address(page)).toHaveValue(`${HOOK}2`);
  await page.getByRole("checkbox", { name: /^Make a secret/ }).uncheck();
  await world.limits({ write: 0 });
  await button(page, "Save address").click();
  await expect(page.getByText(/Too many requests this minute\./).first()).toBeVisible();
});

test("without a secret it says that nothing is signed, and one is made later without a question", async ({ page, world }) => {
  await open(page);
  await page.getByRole("checkbox", { name: /^Make a secret/ }).uncheck();
  await address(page).fill(HOOK);
  await button(page, "Save address").dblclick();
  await expect(page.getByText("Not signed")).toBeVisible();
  await expect(secret(page)).toHaveCount(0);
  expect(await called(world, "configure_webhook")).toBe(1);
  await button(page, "Make a new secret").click();
  await expect(secret(page)).toBeVisible();
  const first = await secret(page).textContent();
  await saved(page);
  const asked = page.getByRole("alertdialog", { name: "Make a new secret?" });
  await button(page, "Make a new secret").click();
  await asked.getByRole("button", { name: "Keep the old one" }).click();
  await button(page, "Make a new secret").click();
  await asked.getByRole("button", { name: "Make a new secret" }).click();
  await expect(secret(page)).toBeVisible();
  await expect(secret(page)).not.toHaveText(first ?? "");
});

test("a new secret whose answer is lost is said to be lost", async ({ page, world }) => {
  await world.api("PATCH", "agents/me/webhook", { as: "nova_sketch", body: { webhookUrl: HOOK } });
  await open(page);
  await world.faults({ ...refusal("PATCH", PATH, 500), after: true });
  await button(page, "Make a new secret").click();
  await expect(page.getByRole("alert")).toContainText("Should a new secret have been made all the same, nobody has seen it");
  await expect(page.getByText("Signed", { exact: true })).toBeVisible();
});

test("the address is changed, and a test tells what went wrong", async ({ page, world, receiver }) => {
  await world.api("PATCH", "agents/me/webhook", { as: "nova_sketch", body: { webhookUrl: HOOK } });
  await open(page);
  await expect(address(page)).toHaveValue(HOOK);
  await address(page).fill(receiver.address);
  await button(page, "Save address").click();
  await expect(page.getByText("Webhook saved.")).toBeVisible();
  receiver.status = 500;
  await button(page, "Send a test").click();
  await expect(page.getByText("The test event was not delivered.")).toBeVisible();
  await world.faults({ method: "PATCH", path: PATH, kind: "status", status: 200, body: { webhookUrl: receiver.address }, times: 1 });
  await button(page, "Send a test").click();
  await expect(page.getByText("Whether it arrived, the service does not say.")).toBeVisible();
  await world.faults(refusal("PATCH", PATH, 500));
  await button(page, "Send a test").click();
  await expect(page.getByRole("alert")).toContainText("The service failed. This is not your fault. The webhook is as it was.");
});

test("a test and a new secret leave alone what another place has set or removed", async ({ page, world, dialect, receiver }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const set = (webhookUrl: string) => world.api("PATCH", "agents/me/webhook", { as: "nova_sketch", body: { webhookUrl } });
  await set(HOOK);
  await open(page);
  await expect(address(page)).toHaveValue(HOOK);
  await set(receiver.address);
  await button(page, "Send a test").click();
  await expect(page.getByText("The test event was delivered.")).toBeVisible();
  expect(receiver.received).toHaveLength(1);
  await expect(address(page)).toHaveValue(receiver.address);
  await world.api("DELETE", "agents/me/webhook", { as: "nova_sketch" });
  await world.clearCalls();
  await button(page, "Make a new secret").click();
  await expect(page.getByText("Nothing was done: the webhook was removed elsewhere.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Webhook", exact: true })).toBeFocused();
  await expect(address(page)).toHaveValue("");
  expect(await called(world, "configure_webhook")).toBe(0);
});

test("nothing else is done while a lost answer is looked up", async ({ page, world }) => {
  await world.api("PATCH", "agents/me/webhook", { as: "nova_sketch", body: { webhookUrl: HOOK } });
  await open(page);
  await world.clearCalls();
  await world.faults({ ...refusal("PATCH", PATH, 500), after: true }, { method: "GET", path: PATH, kind: "delay", delayMs: 1_500, times: 1 });
  const looking = page.waitForRequest((request) => request.method() === "GET" && request.url().endsWith(PATH));
  await address(page).fill(`${HOOK}2`);
  await button(page, "Save address").click();
  await looking;
  await button(page, "Make a new secret").click({ force: true });
  await expect(page.getByRole("alert")).toContainText("The service failed.");
  expect(await called(world, "configure_webhook")).toBe(1);
});

test("removing it asks first; one that is gone already counts as removed", async ({ page, world }) => {
  await world.api("PATCH", "agents/me/webhook", { as: "nova_sketch", body: { webhookUrl: HOOK } });
  await open(page);
  const asked = page.getByRole("alertdialog", { name: "Remove the webhook?" });
  await world.faults(refusal("DELETE", PATH, 403, { error: "forbidden", message: "Not yours." }));
  await button(page, "Remove").click();
  await asked.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("alert")).toContainText("Not yours.");
  await button(page, "Remove").click();
  await asked.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("Webhook removed.")).toBeVisible();
  await expect(address(page)).toHaveValue("");
  await expect(page.getByRole("heading", { name: "Webhook", exact: true })).toBeFocused();
  await expect(button(page, "Send a test")).toHaveCount(0);
  expect((await world.calls()).remove_webhook?.succeeded).toBe(1);
  await world.api("PATCH", "agents/me/webhook", { as: "nova_sketch", body: { webhookUrl: HOOK } });
  await page.reload();
  await expect(address(page)).toHaveValue(HOOK);
  await world.api("DELETE", "agents/me/webhook", { as: "nova_sketch" });
  await button(page, "Remove").click();
  await asked.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("Webhook removed.")).toBeVisible();
});

test("a webhook that cannot be read has a way on; none may be a 404", async ({ page, world }) => {
  await world.faults(outage(PATH));
  await page.goto("/@nova_sketch/settings");
  await expect(page.getByRole("alert")).toContainText("The webhook could not be loaded");
  await world.clearFaults();
  await world.faults(outage(PATH, 404));
  await button(page, "Retry").click();
  await expect(button(page, "Save address")).toBeVisible();
});

test("guests are shown the way in", async ({ browser, world }) => {
  const context = await browser.newContext({ baseURL: world.origin });
  const page = await context.newPage();
  await page.goto("/guest/settings");
  await expect(page.getByRole("heading", { name: "Settings are private" })).toBeVisible();
  await context.close();
});

test("is sound in both themes, narrow and wide", async ({ page }) => {
  test.setTimeout(60_000);
  await open(page);
  await expectSoundEverywhere(page);
  await address(page).fill(HOOK);
  await button(page, "Save address").click();
  await expect(secret(page)).toBeVisible();
  await expectSoundEverywhere(page);
});
