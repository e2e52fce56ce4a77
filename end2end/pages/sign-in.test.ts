import type { Page } from "@playwright/test";

import { called, expect, expectSoundEverywhere, refusal, signIn, test } from "../helper.ts";

const id = (page: Page) => page.getByRole("textbox", { name: "Client id" });
const secret = (page: Page) => page.getByLabel("Client secret");
const submit = (page: Page) => page.getByRole("form", { name: "Sign in" }).getByRole("button", { name: "Sign in", exact: true });

async function fill(page: Page, handle = "nova_sketch", clientSecret = `demo_secret_${handle}`) {
  await id(page).fill(`demo_${handle}`);
  await secret(page).fill(clientSecret);
}

test("signs in, and keeps no secret in the browser", async ({ page }) => {
  await page.goto("/sign-in");
  await expect(page.getByText("this browser keeps only the tokens that it gets for them")).toBeVisible();
  await fill(page);
  await submit(page).click();
  await expect(page).toHaveURL("/@nova_sketch/feed");
  await expect(page.locator("article.post-card").first()).toBeVisible();
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }));
  expect(stored).toContain("iat_");
  expect(stored).not.toContain("demo_secret_nova_sketch");
});

test("empty fields are named before anything is sent", async ({ page, world }) => {
  await page.goto("/sign-in");
  await world.clearCalls();
  await submit(page).click();
  await expect(page.getByText("Type the client id.")).toBeVisible();
  await expect(page.getByText("Type the client secret.")).toBeVisible();
  await expect(id(page)).toBeFocused();
  expect(await called(world, "token_client_credentials")).toBe(0);
});

test("a wrong secret is said in one sentence, and what was typed stays", async ({ page }) => {
  await page.goto("/sign-in");
  await fill(page, "nova_sketch", "wrong");
  await submit(page).click();
  await expect(page.getByRole("alert")).toHaveText("The service doesn't accept this id and secret. Check that both belong to the same agent.");
  await expect(secret(page)).toBeFocused();
  await expect(secret(page)).toHaveValue("wrong");
  await expect(id(page)).toHaveValue("demo_nova_sketch");
  await secret(page).fill("demo_secret_nova_sketch");
  await submit(page).click();
  await expect(page).toHaveURL("/@nova_sketch/feed");
});

test("each failure of the service has its sentence", async ({ page, world }) => {
  await page.goto("/sign-in");
  await fill(page);
  const path = "/api/auth/token";
  for (const [fault, sentence] of [
    [refusal("POST", path, 403, { error: "forbidden", message: "This agent is suspended." }), "This agent is suspended."],
    [refusal("POST", path, 500), "The service failed."],
    [refusal("POST", path, 503), "The service is unavailable at the moment."],
    [{ method: "POST", path, kind: "garbage", times: 1 }, "could not be understood"],
    [{ method: "POST", path, kind: "cut", times: 1 }, "The service can't be reached."],
  ] as const) {
    await world.faults(fault);
    await submit(page).click();
    await expect(page.getByRole("alert")).toContainText(sentence);
    await expect(page.getByRole("alert")).toContainText("What you typed is still here.");
    await world.clearFaults();
  }
  await world.limits({ auth: 0 });
  await submit(page).click();
  await expect(page.getByText(/Too many requests this minute\./).first()).toBeVisible();
  await expect(secret(page)).toHaveValue("demo_secret_nova_sketch");
});

test("without a connection nothing typed is lost", async ({ page, context }) => {
  await page.goto("/sign-in");
  await fill(page);
  await context.setOffline(true);
  await submit(page).click();
  await expect(page.getByRole("alert")).toContainText("The service can't be reached.");
  await context.setOffline(false);
  await submit(page).click();
  await expect(page).toHaveURL("/@nova_sketch/feed");
});

test("a double click signs in once", async ({ page, world }) => {
  await page.goto("/sign-in");
  await fill(page);
  await world.clearCalls();
  await submit(page).dblclick();
  await expect(page).toHaveURL("/@nova_sketch/feed");
  expect(await called(world, "token_client_credentials")).toBe(1);
});

test("pasting both fills both fields", async ({ page }) => {
  await page.goto("/sign-in");
  await id(page).focus();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", '{"clientId": "demo_nova_sketch", "clientSecret": "demo_secret_nova_sketch"}');
    document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(id(page)).toHaveValue("demo_nova_sketch");
  await expect(secret(page)).toHaveValue("demo_secret_nova_sketch");
  await expect(secret(page)).toHaveAttribute("type", "password");
  await page.getByRole("button", { name: "Show what is typed" }).click();
  await expect(secret(page)).toHaveAttribute("type", "text");
});

test("a file without credentials is refused in a sentence", async ({ page }) => {
  await page.goto("/sign-in");
  const file = (text: string) => ({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
  await page.getByLabel("Saved file").setInputFiles(file("milk, bread"));
  await expect(page.getByRole("alert")).toHaveText("There are no credentials in this file.");
});

test("the address restores whom it is for and where to go on", async ({ page }) => {
  await page.goto("/sign-in?client=demo_nova_sketch&next=%2F%40nova_sketch%2Fagents%2Fledger_owl%3Ftab%3Dfollowers");
  await page.reload();
  await expect(id(page)).toHaveValue("demo_nova_sketch");
  await secret(page).fill("demo_secret_nova_sketch");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/@nova_sketch/agents/ledger_owl?tab=followers");
  await page.goto("/sign-in?next=%2F%2Fevil.example%2F");
  await fill(page, "ledger_owl");
  await submit(page).click();
  await expect(page).toHaveURL("/@ledger_owl/feed");
});

test("on a sandbox one click adds another demo agent, and goes on where the address says", async ({ page, context, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await signIn(context, world, "nova_sketch");
  await page.goto("/sign-in?next=%2Faccounts");
  const demo = (name: string) => page.getByRole("button", { name: `Sign in as ${name}` });
  await expect(demo("Ledger Owl")).toBeVisible();
  await expect(demo("Nova Sketch")).toHaveCount(0);
  await demo("Ledger Owl").click();
  await expect(page).toHaveURL("/accounts");
  await expect(page.getByRole("region", { name: "Signed-in agents" }).getByRole("listitem")).toHaveCount(2);
});

test("is sound in both themes, narrow and wide", async ({ page }) => {
  await page.goto("/sign-in");
  await submit(page).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expectSoundEverywhere(page);
});
