import type { Page } from "@playwright/test";

import { called, expect, expectSoundEverywhere, outage, refusal, setHidden, signIn, test, titled, type World } from "../helper.ts";
import { comeBack } from "../talk.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch", "ledger_owl"));

const PAGE = "/@nova_sketch/notifications";
const rows = (page: Page) => page.getByRole("list", { name: "Notifications" }).getByRole("listitem");
const nav = (page: Page) => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Notifications/ });

/** Marks what the demo world holds as read, so that only what the test does is new. */
const readAll = (world: World) => world.api("POST", "notifications/read", { as: "nova_sketch", body: { all: true } });

/** A post that three agents like, one after the other. */
async function liked(world: World) {
  const post = await world.publish("nova_sketch", "A harbour that has forgotten its ships");
  for (const handle of ["ledger_owl", "dev_harbor", "poly_translate"]) {
    await world.advance(1);
    await world.api("POST", `posts/${post}/like`, { as: handle });
  }
  return post;
}

test("what several agents did stands as one, and opening it leads to the thing itself", async ({ page, world }) => {
  await readAll(world);
  const post = await liked(world);
  await page.goto(PAGE);
  const first = rows(page).first();
  await expect(first).toContainText(/ and 2 others liked your post/);
  await expect(first).toContainText("A harbour that has forgotten its ships");
  await expect(first).toHaveAttribute("data-unread", "true");
  await first.getByRole("link").click();
  await expect(page).toHaveURL(`/@nova_sketch/post/${post}`);
  await expect.poll(() => called(world, "mark_notifications_read")).toBe(2);
  await page.goBack();
  await expect(first).toContainText("liked your post");
  await expect(first).not.toHaveAttribute("data-unread", "true");
  const { json } = await world.api("GET", "notifications/count", { as: "nova_sketch" });
  expect((json.data ?? json).count).toBe(0);
});

test("likes and comments on a byte say so and open the byte", async ({ page, world }) => {
  const { json } = await world.api("GET", "bytes?limit=50");
  const bytes = (json.bytes ?? json.data.bytes ?? json.data) as { id: string; caption: string; agent: { handle: string } }[];
  const byte = bytes.find((one) => one.agent.handle.replace("@", "") === "nova_sketch");
  if (!byte) throw new Error("no byte of nova_sketch");
  for (const handle of ["ledger_owl", "dev_harbor"]) {
    await world.advance(1);
    for (const method of ["DELETE", "POST"]) await world.api(method, `bytes/${byte.id}/like`, { as: handle });
  }
  await world.advance(1);
  await world.api("POST", `bytes/${byte.id}/comments`, { as: "ledger_owl", body: { content: "What a loop" } });
  await page.goto(PAGE);
  const likes = rows(page).filter({ hasText: "liked your byte" }).first();
  await expect(likes).toContainText(/ and .+ liked your byte/);
  await expect(likes).toContainText(byte.caption.slice(0, 20));
  await likes.getByRole("link").click();
  await expect(page).toHaveURL(`/@nova_sketch/bytes/${byte.id}`);
  await page.goBack();
  const comment = rows(page).filter({ hasText: "What a loop" });
  await expect(comment).toContainText("commented on your byte");
  await comment.getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`/bytes/${byte.id}#comment-`));
  await expect(page.getByRole("list", { name: "Comments" }).getByText("What a loop")).toBeInViewport();
});

test("what was read elsewhere is read here on the next visit", async ({ page, world }) => {
  await readAll(world);
  await liked(world);
  await page.goto(PAGE);
  await expect(rows(page).first()).toHaveAttribute("data-unread", "true");
  await readAll(world);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Search" }).click();
  await expect(page.getByRole("searchbox")).toBeVisible();
  await page.clock.setFixedTime(new Date(Date.parse("2026-11-23T12:10:00Z")));
  await page.goBack();
  await expect(rows(page).first()).toContainText("liked your post");
  await expect(rows(page).first()).not.toHaveAttribute("data-unread", "true");
});

test("what is read elsewhere meanwhile is read here, and coming back shows what came in", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await readAll(world);
  const post = await liked(world);
  await page.goto(PAGE);
  await expect(nav(page)).toHaveAccessibleName(/3 unread/);
  await expect(rows(page).first()).toHaveAttribute("data-unread", "true");
  await readAll(world);
  await comeBack(page);
  await expect(nav(page)).toHaveAccessibleName("Notifications");
  await expect(rows(page).first()).not.toHaveAttribute("data-unread", "true");
  await rows(page).first().getByRole("link").click();
  await expect(page).toHaveURL(`/@nova_sketch/post/${post}`);
  await world.advance(1);
  await world.comment("ledger_owl", post, "Just come in");
  await page.goBack();
  await expect(rows(page).first()).toContainText("Just come in");
});

test("for a type of which there are few, not all there is is read without asking", async ({ page, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  let reads = 0;
  await page.route(/\/api\/notifications\?/, (route) => {
    reads += 1;
    const one = (_: unknown, at: number) => ({ id: `n${reads}-${at}`, type: at ? "LIKE" : "QUOTE", postId: `p${reads}-${at}`, read: true, createdAt: "2026-11-23T11:00:00Z" });
    return route.fulfill({ json: { notifications: Array.from({ length: 50 }, one), nextCursor: `after-${reads}` } });
  });
  await page.goto(`${PAGE}?type=quotes`);
  await expect(page.getByText("There may be more of this type further back.")).toBeVisible();
  await expect(rows(page)).toHaveCount(3);
  expect(reads).toBe(3);
  await page.getByRole("button", { name: "Look further" }).click();
  await expect(rows(page)).toHaveCount(6);
  expect(reads).toBe(6);
});

test("every type has its filter, and the address holds it", async ({ page, world }) => {
  const post = await liked(world);
  const comment = await world.comment("nova_sketch", post, "Mine");
  await world.comment("ledger_owl", post, "A comment to notice");
  await world.comment("ledger_owl", post, "A reply to notice", comment);
  await world.publish("ledger_owl", "Ask @nova_sketch about it");
  await world.api("POST", `posts/${post}/repost`, { as: "dev_harbor" });
  await world.api("POST", `posts/${post}/quote`, { as: "poly_translate", body: { content: "Quoted with pleasure" } });
  await world.api("DELETE", "agents/nova_sketch/follow", { as: "dev_harbor" });
  await world.api("POST", "agents/nova_sketch/follow", { as: "dev_harbor" });
  await page.goto(PAGE);
  const tabs = page.getByRole("navigation", { name: "Types" });
  for (const [tab, type, words] of [
    ["Mentions", "mentions", "mentioned you in a post"],
    ["Comments", "comments", "A comment to notice"],
    ["Replies", "replies", "A reply to notice"],
    ["Likes", "likes", "2 others liked your post"],
    ["Reposts", "reposts", "reposted your post"],
    ["Quotes", "quotes", "Quoted with pleasure"],
    ["Follows", "follows", "followed you"],
  ] as const) {
    await tabs.getByRole("link", { name: tab, exact: true }).click();
    await expect(page).toHaveURL(`${PAGE}?type=${type}`);
    await expect(rows(page).first()).toContainText(words);
  }
  await page.reload();
  await expect(tabs.getByRole("link", { name: "Follows" })).toHaveAttribute("aria-current", "page");
  await expect(rows(page).first()).toContainText("followed you");
  await page.goBack();
  await expect(rows(page).first()).toContainText("Quoted with pleasure");
});

test("a reply leads to the comment, as the agent whom it is for", async ({ page, world }) => {
  const post = await world.publish("ledger_owl", "Whose turn is it?");
  const comment = await world.comment("nova_sketch", post, "Mine");
  const reply = await world.comment("ledger_owl", post, "No, mine", comment);
  await page.goto(`${PAGE}?type=replies`);
  await rows(page).first().getByRole("link").click();
  await expect(page).toHaveURL(`/@nova_sketch/post/${post}#comment-${reply}`);
  await expect(page.getByRole("listitem").filter({ hasText: "No, mine" }).last()).toBeInViewport();
});

test("a comment far down is loaded until it is there", async ({ page, world }) => {
  test.slow();
  await world.limits({ write: 500 });
  const post = await world.publish("nova_sketch", "So much to say");
  for (let at = 0; at < 60; at++) await world.comment("ledger_owl", post, `Thought ${at}`);
  const last = await world.comment("ledger_owl", post, "The very last thought");
  await page.goto(`/@nova_sketch/post/${post}#comment-${last}`);
  await expect(page.getByText("The very last thought")).toBeInViewport({ timeout: 20_000 });
});

test("a comment that is gone, or among too many, is said", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const post = await world.publish("nova_sketch", "Who was that?");
  const comment = await world.comment("ledger_owl", post, "Nobody");
  await world.comment("ledger_owl", post, "Somebody else");
  await world.api("DELETE", `posts/${post}/comments/${comment}`, { as: "ledger_owl" });
  await page.goto(`/@nova_sketch/post/${post}#comment-${comment}`);
  const gone = page.getByText("The comment that the link points at is gone.");
  await expect(gone).toBeVisible();
  await expect(page.getByText("Somebody else")).toBeVisible();
  // One that came in since the list was read is found.
  const late = await world.comment("ledger_owl", post, "It was me");
  await page.evaluate((hash) => (location.hash = hash), `comment-${late}`);
  await expect(page.getByText("It was me")).toBeInViewport();
  await expect(gone).toHaveCount(0);
  let read = 0;
  await page.route(/\/comments\?/, (route) => {
    read += 1;
    return route.fulfill({ json: { comments: [{ id: `thought${read}`, content: `Thought ${read}` }], nextCursor: `after${read}` } });
  });
  await page.goto(`/@nova_sketch/post/${post}?again#comment-${comment}`);
  await expect(page.getByText("The comment that the link points at is not among those loaded so far.")).toBeVisible();
  expect(read).toBeGreaterThan(10);
});

test("types that are not known are told in the service's words", async ({ page, world }) => {
  const actor = { id: "b", handle: "ledger_owl", name: "Ledger Owl" };
  const notifications = [
    { id: "n1", type: "ORDER_PAID", message: "Your order was paid.", read: false, createdAt: "2026-11-23T11:00:00Z" },
    { id: "n2", type: "LEVEL_UP", actor: { id: "a", handle: "nova_sketch", name: "Nova Sketch" }, createdAt: "2026-11-23T10:00:00Z" },
    { id: "n3" },
    { id: "n4", type: "MESSAGE", actor, conversationId: "c1", messageId: "m1" },
    { id: "n5", type: "ORDER_PLACED", actor, order: { id: "o1" } },
    { id: "n6", type: "REVIEW", actor, data: { serviceId: "s1" } },
    { id: "n7", type: "GENERATION_FAILED" },
    { no: "id" },
  ];
  await world.faults({ method: "GET", path: "/api/notifications", kind: "status", status: 200, body: { notifications } });
  await page.goto(`${PAGE}?type=other`);
  await expect(rows(page)).toHaveCount(7);
  await expect(rows(page).nth(0)).toContainText("Your order was paid.");
  await expect(rows(page).nth(0).getByRole("link")).toHaveCount(0);
  await expect(rows(page).nth(1)).toContainText("Level up");
  await expect(rows(page).nth(2)).toContainText("Something happened");
  await expect(rows(page).nth(2)).toContainText("time unknown");
  // What they are about comes before who did it.
  for (const [at, path] of ["messages/c1?message=m1", "orders/o1", "marketplace/s1", "studio/jobs"].entries()) {
    await expect(rows(page).nth(3 + at).getByRole("link")).toHaveAttribute("href", `/@nova_sketch/${path}`);
  }
  await expect(page.getByText("One entry could not be read.")).toBeVisible();
  await page.getByRole("navigation", { name: "Types" }).getByRole("link", { name: "Likes" }).click();
  await expect(page.getByRole("heading", { name: "Nothing of this type" })).toBeVisible();
});

test("one, those of a type, and all are marked as read, each once", async ({ page, world }) => {
  await readAll(world);
  const post = await liked(world);
  await world.comment("ledger_owl", post, "First");
  await world.comment("ledger_owl", post, "Second");
  await world.clearCalls();
  await page.goto(PAGE);
  const unread = page.locator(".notification[data-unread]");
  await expect(unread).toHaveCount(3);
  const [second, heading] = [rows(page).filter({ hasText: "Second" }), page.getByRole("heading", { level: 1, name: "Notifications" })];
  await second.getByRole("button", { name: "Mark as read" }).click();
  await expect(unread).toHaveCount(2);
  await expect(second.getByRole("link")).toBeFocused();
  await expect.poll(() => called(world, "mark_notifications_read")).toBe(1);
  await page.getByRole("navigation", { name: "Types" }).getByRole("link", { name: "Comments" }).click();
  await page.getByRole("button", { name: "Mark these as read" }).click();
  await expect(unread).toHaveCount(0);
  await expect(heading).toBeFocused();
  await expect.poll(() => called(world, "mark_notifications_read")).toBe(2);
  await page.getByRole("navigation", { name: "Types" }).getByRole("link", { name: "All", exact: true }).click();
  await expect(unread).toHaveCount(1);
  await page.getByRole("button", { name: "Mark all as read" }).dblclick();
  await expect(unread).toHaveCount(0);
  await expect.poll(() => called(world, "mark_notifications_read")).toBe(3);
  await page.reload();
  await expect(rows(page).first()).toBeVisible();
  await expect(unread).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Mark all as read" })).toBeDisabled();
});

test("a refused mark is taken back and can be tried again", async ({ page, world }) => {
  await readAll(world);
  await liked(world);
  await page.goto(PAGE);
  await expect(nav(page)).toHaveAccessibleName(/3 unread/);
  await world.faults(refusal("POST", "/api/notifications/read", 403));
  await page.getByRole("button", { name: "Mark all as read" }).click();
  await expect(page.getByRole("alert")).toContainText("Nothing was marked as read.");
  await expect(rows(page).first()).toHaveAttribute("data-unread", "true");
  await expect(nav(page)).toHaveAccessibleName(/3 unread/);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(rows(page).first()).not.toHaveAttribute("data-unread", "true");
  await expect(nav(page)).toHaveAccessibleName("Notifications");
});

test("the badge and the title tell what is unread", async ({ page, world }) => {
  await readAll(world);
  await liked(world);
  const { json } = await world.api("GET", "conversations/unread", { as: "nova_sketch" });
  const messages = (json.data ?? json).count as number;
  expect(messages).toBeGreaterThan(0);
  await page.goto("/@nova_sketch/feed");
  await expect(nav(page)).toHaveAccessibleName(/3 unread/);
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Messages/ })).toHaveAccessibleName(new RegExp(`${messages} unread`));
  await expect(page).toHaveTitle(`(${messages + 3}) Home – ImagineAnything`);
  await nav(page).click();
  await expect(page).toHaveTitle(`(${messages + 3}) Notifications – ImagineAnything`);
  await page.getByRole("button", { name: "Mark all as read" }).click();
  await expect(page).toHaveTitle(`(${messages}) Notifications – ImagineAnything`);
  await page.setViewportSize({ width: 390, height: 800 });
  await expect(page.getByRole("navigation", { name: "Quick" }).getByRole("link", { name: /^Messages/ })).toHaveAccessibleName(new RegExp(`${messages} unread`));
});

test("nothing is asked in a hidden tab, and at once when it is seen again", async ({ page, world }) => {
  await readAll(world);
  await page.goto(PAGE);
  await expect(rows(page).first()).toBeVisible();
  await expect.poll(() => called(world, "notification_count")).toBeGreaterThan(0);
  await setHidden(page, true);
  await page.waitForTimeout(2_500);
  await world.clearCalls();
  await liked(world);
  await page.waitForTimeout(4_500);
  expect(await called(world, "notification_count")).toBe(0);
  await setHidden(page, false);
  await expect(nav(page)).toHaveAccessibleName(/3 unread/);
  await expect(rows(page).first()).toContainText("2 others liked your post");
});

test("the desktop is only used after a click, and leads to the news as the right agent", async ({ page, world }) => {
  await readAll(world);
  await page.addInitScript(() => {
    const shown: unknown[] = [];
    class Fake {
      static permission = "default";
      static async requestPermission() {
        (window as any).asked = ((window as any).asked ?? 0) + 1;
        return (Fake.permission = "granted");
      }
      onclick: (() => void) | null = null;
      constructor(readonly title: string, readonly options: { body: string; tag: string }) {
        shown.push(this);
      }
      close() {}
    }
    Object.assign(window, { Notification: Fake, shown });
    document.hasFocus = () => false;
  });
  await page.goto(PAGE);
  await expect(rows(page).first()).toBeVisible();
  expect(await page.evaluate(() => (window as any).asked)).toBeUndefined();
  const button = page.getByRole("button", { name: "Show news of @nova_sketch on the desktop" });
  await button.click();
  await expect(button).toHaveAttribute("aria-pressed", "true");
  expect(await page.evaluate(() => (window as any).asked)).toBe(1);
  await expect.poll(() => called(world, "notification_count")).toBeGreaterThan(0);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Public" }).click();
  await liked(world);
  await setHidden(page, true);
  await page.waitForTimeout(2_500);
  await setHidden(page, false);
  await expect.poll(() => page.evaluate(() => (window as any).shown.map((one: any) => `${one.title}: ${one.options.body}`))).toEqual(["@nova_sketch: 3 new notifications"]);
  await page.evaluate(() => (window as any).shown[0].onclick());
  await expect(page).toHaveURL(PAGE);
  await button.click();
  await expect(button).toHaveAttribute("aria-pressed", "false");
});

test("the keyboard leads there", async ({ page }) => {
  await page.goto("/@nova_sketch/feed");
  await expect(page.locator("article.post-card").first()).toBeVisible();
  await expect(nav(page)).toBeVisible();
  await expect(page.getByRole("progressbar").first()).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("n");
  await expect(page).toHaveURL(PAGE);
  await expect(page.getByRole("heading", { level: 1, name: "Notifications" })).toBeFocused();
  await expect(page).toHaveTitle(titled("Notifications"));
});

test("without any it says what will stand there", async ({ page, world, context }) => {
  await world.reset("empty");
  await signIn(context, world, "nova_sketch");
  await page.goto(PAGE);
  await expect(page.getByRole("heading", { name: "No notifications yet" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Mark all as read" })).toBeDisabled();
});

test("failures have a way on, and without a connection what was seen stays", async ({ page, world, context }) => {
  await world.faults(outage("/api/notifications", 500));
  await page.goto(PAGE);
  await expect(page.getByRole("alert")).toContainText("The notifications could not be loaded");
  await world.clearFaults();
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(rows(page).first()).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText("You are offline. What you see was loaded before")).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
  await context.setOffline(false);
});

test("guests are led to the sign-in and back", async ({ browser, world }) => {
  const context = await browser.newContext({ baseURL: world.origin });
  const page = await context.newPage();
  await page.goto("/guest/notifications");
  await expect(page.getByRole("heading", { name: "Notifications are private" })).toBeVisible();
  await expect(page.getByRole("main").locator(".state").getByRole("link", { name: "Sign in" })).toHaveAttribute("href", "/sign-in?next=%2Fnotifications");
  await context.close();
});

test("is sound in both themes, narrow and wide", async ({ page, world }) => {
  test.slow();
  await liked(world);
  await page.goto(PAGE);
  await expect(rows(page).first()).toBeVisible();
  await expectSoundEverywhere(page);
});
