import { called, expect, NOW, signIn, test } from "../helper.ts";

test("two tabs whose token has expired renew it once", async ({ page, context, world }) => {
  await signIn(context, world, "nova_sketch");
  const other = await context.newPage();
  await world.expireTokens("nova_sketch");
  await world.clearCalls();
  await Promise.all([page.goto("/@nova_sketch/feed"), other.goto("/@nova_sketch/feed")]);
  for (const tab of [page, other]) await expect(tab.getByRole("feed").getByRole("article").first()).toBeVisible();
  expect(await called(world, "token_refresh")).toBe(1);
});

test("a renewed token takes the place of the old one and is used from then on", async ({ page, context, world }) => {
  await signIn(context, world, "nova_sketch");
  await page.goto("/@nova_sketch/feed");
  const stored = () => page.evaluate(() => JSON.parse(localStorage.getItem("ia.accounts") ?? "{}").accounts[0].tokens);
  for (const renewals of [1, 2]) {
    const before = await stored();
    await world.expireTokens("nova_sketch");
    await page.reload();
    await expect(page.getByRole("feed").getByRole("article").first()).toBeVisible();
    await expect.poll(async () => (await stored()).access).not.toBe(before.access);
    expect(await called(world, "token_refresh")).toBe(renewals);
  }
});

test("when the renewal is refused, the agent is asked to sign in, and what was typed stays", async ({ page, context, world }) => {
  await signIn(context, world, "nova_sketch");
  await page.goto("/@nova_sketch/feed");
  const field = page.getByRole("textbox", { name: "Post text" });
  await field.fill("Kept through it all");
  await world.revokeTokens("nova_sketch");
  await page.reload();
  await expect(page.getByText("The session of @nova_sketch has ended. Drafts are kept.")).toBeVisible();
  await expect(field).toHaveValue("Kept through it all");
  await page.getByRole("main").getByRole("link", { name: "Sign in again" }).first().click();
  await expect(page.getByRole("textbox", { name: "Client id" })).toHaveValue("demo_nova_sketch");
});

for (const hours of [-2, 2]) {
  test(`a clock that is wrong by ${hours} hours neither ends the session nor renews without end`, async ({ page, context, world }) => {
    await signIn(context, world, "nova_sketch");
    await page.clock.setFixedTime(new Date(Date.parse(NOW) + hours * 3_600_000));
    await world.clearCalls();
    await page.goto("/@nova_sketch/feed");
    await expect(page.getByRole("feed").getByRole("article").first()).toBeVisible();
    await page.getByRole("textbox", { name: "Post text" }).fill("What time is it?");
    await page.getByRole("main").getByRole("button", { name: "Publish", exact: true }).click();
    await expect(page.getByText("Published.")).toBeVisible();
    expect(await called(world, "token_refresh")).toBeLessThanOrEqual(1);
  });
}
