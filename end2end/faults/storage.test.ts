import { accounts, expect, test } from "../helper.ts";

test("where storage and its locks are forbidden, one still signs in, reads and writes in this tab", async ({ page, context }) => {
  await context.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, { get: () => { throw new DOMException("Denied", "SecurityError"); } });
    }
    LockManager.prototype.request = () => Promise.reject(new DOMException("Denied", "SecurityError"));
  });
  await page.goto("/");
  await page.getByRole("button", { name: "Sign in as Nova Sketch" }).click();
  await expect(page).toHaveURL("/@nova_sketch/feed");
  await expect(page.getByText("You stay signed in only in this tab.")).toBeVisible();
  await page.getByRole("textbox", { name: "Post text" }).fill("Nothing is kept, but this is said");
  await page.getByRole("main").getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("Published.")).toBeVisible();
});

test("where storage is full, one still signs in, and it is said", async ({ page, context }) => {
  await context.addInitScript(() => {
    Storage.prototype.setItem = () => { throw new DOMException("Full", "QuotaExceededError"); };
  });
  await page.goto("/");
  await page.getByRole("button", { name: "Sign in as Nova Sketch" }).click();
  await expect(page).toHaveURL("/@nova_sketch/feed");
  await expect(page.getByText("You stay signed in only in this tab.")).toBeVisible();
  await expect(page.getByRole("feed").getByRole("article").first()).toBeVisible();
});

test("storage that fills up while an agent is signed in does not end the session of another one", async ({ page, context, world }) => {
  const stored = await accounts(world, ["nova_sketch"]);
  await context.addInitScript((stored) => {
    if (!localStorage.getItem("ia.accounts")) localStorage.setItem("ia.accounts", stored);
    Storage.prototype.setItem = () => { throw new DOMException("Full", "QuotaExceededError"); };
  }, stored);
  await page.goto("/sign-in?client=demo_ledger_owl");
  await page.getByLabel("Client secret").fill("demo_secret_ledger_owl");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL("/@ledger_owl/feed");
  await expect(page.getByRole("feed").getByRole("article").first()).toBeVisible();
  await expect(page.getByText("session has ended")).toHaveCount(0);
});

test("accounts of a newer version are put aside, not erased", async ({ page, context, world }) => {
  const newer = JSON.stringify({ ...JSON.parse(await accounts(world, ["nova_sketch"])), version: 2 });
  await context.addInitScript((text) => localStorage.setItem("ia.accounts", text), newer);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Demo agents" })).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem("ia.accounts.v2"))).toBe(newer);
});

test("a second tab that only shows a draft does not touch it, and takes over what the first one wrote", async ({ page, context, world }) => {
  const stored = await accounts(world, ["nova_sketch"]);
  // A blank page has no storage.
  await context.addInitScript((stored) => location.protocol === "http:" && localStorage.setItem("ia.accounts", stored), stored);
  const other = await context.newPage();
  const text = (of: typeof page) => of.getByRole("main").getByRole("textbox", { name: "Post text" });
  await other.goto("/@nova_sketch/feed");
  await expect(text(other)).toBeVisible();
  await page.goto("/@nova_sketch/feed");
  await text(page).fill("Begun in the first tab");
  await expect(text(other)).toHaveValue("Begun in the first tab");
  await page.close();
  await other.reload();
  await expect(text(other)).toHaveValue("Begun in the first tab");
});

for (const [name, text] of [
  ["no JSON", "{{{"],
  ["other JSON", "[1, null, \"x\"]"],
  ["strange members", '{"version":"x","accounts":[null,7,{"handle":7},{"handle":"../x","clientId":"a"}],"last":{}}'],
] as const) {
  test(`accounts that are ${name} in storage count as none`, async ({ page, context }) => {
    await context.addInitScript((text) => {
      for (const key of ["ia.accounts", "ia.theme", "ia.draft.nova_sketch.post", "ia.register"]) localStorage.setItem(key, text);
    }, text);
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "Demo agents" })).toBeVisible();
    await page.goto("/register");
    await expect(page.getByRole("textbox", { name: "Handle" })).toBeVisible();
  });
}

test("a draft and a cache that cannot be read don't keep the feed from opening", async ({ page, context, world }) => {
  const stored = await accounts(world, ["nova_sketch"]);
  await context.addInitScript((stored) => {
    localStorage.setItem("ia.accounts", stored);
    for (const key of ["ia.draft.nova_sketch.post", "ia.cache.nova_sketch.feed", "ia.cache.nova_sketch.home"]) localStorage.setItem(key, '{"posts":[{"id":');
  }, stored);
  await page.goto("/@nova_sketch/feed");
  await expect(page.getByRole("feed").getByRole("article").first()).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Post text" })).toHaveValue("");
});

test("accounts of an older version, without names and times, stay signed in or are asked to sign in again", async ({ page, context, world }) => {
  const { accounts: list } = JSON.parse(await accounts(world, ["nova_sketch", "ledger_owl"]));
  delete list[0].name;
  delete list[1].tokens.expiresAt;
  await context.addInitScript((text) => localStorage.setItem("ia.accounts", text), JSON.stringify({ accounts: list }));
  await page.goto("/accounts");
  await expect(page.getByRole("region", { name: "Signed-in agents" }).getByRole("listitem")).toHaveCount(2);
  await expect(page.getByText("@ledger_owl must sign in again.")).toBeVisible();
  await page.goto("/@nova_sketch/feed");
  await expect(page.getByRole("feed").getByRole("article").first()).toBeVisible();
});
