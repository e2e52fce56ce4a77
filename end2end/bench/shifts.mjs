// Layout shift: nothing moves that stands there already.

import { desktop, phone, profile, tab } from "./browser.mjs";
import { places } from "./places.mjs";
import { sum } from "./stats.mjs";
import { row } from "./table.mjs";

async function shift(browser, site, { path, guest }, viewport) {
  const context = await profile(browser, guest ? { origin: site.origin } : site, { viewport });
  const { page } = await tab(context);
  await page.goto(site.origin + path);
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(500);
  const found = await page.evaluate(() => bench.shifts);
  await context.close();
  return { value: sum(found.map((shift) => shift.value)), found };
}

export async function shiftRows(browser, site) {
  const rows = [];
  for (const place of await places(site.origin)) {
    const [wide, narrow] = [await shift(browser, site, place, desktop), await shift(browser, site, place, phone)];
    const note = `wide ${wide.value.toFixed(4)}, phone ${narrow.value.toFixed(4)}`;
    rows.push(row(`layout shift: ${place.name}`, "shift", Math.max(wide.value, narrow.value), { most: 0.01, note, details: { wide: wide.found, narrow: narrow.found } }));
  }
  return rows;
}
