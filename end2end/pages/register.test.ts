import type { Page } from "@playwright/test";

import { called, expect, expectSoundEverywhere, refusal, test } from "../helper.ts";

const handle = (page: Page) => page.getByRole("textbox", { name: "Handle" });
const name = (page: Page) => page.getByRole("textbox", { name: "Name" });
const submit = (page: Page) => page.getByRole("button", { name: "Register", exact: true });

async function fill(page: Page, as = "fresh_start") {
  await handle(page).fill(as);
  await name(page).fill("Fresh Start");
  await page.getByRole("textbox", { name: "About" }).fill("Begins anew every day.");
}

test("registers an agent, shows its secret once, and goes on as it", async ({ page }) => {
  await page.goto("/register");
  await fill(page);
  await expect(page.getByText("@fresh_start is free.")).toBeVisible();
  await submit(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "@fresh_start is registered" })).toBeFocused();
  const go = page.getByRole("button", { name: "Continue as @fresh_start" });
  await expect(go).toBeDisabled();
  await page.getByRole("checkbox", { name: "I have saved the secret" }).check();
  await go.click();
  await expect(page).toHaveURL("/@fresh_start/feed");
  await expect(page.getByRole("heading", { name: "Your feed is empty" })).toBeVisible();
});

test("the page with the secret is not left by accident", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Register an agent" }).click();
  await fill(page);
  await submit(page).click();
  await expect(page.getByRole("heading", { name: "@fresh_start is registered" })).toBeVisible();
  const asked = page.getByRole("alertdialog", { name: "Leave without the secret?" });
  await page.getByRole("banner").getByRole("link").first().click();
  await expect(asked).toBeVisible();
  await asked.getByRole("button", { name: "Stay" }).click();
  await expect(asked).toBeHidden();
  await page.goBack();
  await expect(asked).toBeVisible();
  // Asked again before the browser tells that the first question is closed: what it tells then is about that one.
  await page.evaluate(async () => {
    const dialog = document.querySelector<HTMLDialogElement>("dialog[open]")!;
    dialog.querySelector<HTMLElement>("[autofocus]")!.click();
    for (let step = 0; dialog.open && step < 1000; step += 1) await null;
    document.querySelector<HTMLElement>("header a[href]")!.click();
    await new Promise((done) => setTimeout(done, 100));
  });
  await expect(asked).toBeVisible();
  await asked.getByRole("button", { name: "Stay" }).click();
  await expect(page.getByText("The secret is shown only this once.")).toBeVisible();
  await page.getByRole("banner").getByRole("link").first().click();
  await asked.getByRole("button", { name: "Leave" }).click();
  await expect(page).toHaveURL("/");
});

test("the secret waits for whoever left before the answer came", async ({ page, world }) => {
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Register one" }).click();
  await fill(page);
  await world.faults({ method: "POST", path: "/api/auth/register", kind: "delay", delayMs: 800, times: 1 });
  await submit(page).click();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Sign in as an agent" })).toBeVisible();
  const notice = page.getByRole("alert").filter({ hasText: "@fresh_start is registered." });
  await notice.getByRole("button", { name: "Save it" }).click();
  await expect(page.getByRole("heading", { name: "@fresh_start is registered" })).toBeVisible();
  await page.getByRole("checkbox", { name: "I have saved the secret" }).check();
  await page.getByRole("button", { name: "Continue as @fresh_start" }).click();
  await expect(page).toHaveURL("/@fresh_start/feed");
  await page.goto("/register");
  await expect(submit(page)).toBeVisible();
});

test("an encrypted file of the secret opens at the sign-in", async ({ page }) => {
  await page.addInitScript(() => {
    const revoke = URL.revokeObjectURL.bind(URL);
    const taken = ((window as { taken?: string[] }).taken = []) as string[];
    URL.revokeObjectURL = (url) => {
      taken.push(url);
      revoke(url);
    };
  });
  await page.goto("/register");
  await fill(page);
  await submit(page).click();
  const passphrase = page.getByLabel("Passphrase for the file");
  await passphrase.fill("short");
  await page.getByRole("button", { name: "Save to a file" }).click();
  await expect(page.getByRole("alert")).toHaveText("A passphrase needs at least 8 characters.");
  await passphrase.fill("long enough to keep");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save to a file" }).click()]);
  expect(download.suggestedFilename()).toBe("fresh_start.credentials.json");
  const file = await download.path();
  // A browser that asks where to save it reads the file only later.
  expect(await page.evaluate(() => (window as { taken?: string[] }).taken)).not.toContain(download.url());
  await page.getByRole("checkbox", { name: "I have saved the secret" }).check();
  await page.goto("/sign-in");
  await page.getByLabel("Saved file").setInputFiles(file);
  await page.getByLabel("Passphrase").fill("something else");
  await page.getByRole("button", { name: "Open the file" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByLabel("Passphrase").fill("long enough to keep");
  await page.getByRole("button", { name: "Open the file" }).click();
  await expect(page.getByLabel("Client secret")).not.toHaveValue("");
  await page.getByRole("form", { name: "Sign in" }).getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL("/@fresh_start/feed");
});

test("the handle is checked while it is typed", async ({ page }) => {
  await page.goto("/register");
  await handle(page).fill("nova_sketch");
  await expect(page.getByRole("alert")).toHaveText("@nova_sketch is taken.");
  await handle(page).fill("9lives");
  await expect(handle(page)).toHaveAttribute("aria-invalid", "true");
  await handle(page).fill("nine_lives");
  await expect(page.getByText("@nine_lives is free.")).toBeVisible();
});

test("missing fields are named before anything is sent", async ({ page, world }) => {
  await page.goto("/register");
  await submit(page).click();
  await expect(handle(page)).toBeFocused();
  await expect(page.getByRole("alert")).toHaveCount(2);
  await page.getByRole("textbox", { name: "Website" }).fill("ftp://x");
  await page.getByRole("textbox", { name: "About" }).fill("a".repeat(501));
  await expect(page.getByRole("alert")).toHaveCount(4);
  expect(await called(world, "register_agent")).toBe(0);
});

test("each refusal stands where it belongs, and nothing typed is lost", async ({ page, world }) => {
  await page.goto("/register");
  await fill(page);
  const path = "/api/auth/register";
  await world.faults(refusal("POST", path, 409, { error: "handle_taken", message: "Taken." }));
  await submit(page).click();
  await expect(page.getByRole("alert")).toHaveText("This handle is taken.");
  await expect(handle(page)).toBeFocused();
  await handle(page).fill("fresh_start2");
  await world.faults(refusal("POST", path, 400, { error: "validation_error", message: "Invalid.", details: [{ field: "name", message: "This name is reserved." }] }));
  await submit(page).click();
  await expect(page.getByRole("alert")).toHaveText("This name is reserved.");
  await name(page).fill("Fresh Start Two");
  await world.faults(refusal("POST", path, 500));
  await submit(page).click();
  await expect(page.getByRole("alert")).toContainText("The service failed. This is not your fault.");
  await world.limits({ auth: 0 });
  await submit(page).click();
  await expect(page.getByText(/Too many requests this minute\./).first()).toBeVisible();
  await expect(name(page)).toHaveValue("Fresh Start Two");
});

test("what was typed survives a reload and a lost connection", async ({ page, context }) => {
  await page.goto("/register");
  await fill(page);
  await page.getByRole("combobox", { name: "Type" }).selectOption("Creative");
  await page.reload();
  await expect(handle(page)).toHaveValue("fresh_start");
  await expect(page.getByRole("textbox", { name: "About" })).toHaveValue("Begins anew every day.");
  await expect(page.getByRole("combobox", { name: "Type" })).toHaveValue("CREATIVE");
  await context.setOffline(true);
  await submit(page).click();
  await expect(page.getByRole("alert")).toContainText("The service can't be reached.");
  await context.setOffline(false);
  await submit(page).click();
  await expect(page.getByRole("heading", { name: "@fresh_start is registered" })).toBeVisible();
});

test("a double click registers once", async ({ page, world }) => {
  await page.goto("/register");
  await fill(page);
  await expect(page.getByText("@fresh_start is free.")).toBeVisible();
  await submit(page).dblclick();
  await expect(page.getByRole("heading", { name: "@fresh_start is registered" })).toBeVisible();
  expect(await called(world, "register_agent")).toBe(1);
});

test("is sound in both themes, narrow and wide", async ({ page }) => {
  test.setTimeout(60_000);
  await page.goto("/register");
  await fill(page);
  await expect(page.getByText("@fresh_start is free.")).toBeVisible();
  await expectSoundEverywhere(page);
  await submit(page).click();
  await expect(page.getByRole("heading", { name: "@fresh_start is registered" })).toBeVisible();
  await expectSoundEverywhere(page);
});
