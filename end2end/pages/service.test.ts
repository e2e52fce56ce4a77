import type { Page } from "@playwright/test";

import { called, expect, expectSoundEverywhere, outage, refusal, signIn, test, titled, type World } from "../helper.ts";
import { inner, next } from "../shop.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch"));

type Service = { id: string; title: string; images: string[]; agent: { handle: string } };

/** The services of the demo world as they are, whatever the dialect. */
async function services(world: World): Promise<Service[]> {
  const { json } = await world.api("GET", "marketplace/services?limit=100&sortBy=orderCount");
  const list = (json.services ?? json.data.services) as any[];
  return list.map((service) => ({ ...service, agent: { ...service.agent, handle: service.agent.handle.replace(/^@/, "") } }));
}

/** One that another agent offers, with pictures. */
async function another(world: World) {
  const found = (await services(world)).find((service) => service.agent.handle !== "nova_sketch" && service.images.length > 1);
  if (!found) throw new Error("no service of another agent");
  return found;
}

const form = (page: Page) => page.getByRole("form", { name: "Order" });
const requirements = (page: Page) => form(page).getByRole("textbox", { name: "Requirements" });

/** Writes an order and confirms it. */
async function order(page: Page, text: string, method: "Card" | "USDC" | "USDP" | "Coinbase" = "Card") {
  await requirements(page).fill(text);
  await form(page).getByRole("radio", { name: new RegExp(`^${method}`, "i") }).check();
  await form(page).getByRole("button", { name: /^Order for/ }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Place order" }).click();
}

/** How many orders say exactly this. */
async function placed(world: World, text: string) {
  const { json } = await world.api("GET", "marketplace/orders?role=buyer&limit=100", { as: "nova_sketch" });
  return ((json.orders ?? json.data.orders) as { requirements: string }[]).filter((order) => order.requirements === text).length;
}

test("shows pictures, figures, seller, and reviews with their distribution", async ({ page, world }) => {
  const service = await another(world);
  await page.goto(`/@nova_sketch/marketplace/${service.id}`);
  await expect(page.getByRole("heading", { level: 2, name: service.title })).toBeVisible();
  await expect(page).toHaveTitle(titled(service.title));
  const offer = page.getByRole("region", { name: "Offer" });
  await expect(offer.getByText(/^US\$[\d,]+\.\d\d$/)).toBeVisible();
  await expect(offer).toContainText(/\d+ revisions?/);
  await expect(page.getByRole("region", { name: "Seller" })).toContainText(/\d+ completed orders?/);
  const reviews = page.getByRole("region", { name: "Reviews" });
  await expect(reviews.getByRole("progressbar", { name: "5 stars" })).toBeVisible();
  await expect(reviews).toContainText(/Counted here, from/);
  await expect(reviews.getByText("Communication", { exact: true })).toBeVisible();
  await expect(reviews.getByRole("listitem").first().getByRole("img", { name: /of 5 stars$/ })).toBeVisible();
  expect((await world.calls()).reviews?.succeeded).toBeGreaterThan(0);
  await page.getByRole("button", { name: /^Open image 1 of/ }).click();
  const viewer = page.getByRole("dialog");
  await expect(viewer.getByRole("img")).toHaveAccessibleName(/^Picture 1 of/);
  await page.keyboard.press("ArrowRight");
  await expect(viewer.getByRole("img")).toHaveAccessibleName(/^Picture 2 of/);
  await page.keyboard.press("Escape");
  await expect(viewer).toHaveCount(0);
});

test("a tag leads to the services with it", async ({ page, world }) => {
  const service = await another(world);
  await page.goto(`/@nova_sketch/marketplace/${service.id}`);
  const tag = page.getByRole("list", { name: "Tags" }).getByRole("link").first();
  const word = (await tag.textContent()) ?? "";
  await tag.click();
  await expect(page.getByRole("searchbox", { name: "Search services" })).toHaveValue(word);
  await expect(page.getByRole("list", { name: "Services" })).toContainText(service.title);
});

for (const [method, pay] of [["Card", "Pay by card"], ["Coinbase", "Pay on Coinbase"]] as const) {
  test(`an order by ${method} leads to where it is paid, and is paid when the service says so`, async ({ page, world, context }) => {
    const service = await another(world);
    await page.goto(`/@nova_sketch/marketplace/${service.id}`);
    await order(page, `A harbour, by ${method}`, method);
    await expect(page).toHaveURL(/\/@nova_sketch\/orders\/[^/]+$/);
    await expect(next(page)).toContainText("Pay this order");
    await expect(page.getByText(`A harbour, by ${method}`)).toBeVisible();
    if (method === "Card") await expect(next(page).getByText("A card is only taken on the platform’s own page")).toBeVisible();
    const opened = context.waitForEvent("page");
    await page.getByRole("link", { name: pay }).click();
    const platform = await opened;
    await platform.getByRole("button", { name: /^Pay / }).click();
    await expect(platform.getByRole("status")).toBeVisible();
    if (method === "Coinbase") {
      const check = page.getByRole("button", { name: "Check payment" });
      await check.click();
      await expect(check).not.toHaveAttribute("aria-busy", "true");
      await expect(next(page)).toContainText("Pay this order");
      await world.advance(30);
    }
    await page.getByRole("button", { name: "Check payment" }).click();
    await expect(next(page)).toContainText("Waiting for the seller to begin");
    await expect(page.getByRole("link", { name: pay })).toHaveCount(0);
    expect(await called(world, "place_order")).toBe(1);
    expect((await world.calls()).order?.succeeded).toBeGreaterThan(0);
  });
}

for (const method of ["USDC", "USDP"] as const) {
  test(`an order in ${method} tells amount, network and wallet, also after a reload`, async ({ page, world }) => {
    const service = await another(world);
    await page.goto(`/@nova_sketch/marketplace/${service.id}`);
    await order(page, `In ${method}`, method);
    const pay = next(page);
    await expect(pay).toContainText(new RegExp(`\\d+\\.\\d\\d ${method}`));
    await expect(pay).toContainText("base");
    await expect(pay.locator("code")).toHaveText(/^0x[0-9a-f]{40}$/);
    await page.reload();
    await expect(pay.locator("code")).toHaveText(/^0x[0-9a-f]{40}$/);
  });
}

test("how an order is paid is remembered when only the answer to placing it tells", async ({ page, world, context }) => {
  const service = await another(world);
  await context.route(/\/api\/marketplace\/orders\/[^/]+$/, async (route) => {
    const response = await route.fetch();
    const strip = (value: any): any => {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
      const kept = Object.entries(value).filter(([name]) => !/checkout|paymentUrl|cryptoPayment|clientSecret/i.test(name));
      return Object.fromEntries(kept.map(([name, inner]) => [name, strip(inner)]));
    };
    await route.fulfill({ response, json: strip(await response.json()) });
  });
  await page.goto(`/@nova_sketch/marketplace/${service.id}`);
  await order(page, "Told once", "Coinbase");
  await expect(page.getByRole("link", { name: "Pay on Coinbase" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("link", { name: "Pay on Coinbase" })).toBeVisible();
  await context.unrouteAll({ behavior: "ignoreErrors" });
});

test("without any way to pay the next step is said", async ({ page, world, context }) => {
  const service = await another(world);
  const { json } = await world.api("POST", "marketplace/orders", { as: "nova_sketch", body: { serviceId: service.id, requirements: "Elsewhere", paymentMethod: "CARD" } });
  const id = inner(json, "order").id as string;
  await context.route(/\/api\/marketplace\/orders\/[^/]+$/, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(/"paymentUrl":"[^"]*",?/g, "").replace(/,}/g, "}");
    await route.fulfill({ response, body });
  });
  await page.goto(`/@nova_sketch/orders/${id}`);
  await expect(page.getByText("A card is only taken on the platform’s own page: the API gives this dashboard no key to take it, and no link.")).toBeVisible();
  await context.unrouteAll({ behavior: "ignoreErrors" });
});

test("empty requirements are refused before anything is sent; too long ones say by how much", async ({ page, world }) => {
  const service = await another(world);
  await page.goto(`/@nova_sketch/marketplace/${service.id}`);
  await form(page).getByRole("button", { name: /^Order for/ }).click();
  await expect(requirements(page)).toBeFocused();
  await expect(form(page).getByRole("alert")).toHaveText("This can't be empty.");
  await requirements(page).fill("a".repeat(5_002));
  await expect(form(page).getByRole("alert")).toHaveText("5002 of 5000 characters: 2 too many.");
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  expect(await called(world, "place_order")).toBe(0);
});

test("each refusal is said, nothing is ordered, and nothing typed is lost", async ({ page, world }) => {
  const service = await another(world);
  const path = "/api/marketplace/orders";
  await page.goto(`/@nova_sketch/marketplace/${service.id}`);
  for (const [status, body, said] of [
    [409, { error: "service_inactive", message: "This service is not offered any more." }, "This service is not offered any more. Nothing was ordered."],
    [400, { error: "cannot_order_own_service", message: "An agent cannot order its own service." }, "An agent cannot order its own service."],
    [404, { error: "not_found", message: "Service not found." }, "Service not found."],
    [400, { error: "validation_error", message: "Invalid.", details: [{ field: "requirements", message: "Say more." }] }, "Say more."],
    [403, { error: "forbidden" }, "This agent isn't allowed to do that."],
  ] as const) {
    await world.faults(refusal("POST", path, status, body));
    await order(page, "Refused, and refused again");
    await expect(form(page).getByRole("alert")).toContainText(said);
    await expect(requirements(page)).toHaveValue("Refused, and refused again");
  }
  expect(await placed(world, "Refused, and refused again")).toBe(0);
  await world.limits({ write: 0 });
  await order(page, "Refused, and refused again");
  await expect(form(page).getByText(/Too many requests this minute\./).first()).toBeAttached();
  await world.limits({ write: 30 });
});

test("a double click orders once", async ({ page, world }) => {
  const service = await another(world);
  await page.goto(`/@nova_sketch/marketplace/${service.id}`);
  await requirements(page).fill("Only once");
  await form(page).getByRole("button", { name: /^Order for/ }).dblclick();
  await page.getByRole("alertdialog").getByRole("button", { name: "Place order" }).dblclick();
  await expect(page).toHaveURL(/\/orders\//);
  expect(await placed(world, "Only once")).toBe(1);
  expect(await called(world, "place_order")).toBe(1);
});

test("nothing is ordered at a price that was not agreed to, nor once it is offered no longer", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const body = { title: "Dearer soon", description: "D", shortDesc: "S", price: 4500, deliveryDays: 1, revisions: 1, category: "OTHER", tags: [] };
  const id = inner((await world.api("POST", "marketplace/services", { as: "ledger_owl", body })).json, "service").id as string;
  const asked = page.getByRole("alertdialog");
  await page.goto(`/@nova_sketch/marketplace/${id}`);
  await requirements(page).fill("At this price");
  await form(page).getByRole("button", { name: "Order for US$45.00" }).click();
  await world.api("PATCH", `marketplace/services/${id}`, { as: "ledger_owl", body: { price: 600_000 } });
  await asked.getByRole("button", { name: "Place order" }).click();
  await expect(form(page).getByRole("alert")).toContainText("The price is now US$6,000.00. Nothing was ordered.");
  await expect(page.getByRole("region", { name: "Offer" })).toContainText("US$6,000.00");
  await expect(requirements(page)).toHaveValue("At this price");
  const again = form(page).getByRole("button", { name: "Order for US$6,000.00" });
  await expect(again).toBeFocused();
  expect(await called(world, "place_order")).toBe(0);
  await again.click();
  await expect(asked).toContainText("Order for US$6,000.00?");
  await asked.getByRole("button", { name: "Place order" }).click();
  await expect(page).toHaveURL(/\/orders\//);
  await page.goto(`/@nova_sketch/marketplace/${id}`);
  await requirements(page).fill("Too late");
  await form(page).getByRole("button", { name: /^Order for/ }).click();
  // With an order under way it is only deactivated.
  await world.api("DELETE", `marketplace/services/${id}`, { as: "ledger_owl" });
  await asked.getByRole("button", { name: "Place order" }).click();
  await expect(page.getByText("Nothing was ordered: the service is offered no longer.")).toBeVisible();
  await expect(form(page)).toHaveCount(0);
  expect(await called(world, "place_order")).toBe(1);
});

test("an answer that is lost is found among the orders", async ({ page, world }) => {
  const service = await another(world);
  await world.api("POST", "marketplace/orders", { as: "nova_sketch", body: { serviceId: service.id, requirements: "Lost and found", paymentMethod: "CARD" } });
  await page.goto(`/@nova_sketch/marketplace/${service.id}`);
  await world.faults({ method: "POST", path: "/api/marketplace/orders", kind: "cut", after: true, times: 1 });
  await order(page, "Lost and found");
  await expect(page).toHaveURL(/\/orders\//);
  // The one before, and this one: found, and not sent again.
  expect(await placed(world, "Lost and found")).toBe(2);
});

test("what was not carried out is told, and ordered once afterwards", async ({ page, world }) => {
  const service = await another(world);
  await page.goto(`/@nova_sketch/marketplace/${service.id}`);
  await world.faults(refusal("POST", "/api/marketplace/orders", 502));
  await order(page, "Never arrived");
  await expect(form(page).getByRole("alert")).toContainText("The order was looked for among yours and is not there.");
  await expect(requirements(page)).toHaveValue("Never arrived");
  expect(await placed(world, "Never arrived")).toBe(0);
  await order(page, "Never arrived");
  await expect(page).toHaveURL(/\/orders\//);
  expect(await placed(world, "Never arrived")).toBe(1);
});

test("an order that arrived late is found instead of sent again", async ({ page, world }) => {
  const service = await another(world);
  await page.goto(`/@nova_sketch/marketplace/${service.id}`);
  await world.faults(refusal("POST", "/api/marketplace/orders", 502));
  await order(page, "Late");
  await expect(form(page).getByRole("alert")).toContainText("is not there");
  await world.api("POST", "marketplace/orders", { as: "nova_sketch", body: { serviceId: service.id, requirements: "Late", paymentMethod: "CARD" } });
  await order(page, "Late");
  await expect(page).toHaveURL(/\/orders\//);
  expect(await placed(world, "Late")).toBe(1);
});

test("what was rewritten is kept when an earlier order turns out to have arrived", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const service = await another(world);
  await page.goto(`/@nova_sketch/marketplace/${service.id}`);
  await world.faults(refusal("POST", "/api/marketplace/orders", 502));
  await order(page, "First words");
  await expect(form(page).getByRole("alert")).toContainText("is not there");
  await world.api("POST", "marketplace/orders", { as: "nova_sketch", body: { serviceId: service.id, requirements: "First words", paymentMethod: "CARD" } });
  await order(page, "Better words");
  await expect(page).toHaveURL(/\/orders\//);
  await expect(page.getByText("Your earlier order was there already, so nothing new was ordered.")).toBeVisible();
  expect([await placed(world, "First words"), await placed(world, "Better words")]).toEqual([1, 0]);
  await page.goBack();
  await expect(requirements(page)).toHaveValue("Better words");
});

test("what is typed while an order is sent is kept", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const service = await another(world);
  await page.goto(`/@nova_sketch/marketplace/${service.id}`);
  await world.faults({ method: "POST", path: "/api/marketplace/orders", kind: "delay", delayMs: 1_000, times: 1 });
  await order(page, "One map");
  await expect(form(page)).toHaveAttribute("aria-busy", "true");
  await requirements(page).fill("One map, and another");
  await expect(page).toHaveURL(/\/orders\//);
  expect(await placed(world, "One map")).toBe(1);
  await page.goBack();
  await expect(requirements(page)).toHaveValue("One map, and another");
});

test("when the orders cannot be read either, it says that nothing is known, and looks again", async ({ page, world }) => {
  const service = await another(world);
  await page.goto(`/@nova_sketch/marketplace/${service.id}`);
  await requirements(page).fill("Fate unknown");
  await form(page).getByRole("button", { name: /^Order for/ }).click();
  await world.faults({ method: "POST", path: "/api/marketplace/orders", kind: "cut", after: true, times: 1 }, { ...outage("/api/marketplace/orders"), after: false, times: 0 });
  let cut = false;
  await page.route(/\/api\/marketplace\/orders(\?|$)/, (route) => {
    if (route.request().method() === "POST") cut = true;
    return cut && route.request().method() === "GET" ? route.abort() : route.continue();
  });
  await page.getByRole("alertdialog").getByRole("button", { name: "Place order" }).click();
  await expect(form(page).getByRole("alert")).toContainText("It is not known whether the order was placed");
  await expect(requirements(page)).toHaveValue("Fate unknown");
  await page.unroute(/\/api\/marketplace\/orders(\?|$)/);
  await form(page).getByRole("button", { name: "Look again" }).click();
  await expect(page).toHaveURL(/\/orders\//);
  expect(await placed(world, "Fate unknown")).toBe(1);
});

test("offline nothing is sent, and what was typed survives a reload", async ({ page, world, context }) => {
  const service = await another(world);
  await page.goto(`/@nova_sketch/marketplace/${service.id}`);
  await requirements(page).fill("Kept while offline");
  await form(page).getByRole("radio", { name: /^Coinbase/i }).check();
  await context.setOffline(true);
  await form(page).getByRole("button", { name: /^Order for/ }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Place order" }).click();
  await expect(form(page).getByRole("alert")).toContainText("Nothing was ordered.");
  await context.setOffline(false);
  await page.reload();
  await expect(requirements(page)).toHaveValue("Kept while offline");
  await expect(form(page).getByRole("radio", { name: /^Coinbase/i })).toBeChecked();
  expect(await called(world, "place_order")).toBe(0);
});

test("a reload while an order is under way finds out what became of it", async ({ page, world }) => {
  const service = await another(world);
  await page.goto(`/@nova_sketch/marketplace/${service.id}`);
  // The service has it, the answer never comes.
  await page.route("**/api/marketplace/orders", (route) => (route.request().method() === "POST" ? void route.fetch() : route.continue()));
  await order(page, "Interrupted");
  await expect.poll(() => placed(world, "Interrupted")).toBe(1);
  await page.reload();
  await expect(page).toHaveURL(/\/orders\//);
  expect(await placed(world, "Interrupted")).toBe(1);
  await page.goBack();
  await expect(requirements(page)).toHaveValue("");
});

test("an order goes on while its page is left", async ({ page, world }) => {
  const service = await another(world);
  await page.goto(`/@nova_sketch/marketplace/${service.id}`);
  await world.faults({ method: "POST", path: "/api/marketplace/orders", kind: "delay", delayMs: 2_000, times: 1 });
  await order(page, "Meanwhile elsewhere");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Marketplace" }).click();
  await expect(page.getByText("Order placed.")).toBeVisible();
  await page.getByRole("button", { name: "Open" }).click();
  await expect(page.getByText("Meanwhile elsewhere")).toBeVisible();
});

test("one's own listing is deleted, or deactivated while it has active orders", async ({ page, world }) => {
  const body = { title: "For a short time", description: "D", shortDesc: "S", price: 500, deliveryDays: 1, revisions: 1, category: "OTHER", tags: [] };
  for (const ordered of [true, false]) {
    const { json } = await world.api("POST", "marketplace/services", { as: "nova_sketch", body });
    const id = inner(json, "service").id as string;
    if (ordered) await world.api("POST", "marketplace/orders", { as: "ledger_owl", body: { serviceId: id, requirements: "R", paymentMethod: "CARD" } });
    await page.goto(`/@nova_sketch/marketplace/${id}`);
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete listing" }).dblclick();
    await expect(page.getByText(ordered ? "The listing has active orders, so it was deactivated instead of deleted." : "Listing deleted.")).toBeVisible();
    await expect(page).toHaveURL(/view=own$/);
    await page.goto(`/@nova_sketch/marketplace/${id}`);
    await expect(page.getByText(ordered ? "It is deactivated" : "This service is gone")).toBeVisible();
  }
  expect(await called(world, "delete_service")).toBe(2);
});

test("a refused deletion and one whose answer is lost", async ({ page, world }) => {
  const own = (await services(world)).find((service) => service.agent.handle === "nova_sketch");
  await page.goto(`/@nova_sketch/marketplace/${own?.id}`);
  const path = "/api/marketplace/services/{service}";
  const remove = async () => {
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete listing" }).click();
  };
  await world.faults(refusal("DELETE", path, 403, { error: "forbidden", message: "You can only change your own services." }));
  await remove();
  await expect(page.getByText("The listing was not deleted. You can only change your own services.")).toBeVisible();
  await world.faults({ ...refusal("DELETE", path, 500), after: true });
  await remove();
  await expect(page.getByText(/^(Listing deleted\.|The listing has active orders)/)).toBeVisible();
});

test("a service that is gone, one that fails, and one that is offered no longer", async ({ page, world }) => {
  await page.goto("/@nova_sketch/marketplace/nothing-here");
  await expect(page.getByRole("heading", { name: "This service is gone" })).toBeVisible();
  const service = await another(world);
  await world.faults(outage("/api/marketplace/services/{service}", 500));
  await page.goto(`/@nova_sketch/marketplace/${service.id}`);
  await expect(page.getByRole("alert")).toContainText("The service could not be loaded");
  await world.clearFaults();
  await world.faults(outage("/api/marketplace/reviews"));
  await page.getByRole("button", { name: "Retry" }).first().click();
  await expect(page.getByRole("heading", { level: 2, name: service.title })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("The reviews could not be loaded");
  await world.clearFaults();
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByRole("list", { name: "Reviews" }).getByRole("listitem").first()).toBeVisible();
});

test("a service without reviews says so", async ({ page, world }) => {
  const body = { title: "Brand new", description: "D", shortDesc: "S", price: 500, deliveryDays: 1, revisions: 1, category: "OTHER", tags: [] };
  const { json } = await world.api("POST", "marketplace/services", { as: "ledger_owl", body });
  await page.goto(`/@nova_sketch/marketplace/${inner(json, "service").id}`);
  await expect(page.getByRole("heading", { name: "No reviews yet" })).toBeVisible();
  await expect(page.getByText("Not rated yet").first()).toBeVisible();
});

for (const name of ["service", "own service"]) {
  test(`is sound in both themes, narrow and wide: ${name}`, async ({ page, world }) => {
    test.setTimeout(90_000);
    const service = (await services(world)).find((service) => (service.agent.handle === "nova_sketch") === (name === "own service"));
    await page.goto(`/@nova_sketch/marketplace/${service?.id}`);
    await expect(page.getByRole("region", { name: "Offer" })).toBeVisible();
    await expectSoundEverywhere(page);
  });
}
