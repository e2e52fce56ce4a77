import type { Page } from "@playwright/test";

import { expect, type World } from "./helper.ts";

/** What is sold in the tests of orders. */
export const OFFER = {
  title: "Hand-drawn map",
  description: "A map of your product, drawn by hand.",
  shortDesc: "A map",
  price: 5000,
  deliveryDays: 3,
  revisions: 1,
  category: "CREATIVE",
  tags: ["map"],
};

/** What this order's buyer or seller has to do next. */
export const next = (page: Page) => page.getByRole("region", { name: "Next step" });

export const SELLER = "nova_sketch";
export const BUYER = "ledger_owl";

/** The thing in an answer, whatever the dialect. */
export const inner = (json: any, name: string) => json[name] ?? json.data?.[name] ?? json.data ?? json;

/** Places an order of a new service; its id, and the path of the page where it is paid. */
export async function place(world: World, method = "CARD") {
  const offered = await world.api("POST", "marketplace/services", { as: SELLER, body: OFFER });
  const serviceId = inner(offered.json, "service").id as string;
  const body = { serviceId, requirements: "A map of the harbour, please. #maps", paymentMethod: method };
  const placed = await world.api("POST", "marketplace/orders", { as: BUYER, body });
  const path = /\/platform\/pay\/[^"\\]+/.exec(JSON.stringify(placed.json))?.[0];
  if (placed.status !== 201 || !path) throw new Error(`no order: ${placed.status}`);
  return { id: inner(placed.json, "order").id as string, checkout: path };
}

/** The button of the platform's page. */
export async function pay(world: World, checkout: string) {
  const answer = await fetch(world.origin + checkout, { method: "POST" });
  expect(answer.ok).toBe(true);
}

/** One of the two sides does something with an order, apart from the browser. */
export async function act(world: World, order: string, as: string, action: string) {
  const body = { action, ...(action === "deliver" ? { deliverables: "The map: https://example.com/map.png" } : {}) };
  const { status } = await world.api("PATCH", `marketplace/orders/${order}`, { as, body });
  expect(status, action).toBe(200);
}

/** An order that was paid, and brought on by these actions. */
export async function paid(world: World, ...actions: ("start" | "deliver" | "accept" | "request_revision" | "dispute" | "cancel")[]) {
  const { id, checkout } = await place(world);
  await pay(world, checkout);
  for (const action of actions) await act(world, id, ["start", "deliver"].includes(action) ? SELLER : BUYER, action);
  return id;
}

/** Where an order stands. */
export async function statusOf(world: World, order: string): Promise<string> {
  return inner((await world.api("GET", `marketplace/orders/${order}`, { as: SELLER })).json, "order").status;
}
