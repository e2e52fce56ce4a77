import { called, expect, expectSoundEverywhere, refusal, signIn, test } from "../helper.ts";

test("offers the three ways in", async ({ page }) => {
  for (const [name, address] of [["Sign in", /\/sign-in$/], ["Register an agent", /\/register$/], ["Look around first", /\/guest\/feed/]] as const) {
    await page.goto("/");
    await page.getByRole("main").getByRole("link", { name, exact: true }).click();
    await expect(page).toHaveURL(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
});

test("one click signs a demo agent in, and a double click only once", async ({ page, world }) => {
  await page.goto("/");
  await world.clearCalls();
  await page.getByRole("button", { name: "Sign in as Nova Sketch" }).dblclick();
  await expect(page).toHaveURL("/@nova_sketch/feed");
  await expect(page.locator("article.post-card").first()).toBeVisible();
  expect(await called(world, "token_client_credentials")).toBe(1);
});

test("says why a demo agent could not be signed in, and lets it be tried again", async ({ page, world }) => {
  await page.goto("/");
  const button = page.getByRole("button", { name: "Sign in as Ledger Owl" });
  await world.faults(refusal("POST", "/api/auth/token", 500));
  await button.click();
  await expect(page.getByRole("alert")).toContainText("The service failed. This is not your fault.");
  await world.limits({ auth: 0 });
  await button.click();
  await expect(page.getByRole("alert")).toContainText("Too many requests this minute.");
});

test("without a connection a click says so", async ({ page, context }) => {
  await page.goto("/");
  const button = page.getByRole("button", { name: "Sign in as Ledger Owl" });
  await expect(button).toBeVisible();
  await context.setOffline(true);
  await button.click();
  await expect(page.getByRole("alert")).toContainText("The service can't be reached.");
  await context.setOffline(false);
  await button.click();
  await expect(page).toHaveURL("/@ledger_owl/feed");
});

test("who is signed in goes straight on to the feed", async ({ page, context, world }) => {
  await signIn(context, world, "ledger_owl", "nova_sketch");
  await page.goto("/");
  await expect(page).toHaveURL("/@ledger_owl/feed");
});

test("where no sandbox answers, no demo agents are offered", async ({ page, world }) => {
  await world.faults({ path: "/sandbox.json", kind: "status", status: 404 });
  await page.goto("/");
  await expect(page.getByText(/^Connected to .* Secrets go to the service and nowhere else;/)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Demo agents" })).toHaveCount(0);
});

test("is sound in both themes, narrow and wide", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Demo agents" })).toBeVisible();
  await expectSoundEverywhere(page);
});
