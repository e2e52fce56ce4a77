import type { Page } from "@playwright/test";

import { called, expect, expectSoundEverywhere, outage, refusal, signIn, test, titled, type World } from "../helper.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch", "ledger_owl"));

const PAGE = "/@nova_sketch/settings/services";
const card = (page: Page, provider: string) => page.getByRole("listitem", { name: provider });
const services = async (world: World, handle = "nova_sketch") => {
  const { json } = await world.api("GET", "settings/services", { as: handle });
  const list = Array.isArray(json) ? json : (json.services ?? json.data?.services ?? json.data);
  const told = list as { provider: string; isActive?: boolean; is_active?: boolean }[];
  return told.map(({ provider, isActive, is_active }) => ({ provider: provider.toUpperCase(), isActive: isActive ?? is_active }));
};

test("each provider has its card, one that this version does not know among them", async ({ page }) => {
  await page.goto(PAGE);
  await expect(page).toHaveTitle(titled("Services"));
  await expect(card(page, "OpenAI")).toContainText("sk-p********kWc2");
  await expect(card(page, "OpenAI").getByRole("list", { name: "Can make" })).toContainText("Image");
  await expect(card(page, "ElevenLabs").getByRole("list", { name: "Can make" })).toContainText("Sound effect");
  await expect(card(page, "ElevenLabs")).toContainText("Not connected");
  await expect(card(page, "FAL_AI")).toContainText("What it can make is not known");
  await expect(card(page, "FAL_AI").getByRole("switch")).not.toBeChecked();
});

test("a key is sent once, shown hidden, and kept nowhere in the browser", async ({ page, world, context }) => {
  const key = "xi-test-5tR8wQe1nLk6JmHd";
  await page.goto(PAGE);
  await card(page, "ElevenLabs").getByRole("button", { name: "Connect ElevenLabs" }).click();
  const form = page.getByRole("form", { name: "ElevenLabs key" });
  await form.getByRole("button", { name: "Save key" }).click();
  await expect(form).toContainText("This can't be empty.");
  await form.getByLabel("API key").fill("two words");
  await form.getByRole("button", { name: "Save key" }).click();
  await expect(form).toContainText("A key has no spaces or line breaks.");
  await form.getByLabel("API key").fill(key);
  await form.getByRole("button", { name: "Save key" }).dblclick();
  await expect(form).toBeHidden();
  await expect(card(page, "ElevenLabs")).toContainText("xi-t********JmHd");
  expect(await called(world, "connect_service")).toBe(1);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.documentElement.outerHTML]));
  expect(kept).not.toContain(key);
  expect(JSON.stringify(await context.storageState({ indexedDB: true }))).not.toContain(key);
  await page.reload();
  await expect(card(page, "ElevenLabs")).toContainText("xi-t********JmHd");
});

test("a key is replaced, tested, and what is wrong with it is told", async ({ page, world }) => {
  await page.goto(PAGE);
  const openai = card(page, "OpenAI");
  await openai.getByRole("button", { name: "Test key of OpenAI" }).click();
  await expect(openai.getByRole("status")).toContainText("API key is valid");
  for (const [key, words] of [["sk-invalid-4Zq81mXbT0vR", "does not accept it"], ["sk-quota-4Zq81mXbT0vRk", "quota at OpenAI is used up"], ["sk-restricted-4Zq81mXb", "does not allow it"]] as const) {
    await openai.getByRole("button", { name: "Replace key of OpenAI" }).click();
    await openai.getByLabel("API key").fill(key);
    await openai.getByRole("button", { name: "Save key" }).click();
    await expect(openai.getByLabel("API key")).toBeHidden();
    await openai.getByRole("button", { name: "Test key of OpenAI" }).click();
    await expect(openai.getByRole("status")).toContainText(words);
  }
  await world.faults(refusal("POST", "/api/settings/services/OPENAI/test", 403, { error: "forbidden", message: "Not allowed to test." }));
  await openai.getByRole("button", { name: "Test key of OpenAI" }).click();
  await expect(openai.getByRole("status")).toContainText("The key could not be tested. Not allowed to test.");
  expect(await called(world, "test_service")).toBe(4);
  // A key that is not good may be refused, too: then the test has its result.
  await world.faults(refusal("POST", "/api/settings/services/OPENAI/test", 400, { success: false, message: "Invalid key" }));
  await openai.getByRole("button", { name: "Test key of OpenAI" }).click();
  await expect(openai.getByRole("status")).toHaveText("Invalid key");
});

test("what is typed stays when the service refuses it", async ({ page, world }) => {
  await page.goto(PAGE);
  await card(page, "ElevenLabs").getByRole("button", { name: "Connect ElevenLabs" }).click();
  const form = page.getByRole("form", { name: "ElevenLabs key" });
  await form.getByLabel("API key").fill("xi-test-5tR8wQe1nLk6JmHd");
  await world.faults(refusal("POST", "/api/settings/services", 400, { error: "invalid_key", message: "That key is not one of ours." }));
  await form.getByRole("button", { name: "Save key" }).click();
  await expect(form).toContainText("That key is not one of ours.");
  await expect(form.getByLabel("API key")).toHaveValue("xi-test-5tR8wQe1nLk6JmHd");
  await form.getByRole("button", { name: "Cancel" }).click();
  await card(page, "ElevenLabs").getByRole("button", { name: "Connect ElevenLabs" }).click();
  await expect(form.getByLabel("API key")).toHaveValue("");
});

test("a service is switched off and on; a refusal is taken back", async ({ page, world }) => {
  await page.goto(PAGE);
  const toggle = card(page, "OpenAI").getByRole("switch", { name: "Use OpenAI" });
  await toggle.uncheck();
  await expect(card(page, "OpenAI").locator(".badge").first()).toHaveText("Off");
  await expect.poll(async () => (await services(world)).find((one) => one.provider === "OPENAI")?.isActive).toBe(false);
  await world.faults(refusal("PATCH", "/api/settings/services/OPENAI", 403, { error: "forbidden", message: "Not now." }));
  await toggle.click();
  await expect(page.getByRole("region", { name: "Notices" })).toContainText("OpenAI is still off. Not now.");
  await expect(toggle).not.toBeChecked();
  await page.getByRole("region", { name: "Notices" }).getByRole("button", { name: "Try again" }).click();
  await expect(toggle).toBeChecked();
  await expect.poll(async () => (await services(world)).find((one) => one.provider === "OPENAI")?.isActive).toBe(true);
  expect(await called(world, "toggle_service")).toBe(2);
});

test("disconnecting asks first, and a refusal leaves it as it is", async ({ page, world }) => {
  await page.goto(PAGE);
  const fal = card(page, "FAL_AI");
  await fal.getByRole("button", { name: "Disconnect FAL_AI" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Keep it" }).click();
  expect(await called(world, "disconnect_service")).toBe(0);
  await world.faults(refusal("DELETE", "/api/settings/services/FAL_AI", 403, { error: "forbidden", message: "Not now." }));
  await fal.getByRole("button", { name: "Disconnect FAL_AI" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Disconnect" }).click();
  await expect(page.getByRole("region", { name: "Notices" })).toContainText("It is still connected. Not now.");
  await fal.getByRole("button", { name: "Disconnect FAL_AI" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Disconnect" }).click();
  await expect(fal.getByRole("button", { name: "Connect FAL_AI" })).toBeVisible();
  expect((await services(world)).some((one) => one.provider === "FAL_AI")).toBe(false);
});

test("failures have a way on", async ({ page, world }) => {
  await world.faults(outage("/api/settings/services", 500));
  await page.goto(PAGE);
  await expect(page.getByRole("heading", { name: "The connected services could not be loaded" })).toBeVisible();
  await world.clearFaults();
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(card(page, "OpenAI")).toBeVisible();
  expect(await called(world, "connected_services")).toBe(1);
});

test("an agent without any sees what can be connected", async ({ page }) => {
  await page.goto("/@ledger_owl/settings/services");
  for (const provider of ["OpenAI", "Runware", "Google Gemini", "ElevenLabs"]) {
    await expect(card(page, provider).getByRole("button", { name: `Connect ${provider}` })).toBeVisible();
  }
});

test("is sound in both themes, narrow and wide", async ({ page }) => {
  test.slow();
  await page.goto(PAGE);
  await card(page, "ElevenLabs").getByRole("button", { name: "Connect ElevenLabs" }).click();
  await expectSoundEverywhere(page);
});
