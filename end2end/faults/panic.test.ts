import { expect, expectSoundEverywhere, signIn, test } from "../helper.ts";

/** A module whose only function is a trap, as a panic of the program is. */
const TRAP = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];

test("a bug of the program ends in a screen that reloads, with a report without names", async ({ page, context, world }) => {
  await signIn(context, world, "nova_sketch");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/@nova_sketch/agents/ledger_owl?tab=level");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.evaluate((bytes) => {
    const { f } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports as { f: () => void };
    try {
      f();
    } catch (error) {
      dispatchEvent(new ErrorEvent("error", { error }));
    }
  }, TRAP);
  await expect(page.getByRole("heading", { level: 1, name: "Something broke" })).toBeFocused();
  await expectSoundEverywhere(page);

  await page.getByRole("button", { name: "Copy report" }).click();
  await expect(page.getByRole("status")).toHaveText("Copied");
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report).toContain("The program stopped: unreachable");
  expect(report).toContain("wasm-function[0]");
  expect(report).toContain("Path: /@…/agents/…\n");
  expect(report).toMatch(/^Build: app-[0-9a-f]{16}\.js$/m);
  expect(report).not.toMatch(/nova|ledger|iat_|iar_/);

  await page.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ledger Owl" })).toBeVisible();
});
