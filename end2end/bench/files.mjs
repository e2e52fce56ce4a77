// The sizes of the built files, as they are sent: what every page starts with, and what each page loads beyond that.

import { readFile, readdir, stat } from "node:fs/promises";
import { join } from "node:path";

import { profile, tab } from "./browser.mjs";
import { places } from "./places.mjs";
import { sum } from "./stats.mjs";
import { row } from "./table.mjs";

const HASH = /-[0-9a-f]{16}(?=\.)/;

async function programs(dist) {
  const page = await readFile(join(dist, "index.html"), "utf8");
  const names = (await readdir(dist)).filter((name) => /\.(?:wasm|js)$/.test(name) && name !== "sw.js");
  return Promise.all(names.map(async (name) => ({ name, first: page.includes(name), bytes: (await stat(join(dist, `${name}.br`))).size })));
}

/** The names of the files that a page fetched. */
async function fetched(browser, site, { path, guest }) {
  const context = await profile(browser, guest ? { origin: site.origin } : site);
  const { page } = await tab(context);
  await page.goto(site.origin + path);
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(500);
  const names = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname.split("/").at(-1)));
  await context.close();
  return new Set(names);
}

const listed = (files) => files.map(({ name, bytes }) => `${name.replace(HASH, "")} ${(bytes / 1000).toFixed(1)}`).join(", ");
const bytesOf = (files) => sum(files.map((file) => file.bytes));

/** What a page of a signed-in agent adds counts beyond what the feed loads after its posts (the composer). */
export async function fileRows(browser, site, dist) {
  const files = await programs(dist);
  const first = files.filter((file) => file.first);
  const rows = [row("WASM and JS at the start, brotli", "kilobytes", bytesOf(first), { most: 170_000, note: listed(first), details: files })];
  let known = new Set();
  for (const place of await places(site.origin)) {
    const names = await fetched(browser, site, place);
    const later = files.filter((file) => !file.first && names.has(file.name)).toSorted((a, b) => b.bytes - a.bytes);
    const own = later.filter((file) => place.guest || !known.has(file.name));
    const note = own.length < later.length ? `${listed(own.slice(0, 3))}; with the feed's ${(bytesOf(later) / 1000).toFixed(1)}` : listed(own.slice(0, 3));
    rows.push(row(`loaded later, brotli: ${place.name}`, "kilobytes", bytesOf(own), { most: 90_000, note }));
    if (place.name === "feed") known = names;
  }
  return rows;
}
