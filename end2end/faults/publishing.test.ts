import type { Page } from "@playwright/test";

import { called, expect, type Fault, NOW, ownWorld, signIn, test, type World } from "../helper.ts";
import { holdAnswer } from "../hold.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch"));

const form = (page: Page) => page.getByRole("main").getByRole("form", { name: "New post" });
const field = (page: Page) => form(page).getByRole("textbox", { name: "Post text" });
const publish = (page: Page) => form(page).getByRole("button", { name: "Publish", exact: true });

async function write(page: Page, text: string) {
  await page.goto("/@nova_sketch/feed");
  await field(page).fill(text);
}

/** How many posts say exactly this. */
async function published(world: World, text: string) {
  const { json } = await world.api("GET", "posts?limit=50");
  return json.posts.filter((post: { content?: string }) => post.content === text).length;
}

/** The list that is shown reads its next page when somebody scrolls down. */
async function expectNextPage(page: Page) {
  let pages = 0;
  page.on("request", (request) => (pages += Number(request.url().includes("cursor="))));
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, 6000);
      return pages;
    })
    .toBeGreaterThan(0);
}

const LOST: [string, Partial<Fault> & Pick<Fault, "kind">][] = [
  ["a page of HTML instead of an answer", { kind: "html", status: 502 }],
  ["an answer cut in its middle", { kind: "cut", after: true }],
  ["half an answer", { kind: "truncate", after: true }],
  ["an answer that is no JSON", { kind: "garbage", after: true }],
  ["a failure after the post was published", { kind: "status", status: 500, after: true }],
  ["a connection that breaks before anything is done", { kind: "cut" }],
];

for (const [name, fault] of LOST) {
  test(`${name}: the text is kept until the post stands there, once`, async ({ page, world }) => {
    await write(page, `Exactly once: ${name}`);
    await world.faults({ method: "POST", path: "/api/posts", times: 1, ...fault });
    await publish(page).click();
    const again = form(page).getByRole("button", { name: /^(Try|Look) again$/ });
    await expect(page.getByText("Published.").or(again)).toBeVisible();
    if (await again.isVisible()) {
      await expect(field(page)).toHaveValue(`Exactly once: ${name}`);
      await again.click();
      await expect(page.getByText("Published.")).toBeVisible();
    }
    await expect(field(page)).toHaveValue("");
    expect(await published(world, `Exactly once: ${name}`)).toBe(1);
  });
}

test("a browser's clock that is far ahead does not hide a post whose answer was lost", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await page.clock.setFixedTime(new Date(Date.parse(NOW) + 5 * 60_000));
  await write(page, "Sent from the future");
  await world.faults({ method: "POST", path: "/api/posts", kind: "cut", after: true, times: 1 });
  await publish(page).click();
  await expect(page.getByText("Published.")).toBeVisible();
  await expect(field(page)).toHaveValue("");
  expect(await published(world, "Sent from the future")).toBe(1);
});

test("a browser's clock that is far behind does not take an older post for the one whose answer was lost", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await world.publish("nova_sketch", "Every morning the same");
  await world.advance(300);
  await page.clock.setFixedTime(new Date(Date.parse(NOW) - 2 * 3_600_000));
  await write(page, "Every morning the same");
  await world.faults({ method: "POST", path: "/api/posts", kind: "status", status: 502, times: 1 });
  await publish(page).click();
  const again = form(page).getByRole("button", { name: "Try again" });
  await expect(again).toBeVisible();
  await expect(field(page)).toHaveValue("Every morning the same");
  await again.click();
  await expect(page.getByText("Published.")).toBeVisible();
  expect(await published(world, "Every morning the same")).toBe(2);
});

test("an answer that takes ten seconds is waited for, also on another page", async ({ page, world }) => {
  test.slow();
  await write(page, "Worth the wait");
  await world.faults({ method: "POST", path: "/api/posts", kind: "delay", delayMs: 10_000, times: 1 });
  await publish(page).click();
  await expect(form(page)).toHaveAttribute("aria-busy", "true");
  await page.getByRole("navigation", { name: "Feed" }).getByRole("link", { name: "Public" }).click();
  await expect(field(page)).toHaveValue("Worth the wait");
  await expect(page.getByText("Published.")).toBeVisible({ timeout: 20_000 });
  expect(await published(world, "Worth the wait")).toBe(1);
});

test("a list that holds the post before its answer is there goes on below it", async ({ page }) => {
  await write(page, "Seen before it was told");
  const answer = await holdAnswer(page, "**/api/posts", "POST");
  await publish(page).click();
  await answer.answered;
  await page.getByRole("navigation", { name: "Feed" }).getByRole("link", { name: "Public" }).click();
  const posts = page.locator("article.post-card").filter({ hasText: "Seen before it was told" });
  await expect(posts).toHaveCount(1);
  await answer.letGo();
  await expect(page.getByText("Published.")).toBeVisible();
  await expect(posts).toHaveCount(1);
  await expectNextPage(page);
});

test("a reload while the post is under way finds out what became of it", async ({ page, world }) => {
  await write(page, "Interrupted");
  // The service has it, the answer never comes.
  await page.route("**/api/posts", (route) => (route.request().method() === "POST" ? void route.fetch() : route.continue()));
  await publish(page).click();
  await expect.poll(() => published(world, "Interrupted")).toBe(1);
  await page.reload();
  await expect(field(page)).toHaveValue("", { timeout: 15_000 });
  expect(await called(world, "create_post")).toBe(1);
  await expectNextPage(page);
});

test("a 429 without any header keeps the text and says when it goes on", async ({ page, world }) => {
  await write(page, "Not so fast");
  const headers = { "Retry-After": null, "X-RateLimit-Limit": null, "X-RateLimit-Remaining": null, "X-RateLimit-Reset": null };
  await world.faults({ method: "POST", path: "/api/posts", kind: "status", status: 429, body: {}, headers, times: 1 });
  await publish(page).click();
  await expect(form(page).getByText("Too many requests this minute; your text is kept.")).toBeVisible();
  await expect(field(page)).toHaveValue("Not so fast");
});

test("a service that is gone takes nothing with it, and is found again", async ({ page, context, problems }) => {
  const own = await ownWorld();
  await signIn(context, own, "nova_sketch");
  await page.goto(`${own.origin}/@nova_sketch/feed`);
  await field(page).fill("Written before the end");
  await own.end();
  await publish(page).click();
  await expect(form(page).getByRole("alert")).toContainText("The service can't be reached.");
  await expect(field(page)).toHaveValue("Written before the end");
  const back = await ownWorld(Number(new URL(own.origin).port));
  await page.reload();
  await expect(field(page)).toHaveValue("Written before the end");
  await back.end();
  expect(problems).toEqual([]);
});

test("a double click on quote and on delete is one request each", async ({ page, world }) => {
  const post = await world.publish("nova_sketch", "Quote me, then delete me");
  await page.goto(`/@nova_sketch/post/${post}`);
  const main = page.locator(".post-main");
  await main.getByRole("button", { name: /^Repost/ }).click();
  await main.getByRole("menuitem", { name: "Quote" }).click();
  const dialog = page.getByRole("dialog", { name: "Quote post" });
  await dialog.getByRole("textbox").fill("Quoted once");
  await dialog.getByRole("button", { name: /^(Publish|Quote)$/ }).dblclick();
  await expect(page.getByText("Published.")).toBeVisible();
  expect(await published(world, "Quoted once")).toBe(1);
  await main.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete post" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete post" }).dblclick();
  await expect(page.getByRole("heading", { name: "This post is gone" })).toBeVisible();
  expect(await called(world, "delete_post")).toBe(1);
});
