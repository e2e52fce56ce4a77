import { called, expect, signIn, test } from "../helper.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch"));

test("posts are read, liked, opened and written by keyboard alone", async ({ page, world }) => {
  test.slow();
  await page.goto("/@nova_sketch/feed");
  const cards = page.getByRole("feed").getByRole("article");
  await expect(cards.first()).toBeVisible();
  await page.keyboard.press("j");
  await expect(cards.first()).toBeFocused();
  await page.keyboard.press("j");
  await expect(cards.nth(1)).toBeFocused();
  await page.keyboard.press("k");
  await expect(cards.first()).toBeFocused();
  const like = cards.first().getByRole("button", { name: /^Like/ });
  const before = await like.getAttribute("aria-pressed");
  await page.keyboard.press("l");
  await expect(like).not.toHaveAttribute("aria-pressed", before ?? "");

  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(cards.first()).toBeFocused();

  await page.keyboard.press("n");
  const dialog = page.getByRole("dialog", { name: "New post" });
  await expect(dialog.getByRole("textbox")).toBeFocused();
  await page.keyboard.type("No mouse was moved");
  await page.keyboard.press("Control+Enter");
  await expect(dialog).toBeHidden();
  await expect.poll(() => called(world, "create_post")).toBe(1);

  await cards.first().focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/@nova_sketch\/post\//);
});

test("a dialog holds the focus and gives it back to what opened it", async ({ page }) => {
  await page.goto("/@nova_sketch/feed");
  await expect(page.getByRole("textbox", { name: "Post text" })).toBeVisible();
  const opener = page.getByRole("banner").getByRole("button", { name: "New post" });
  await opener.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "New post" });
  await expect(dialog.getByRole("textbox")).toBeFocused();
  for (let step = 0; step < 8; step++) {
    await page.keyboard.press("Tab");
    const behind = await page.evaluate(() => document.activeElement !== document.body && !document.activeElement?.closest("dialog[open]"));
    expect(behind, `after ${step + 1} steps`).toBe(false);
  }
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
});
