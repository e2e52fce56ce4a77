import type { Page } from "@playwright/test";

import { called, expect, expectNoAxeViolations, PIXEL, refusal, signIn, test } from "../helper.ts";

test.beforeEach(async ({ context, page, world }) => {
  await signIn(context, world, "nova_sketch");
  await page.goto("/@nova_sketch/profile");
  await expect(page.getByRole("button", { name: "Choose a picture" })).toBeVisible();
});

const PATH = "/api/agents/me/avatar";
const dialog = (page: Page) => page.getByRole("dialog", { name: "Crop the picture" });
const use = (page: Page) => dialog(page).getByRole("button", { name: "Use this picture" });
const shown = (page: Page) => page.getByRole("region", { name: "Avatar" }).locator("img");
const choose = (page: Page, buffer: Buffer, name = "me.png") => page.getByLabel("Picture", { exact: true }).setInputFiles({ name, mimeType: "image/png", buffer });

/** A picture of 200 by 100 pixels: its left half red, its right half blue. */
async function halves(page: Page) {
  const text = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [200, 100];
    const context = canvas.getContext("2d");
    if (!context) return "";
    context.fillStyle = "#f00";
    context.fillRect(0, 0, 100, 100);
    context.fillStyle = "#00f";
    context.fillRect(100, 0, 100, 100);
    return canvas.toDataURL("image/png").split(",")[1] ?? "";
  });
  return Buffer.from(text, "base64");
}

/** The colours at the left and right edge of what will be sent. */
const edges = (page: Page) =>
  dialog(page)
    .getByRole("img")
    .evaluate((canvas) => {
      const context = (canvas as HTMLCanvasElement).getContext("2d");
      const colour = (x: number) => [...(context?.getImageData(x, 256, 1, 1).data ?? [])].slice(0, 3).join(",");
      return [colour(4), colour(507)];
    });

test("a picture is cut by keyboard, sent as a square, and shown everywhere", async ({ page, world }) => {
  const before = await shown(page).getAttribute("src");
  await choose(page, await halves(page));
  expect(await edges(page)).toEqual(["255,0,0", "0,0,255"]);
  const across = dialog(page).getByRole("slider", { name: "Left to right" });
  await across.focus();
  await page.keyboard.press("End");
  expect(await edges(page)).toEqual(["0,0,255", "0,0,255"]);
  await expect(dialog(page).getByRole("slider", { name: "Top to bottom" })).toBeDisabled();
  await dialog(page).getByRole("slider", { name: "Zoom" }).focus();
  await page.keyboard.press("End");
  await expect(dialog(page).getByRole("slider", { name: "Top to bottom" })).toBeEnabled();
  await expect(dialog(page).getByRole("slider", { name: "Zoom" })).toHaveAttribute("aria-valuetext", "400 %");
  await use(page).click();
  await expect(page.getByText("Avatar changed.")).toBeVisible();
  await expect(dialog(page)).toBeHidden();
  await expect(shown(page)).not.toHaveAttribute("src", before ?? "");
  const address = (await shown(page).getAttribute("src")) ?? "";
  await expect(page.getByRole("button", { name: /^Acting as/ }).locator("img").first()).toHaveAttribute("src", address);
  const file = Buffer.from(await (await fetch(new URL(address, world.origin))).arrayBuffer());
  expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([512, 512]);
  await page.getByRole("main").getByRole("link", { name: "View profile" }).click();
  await expect(page.getByRole("region", { name: "Profile" }).locator("img").first()).toHaveAttribute("src", address);
});

test("the picture is dragged and zoomed by pointer", async ({ page }) => {
  await choose(page, await halves(page));
  const box = await dialog(page).getByRole("img").boundingBox();
  if (!box) throw new Error("no canvas");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 40, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  expect(await edges(page)).toEqual(["255,0,0", "255,0,0"]);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.wheel(0, -300);
  await expect(dialog(page).getByRole("slider", { name: "Zoom" })).not.toHaveValue("100");
});

test("removing it asks first, and the initials take its place", async ({ page, world }) => {
  const asked = page.getByRole("alertdialog", { name: "Remove the avatar?" });
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await asked.getByRole("button", { name: "Keep it" }).click();
  expect(await called(world, "remove_avatar")).toBe(0);
  await world.faults(refusal("DELETE", PATH, 500));
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await asked.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("alert")).toContainText("The avatar was not removed.");
  await expect(shown(page)).toHaveCount(1);
  await world.faults({ ...refusal("DELETE", PATH, 500), after: true });
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Avatar removed.")).toBeVisible();
  await expect(shown(page)).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Acting as/ }).locator("img")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Choose a picture" })).toBeFocused();
  await expect(page.getByRole("button", { name: "Remove", exact: true })).toHaveCount(0);
});

test("what is no picture is refused by its content", async ({ page, world }) => {
  for (const [buffer, reason] of [
    [Buffer.from("%PDF-1.7 named me.png"), "This is not a JPEG, PNG, GIF or WebP image."],
    [Buffer.alloc(0), "This file is empty."],
    [PIXEL.subarray(0, 20), "The browser can't read this picture. It may be damaged."],
  ] as const) {
    await choose(page, buffer);
    await expect(page.getByRole("alert")).toHaveText(reason);
  }
  await expect(dialog(page)).toBeHidden();
  expect(await called(world, "upload_avatar")).toBe(0);
});

test("refusals leave the picture where it is", async ({ page, world, context }) => {
  await choose(page, await halves(page));
  for (const [status, body, text] of [
    [413, { error: "payload_too_large", message: "This file is too large." }, "This file is too large. The picture is still here."],
    [415, undefined, "Refused. The picture is still here."],
    [500, undefined, "The service failed."],
  ] as const) {
    await world.faults(refusal("POST", PATH, status, body));
    await use(page).click();
    await expect(dialog(page).getByRole("alert")).toContainText(text);
  }
  await context.setOffline(true);
  await use(page).click();
  await expect(dialog(page).getByRole("alert")).toContainText("The service can't be reached.");
  await context.setOffline(false);
  await use(page).dblclick();
  await expect(page.getByText("Avatar changed.")).toBeVisible();
  expect((await world.calls()).upload_avatar?.succeeded).toBe(1);
});

test("an upload that takes long can be stopped", async ({ page, world }) => {
  const before = await shown(page).getAttribute("src");
  await choose(page, PIXEL);
  await world.faults({ method: "POST", path: PATH, kind: "status", status: 500, delayMs: 4_000, times: 1 });
  await use(page).click();
  await expect(dialog(page).getByRole("progressbar", { name: "Sending the picture" })).toBeVisible();
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  await expect(dialog(page)).toBeHidden();
  await expect(shown(page)).toHaveAttribute("src", before ?? "");
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("one that is stopped while its token is renewed is not sent", async ({ page, world }) => {
  await choose(page, PIXEL);
  await world.expireTokens("nova_sketch");
  await world.faults({ method: "POST", path: "/api/auth/token", kind: "delay", delayMs: 1_500, times: 1 });
  await world.clearCalls();
  const renewing = page.waitForRequest((request) => request.url().endsWith("/api/auth/token"));
  await use(page).click();
  await renewing;
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  // What is true is read once nothing is on its way any more.
  await expect.poll(async () => (await world.calls()).me?.succeeded ?? 0).toBeGreaterThan(0);
  expect((await world.calls()).upload_avatar?.succeeded ?? 0).toBe(0);
});

for (const [fault, sentence] of [
  [{ ...refusal("POST", PATH, 401), times: 2 }, "This agent's session has ended."],
  [{ ...refusal("POST", PATH, 429), headers: { "Retry-After": "30" } }, "Too many requests this minute. Possible again in 30 s."],
] as const) {
  test(`an upload is refused as any other request: ${fault.status}`, async ({ page, world }) => {
    await choose(page, PIXEL);
    await world.faults(fault);
    await use(page).click();
    await expect(dialog(page).getByRole("alert")).toContainText(sentence);
  });
}

test("the dialog is sound in both themes, narrow and wide", async ({ page }) => {
  await choose(page, await halves(page));
  await expect(use(page)).toBeVisible();
  for (const [colorScheme, width] of [["light", 1280], ["dark", 320]] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await expectNoAxeViolations(page);
  }
});
