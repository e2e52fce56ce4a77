import type { BrowserContext, Page } from "@playwright/test";

import { expect, signIn, test, type World } from "../helper.ts";
import { HOSTILE } from "./hostile.ts";

const NAME = 50;
const BATCH = 16;

/** Nothing of it ran, and the page is no wider than the window. */
async function expectIntact(page: Page) {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), "horizontal scroll").toBeLessThanOrEqual(0);
  const foreign = await page.locator("main :is(script, iframe, object, embed, base, meta, style, link, marquee, math, [onerror], [onload], [onfocus], [onmouseover])").count();
  expect(foreign, "elements that came out of a text").toBe(0);
  const links = await page.locator("main a").evaluateAll((found) => found.map((link) => [(link as HTMLAnchorElement).protocol, (link as HTMLAnchorElement).origin === location.origin, (link as HTMLAnchorElement).rel] as const));
  for (const [protocol, own, rel] of links) {
    expect(["http:", "https:"]).toContain(protocol);
    if (!own) expect(rel).toBe("noopener nofollow ugc");
  }
}

function failOnDialogs(context: BrowserContext, problems: string[]) {
  context.on("dialog", (dialog) => {
    problems.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
}

/** A hostile text through the API; `null` where the service refuses it. */
async function sent(world: World, path: string, content: string): Promise<{ id: string; content: string } | null> {
  const { status, json } = await world.api("POST", path, { as: "ledger_owl", body: { content, mediaType: "TEXT" } });
  return status === 201 ? json.post ?? json.comment ?? json : null;
}

test.beforeEach(async ({ context, world, problems }) => {
  failOnDialogs(context, problems);
  await world.limits({ read: 100_000, write: 100_000, auth: 100_000 });
  await signIn(context, world, "nova_sketch");
});

test("there are enough of them", () => expect(new Set(HOSTILE).size).toBeGreaterThanOrEqual(60));

test("in posts they are text", async ({ page, world }) => {
  test.setTimeout(90_000);
  let shown = 0;
  for (let at = 0; at < HOSTILE.length; at += BATCH) {
    const posts = [];
    for (const text of HOSTILE.slice(at, at + BATCH)) posts.push(await sent(world, "posts", text));
    await page.setViewportSize({ width: at % 32 ? 320 : 1280, height: 800 });
    await page.goto("/@nova_sketch/feed?view=public");
    // The newest stands above; what is far from the window is not in the document.
    for (const post of posts.reverse()) {
      if (!post) continue;
      const text = page.locator(`article[data-post="${post.id}"] .post-text`);
      await expect(async () => {
        if (!(await text.count())) await page.mouse.wheel(0, 600);
        await expect(text).toHaveCount(1, { timeout: 200 });
      }, post.content).toPass({ timeout: 10_000 });
      expect(await text.evaluate((element) => element.textContent)).toBe(post.content);
      shown++;
    }
    await expectIntact(page);
  }
  expect(shown).toBeGreaterThanOrEqual(60);
});

test("in comments they are text", async ({ page, world }) => {
  test.setTimeout(90_000);
  let shown = 0;
  for (let at = 0; at < HOSTILE.length; at += BATCH) {
    const post = await world.publish("ledger_owl", `Comments from ${at}`);
    const comments = [];
    for (const text of HOSTILE.slice(at, at + BATCH)) comments.push(await sent(world, `posts/${post}/comments`, text));
    await page.setViewportSize({ width: at % 32 ? 1280 : 320, height: 800 });
    await page.goto(`/@nova_sketch/post/${post}`);
    const accepted = comments.filter((comment) => comment !== null);
    const texts = page.getByRole("list", { name: "Comments" }).locator(".post-text");
    await expect(texts).toHaveCount(accepted.length);
    expect((await texts.evaluateAll((found) => found.map((element) => element.textContent))).sort()).toEqual(accepted.map(({ content }) => content).sort());
    shown += accepted.length;
    await expectIntact(page);
  }
  expect(shown).toBeGreaterThanOrEqual(60);
});

test("in names and profiles they are text", async ({ page, world }) => {
  test.setTimeout(120_000);
  let shown = 0;
  for (const text of HOSTILE) {
    const name = [...text].slice(0, NAME).join("");
    const { status } = await world.api("PATCH", "agents/me", { as: "ledger_owl", body: { name, bio: text } });
    if (status !== 200) continue;
    const { json } = await world.api("GET", "agents/ledger_owl");
    const agent = json.agent ?? json;
    await page.goto("/@nova_sketch/agents/ledger_owl?tab=followers");
    const head = page.getByRole("region", { name: "Profile" });
    await expect(head.locator(".post-text")).toBeAttached();
    expect(await head.locator(".post-text").evaluate((element) => element.textContent)).toBe(agent.bio);
    expect(await head.evaluate((element) => element.textContent)).toContain(agent.name);
    await expectIntact(page);
    shown++;
  }
  expect(shown).toBeGreaterThanOrEqual(60);
});

test("in services and orders they are text", async ({ page, world }) => {
  test.setTimeout(120_000);
  let shown = 0;
  for (let at = 0; at < HOSTILE.length; at += 8) {
    const offered = [];
    for (const text of HOSTILE.slice(at, at + 8)) {
      const [title, shortDesc] = [100, 200].map((most) => [...text].slice(0, most).join(""));
      const body = { title, shortDesc, description: text, price: 500, deliveryDays: 1, revisions: 1, category: "OTHER", tags: [...text].length > 40 ? [] : [text] };
      const { status, json } = await world.api("POST", "marketplace/services", { as: "ledger_owl", body });
      if (status === 201) offered.push((json.service ?? json) as { id: string; title: string; description: string });
    }
    await page.setViewportSize({ width: at % 16 ? 320 : 1280, height: 800 });
    await page.goto("/@nova_sketch/marketplace");
    const titles = page.locator(".service-title");
    await expect(titles.first()).toBeVisible();
    const seen = await titles.evaluateAll((found) => found.map((element) => element.textContent));
    for (const { title } of offered) expect(seen).toContain(title);
    await expectIntact(page);
    const [first] = offered;
    if (first) {
      await page.goto(`/@nova_sketch/marketplace/${first.id}`);
      const description = page.getByRole("region", { name: "Offer" }).locator(".post-text");
      await expect(description).toBeAttached();
      expect(await description.evaluate((element) => element.textContent)).toBe(first.description);
      await expectIntact(page);
      const order = { serviceId: first.id, requirements: first.description, paymentMethod: "CRYPTO_USDC" };
      const { json } = await world.api("POST", "marketplace/orders", { as: "nova_sketch", body: order });
      const id = (json.order ?? json).id as string;
      const said = [];
      for (const content of HOSTILE.slice(at, at + 8)) {
        const attachments = [`https://example.com/${encodeURIComponent([...content].slice(0, 100).join(""))}`];
        const { status, json } = await world.api("POST", `marketplace/orders/${id}/messages`, { as: "ledger_owl", body: { content, attachments } });
        if (status === 201) said.push((json.message ?? json).content as string);
      }
      await page.goto(`/@nova_sketch/orders/${id}`);
      const wished = page.getByRole("region", { name: "Requirements" }).locator(".post-text");
      await expect(wished).toBeAttached();
      expect(await wished.evaluate((element) => element.textContent)).toBe(first.description);
      const messages = page.getByRole("list", { name: "Messages" }).locator(".post-text");
      await expect(messages).toHaveCount(said.length);
      expect((await messages.evaluateAll((found) => found.map((element) => element.textContent))).sort()).toEqual(said.sort());
      await expectIntact(page);
      await page.goto("/@nova_sketch/orders");
      await expect(page.locator(".order-card").first()).toBeVisible();
      await expectIntact(page);
    }
    shown += offered.length;
  }
  expect(shown).toBeGreaterThanOrEqual(60);
});

test("typed by oneself they are published and quoted as they stand", async ({ page, world }) => {
  test.slow();
  await page.goto("/@nova_sketch/feed?view=public");
  const form = page.getByRole("main").getByRole("form", { name: "New post" });
  for (const text of HOSTILE.filter((_, at) => at % 12 === 0)) {
    await form.getByRole("textbox", { name: "Post text" }).fill(text);
    await form.getByRole("button", { name: "Publish", exact: true }).click();
    await expect(form.getByRole("textbox", { name: "Post text" })).toHaveValue("");
  }
  const post = await world.publish("ledger_owl", HOSTILE[3] ?? "");
  await page.goto(`/@nova_sketch/post/${post}`);
  await page.locator(".post-main").getByRole("button", { name: /^Repost/ }).click();
  await page.getByRole("menuitem", { name: "Quote" }).click();
  const dialog = page.getByRole("dialog", { name: "Quote post" });
  await dialog.getByRole("textbox").fill("<b>quoted</b>");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Published.")).toBeVisible();
  await page.goto(`/@nova_sketch/post/${post}?tab=reposts`);
  await expect(page.getByText("<b>quoted</b>")).toBeVisible();
  await expectIntact(page);
});

test("in every field of the registration and in the address they do no harm", async ({ page, world }) => {
  test.slow();
  await page.goto("/register");
  for (const text of HOSTILE.filter((_, at) => at % 6 === 0)) {
    await page.getByRole("textbox", { name: "Handle" }).fill(text.replaceAll("\n", " "));
    await page.getByRole("textbox", { name: "Name" }).fill(text.replaceAll("\n", " "));
    await page.getByRole("textbox", { name: "About" }).fill(text);
    await page.getByRole("textbox", { name: "Website" }).fill(text.replaceAll("\n", " "));
    await page.getByRole("button", { name: "Register", exact: true }).click();
    await expectIntact(page);
  }
  expect((await world.calls()).register_agent?.succeeded ?? 0).toBe(0);
  for (const text of HOSTILE.filter((_, at) => at % 10 === 0)) {
    await page.goto(`/@nova_sketch/agents/${encodeURIComponent(text.slice(0, 60))}`);
    await expect(page.getByRole("heading").first()).toBeVisible();
    await expectIntact(page);
  }
});

test("looked for and among the recent searches they are text", async ({ page }) => {
  test.slow();
  await page.goto("/@nova_sketch/search");
  const field = page.getByRole("searchbox", { name: "Search" });
  for (const text of HOSTILE.filter((_, at) => at % 6 === 0)) {
    const typed = text.replaceAll("\n", " ").slice(0, 200);
    await field.fill(typed);
    await field.press("Enter");
    await expect(field).toHaveValue(typed);
    await expect(page.getByRole("heading").first()).toBeVisible();
    await expectIntact(page);
  }
  const lines = HOSTILE.filter((text) => text.trim() && !text.includes("\n"));
  for (let at = 0; at < lines.length; at += 8) {
    const kept = lines.slice(at, at + 8);
    await page.evaluate((kept) => localStorage.setItem("ia.searches", JSON.stringify(kept)), kept);
    await page.goto("/@nova_sketch/search");
    const shown = page.getByRole("region", { name: "Recent searches" }).locator("li bdi");
    await expect(shown).toHaveCount(kept.length);
    expect(await shown.evaluateAll((found) => found.map((search) => search.textContent))).toEqual(kept);
    await expectIntact(page);
  }
});
