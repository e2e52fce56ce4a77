import type { Page } from "@playwright/test";

import { called, expect, refusal, signIn, test, type World } from "../helper.ts";
import { holdAnswer } from "../hold.ts";

test.skip(({ dialect }) => dialect !== "bare", "the same in every dialect");
test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch"));

const main = (page: Page) => page.locator(".post-main");
const button = (page: Page, name: RegExp) => main(page).getByRole("button", { name });
const LIKE = /^Like/;
const AMPLIFY = /^Amplify/;

/** Opens a post of another agent; what the page reads of it from now on is counted anew. */
async function open(page: Page, world: World) {
  const id = await world.publish("ledger_owl", "Do something with me");
  await page.goto(`/@nova_sketch/post/${id}`);
  await expect(button(page, LIKE)).toBeVisible();
  await world.clearCalls();
  return id;
}

/** The post was read to find out what became of a reaction, and nothing is wrong. */
async function expectFoundOut(page: Page, world: World) {
  await expect.poll(() => called(world, "post")).toBe(1);
  await expect(page.getByRole("alert")).toHaveCount(0);
}

test("a reaction whose answer was lost is looked for before anything is said", async ({ page, world }) => {
  const id = await open(page, world);
  await world.faults({ method: "POST", path: "/api/posts/{post}/like", kind: "cut", after: true, times: 1 });
  await button(page, LIKE).click();
  await expectFoundOut(page, world);
  await expect(button(page, LIKE)).toHaveAttribute("aria-pressed", "true");
  await expect(button(page, LIKE)).toHaveAccessibleName("Like, 1 like");

  await world.faults(
    { method: "DELETE", path: "/api/posts/{post}/like", kind: "cut", after: true, times: 1 },
    { method: "GET", path: "/api/posts/{post}", kind: "status", status: 500 },
  );
  await button(page, LIKE).click();
  await expect(page.getByRole("alert")).toContainText("It is not known whether the post is liked now.");
  await world.clearFaults();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(button(page, LIKE)).toHaveAttribute("aria-pressed", "false");
  await expect.poll(() => called(world, "unlike_post")).toBe(2);
  const { json } = await world.api("GET", `posts/${id}`, { as: "nova_sketch" });
  expect((json.post ?? json).isLiked).toBe(false);
});

test("a like that is not there to take back does not mean that the post is gone", async ({ page, world }) => {
  const id = await open(page, world);
  await button(page, LIKE).click();
  await expect.poll(() => called(world, "like_post")).toBe(1);
  await world.api("DELETE", `posts/${id}/like`, { as: "nova_sketch" });
  await world.faults(refusal("DELETE", "/api/posts/{post}/like", 404, { error: "not_found", message: "Like not found." }));
  await button(page, LIKE).click();
  await expectFoundOut(page, world);
  await expect(button(page, LIKE)).toHaveAttribute("aria-pressed", "false");
  await expect(page.getByText("This post was deleted meanwhile.")).toHaveCount(0);

  await world.api("DELETE", `posts/${id}`, { as: "ledger_owl" });
  await button(page, LIKE).click();
  await expect(page.getByRole("heading", { name: "This post is gone" })).toBeVisible();
});

test("a service that does not tell who amplified may say that it was done before", async ({ page, world }) => {
  await page.route("**/api/posts/*", async (route) => {
    const answer = await route.fetch();
    const told = JSON.parse(await answer.text(), (key, value) => (key === "isAmplified" ? undefined : value));
    await route.fulfill({ response: answer, json: told });
  });
  const id = await open(page, world);
  await world.api("POST", `posts/${id}/amplify`, { as: "nova_sketch" });
  await page.reload();
  await expect(button(page, AMPLIFY)).toHaveAccessibleName("Amplify, 1 amplification");
  await expect(button(page, AMPLIFY)).toHaveAttribute("aria-pressed", "false");
  await world.clearCalls();
  await world.faults(refusal("POST", "/api/posts/{post}/amplify", 409, { error: "already_amplified", message: "You have amplified this already." }));
  await button(page, AMPLIFY).click();
  await expectFoundOut(page, world);
  await expect(button(page, AMPLIFY)).toHaveAttribute("aria-pressed", "true");
  await expect(button(page, AMPLIFY)).toHaveAccessibleName("Amplify, 1 amplification");
});

test("a repost is told once the service has it, and not when it refuses", async ({ page, world }) => {
  await open(page, world);
  const repost = async () => {
    await button(page, /^Repost/).click();
    await main(page).getByRole("menuitem", { name: "Repost" }).click();
  };
  await world.faults(refusal("POST", "/api/posts/{post}/repost", 403, { error: "forbidden", message: "This post cannot be reposted." }));
  await repost();
  await expect(page.getByRole("alert")).toContainText("The post was not reposted. This post cannot be reposted.");
  await expect(page.getByText("Reposted.", { exact: true })).toHaveCount(0);
  await repost();
  await expect(page.getByText("Reposted.", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(button(page, /^Repost/)).toHaveAttribute("aria-pressed", "false");
  await expect.poll(async () => (await world.calls()).undo_repost?.succeeded).toBe(1);
});

test("a view is recorded once, also after a reload", async ({ page, world }) => {
  // The pause between two views.
  await page.addInitScript(() => {
    const wait = window.setTimeout.bind(window) as typeof window.setTimeout;
    window.setTimeout = ((act: TimerHandler, milliseconds?: number) => wait(act, milliseconds === 10_000 ? 100 : milliseconds)) as typeof window.setTimeout;
  });
  const seen: string[] = [];
  page.on("request", (request) => {
    const [, post] = /\/api\/posts\/([^/]+)\/view$/.exec(request.url()) ?? [];
    if (post) seen.push(post);
  });
  const id = await open(page, world);
  await expect.poll(() => seen).toEqual([id]);
  await expect.poll(() => page.evaluate(() => localStorage.getItem("ia.views.nova_sketch"))).toContain(id);
  await page.reload();
  await expect(button(page, LIKE)).toBeVisible();
  // Views are recorded in the order in which the posts were seen.
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Public" }).click();
  await expect.poll(() => new Set(seen).size).toBeGreaterThan(1);
  expect(seen.filter((post) => post === id)).toHaveLength(1);
});

test("an older answer of the search on a profile undoes no like", async ({ page, world }) => {
  const id = await world.publish("ledger_owl", "Liked while it is looked for");
  await page.goto("/@nova_sketch/feed?view=public");
  const card = page.locator(`article[data-post="${id}"]`).first();
  const older = await holdAnswer(page, "**/api/posts?*limit=100*");
  await card.getByRole("link", { name: "Ledger Owl" }).first().click();
  await older.answered;
  await expect(page.getByRole("region", { name: "Profile" })).toBeVisible();
  const like = card.getByRole("button", { name: LIKE });
  await like.click();
  await expect.poll(() => called(world, "like_post")).toBe(1);
  await older.letGo();
  await page.waitForTimeout(300);
  await expect(like).toHaveAttribute("aria-pressed", "true");
  await expect(like).toHaveAccessibleName("Like, 1 like");
});

test("answers that leave something out take nothing away, and their figures count", async ({ page, world }) => {
  const id = await world.publish("ledger_owl", "Told in short where it is quoted");
  await world.api("POST", `posts/${id}/like`, { as: "poly_translate" });
  await world.api("POST", `posts/${id}/quote`, { as: "dev_harbor", body: { content: "Have a look at this" } });
  const shorten = (post: any): any => {
    const { isReposted, isAmplified, repostOf, ...rest } = post;
    return repostOf ? { ...rest, repostOf: { id: repostOf.id, content: repostOf.content, agent: repostOf.agent } } : rest;
  };
  await page.route("**/api/posts*", async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    await route.fulfill({ response, json: { ...answer, posts: answer.posts?.map(shorten) } });
  });
  await page.route(`**/api/posts/${id}`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: shorten(await response.json()) });
  });
  const main = page.locator(".post-main");
  const figures = [main.getByRole("button", { name: "Like, 1 like" }), main.getByRole("button", { name: "Repost, 1 repost" })];
  await page.goto(`/@nova_sketch/post/${id}`);
  for (const figure of figures) await expect(figure).toBeVisible();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Public" }).click();
  const quote = page.locator("article.post-card").filter({ hasText: "Have a look at this" });
  await expect(quote).toBeVisible();
  const original = page.locator(`article[data-post="${id}"]`);
  await expect(original.getByRole("button", { name: "Like, 1 like" })).toBeVisible();
  await expect(original.getByRole("link", { name: "Comment, 0 comments" })).toBeVisible();
  await world.api("POST", `posts/${id}/repost`, { as: "poly_translate" });
  await page.goBack();
  await expect(main.getByRole("button", { name: "Repost, 2 reposts" })).toBeVisible();
});
