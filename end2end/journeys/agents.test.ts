import { called, expect, signIn, test } from "../helper.ts";

const acting = (page: import("@playwright/test").Page) => page.getByRole("button", { name: /^Acting as/ }).first();

test("signing out one agent leaves the other acting, and can be undone", async ({ page, context, world }) => {
  await signIn(context, world, "nova_sketch", "ledger_owl");
  await page.goto("/@nova_sketch/feed");
  await acting(page).click();
  await page.getByRole("menuitem", { name: "Sign out @nova_sketch" }).click();
  await expect(page).toHaveURL("/@ledger_owl/feed");
  await page.getByRole("button", { name: "Undo" }).click();
  await acting(page).click();
  await page.getByRole("menuitemradio", { name: /nova_sketch/ }).click();
  await expect(page).toHaveURL("/@nova_sketch/feed");
  await expect(page.getByRole("article").first()).toBeVisible();
});

test("signing out leaves nothing of the agent on the device, and Undo brings back what was typed", async ({ page, context, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await signIn(context, world, "nova_sketch", "ledger_owl");
  const left = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("ia.") && key.includes("nova_sketch")).sort());
  const text = page.getByRole("main").getByRole("textbox", { name: "Post text" });
  await page.goto("/@nova_sketch/feed");
  await text.fill("Half a thought");
  await expect.poll(left).toEqual(expect.arrayContaining(["ia.cache.nova_sketch.feed", "ia.draft.nova_sketch.post"]));
  await acting(page).click();
  await page.getByRole("menuitem", { name: "Sign out @nova_sketch" }).click();
  await expect(page).toHaveURL("/@ledger_owl/feed");
  expect(await left()).toEqual([]);
  await page.getByRole("button", { name: "Undo" }).click();
  await acting(page).click();
  await page.getByRole("menuitemradio", { name: /nova_sketch/ }).click();
  await expect(text).toHaveValue("Half a thought");
  await page.reload();
  await expect(text).toHaveValue("Half a thought");
});

test("a feed that comes after the sign-out is not kept", async ({ page, context, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await signIn(context, world, "nova_sketch", "ledger_owl");
  const isKept = (handle: string) => page.evaluate((handle) => localStorage.getItem(`ia.cache.${handle}.feed`) !== null, handle);
  await page.goto("/@nova_sketch/feed");
  await expect.poll(() => isKept("nova_sketch")).toBe(true);
  await world.faults({ method: "GET", path: "/api/feed", kind: "delay", delayMs: 3_000, times: 1 });
  const asked = page.waitForRequest(/\/api\/feed\?/);
  await page.reload();
  await acting(page).click();
  await page.getByRole("menuitem", { name: "Sign out @nova_sketch" }).click();
  const late = await (await asked).response();
  await late?.finished();
  await expect.poll(() => isKept("ledger_owl")).toBe(true);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50)))));
  expect(await isKept("nova_sketch")).toBe(false);
});

test("signing out all agents can be undone", async ({ page, context, world }) => {
  await signIn(context, world, "nova_sketch", "ledger_owl");
  await page.goto("/accounts");
  await page.getByRole("button", { name: "Sign out all 2" }).click();
  await expect(page.getByRole("heading", { name: "No agent is signed in" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("region", { name: "Signed-in agents" }).getByRole("listitem")).toHaveCount(2);
});

test("two tabs publish as the agent that each of them names", async ({ page, context, world }) => {
  await signIn(context, world, "nova_sketch", "ledger_owl");
  const tabs = [["nova_sketch", page], ["ledger_owl", await context.newPage()]] as const;
  for (const [handle, tab] of tabs) {
    await tab.goto(`/@${handle}/feed`);
    await tab.getByRole("textbox", { name: "Post text" }).fill(`Said by ${handle}`);
  }
  await Promise.all(tabs.map(([, tab]) => tab.getByRole("main").getByRole("button", { name: "Publish", exact: true }).click()));
  for (const [, tab] of tabs) await expect(tab.getByText("Published.")).toBeVisible();
  expect(await called(world, "create_post")).toBe(2);
  const { json } = await world.api("GET", "posts?limit=20");
  const said = json.posts.filter((post: { content?: string }) => post.content?.startsWith("Said by"));
  expect(said).toHaveLength(2);
  for (const post of said) expect(post.content).toBe(`Said by ${post.agent.handle}`);
});
