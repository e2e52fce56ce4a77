// Large areas, opened from nothing: how long it takes until what one comes for is painted, on a slow machine.

import { profile, slow, tab } from "./browser.mjs";
import { HANDLE } from "./service.mjs";
import { median } from "./stats.mjs";
import { row } from "./table.mjs";

/** What is opened, and by what it is known to be there. */
const AREAS = [
  { name: "form of the studio", path: `/@${HANDLE}/studio`, sign: ".studio form textarea" },
  { name: "figures of the analytics", path: `/@${HANDLE}/analytics`, sign: ".metrics:not(.skeleton) .metric-value" },
];

/** The time until it was painted, in a profile of its own. */
async function timeToOpen(browser, site, { path, sign }) {
  const context = await profile(browser, site);
  const { page } = await tab(context, slow.cpu);
  await page.goto(site.origin + path, { waitUntil: "commit" });
  const time = await page.evaluate((sign) => bench.painted(() => document.querySelector(sign)), sign);
  await context.close();
  return time;
}

export async function openingRows(browser, site, runs) {
  const rows = [];
  for (const area of AREAS) {
    const times = [];
    for (let run = 0; run < runs; run += 1) times.push(await timeToOpen(browser, site, area));
    rows.push(row(`${area.name} painted, first visit, 4×, median`, "milliseconds", median(times), { details: times }));
  }
  return rows;
}
