import type { Page } from "@playwright/test";

import { called, expect, expectSoundEverywhere, outage, refusal, signIn, test } from "../helper.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch", "ledger_owl"));

const PATH = "/api/agents/me";
/** Fields that may stay empty say so beside their name. */
const field = (page: Page, name: string) => page.getByRole("textbox", { name: new RegExp(`^${name}( optional)?$`) });
const name = (page: Page) => field(page, "Name");
const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true });
const preview = (page: Page) => page.getByRole("complementary", { name: "Beside the page" });
const asked = (page: Page) => page.getByRole("alertdialog", { name: "Leave without saving?" });

async function open(page: Page, handle = "nova_sketch") {
  await page.goto(`/@${handle}/profile`);
  await expect(name(page)).toBeVisible();
}

test("only what was changed is sent, and every place shows it", async ({ page, world }) => {
  await world.api("POST", "agents/ledger_owl/follow", { as: "nova_sketch" });
  const post = await world.publish("nova_sketch", "Written under the old name.");
  await page.goto(`/@nova_sketch/post/${post}`);
  await expect(page.getByRole("article").filter({ hasText: "Written under the old name." })).toContainText("Nova Sketch");
  await page.goto("/@nova_sketch/agents/ledger_owl?tab=followers");
  const followers = page.getByRole("list", { name: "Followers" });
  await expect(followers.getByRole("link", { name: "Nova Sketch" })).toBeVisible();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }).click();
  await page.getByRole("main").getByRole("link", { name: "Edit profile" }).click();
  await name(page).fill("Nova the Second");
  await page.getByRole("combobox", { name: "Type" }).selectOption("Analyst");
  const [request] = await Promise.all([page.waitForRequest((request) => request.method() === "PATCH"), save(page).click()]);
  expect(request.postDataJSON()).toEqual({ name: "Nova the Second", agentType: "ANALYST" });
  await expect(page.getByText("Profile saved.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Acting as Nova the Second @nova_sketch/ })).toBeVisible();
  await expect(asked(page)).toBeHidden();
  await page.goBack();
  await page.goBack();
  await expect(followers.getByRole("link", { name: "Nova the Second" })).toBeVisible();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Profile" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Nova the Second" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Profile" })).toContainText("Analyst");
  await expect(page.getByRole("article").filter({ hasText: "Written under the old name." })).toContainText("Nova the Second");
  await page.getByRole("link", { name: "Edit profile" }).click();
  await expect(name(page)).toHaveValue("Nova the Second");
});

test("description and website can be cleared", async ({ page }) => {
  await open(page);
  await field(page, "About").fill("");
  await field(page, "Website").fill("");
  const [request] = await Promise.all([page.waitForRequest((request) => request.method() === "PATCH"), save(page).click()]);
  expect(request.postDataJSON()).toEqual({ bio: "", websiteUrl: "" });
  await expect(page.getByText("Profile saved.")).toBeVisible();
  await page.reload();
  await expect(name(page)).toHaveValue("Nova Sketch");
  await expect(field(page, "About")).toHaveValue("");
  await expect(preview(page).getByRole("link", { name: "nova-sketch.example.com" })).toHaveCount(0);
});

test("what is typed is shown as others will see it", async ({ page }) => {
  await open(page);
  await name(page).fill("Somebody Else");
  await field(page, "About").fill("Now about #geometry.");
  await field(page, "Website").fill("https://example.org/me");
  await expect(preview(page).getByText("Somebody Else")).toBeVisible();
  await expect(preview(page).getByRole("link", { name: "#geometry" })).toBeVisible();
  await expect(preview(page).getByRole("link", { name: "example.org/me" })).toHaveAttribute("rel", /noopener/);
  await expect(preview(page).getByText("This is you")).toHaveCount(0);
  await page.setViewportSize({ width: 390, height: 800 });
  await expect(page.getByRole("region", { name: "How others see it" }).getByText("Somebody Else")).toBeVisible();
});

test("mistakes are named before anything is sent", async ({ page, world }) => {
  await open(page);
  await save(page).click();
  await expect(page.getByText("There is nothing to save.")).toBeVisible();
  await name(page).fill("");
  await field(page, "Website").fill("ftp://x");
  await field(page, "About").fill("a".repeat(501));
  await save(page).click();
  await expect(name(page)).toBeFocused();
  await expect(page.getByRole("alert")).toHaveCount(3);
  expect(await called(world, "update_me")).toBe(0);
});

test("a button that a mistake moves away under the pointer is pressed all the same", async ({ page }) => {
  await open(page);
  await name(page).fill("Nova the Second");
  await field(page, "Website").fill("no address");
  await save(page).scrollIntoViewIfNeeded();
  await save(page).hover();
  await page.mouse.down();
  await page.waitForTimeout(300);
  await page.mouse.up();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(field(page, "Website")).toBeFocused();
});

test("each refusal stands where it belongs, and nothing typed is lost", async ({ page, world }) => {
  await open(page);
  await name(page).fill("Reserved");
  await world.faults(refusal("PATCH", PATH, 400, { error: "validation_error", message: "Invalid.", details: [{ field: "name", message: "This name is reserved." }, { field: "agentType", message: "Not for you." }] }));
  await save(page).click();
  await expect(page.getByRole("alert")).toHaveText(["This name is reserved.", "Not for you."]);
  await expect(name(page)).toBeFocused();
  await name(page).fill("Free");
  await page.getByRole("combobox", { name: "Type" }).selectOption("Other");
  for (const [status, body, text] of [
    [403, { error: "forbidden", message: "Not yours." }, "Not yours."],
    [500, undefined, "The service failed. This is not your fault. What you typed is still here"],
  ] as const) {
    await world.faults(refusal("PATCH", PATH, status, body));
    await save(page).click();
    await expect(page.getByRole("alert")).toContainText(text);
    await expect(name(page)).toHaveValue("Free");
  }
  await world.limits({ write: 0 });
  await save(page).click();
  await expect(page.getByText(/Too many requests this minute\./).first()).toBeVisible();
  await expect(name(page)).toHaveValue("Free");
});

test("an ended session is said, and what was typed waits for the next", async ({ page, world }) => {
  await open(page);
  await name(page).fill("Patient");
  await world.revokeTokens("nova_sketch");
  await save(page).click();
  await expect(page.getByRole("alert").filter({ hasText: "This agent's session has ended." })).toBeVisible();
  await expect(name(page)).toHaveValue("Patient");
});

test("a saving whose answer is lost is looked up", async ({ page, world }) => {
  await open(page);
  await name(page).fill("Lost and Found");
  await world.faults({ ...refusal("PATCH", PATH, 500), after: true });
  await save(page).click();
  await expect(page.getByText("Profile saved.")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Acting as Lost and Found/ })).toBeVisible();
  expect(await called(world, "update_me")).toBe(1);
});

test("a late answer does not overwrite what was saved meanwhile", async ({ page, world }) => {
  await page.goto("/@nova_sketch/agents/nova_sketch");
  await expect(page.getByRole("heading", { level: 1, name: "Nova Sketch" })).toBeVisible();
  await world.faults({ method: "GET", path: PATH, kind: "delay", delayMs: 2_500, times: 1 });
  const late = page.waitForResponse((answer) => answer.url().endsWith(PATH) && answer.request().method() === "GET");
  await page.getByRole("link", { name: "Edit profile" }).click();
  await name(page).fill("Newer");
  await save(page).click();
  await expect(page.getByText("Profile saved.")).toBeVisible();
  await late;
  await expect(name(page)).toHaveValue("Newer");
  await expect(preview(page).getByText("Newer")).toBeVisible();
});

test("what another place changes fills only what was not touched", async ({ page, world }) => {
  await page.goto("/@nova_sketch/agents/nova_sketch");
  await expect(page.getByRole("heading", { level: 1, name: "Nova Sketch" })).toBeVisible();
  await world.api("PATCH", "agents/me", { as: "nova_sketch", body: { name: "From elsewhere", bio: "Also from elsewhere." } });
  await world.faults({ method: "GET", path: PATH, kind: "delay", delayMs: 1_500, times: 1 });
  await page.getByRole("link", { name: "Edit profile" }).click();
  await name(page).fill("Typed here");
  await expect(field(page, "About")).toHaveValue("Also from elsewhere.");
  await expect(name(page)).toHaveValue("Typed here");
});

test("unsaved changes survive a reload, for each agent its own", async ({ page }) => {
  await open(page);
  await name(page).fill("Half done");
  await page.getByRole("combobox", { name: "Type" }).selectOption("Chatbot");
  await page.reload();
  await expect(name(page)).toHaveValue("Half done");
  await expect(page.getByRole("combobox", { name: "Type" })).toHaveValue("CHATBOT");
  await open(page, "ledger_owl");
  await expect(name(page)).toHaveValue("Ledger Owl");
  await open(page);
  await page.getByRole("button", { name: "Discard changes" }).click();
  await expect(name(page)).toHaveValue("Nova Sketch");
  await expect(save(page)).toBeFocused();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(name(page)).toHaveValue("Half done");
  await page.getByRole("button", { name: "Discard changes" }).click();
  await page.reload();
  await expect(name(page)).toHaveValue("Nova Sketch");
});

test("the page is not left by accident, but its tabs are no other page", async ({ page }) => {
  await page.goto("/@nova_sketch/settings");
  await page.getByRole("main").getByRole("link", { name: "Edit profile" }).click();
  await name(page).fill("Half done");
  const edit = page.getByRole("navigation", { name: "Edit" });
  await edit.getByRole("link", { name: "Capabilities" }).click();
  await expect(page).toHaveURL("/@nova_sketch/profile?tab=capabilities");
  await expect(field(page, "Skills")).toBeVisible();
  await page.goBack();
  await expect(name(page)).toHaveValue("Half done");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
  await expect(asked(page)).toBeVisible();
  await asked(page).getByRole("button", { name: "Stay" }).click();
  await page.goBack();
  await expect(asked(page)).toBeVisible();
  await asked(page).getByRole("button", { name: "Stay" }).click();
  await expect(page).toHaveURL("/@nova_sketch/profile");
  await expect(name(page)).toHaveValue("Half done");
  await page.goBack();
  await asked(page).getByRole("button", { name: "Leave" }).click();
  await expect(page).toHaveURL("/@nova_sketch/settings");
  await page.getByRole("main").getByRole("link", { name: "Edit profile" }).click();
  await expect(name(page)).toHaveValue("Half done");
});

test("without a connection nothing is lost", async ({ page, context }) => {
  await open(page);
  await name(page).fill("Patient");
  await context.setOffline(true);
  await save(page).click();
  await expect(page.getByRole("alert")).toContainText("The service can't be reached.");
  await context.setOffline(false);
  await save(page).click();
  await expect(page.getByText("Profile saved.")).toBeVisible();
});

test("a double click saves once", async ({ page, world }) => {
  await open(page);
  await name(page).fill("Once");
  await save(page).dblclick();
  await expect(page.getByText("Profile saved.")).toBeVisible();
  expect(await called(world, "update_me")).toBe(1);
});

test("a profile that cannot be read has a way on", async ({ page, world }) => {
  await world.faults(outage(PATH));
  await page.goto("/@nova_sketch/profile");
  await expect(page.getByRole("alert")).toContainText("The profile could not be loaded");
  await world.clearFaults();
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(name(page)).toHaveValue("Nova Sketch");
});

test("a kind that is not known here, or none, stays as it is", async ({ page, world }) => {
  await world.faults({ method: "GET", path: PATH, kind: "status", status: 200, body: { handle: "nova_sketch", name: "Nova Sketch", agentType: "QUANTUM_ORACLE" } });
  await open(page);
  await expect(page.getByRole("combobox", { name: "Type" })).toHaveValue("QUANTUM_ORACLE");
  await expect(preview(page).getByText("Quantum oracle")).toBeVisible();
  await world.clearFaults();
  await name(page).fill("Still one");
  const [request] = await Promise.all([page.waitForRequest((request) => request.method() === "PATCH"), save(page).click()]);
  expect(request.postDataJSON()).toEqual({ name: "Still one" });
});

test("guests are shown the way in", async ({ browser, world }) => {
  const context = await browser.newContext({ baseURL: world.origin });
  const page = await context.newPage();
  await page.goto("/guest/profile");
  await expect(page.getByRole("heading", { name: "Profile settings are private" })).toBeVisible();
  await page.getByRole("main").locator(".state").getByRole("link", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/sign-in?next=%2Fprofile");
  await context.close();
});

test("is sound in both themes, narrow and wide", async ({ page }) => {
  test.setTimeout(60_000);
  await open(page);
  await field(page, "Website").fill("nowhere");
  await save(page).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expectSoundEverywhere(page);
});
