import type { Page } from "@playwright/test";

import { called, expect, expectSoundEverywhere, outage, PIXEL, refusal, signIn, test, type World } from "../helper.ts";
import { inner } from "../shop.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch"));

const form = (page: Page) => page.getByRole("form", { name: "Listing" });
const field = (page: Page, name: string) => form(page).getByRole("textbox", { name, exact: true });
const save = (page: Page) => form(page).getByRole("button", { name: /^(Create listing|Save changes)$/ });
const CREATE = "/api/marketplace/services";
const UPDATE = "/api/marketplace/services/{service}";

/** Fills in a whole listing. */
async function fill(page: Page, title = "Maps of places that do not exist") {
  await field(page, "Title").fill(title);
  await field(page, "Short description").fill("One map, one legend");
  await field(page, "Description").fill("You describe a place.\nI draw its map.");
  await field(page, "Price").fill("12,50");
  await field(page, "Delivery in days").fill("4");
  await form(page).getByRole("combobox", { name: "Category" }).selectOption("Creative");
  await field(page, "Tags optional").fill("maps, #fantasy");
}

/** A listing of an agent: its id. */
async function offered(world: World, as = "nova_sketch") {
  const body = { title: "As it was", description: "D", shortDesc: "S", price: 500, deliveryDays: 1, revisions: 1, category: "WRITING", tags: ["old"] };
  const { json } = await world.api("POST", "marketplace/services", { as, body });
  return inner(json, "service").id as string;
}

async function stored(world: World, id: string) {
  const { json } = await world.api("GET", `marketplace/services/${id}`);
  return inner(json, "service") as Record<string, unknown>;
}

/** How many listings of nova_sketch have this title. */
async function listed(world: World, title: string) {
  const { json } = await world.api("GET", "marketplace/services?limit=100");
  return ((json.services ?? json.data.services) as { title: string }[]).filter((service) => service.title === title).length;
}

test("a listing is created once, its price sent in cents", async ({ page, world }) => {
  await page.goto("/@nova_sketch/marketplace/new");
  await expect(page.getByRole("heading", { level: 1, name: "New listing" })).toBeVisible();
  await fill(page);
  const preview = page.getByRole("region", { name: "Preview" });
  await expect(preview).toContainText("Maps of places that do not exist");
  await expect(preview).toContainText("US$12.50");
  await expect(preview).toContainText("4 days");
  const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/marketplace/services"));
  await save(page).dblclick();
  expect((await sent).postDataJSON()).toMatchObject({ price: 1250, deliveryDays: 4, revisions: 1, category: "CREATIVE", tags: ["maps", "fantasy"] });
  await expect(page.getByText("Listing created.")).toBeVisible();
  await expect(page).toHaveURL(/\/@nova_sketch\/marketplace\/[^/]+$/);
  await expect(page.getByRole("heading", { level: 2, name: "Maps of places that do not exist" })).toBeVisible();
  expect(await called(world, "create_service")).toBe(1);
  await page.goto("/@nova_sketch/marketplace/new");
  await expect(field(page, "Title")).toHaveValue("");
});

test("only what was changed is sent", async ({ page, world }) => {
  const id = await offered(world);
  await page.goto(`/@nova_sketch/marketplace/${id}`);
  await page.getByRole("link", { name: "Edit" }).click();
  await expect(field(page, "Title")).toHaveValue("As it was");
  await expect(field(page, "Price")).toHaveValue("5.00");
  await save(page).click();
  await expect(page.getByText("Nothing was changed, so nothing was sent.")).toBeVisible();
  await field(page, "Price").fill("7.5");
  const sent = page.waitForRequest((request) => request.method() === "PATCH");
  await save(page).click();
  expect((await sent).postDataJSON()).toEqual({ price: 750 });
  await expect(page.getByText("Changes saved.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Offer" })).toContainText("US$7.50");
  expect((await stored(world, id)).price).toBe(750);
  expect(await called(world, "update_service")).toBe(1);
});

test("pictures come by address and from the media library, the first one for lists", async ({ page, world }) => {
  const upload = new FormData();
  upload.append("file", new Blob([PIXEL], { type: "image/png" }), "one.png");
  const token = (await world.token("nova_sketch")).access_token;
  expect((await fetch(`${world.origin}/api/upload`, { method: "POST", headers: { Authorization: `Bearer ${token}` }, body: upload })).ok).toBe(true);
  await page.goto("/@nova_sketch/marketplace/new");
  await fill(page, "With pictures");
  const address = form(page).getByRole("textbox", { name: "Picture by address optional" });
  await address.fill("nowhere");
  await form(page).getByRole("button", { name: "Add picture" }).click();
  await expect(form(page).getByRole("alert")).toContainText("A web address starts with https://");
  await address.fill("https://pictures.example.com/map.png");
  await address.press("Enter");
  const pictures = form(page).getByRole("list", { name: "Pictures" }).getByRole("listitem");
  await expect(pictures).toHaveCount(1);
  await form(page).getByRole("button", { name: "Choose from your media" }).click();
  const dialog = page.getByRole("dialog", { name: "Choose pictures" });
  const images = dialog.getByRole("list", { name: "Your images" }).getByRole("button");
  await images.nth(0).click();
  await expect(images.nth(0)).toHaveAttribute("aria-pressed", "true");
  await images.nth(1).click();
  await images.nth(1).click();
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(pictures).toHaveCount(2);
  await form(page).getByRole("button", { name: "Make picture 2 the first" }).click();
  await form(page).getByRole("button", { name: "Remove picture 2" }).click();
  await expect(pictures).toHaveCount(1);
  await save(page).click();
  await expect(page.getByText("Listing created.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Open image 1 of 1: Picture 1 of 1 of With pictures" })).toBeVisible();
  const id = page.url().split("/").at(-1) ?? "";
  const service = await stored(world, id);
  expect((service.images as string[])[0]).toMatch(/\/uploads\//);
  expect((await world.calls()).media?.succeeded).toBeGreaterThan(0);
});

test("an address that was typed and not added is not dropped", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await page.goto("/@nova_sketch/marketplace/new");
  await fill(page, "Eight pictures");
  const address = form(page).getByRole("textbox", { name: "Picture by address optional" });
  const picture = (number: number) => `https://pictures.example.com/${number}.png`;
  for (let number = 1; number <= 7; number++) {
    await address.fill(picture(number));
    await address.press("Enter");
    await expect(address).toHaveValue("");
  }
  await address.fill(picture(1));
  await address.press("Enter");
  await expect(form(page).getByRole("alert")).toContainText("This picture is there already.");
  await expect(address).toHaveValue(picture(1));
  await save(page).click();
  await expect(address).toBeFocused();
  await address.fill(picture(8));
  await address.press("Enter");
  await address.fill(picture(9));
  await save(page).click();
  await expect(form(page).getByRole("alert")).toContainText("No more pictures fit: remove one first.");
  expect(await called(world, "create_service")).toBe(0);
  await form(page).getByRole("button", { name: "Remove picture 8" }).click();
  await save(page).click();
  await expect(page.getByText("Listing created.")).toBeVisible();
  expect((await stored(world, page.url().split("/").at(-1) ?? "")).images).toEqual([1, 2, 3, 4, 5, 6, 7, 9].map(picture));
});

test("a library without images says so, one that fails can be tried again", async ({ page, world, context }) => {
  await world.faults(outage("/api/upload"));
  await page.goto("/@nova_sketch/marketplace/new");
  await form(page).getByRole("button", { name: "Choose from your media" }).click();
  const dialog = page.getByRole("dialog", { name: "Choose pictures" });
  await expect(dialog.getByRole("alert")).toContainText("Your media could not be loaded");
  await world.clearFaults();
  await dialog.getByRole("button", { name: "Retry" }).click();
  await expect(dialog.getByRole("button", { name: /^Image/ }).first()).toBeVisible();
  await world.reset("empty");
  await signIn(context, world, "nova_sketch");
  await page.goto("/@nova_sketch/marketplace/new");
  await form(page).getByRole("button", { name: "Choose from your media" }).click();
  await expect(dialog.getByRole("heading", { name: "No images yet" })).toBeVisible();
});

test("mistakes are named before anything is sent", async ({ page, world }) => {
  await page.goto("/@nova_sketch/marketplace/new");
  await save(page).click();
  await expect(field(page, "Title")).toBeFocused();
  await expect(form(page).getByRole("alert")).toHaveCount(5);
  await fill(page);
  for (const [name, wrong, said] of [
    ["Price", "1,234", "A price looks like 12.50."],
    ["Price", "0.49", "A price is at least 0.50."],
    ["Price", "1000000", "A price is at most 999999.99."],
    ["Delivery in days", "0", "This must be a whole number from 1 to 365."],
    ["Revisions", "two", "This must be a whole number from 0 to 50."],
    ["Title", "t".repeat(101), "101 of 100 characters: 1 too many."],
    ["Tags optional", "a,b,c,d,e,f,g,h,i,j,k", "11 of 10: 1 too many."],
  ] as const) {
    const before = await field(page, name).inputValue();
    await field(page, name).fill(wrong);
    await save(page).click();
    await expect(form(page).getByRole("alert")).toHaveText(said);
    await field(page, name).fill(before);
  }
  expect(await called(world, "create_service")).toBe(0);
});

test("each refusal stands where it belongs, and nothing typed is lost", async ({ page, world }) => {
  await page.goto("/@nova_sketch/marketplace/new");
  await fill(page);
  const invalid = (name: string, message: string) => ({ error: "validation_error", message: "Invalid.", details: [{ field: name, message }] });
  for (const [status, body, said] of [
    [400, invalid("title", "This title is taken."), "This title is taken."],
    [400, invalid("images", "This picture is not allowed."), "This picture is not allowed."],
    [403, { error: "forbidden", message: "This agent may not sell." }, "This agent may not sell. What you typed is still here."],
    [409, { error: "conflict" }, "This conflicts with what the service already has."],
  ] as const) {
    await world.faults(refusal("POST", CREATE, status, body));
    await field(page, "Title").fill(`Refused ${status}`);
    await save(page).click();
    await expect(form(page).getByRole("alert").filter({ hasText: said })).toBeVisible();
    await expect(field(page, "Price")).toHaveValue("12,50");
  }
  const id = await offered(world);
  await page.goto(`/@nova_sketch/marketplace/${id}/edit`);
  await field(page, "Title").fill("Changed");
  await world.faults(refusal("PATCH", UPDATE, 404, { error: "not_found", message: "Service not found." }));
  await save(page).click();
  await expect(form(page).getByRole("alert")).toContainText("Service not found.");
  await expect(field(page, "Title")).toHaveValue("Changed");
});

test("a draft survives a reload, and can be discarded", async ({ page, world }) => {
  await page.goto("/@nova_sketch/marketplace/new");
  await fill(page, "Half a listing");
  await expect(page.getByText("Draft saved on this device")).toBeVisible();
  await page.reload();
  await expect(field(page, "Title")).toHaveValue("Half a listing");
  await expect(form(page).getByRole("combobox", { name: "Category" })).toHaveValue("CREATIVE");
  await page.getByRole("button", { name: "Discard the draft" }).click();
  await expect(field(page, "Title")).toHaveValue("");
  await page.reload();
  await expect(field(page, "Title")).toHaveValue("");
  const id = await offered(world);
  await page.goto(`/@nova_sketch/marketplace/${id}/edit`);
  await field(page, "Description").fill("Not saved yet");
  await expect(page.getByText("Draft saved on this device")).toBeVisible();
  await page.reload();
  await expect(field(page, "Description")).toHaveValue("Not saved yet");
  await page.getByRole("button", { name: "Discard the draft" }).click();
  await expect(field(page, "Description")).toHaveValue("D");
});

test("a listing whose answer is lost is found and not created twice", async ({ page, world }) => {
  await page.goto("/@nova_sketch/marketplace/new");
  await fill(page, "Lost and found");
  await world.faults({ method: "POST", path: CREATE, kind: "cut", after: true, times: 1 });
  await save(page).click();
  await expect(page.getByText("Listing created.")).toBeVisible();
  expect(await listed(world, "Lost and found")).toBe(1);
  await page.goto("/@nova_sketch/marketplace/new");
  await fill(page, "Never arrived");
  await world.faults(refusal("POST", CREATE, 502));
  await save(page).click();
  await expect(form(page).getByRole("alert")).toContainText("The listing was looked for among the newest and is not there.");
  await save(page).click();
  await expect(page.getByText("Listing created.")).toBeVisible();
  expect(await listed(world, "Never arrived")).toBe(1);
});

test("a listing with the same words is not taken for the new one", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await offered(world);
  await page.goto("/@nova_sketch/marketplace/new");
  for (const [name, text] of [["Title", "As it was"], ["Short description", "S"], ["Description", "D"], ["Price", "5"], ["Delivery in days", "1"]] as const)
    await field(page, name).fill(text);
  await form(page).getByRole("combobox", { name: "Category" }).selectOption("Writing");
  await world.faults(refusal("POST", CREATE, 502));
  await save(page).click();
  await expect(form(page).getByRole("alert")).toContainText("is not there");
  await expect(field(page, "Title")).toHaveValue("As it was");
  await save(page).click();
  await expect(page.getByText("Listing created.")).toBeVisible();
  expect(await listed(world, "As it was")).toBe(2);
});

test("what was corrected after a lost answer changes the listing that is there", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await page.goto("/@nova_sketch/marketplace/new");
  await fill(page, "Mistypde");
  await world.faults({ method: "POST", path: CREATE, kind: "cut", after: true, times: 1 });
  let isSent = false;
  await page.route(/\/api\/marketplace\/services(\?|$)/, (route) => {
    const isPost = route.request().method() === "POST";
    isSent ||= isPost;
    return isSent && !isPost ? route.abort() : route.continue();
  });
  await save(page).click();
  await expect(form(page).getByRole("alert")).toContainText("It is not known whether the listing was created.");
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.reload();
  await field(page, "Title").fill("Mistyped");
  // The correction is lost, too: it is not created again for that.
  await world.faults({ method: "PATCH", path: UPDATE, kind: "cut", after: true, times: 1 });
  await save(page).click();
  await expect(form(page).getByRole("alert")).toContainText("Saving them again does no harm.");
  await save(page).click();
  await expect(page.getByText("Listing created.")).toBeVisible();
  expect([await listed(world, "Mistyped"), await listed(world, "Mistypde"), await called(world, "create_service")]).toEqual([1, 0, 1]);
});

test("a draft takes nothing back that was changed elsewhere meanwhile", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const id = await offered(world);
  await page.goto(`/@nova_sketch/marketplace/${id}/edit`);
  await field(page, "Title").fill("As it will be");
  await expect(page.getByText("Draft saved on this device")).toBeVisible();
  await world.api("PATCH", `marketplace/services/${id}`, { as: "nova_sketch", body: { price: 900, tags: ["new"] } });
  await page.reload();
  await expect(field(page, "Title")).toHaveValue("As it will be");
  await expect(field(page, "Price")).toHaveValue("9.00");
  const sent = page.waitForRequest((request) => request.method() === "PATCH");
  await save(page).click();
  expect((await sent).postDataJSON()).toEqual({ title: "As it will be" });
});

test("changes whose answer is lost can be saved again", async ({ page, world }) => {
  const id = await offered(world);
  await page.goto(`/@nova_sketch/marketplace/${id}/edit`);
  await field(page, "Title").fill("As it is now");
  await world.faults({ method: "PATCH", path: UPDATE, kind: "cut", after: true, times: 1 });
  await save(page).click();
  await expect(form(page).getByRole("alert")).toContainText("Saving them again does no harm.");
  await save(page).click();
  await expect(page.getByText("Changes saved.")).toBeVisible();
  expect((await stored(world, id)).title).toBe("As it is now");
});

test("offline nothing is lost", async ({ page, context }) => {
  await page.goto("/@nova_sketch/marketplace/new");
  await fill(page, "Written offline");
  await context.setOffline(true);
  await save(page).click();
  await expect(form(page).getByRole("alert")).toContainText("The service can't be reached.");
  await expect(field(page, "Title")).toHaveValue("Written offline");
  await context.setOffline(false);
  await save(page).click();
  await expect(page.getByText("Listing created.")).toBeVisible();
});

test("another's listing, one that is gone, and one that cannot be read", async ({ page, world }) => {
  const id = await offered(world, "ledger_owl");
  await page.goto(`/@nova_sketch/marketplace/${id}/edit`);
  await expect(page.getByRole("heading", { name: "This is not your listing" })).toBeVisible();
  await page.goto("/@nova_sketch/marketplace/nothing-here/edit");
  await expect(page.getByRole("heading", { name: "This listing is gone" })).toBeVisible();
  const own = await offered(world);
  await world.faults(outage(UPDATE));
  await page.goto(`/@nova_sketch/marketplace/${own}/edit`);
  await expect(page.getByRole("alert")).toContainText("The listing could not be loaded");
  await world.clearFaults();
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(field(page, "Title")).toHaveValue("As it was");
});

test("is sound in both themes, narrow and wide", async ({ page, world }) => {
  test.setTimeout(90_000);
  const own = await offered(world);
  await page.goto(`/@nova_sketch/marketplace/${own}/edit`);
  await field(page, "Title").fill("");
  await form(page).getByRole("button", { name: "Choose from your media" }).click();
  const dialog = page.getByRole("dialog", { name: "Choose pictures" });
  await dialog.getByRole("button", { name: /^Image/ }).first().click();
  await expectSoundEverywhere(page);
  await dialog.getByRole("button", { name: "Close" }).click();
  await save(page).click();
  await expect(field(page, "Title")).toHaveAttribute("aria-invalid", "true");
  await expectSoundEverywhere(page);
});
