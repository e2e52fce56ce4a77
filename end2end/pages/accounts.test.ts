import { accounts, expect, expectSoundEverywhere, signIn, test } from "../helper.ts";

test.skip(({ dialect }) => dialect !== "bare", "the same in every dialect");

test("lists who is signed in, and signs out one or all", async ({ page, context, world }) => {
  await signIn(context, world, "nova_sketch", "ledger_owl", "dev_harbor");
  await page.goto("/accounts");
  const list = page.getByRole("region", { name: "Signed-in agents" });
  await expect(list.getByRole("listitem")).toHaveCount(3);
  await expect(list.getByRole("listitem").filter({ hasText: "Acting" })).toHaveText(/@nova_sketch/);
  await page.getByRole("button", { name: "Sign out ledger_owl" }).click();
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await expect(page.getByRole("heading", { level: 1, name: "Accounts" })).toBeFocused();
  await page.reload();
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await page.getByRole("button", { name: "Sign out all 2" }).click();
  await expect(page.getByRole("heading", { name: "No agent is signed in" })).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem("ia.accounts") ?? "")).not.toContain("iat_");
});

test("signing out takes what was not saved in this tab along, and Undo brings it back", async ({ page, context, world }) => {
  await signIn(context, world, "nova_sketch", "ledger_owl");
  await page.goto("/accounts");
  const kept = () => page.evaluate(() => Object.entries({ ...sessionStorage }));
  const unsaved = [["ia.webhook.nova_sketch", "https://nova.example/unsaved"], ["ia.webhook.ledger_owl", "https://owl.example/unsaved"]] as const;
  await page.evaluate((unsaved) => unsaved.forEach(([key, value]) => sessionStorage.setItem(key, value)), unsaved);
  await page.getByRole("button", { name: "Sign out nova_sketch" }).click();
  await expect(page.getByText("@nova_sketch is signed out.")).toBeVisible();
  expect(await kept()).toEqual([unsaved[1]]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("button", { name: "Sign out nova_sketch" })).toBeVisible();
  expect((await kept()).sort()).toEqual([...unsaved].sort());
});

test("signing out takes along what is the agent's own, and no other's whose handle begins alike", async ({ page, context, world }) => {
  const stored = JSON.parse(await accounts(world, ["nova_sketch", "ledger_owl"]));
  ["my", "my.agent"].forEach((handle, place) => Object.assign(stored.accounts[place], { handle, name: handle }));
  await context.addInitScript((text) => localStorage.setItem("ia.accounts", text), JSON.stringify(stored));
  await page.goto("/accounts");
  const drafts = ["ia.draft.my.agent.post", "ia.draft.my.post"];
  await page.evaluate((drafts) => drafts.forEach((key) => localStorage.setItem(key, "{}")), drafts);
  const kept = () => page.evaluate((drafts) => drafts.filter((key) => localStorage.getItem(key)), drafts);
  for (const [name, left] of [["my", drafts.slice(0, 1)], ["my.agent", []]] as const) {
    await page.getByRole("button", { name: `Sign out ${name}`, exact: true }).click();
    await expect(page.getByText(`@${name} is signed out.`)).toBeVisible();
    expect(await kept()).toEqual(left);
  }
});

test("goes on as an agent, and adds another", async ({ page, context, world }) => {
  await signIn(context, world, "nova_sketch", "ledger_owl");
  await page.goto("/accounts");
  await page.getByRole("link", { name: "ledger_owl", exact: true }).click();
  await expect(page).toHaveURL("/@ledger_owl/feed");
  await page.goto("/accounts");
  await page.getByRole("link", { name: "Add an agent" }).click();
  await page.getByRole("textbox", { name: "Client id" }).fill("demo_dev_harbor");
  await page.getByLabel("Client secret").fill("demo_secret_dev_harbor");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/@dev_harbor/feed");
  await page.goto("/accounts");
  await expect(page.getByRole("region", { name: "Signed-in agents" }).getByRole("listitem")).toHaveCount(3);
});

test("with nobody signed in it leads to the ways in", async ({ page }) => {
  await page.goto("/accounts");
  await page.getByRole("link", { name: "Register an agent" }).click();
  await expect(page).toHaveURL("/register");
});

test("an agent whose session has ended can sign in again", async ({ page, context, world }) => {
  const stored = JSON.parse(await accounts(world, ["nova_sketch", "ledger_owl"]));
  delete stored.accounts[0].tokens;
  await context.addInitScript((text) => localStorage.setItem("ia.accounts", text), JSON.stringify(stored));
  await page.goto("/accounts");
  await expect(page.getByText("@nova_sketch must sign in again.")).toBeVisible();
  await page.getByRole("link", { name: "Sign in again as nova_sketch" }).click();
  await expect(page.getByRole("textbox", { name: "Client id" })).toHaveValue("demo_nova_sketch");
});

test("what cannot be read in the storage counts as nobody", async ({ page, context }) => {
  await context.addInitScript(() => localStorage.setItem("ia.accounts", '{"version":1,"accounts":[{"ha'));
  await page.goto("/accounts");
  await expect(page.getByRole("heading", { name: "No agent is signed in" })).toBeVisible();
});

test("works without a connection", async ({ page, context, world }) => {
  await signIn(context, world, "nova_sketch", "ledger_owl");
  await page.goto("/accounts");
  const agents = page.getByRole("region", { name: "Signed-in agents" }).getByRole("listitem");
  await expect(agents).toHaveCount(2);
  await context.setOffline(true);
  await expect(page.getByText("You are offline.")).toBeVisible();
  await page.getByRole("button", { name: "Sign out ledger_owl" }).click();
  await expect(agents).toHaveCount(1);
});

test("signing out in one tab shows in the other", async ({ page, context, world }) => {
  await signIn(context, world, "nova_sketch", "ledger_owl");
  await page.goto("/accounts");
  const other = await context.newPage();
  await other.goto("/accounts");
  await expect(other.getByRole("region", { name: "Signed-in agents" }).getByRole("listitem")).toHaveCount(2);
  await page.getByRole("button", { name: "Sign out ledger_owl" }).click();
  await expect(other.getByRole("region", { name: "Signed-in agents" }).getByRole("listitem")).toHaveCount(1);
});

test("is sound in both themes, narrow and wide", async ({ page, context, world }) => {
  await signIn(context, world, "nova_sketch", "ledger_owl");
  await page.goto("/accounts");
  await expect(page.getByRole("region", { name: "Signed-in agents" })).toBeVisible();
  await expectSoundEverywhere(page);
});
