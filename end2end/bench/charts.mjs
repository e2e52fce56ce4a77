// A chart of many points: how long it takes until it is painted, and until it follows the pointer, on a slow machine.

import { pacing, profile, slow, tab } from "./browser.mjs";
import { HANDLE } from "./service.mjs";
import { quantile } from "./stats.mjs";
import { row } from "./table.mjs";

const POINTS = 5_000;
const DAY = 86_400_000;

/** As many days as a file of snapshots. */
function file() {
  const snapshot = (_, index) => ({
    day: new Date(Date.now() - (index + 1) * DAY).toISOString().slice(0, 10),
    at: 1,
    figures: { followers: Math.round(9_000 - index + 300 * Math.sin(index / 40)) },
  });
  const snapshots = Array.from({ length: POINTS }, snapshot);
  return Buffer.from(JSON.stringify({ format: "imagineanything-snapshots", version: 1, agent: HANDLE, snapshots }));
}

const CHART = ".recorded .chart-plot";

/** Goes over the chart from left to right; gives the times from each move to its paint. */
const moves = (page, count) =>
  page.evaluate(
    async ([chart, count]) => {
      const plot = document.querySelector(chart);
      plot.scrollIntoView({ block: "center" });
      const { left, width, top } = plot.getBoundingClientRect();
      const times = [];
      for (let move = 0; move < count; move += 1) {
        const before = plot.getAttribute("aria-valuenow");
        const begun = performance.now();
        const followed = () => plot.getAttribute("aria-valuenow") !== before;
        const painted = bench.painted(followed);
        const place = { bubbles: true, clientX: left + 60 + ((width - 80) * (move + 1)) / count, clientY: top + 60 };
        plot.dispatchEvent(new PointerEvent("pointermove", place));
        times.push((await painted) - begun);
      }
      return times;
    },
    [CHART, count],
  );

export async function chartRows(browser, site, quick) {
  const context = await profile(browser, site);
  const { page, devtools } = await tab(context);
  await page.goto(`${site.origin}/@${HANDLE}/analytics?tab=time`);
  await page.locator(".recorded").waitFor();
  await page.locator(".recorded input[type=file]").setInputFiles({ name: "snapshots.json", mimeType: "application/json", buffer: file() });
  await page.locator(CHART).waitFor();
  await pacing(devtools, slow.cpu);
  const drawn = [];
  for (let time = 0; time < (quick ? 3 : 7); time += 1) {
    const table = page.locator(".recorded .chart-tools .button");
    await table.click();
    await page.locator(".recorded .table-box").waitFor();
    drawn.push(
      await page.evaluate(
        ([chart]) => bench.press(document.querySelector(".recorded .chart-tools .button"), () => document.querySelector(`${chart} .chart-line`)),
        [CHART],
      ),
    );
  }
  const followed = await moves(page, quick ? 20 : 60);
  await context.close();
  return [
    row(`chart of ${POINTS} points painted, 4×, median`, "milliseconds", quantile(drawn, 0.5), { details: drawn }),
    row(`chart of ${POINTS} points follows the pointer, 4×, p95`, "milliseconds", quantile(followed, 0.95), { most: 50, details: followed }),
  ];
}
