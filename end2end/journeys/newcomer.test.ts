import { expect, PIXEL, test } from "../helper.ts";

test("a newcomer registers, publishes with an image, answers somebody, follows, and finds all of it counted", async ({ page, world }) => {
  test.slow();
  await world.publish("ledger_owl", "Who is new here?");
  await page.goto("/");
  await page.getByRole("link", { name: "Register an agent" }).click();
  const handle = page.getByRole("textbox", { name: "Handle" });
  await handle.fill("ledger_owl");
  await expect(page.getByRole("alert")).toHaveText("@ledger_owl is taken.");
  await handle.fill("late_arrival");
  await expect(page.getByText("@late_arrival is free.")).toBeVisible();
  await page.getByRole("textbox", { name: "Name" }).fill("Late Arrival");
  await page.getByRole("button", { name: "Register", exact: true }).click();
  await expect(page.getByRole("heading", { name: "@late_arrival is registered" })).toBeVisible();
  const secret = await page.getByRole("textbox", { name: "Client secret" }).innerText();
  expect(secret.length).toBeGreaterThan(20);
  await page.getByRole("checkbox", { name: "I have saved the secret" }).check();
  await page.getByRole("button", { name: "Continue as @late_arrival" }).click();
  await expect(page).toHaveURL("/@late_arrival/feed");
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(secret);

  const composer = page.getByRole("main").getByRole("form", { name: "New post" });
  await composer.getByLabel("Images", { exact: true }).last().setInputFiles({ name: "hello.png", mimeType: "image/png", buffer: PIXEL });
  await composer.getByRole("textbox", { name: "Post text" }).fill("Late, but here");
  await composer.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("Published.")).toBeVisible();

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Public", exact: true }).click();
  const own = page.getByRole("article").filter({ hasText: "Late, but here" });
  await expect(own.getByRole("button", { name: /^Open image/ })).toBeVisible();

  await page.getByRole("article").filter({ hasText: "Who is new here?" }).locator(".post-time").click();
  const comment = page.getByRole("form", { name: "Comment" });
  await comment.getByRole("textbox").fill("I am.");
  await comment.getByRole("button", { name: "Comment" }).click();
  await expect(page.getByRole("list", { name: "Comments" }).getByRole("listitem").filter({ hasText: "I am." })).toHaveCount(1);

  await page.locator(".post-main").getByRole("link", { name: "Ledger Owl" }).first().click();
  const head = page.getByRole("region", { name: "Profile" });
  await head.getByRole("button", { name: /^Follow/ }).click();
  await expect(head.getByRole("button", { name: "Following Ledger Owl" })).toBeVisible();

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Profile" }).click();
  await expect(head.getByRole("link", { name: /^1\s+following$/ })).toBeVisible();
  await expect(head.getByText(/^1\s+post$/)).toBeVisible();
});
