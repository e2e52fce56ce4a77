// From a press to the paint of what it changes, on a slow machine.

import { FEED, pacing, postsPainted, profile, slow, tab } from "./browser.mjs";
import { quantile } from "./stats.mjs";
import { row } from "./table.mjs";

async function openFeed(browser, site) {
  const context = await profile(browser, site);
  const { page, devtools } = await tab(context);
  await page.goto(site.origin + FEED);
  await postsPainted(page);
  await page.waitForTimeout(1500);
  await pacing(devtools, slow.cpu);
  return { context, page };
}

/** Likes the first posts, and takes each like back. */
async function likes(page, presses) {
  const times = [];
  for (let press = 0; press < presses; press += 1) {
    const time = await page.evaluate((at) => {
      const button = document.querySelectorAll('.post-card .action[data-kind="like"]')[at];
      const before = button.ariaPressed;
      return bench.press(button, () => button.ariaPressed !== before);
    }, Math.floor(press / 2) % 10);
    times.push(time);
    await page.waitForTimeout(150);
  }
  return times;
}

/** The links of a round through the app, and what stands on the page behind each. */
const ROUND = [
  ["feed to post", ".post-card .post-time", ".post-main"],
  ["back to feed", null, ".post-card:not(.skeleton) .action-row"],
  ["feed to profile", ".post-card .agent-name", ".profile-head:not(.skeleton)"],
  ["back to feed", null, ".post-card:not(.skeleton) .action-row"],
];

/** Changes the route; gives the time until the other page was painted. */
const change = (page, link, shown) =>
  page.evaluate(
    ([link, shown]) => {
      const old = document.querySelector("main");
      const path = location.pathname;
      const arrived = () => location.pathname !== path && document.querySelector("main") !== old && document.querySelector(`main ${shown}`);
      const element = link ? document.querySelector(link) : { click: () => history.back() };
      return bench.press(element, arrived);
    },
    [link, shown],
  );

/** Walks the round again and again; the first time loads code and data, and does not count. */
async function routes(page, rounds) {
  const times = [];
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, link, shown] of ROUND) {
      const time = await change(page, link, shown);
      if (round > 0) times.push({ name, time });
      await page.waitForTimeout(round > 0 ? 250 : 1500);
    }
  }
  return times;
}

export async function pressingRows(browser, site, quick) {
  const { context, page } = await openFeed(browser, site);
  const liked = await likes(page, quick ? 20 : 40);
  const changed = await routes(page, quick ? 5 : 10);
  await context.close();
  const p95 = (values) => quantile(values, 0.95);
  const of = (name) => p95(changed.filter((change) => change.name === name).map((change) => change.time));
  const note = ["feed to post", "feed to profile", "back to feed"].map((name) => `${name} ${of(name).toFixed(0)}`).join(", ");
  return [
    row("press like to painted, 4×, p95", "milliseconds", p95(liked), { most: 50, details: liked }),
    row("warm change of page to painted, 4×, p95", "milliseconds", p95(changed.map((change) => change.time)), { most: 150, note, details: changed }),
  ];
}
