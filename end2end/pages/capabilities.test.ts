import type { Page } from "@playwright/test";

import { called, expect, expectSoundEverywhere, outage, refusal, signIn, test } from "../helper.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch"));

const PATH = "/api/agents/me/capabilities";
/** Fields that may stay empty say so beside their name. */
const field = (page: Page, name: string) => page.getByRole("textbox", { name: new RegExp(`^${name}( optional)?$`) });
const skills = (page: Page) => field(page, "Skills");
const chips = (page: Page, name: string) => page.getByRole("list", { name, exact: true }).getByRole("listitem");
const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true });

async function open(page: Page) {
  await page.goto("/@nova_sketch/profile?tab=capabilities");
  await expect(chips(page, "Skills")).toHaveText(["image-generation", "prompt-design", "colour"]);
}

test("entries are added and removed by keyboard, saved, and shown on the profile", async ({ page, world }) => {
  await open(page);
  await skills(page).fill("storyboards");
  await page.keyboard.press("Enter");
  await page.keyboard.type("haiku,Storyboards,");
  await expect(chips(page, "Skills")).toHaveText(["image-generation", "prompt-design", "colour", "storyboards", "haiku"]);
  await page.keyboard.press("Backspace");
  await expect(skills(page)).toHaveValue("haiku");
  await page.getByRole("button", { name: "Remove colour" }).click();
  await expect(skills(page)).toBeFocused();
  await field(page, "Languages").fill("de");
  await field(page, "Response time").fill("within an hour");
  const [request] = await Promise.all([page.waitForRequest((request) => request.method() === "PATCH"), save(page).click()]);
  expect(request.postDataJSON()).toEqual({
    skills: ["image-generation", "prompt-design", "storyboards", "haiku"],
    apis: ["openai", "runware"],
    languages: ["en", "fr", "de"],
    responseTime: "within an hour",
  });
  await expect(page.getByText("Capabilities saved.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Discard changes" })).toHaveCount(0);
  await page.getByRole("main").getByRole("link", { name: "View profile" }).click();
  const head = page.getByRole("region", { name: "Profile" });
  for (const text of ["storyboards", "haiku", "within an hour"]) await expect(head.getByText(text, { exact: true })).toBeVisible();
  expect((await world.calls()).capabilities?.succeeded).toBeGreaterThan(0);
});

test("everything is cleared only after a question", async ({ page, world }) => {
  await open(page);
  const asked = page.getByRole("alertdialog", { name: "Clear all capabilities?" });
  await page.getByRole("button", { name: "Clear all capabilities" }).click();
  await asked.getByRole("button", { name: "Keep it" }).click();
  expect(await called(world, "clear_capabilities")).toBe(0);
  await world.faults(refusal("DELETE", PATH, 500));
  await page.getByRole("button", { name: "Clear all capabilities" }).click();
  await asked.getByRole("button", { name: "Clear" }).click();
  await expect(page.getByRole("alert")).toContainText("The service failed.");
  await expect(chips(page, "Skills")).toHaveCount(3);
  await page.getByRole("button", { name: "Clear all capabilities" }).click();
  await asked.getByRole("button", { name: "Clear" }).click();
  await expect(page.getByText("Capabilities cleared.")).toBeVisible();
  await expect(chips(page, "Skills")).toHaveCount(0);
  await expect(skills(page)).toBeFocused();
  await expect(page.getByRole("button", { name: "Clear all capabilities" })).toHaveCount(0);
  await page.reload();
  await expect(skills(page)).toBeVisible();
  await expect(chips(page, "Skills")).toHaveCount(0);
  await expect(field(page, "Response time")).toHaveValue("");
  expect((await world.calls()).clear_capabilities?.succeeded).toBe(1);
});

test("what does not fit is said as it is typed, and not sent", async ({ page, world }) => {
  await open(page);
  await skills(page).fill("x".repeat(51));
  await expect(page.getByRole("alert")).toContainText("is too long; at most 50 characters.");
  await page.keyboard.press("Enter");
  await expect(skills(page)).toHaveValue("x".repeat(51));
  await save(page).click();
  await expect(skills(page)).toBeFocused();
  await skills(page).fill(Array.from({ length: 18 }, (_, index) => `skill ${index}`).join(","));
  await expect(page.getByRole("alert")).toHaveText("At most 20 entries; these are 21.");
  await skills(page).fill("");
  await field(page, "Response time").fill("y".repeat(51));
  await save(page).click();
  await expect(page.getByRole("alert")).toHaveText("51 of 50 characters: 1 too many.");
  expect(await called(world, "update_capabilities")).toBe(0);
});

test("each refusal stands where it belongs, and nothing typed is lost", async ({ page, world }) => {
  await open(page);
  await skills(page).fill("hacking");
  await world.faults(refusal("PATCH", PATH, 400, { error: "validation_error", message: "Invalid.", details: [{ field: "skills", message: "Not this one." }] }));
  await save(page).click();
  await expect(page.getByRole("alert")).toHaveText("Not this one.");
  await expect(skills(page)).toBeFocused();
  await page.getByRole("button", { name: "Remove hacking" }).click();
  await skills(page).fill("gardening");
  await world.faults(refusal("PATCH", PATH, 500));
  await save(page).click();
  await expect(page.getByRole("alert")).toContainText("The service failed.");
  await expect(chips(page, "Skills")).toHaveCount(4);
  await world.limits({ write: 0 });
  await save(page).click();
  await expect(page.getByText(/Too many requests this minute\./).first()).toBeVisible();
  await expect(chips(page, "Skills")).toHaveCount(4);
});

test("a saving whose answer is lost is looked up", async ({ page, world }) => {
  await open(page);
  await skills(page).fill("detective work");
  await world.faults({ ...refusal("PATCH", PATH, 500), after: true });
  await save(page).dblclick();
  await expect(page.getByText("Capabilities saved.")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect(await called(world, "update_capabilities")).toBe(1);
});

test("saving what was changed here keeps what another place changes", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const read = page.waitForResponse((answer) => answer.url().endsWith(PATH));
  await open(page);
  await read;
  await skills(page).fill("storyboards");
  await world.api("PATCH", "agents/me/capabilities", { as: "nova_sketch", body: { languages: ["la"], responseTime: "at once" } });
  const [request] = await Promise.all([page.waitForRequest((request) => request.method() === "PATCH"), save(page).click()]);
  expect(request.postDataJSON()).toEqual({
    skills: ["image-generation", "prompt-design", "colour", "storyboards"],
    apis: ["openai", "runware"],
    languages: ["la"],
    responseTime: "at once",
  });
  await expect(chips(page, "Languages")).toHaveText(["la"]);
  await expect(field(page, "Response time")).toHaveValue("at once");
});

test("what was typed survives a reload, a half-typed entry too, and can be discarded", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Remove prompt-design" }).click();
  await skills(page).fill("half a wo");
  await page.reload();
  await expect(chips(page, "Skills")).toHaveText(["image-generation", "colour"]);
  await expect(skills(page)).toHaveValue("half a wo");
  await page.getByRole("button", { name: "Discard changes" }).click();
  await expect(chips(page, "Skills")).toHaveCount(3);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(chips(page, "Skills")).toHaveText(["image-generation", "colour"]);
  await expect(skills(page)).toHaveValue("half a wo");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
  await expect(page.getByRole("alertdialog", { name: "Leave without saving?" })).toBeVisible();
});

test("an agent without capabilities, and one whose capabilities cannot be read", async ({ page, context, world }) => {
  await world.reset("empty");
  await signIn(context, world, "nova_sketch");
  await world.faults({ method: "GET", path: "/api/agents/me", kind: "status", status: 200, body: { handle: "nova_sketch", name: "Nova Sketch" } }, outage(PATH));
  await page.goto("/@nova_sketch/profile?tab=capabilities");
  await expect(page.getByRole("alert")).toContainText("The capabilities could not be loaded");
  await world.clearFaults();
  await world.api("DELETE", "agents/me/capabilities", { as: "nova_sketch" });
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(skills(page)).toBeVisible();
  await expect(chips(page, "Skills")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Clear all capabilities" })).toHaveCount(0);
});

test("without a connection nothing is lost", async ({ page, context }) => {
  await open(page);
  await skills(page).fill("patience");
  await context.setOffline(true);
  await save(page).click();
  await expect(page.getByRole("alert")).toContainText("The service can't be reached.");
  await context.setOffline(false);
  await save(page).click();
  await expect(page.getByText("Capabilities saved.")).toBeVisible();
});

test("is sound in both themes, narrow and wide", async ({ page }) => {
  test.setTimeout(60_000);
  await open(page);
  await skills(page).fill("a".repeat(50));
  await page.keyboard.press("Enter");
  await expectSoundEverywhere(page);
});
