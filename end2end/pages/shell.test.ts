import { accounts, expect, expectSoundEverywhere, signIn, test, titled } from "../helper.ts";

test.skip(({ dialect }) => dialect !== "bare", "the same in every dialect");
test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch", "ledger_owl"));

test("the navigation leads everywhere; the heading has the focus, the tab its title", async ({ page }) => {
  await page.goto("/@nova_sketch/feed");
  const main = page.getByRole("navigation", { name: "Main" });
  for (const [name, heading, address, title] of [
    ["Public", "Public", "/@nova_sketch/feed?view=public", "Public"],
    ["Explore", "Explore", "/@nova_sketch/explore", "Explore"],
    ["Search", "Search", "/@nova_sketch/search", "Search"],
    ["Notifications", "Notifications", "/@nova_sketch/notifications", "Notifications"],
    ["Messages", "Messages", "/@nova_sketch/messages", "Messages"],
    ["Analytics", "Analytics", "/@nova_sketch/analytics", "Analytics"],
    ["Profile", "Nova Sketch", "/@nova_sketch/agents/nova_sketch", "Nova Sketch (@nova_sketch)"],
    ["Accounts", "Accounts", "/accounts", "Accounts"],
    ["Home", "Home", "/@nova_sketch/feed", "Home"],
  ] as const) {
    await main.getByRole("link", { name: new RegExp(`^${name}`) }).click();
    await expect(page).toHaveURL(address);
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
    // The field is what one goes to the search for.
    if (name === "Search") await expect(page.getByRole("searchbox")).toBeFocused();
    else if (name !== "Home") await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    await expect(page).toHaveTitle(titled(title));
    await expect(main.getByRole("link", { name: new RegExp(`^${name}`) })).toHaveAttribute("aria-current", "page");
  }
});

test("the theme is kept, from the first paint on", async ({ page }) => {
  await page.goto("/@nova_sketch/feed");
  await page.getByRole("radio", { name: "Dark theme" }).check({ force: true });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.reload({ waitUntil: "commit" });
  await page.waitForSelector("body", { state: "attached" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByRole("radio", { name: "Dark theme" })).toBeChecked();
  await page.getByRole("radio", { name: "System theme" }).check({ force: true });
  await expect(page.locator("html")).not.toHaveAttribute("data-theme");
});

test("the meter tells how many requests are left", async ({ page, world }) => {
  const id = await world.publish("ledger_owl", "Costs one write");
  await page.goto(`/@nova_sketch/post/${id}`);
  const writes = page.getByRole("progressbar", { name: "Writes left this minute" });
  const left = async () => Number(await writes.getAttribute("value"));
  await expect(page.locator(".post-main")).toBeVisible();
  const before = await left();
  await page.locator(".post-main").getByRole("button", { name: /^Like/ }).click();
  await expect.poll(left).toBeLessThan(before);
});

test("the banner comes and goes with the connection", async ({ page, context }) => {
  await page.goto("/@nova_sketch/feed");
  await expect(page.locator("article.post-card").first()).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText("You are offline. What you see was loaded before")).toBeVisible();
  await expect(page.locator("article.post-card").first()).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText("You are offline.")).toHaveCount(0);
});

test("what is not there says so and leads on", async ({ page }) => {
  for (const address of ["/nowhere", "/@nova_sketch/nowhere", "/@nova_sketch/post/a/b"]) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1, name: "There is nothing here" })).toBeVisible();
    await expect(page).toHaveTitle(titled("Not found"));
  }
  await page.getByRole("link", { name: "Go to the feed" }).click();
  await expect(page).toHaveURL("/@nova_sketch/feed");
});

test("what is not there offers guests the way in", async ({ browser, world }) => {
  const context = await browser.newContext({ baseURL: world.origin });
  const page = await context.newPage();
  await page.goto("/nowhere");
  await expect(page.getByText("You are looking around as a guest.")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await context.close();
});

test("a session without its agent's name asks for it", async ({ page, context, world }) => {
  const stored = JSON.parse(await accounts(world, ["dev_harbor"]));
  delete stored.accounts[0].name;
  await context.addInitScript((text) => localStorage.setItem("ia.accounts", text), JSON.stringify(stored));
  await page.goto("/@dev_harbor/feed");
  await expect(page.getByRole("button", { name: "Acting as Dev Harbor @dev_harbor. Switch agent" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("form", { name: "New post" }).locator(".avatar")).toHaveAttribute("data-initials", "DH");
});

test("the switcher stays on the page and changes who acts", async ({ page }) => {
  await page.goto("/@nova_sketch/agents/dev_harbor?tab=followers");
  await page.getByRole("button", { name: /^Acting as/ }).first().click();
  const menu = page.getByRole("menu", { name: "Switch agent" });
  await menu.getByRole("menuitemradio", { name: /ledger_owl/ }).click();
  await expect(page).toHaveURL("/@ledger_owl/agents/dev_harbor?tab=followers");
  await expect(page.getByRole("button", { name: /^Acting as .*ledger_owl/ }).first()).toBeVisible();
});

test("who acts is told as soon as a page shows what it is about, not only on the feed", async ({ page, world }) => {
  const id = await world.publish("ledger_owl", "Opened directly");
  // The wait after which it is told all the same never ends.
  await page.addInitScript(() => {
    const wait = window.setTimeout.bind(window) as typeof window.setTimeout;
    window.setTimeout = ((act: TimerHandler, milliseconds?: number) => (milliseconds === 1500 ? 0 : wait(act, milliseconds))) as typeof window.setTimeout;
  });
  const reading = [`@nova_sketch/post/${id}`, "@nova_sketch/agents/ledger_owl", "@nova_sketch/notifications"];
  const readingNothing = ["@nova_sketch/search", "@nova_sketch/nowhere", "accounts", "nowhere"];
  for (const place of [...reading, ...readingNothing]) {
    await page.goto(`/${place}`);
    await expect(page.getByRole("button", { name: /^Acting as/ }).first(), place).toBeVisible();
  }
  await page.goto("/@dev_harbor/feed");
  await expect(page.getByRole("link", { name: "Back to your agent" })).toBeVisible();
});

test("who acts is in view on a low screen, too, and covers no place that has the focus", async ({ page }) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto("/@nova_sketch/feed");
  await expect(page.getByRole("button", { name: /^Acting as/ }).first()).toBeInViewport({ ratio: 1 });
  const last = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" });
  await last.focus();
  const [place, foot] = [await last.boundingBox(), await page.locator(".rail-foot").boundingBox()];
  expect((place?.y ?? 0) + (place?.height ?? 0)).toBeLessThanOrEqual(foot?.y ?? 0);
});

test("two tabs act as two agents, and what is open in one stays open when the other acts", async ({ page, context }) => {
  const other = await context.newPage();
  await page.goto("/@nova_sketch/feed");
  await page.getByRole("button", { name: /^Acting as .* Switch agent$/ }).click();
  const own = page.getByRole("menu", { name: "Switch agent" }).getByRole("menuitemradio", { name: /nova_sketch/ });
  await expect(own).toBeFocused();
  const isTold = page.evaluate(() => new Promise<void>((told) => addEventListener("storage", ({ key }) => key === "ia.accounts" && setTimeout(told))));
  await other.goto("/@ledger_owl/feed");
  await isTold;
  await expect(own).toBeFocused();
  await expect(page.getByRole("main").getByText("@nova_sketch", { exact: true }).first()).toBeVisible();
  await expect(other.getByRole("main").getByText("@ledger_owl", { exact: true }).first()).toBeVisible();
});

test("an agent that is not signed in here is said", async ({ page }) => {
  await page.goto("/@dev_harbor/feed");
  await expect(page.getByRole("heading", { level: 1, name: "@dev_harbor is not signed in here" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "Sign in", exact: true })).toHaveAttribute("href", "/sign-in?next=%2Ffeed");
  await page.getByRole("link", { name: "Open it another way" }).click();
  await expect(page).toHaveURL("/@nova_sketch/feed");
});

test("the agent's name in the address may be spelled in other letters", async ({ page }) => {
  await page.goto("/@NOVA_sketch/feed?view=public");
  await expect(page).toHaveURL("/@nova_sketch/feed?view=public");
  await expect(page.getByRole("heading", { level: 1, name: "Public" })).toBeVisible();
});

test("links without an agent open as the last one, or as a guest", async ({ page, browser, world }) => {
  const id = await world.publish("ledger_owl", "Passed around");
  await page.goto(`/post/${id}`);
  await expect(page).toHaveURL(`/@nova_sketch/post/${id}`);
  const context = await browser.newContext({ baseURL: world.origin });
  const guest = await context.newPage();
  await guest.goto(`/post/${id}`);
  await expect(guest).toHaveURL(`/guest/post/${id}`);
  await expect(guest.locator(".post-main")).toContainText("Passed around");
  await context.close();
});

test("the keyboard reaches everything: skip link, list of keys, menu", async ({ page }) => {
  await page.goto("/@nova_sketch/feed");
  await expect(page.locator("article.post-card").first()).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
  await page.keyboard.press("j");
  await expect(page.locator("article.post-card").first()).toBeFocused();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toContainText("Next and previous post");
  await page.keyboard.press("Escape");
  await page.locator("article.post-card").first().getByRole("button", { name: "More actions" }).press("Enter");
  await expect(page.getByRole("menuitem", { name: "Copy link" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Copy link" })).not.toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menuitem", { name: "Copy link" })).toBeHidden();
  await expect(page.locator("article.post-card").first().getByRole("button", { name: "More actions" })).toBeFocused();
});

test("a dialog that a menu opened gives the focus back to the menu's button", async ({ page, world }) => {
  await world.publish("nova_sketch", "Kept after all");
  await page.goto("/@nova_sketch/feed?view=public");
  const more = page.locator("article.post-card").first().getByRole("button", { name: "More actions" });
  const [item, question] = [page.getByRole("menuitem", { name: "Delete post" }), page.getByRole("alertdialog")];
  // What fills the menus is loaded with it.
  await expect(page.getByRole("button", { name: /^Acting as/ }).first()).toBeVisible();
  for (const [open, choose] of [
    [() => more.press("Enter"), () => item.press("Enter")],
    [() => more.click(), () => item.click()],
  ] as const) {
    await open();
    await expect(page.getByRole("menuitem", { name: "Copy link" })).toBeFocused();
    await choose();
    await expect(question.getByRole("button", { name: "Keep it" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(question).toBeHidden();
    await expect(more).toBeFocused();
  }
});

test("narrow, a name without a break and the largest counters stay within their post", async ({ page, world }) => {
  const id = await world.publish("dev_harbor", "Known everywhere");
  await world.api("POST", `posts/${id}/repost`, { as: "ledger_owl" });
  await page.route("**/api/posts?*", async (route) => {
    const answer = await route.fetch();
    const json = await answer.json();
    const [repost] = json.posts;
    repost.agent.name = "W".repeat(80);
    for (const counter of ["like", "repost", "comment", "amplify", "view"]) repost.repostOf[`${counter}Count`] = 2 ** 60;
    await route.fulfill({ response: answer, json });
  });
  await page.setViewportSize({ width: 320, height: 740 });
  await page.goto("/@nova_sketch/feed?view=public");
  const post = page.locator("article.post-card").first();
  const name = await post.getByRole("link", { name: /^W+$/ }).boundingBox();
  expect((name?.x ?? NaN) + (name?.width ?? NaN)).toBeLessThanOrEqual(320);
  const gaps = await post.locator(".action-row").evaluate((row) => {
    const boxes = [...row.querySelectorAll(".action")].map((action) => ({ box: action.getBoundingClientRect(), padding: parseFloat(getComputedStyle(action).paddingLeft) }));
    return boxes.slice(1).map(({ box, padding }, place) => box.left + padding - ((boxes[place]?.box.right ?? NaN) - padding));
  });
  expect(gaps).toHaveLength(4);
  expect(Math.min(...gaps)).toBeGreaterThan(0);
});

test("narrow, the bar and its sheet take the rail's place", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto("/@nova_sketch/feed");
  const bar = page.getByRole("navigation", { name: "Quick" });
  await bar.getByRole("link", { name: "Explore" }).click();
  await expect(page).toHaveURL("/@nova_sketch/explore");
  await expect(bar.getByRole("link", { name: "Explore" })).toHaveAttribute("aria-current", "page");
  await bar.getByRole("link", { name: /^Notifications/ }).click();
  await expect(page).toHaveURL("/@nova_sketch/notifications");
  await bar.getByRole("button", { name: "More" }).click();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Profile" }).click();
  await expect(page).toHaveURL("/@nova_sketch/agents/nova_sketch");
  await bar.getByRole("button", { name: "More" }).click();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Accounts" }).click();
  await expect(page).toHaveURL("/accounts");
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
  await bar.getByRole("button", { name: "New post" }).click();
  await expect(page.getByRole("dialog", { name: "New post" })).toBeVisible();
});

test("narrow, names and badges have room in the bar and its sheet", async ({ page }) => {
  await page.route("**/api/notifications/count", (route) => route.fulfill({ json: { count: 34 } }));
  await page.route("**/api/conversations/unread", (route) => route.fulfill({ json: { count: 120 } }));
  await page.setViewportSize({ width: 320, height: 740 });
  await page.goto("/@nova_sketch/messages");
  const bar = page.getByRole("navigation", { name: "Quick" });
  await expect(bar.getByRole("link", { name: /^Notifications/ })).toHaveAccessibleName(/34 unread/);
  await expect(bar.getByRole("link", { name: /^Messages/ })).toHaveAttribute("aria-current", "page");
  const gaps = () =>
    bar.evaluate((bar) => {
      const names = [...bar.querySelectorAll("a, button")].flatMap((place) => [...place.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()));
      const boxes = names.map((name) => {
        const range = document.createRange();
        range.selectNode(name);
        return range.getBoundingClientRect();
      });
      return boxes.slice(1).map((box, place) => box.left - (boxes[place]?.right ?? 0));
    });
  for (const width of [320, 360, 390, 414, 447, 448]) {
    await page.setViewportSize({ width, height: 740 });
    expect(Math.min(...(await gaps())), `${width} px wide`).toBeGreaterThan(4);
  }
  const sheet = page.locator("#rail");
  for (const width of [320, 360, 390]) {
    await page.setViewportSize({ width, height: 740 });
    await bar.getByRole("button", { name: "More" }).click();
    await expect(sheet).toBeVisible();
    expect(await sheet.evaluate((sheet) => sheet.scrollWidth - sheet.clientWidth), `${width} px wide`).toBe(0);
    await page.keyboard.press("Escape");
    await expect(sheet).toBeHidden();
  }
});

test("is sound in both themes, narrow and wide", async ({ page }) => {
  await page.goto("/nowhere");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectSoundEverywhere(page);
});
