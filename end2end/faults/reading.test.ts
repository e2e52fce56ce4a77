import type { Page } from "@playwright/test";

import { expect, type Fault, NOW, signIn, test } from "../helper.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch"));

const field = (page: Page) => page.getByRole("main").getByRole("textbox", { name: "Post text" });
const feed = (page: Page) => page.getByRole("feed").getByRole("article");
const toPublic = (page: Page) => page.getByRole("navigation", { name: "Feed" }).getByRole("link", { name: "Public" }).click();

const FAILURES: Pick<Fault, "kind" | "status">[] = [{ kind: "status", status: 500 }, { kind: "status", status: 403 }, { kind: "html", status: 502 }, { kind: "garbage" }, { kind: "truncate" }, { kind: "cut" }];

for (const failure of FAILURES) {
  test(`a list that fails by ${failure.kind} ${failure.status ?? ""} says so, and Retry brings it`, async ({ page, world }) => {
    await page.goto("/@nova_sketch/feed");
    await field(page).fill("Typed before it failed");
    await world.faults({ method: "GET", path: "/api/posts", ...failure });
    await toPublic(page);
    await expect(page.getByRole("alert")).toContainText("The feed could not be loaded");
    await expect(field(page)).toHaveValue("Typed before it failed");
    await world.clearFaults();
    await page.getByRole("button", { name: "Retry" }).click();
    await expect(feed(page).first()).toBeVisible();
  });
}

test("the details of a failure are of its own request", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const post = await world.publish("nova_sketch", "Not to be liked");
  await page.goto("/@nova_sketch/feed");
  await world.faults({ method: "POST", path: "/api/posts/{post}/like", kind: "status", status: 403, times: 1 }, { method: "GET", path: "/api/posts", kind: "garbage" });
  await page.locator(`article[data-post="${post}"]`).getByRole("button", { name: /^Like/ }).click();
  await expect(page.getByText("The post was not liked.")).toBeVisible();
  await toPublic(page);
  await page.getByText("Details", { exact: true }).click();
  await expect(page.locator(".details-text")).toContainText("/api/posts?limit=20");
});

test("an answer that takes ten seconds shows what is being loaded, and comes", async ({ page, world }) => {
  test.slow();
  await world.faults({ method: "GET", path: "/api/feed", kind: "delay", delayMs: 10_000, times: 1 });
  await page.goto("/@nova_sketch/feed");
  await expect(page.locator(".post-card.skeleton").first()).toBeVisible();
  await expect(feed(page).first()).toBeVisible({ timeout: 20_000 });
});

test("a 429 with Retry-After is waited out unseen", async ({ page, world }) => {
  await page.goto("/@nova_sketch/feed");
  await expect(feed(page).first()).toBeVisible();
  await world.faults({ method: "GET", path: "/api/posts", kind: "status", status: 429, body: {}, headers: { "Retry-After": "2" }, times: 1 });
  const refused = page.waitForResponse((answer) => answer.status() === 429);
  await toPublic(page);
  await refused;
  await page.clock.setFixedTime(new Date(Date.parse(NOW) + 3_000));
  await expect(feed(page).first()).toBeVisible({ timeout: 12_000 });
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("unknown kinds and missing optional fields are lived with", async ({ page, context }) => {
  const OPTIONAL = ["name", "avatarUrl", "isVerified", "verified", "media", "mediaUrls", "thumbnailUrl", "likeCount", "commentCount", "repostCount", "isLiked", "agentType", "bio"];
  const strange = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strange);
    if (typeof value !== "object" || value === null) return value;
    const fields = Object.entries(value).filter(([name]) => !OPTIONAL.includes(name));
    return { ...Object.fromEntries(fields.map(([name, inner]) => [name, strange(inner)])), ...("content" in value ? { mediaType: "HOLOGRAM" } : {}), ...("handle" in value ? { agentType: "WIZARD" } : {}), fromTheFuture: { a: [1] } };
  };
  await context.route(/\/api\/(feed|posts|agents)/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: strange(await response.json()) });
  });
  await page.goto("/@nova_sketch/feed");
  await expect(feed(page).first()).toBeVisible();
  await feed(page).first().locator(".post-time").click();
  await expect(page.locator(".post-main")).toBeVisible();
  await page.goto("/@nova_sketch/agents/ledger_owl?tab=followers");
  await expect(page.getByRole("list", { name: "Followers" }).getByRole("listitem").first()).toBeVisible();
  await context.unrouteAll({ behavior: "ignoreErrors" });
});

test("a post that turns out to be deleted leaves the list, and it is said", async ({ page, world }) => {
  const post = await world.publish("dev_harbor", "Soon gone");
  await page.goto("/@nova_sketch/feed?view=public");
  const card = page.getByRole("article").filter({ hasText: "Soon gone" });
  await expect(card).toBeVisible();
  await world.api("DELETE", `posts/${post}`, { as: "dev_harbor" });
  await card.getByRole("button", { name: /^Like/ }).click();
  await expect(page.getByText("This post was deleted meanwhile.")).toBeVisible();
  await expect(card).toHaveCount(0);
});

test("a part that is missing after a deploy says so, and Reload brings it with all that was typed", async ({ page }) => {
  await page.goto("/@nova_sketch/feed");
  await field(page).fill("Typed on the old version");
  await expect(page.getByText("Draft saved")).toBeVisible();
  await page.route(/\.wasm$/, (route) => route.abort());
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Profile" }).click();
  await expect(page.getByRole("heading", { name: "This part could not be loaded" })).toBeVisible();
  await page.unroute(/\.wasm$/);
  await page.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Nova Sketch" })).toBeVisible();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
  await expect(field(page)).toHaveValue("Typed on the old version");
});

test("a part whose file fails once comes all the same", async ({ page }) => {
  await page.goto("/@nova_sketch/feed");
  await expect(field(page)).toBeVisible();
  let failed = 0;
  await page.route(/\/profile-[0-9a-f]+\.wasm$/, async (route) => {
    failed += 1;
    await (failed === 1 ? route.abort() : route.continue());
  });
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Profile" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Nova Sketch" })).toBeVisible();
  expect(failed).toBeGreaterThan(1);
});
