// The speed and size table of the built app, and of a page written by hand that shows the same.
//
//   node end2end/bench/run.mjs [--quick] [--only NAME,NAME] [--lighthouse] [--check]
//
// With --check, nothing is measured: only the options are looked at.
//
// DIST_DIR, SANDBOX_BIN and CHROMIUM_PATH say what is measured with what. Ratios, bytes and counts hold on every machine:
// a broken one ends with status 1. Times depend on the machine and are only reported.

import { mkdir, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

import { launch } from "./browser.mjs";
import { chartRows } from "./charts.mjs";
import { fileRows } from "./files.mjs";
import { lighthouseRows } from "./lighthouse.mjs";
import { listRows } from "./lists.mjs";
import { openingRows } from "./opening.mjs";
import { pressingRows } from "./pressing.mjs";
import { readRows } from "./reads.mjs";
import { scrollingRows } from "./scrolling.mjs";
import { servePair } from "./service.mjs";
import { shiftRows } from "./shifts.mjs";
import { lines } from "./table.mjs";
import { layOut } from "./vanilla.mjs";
import { comparisonRows, secondVisitRows, transferRows } from "./visits.mjs";

const options = { quick: { type: "boolean" }, only: { type: "string" }, lighthouse: { type: "boolean" }, check: { type: "boolean" } };
const { quick = false, only, lighthouse = false, check = false } = parseArgs({ options }).values;
const runs = quick ? 3 : 7;

const dist = resolve(process.env.DIST_DIR ?? "dist");
const target = resolve("target");
const byHand = resolve(target, "bench-vanilla");

const PARTS = {
  bytes: ({ browser, sites }) => transferRows(browser, sites.app),
  files: () => fileRows(dist),
  visits: ({ browser, sites }) => comparisonRows(browser, sites, runs),
  second: ({ browser, sites }) => secondVisitRows(browser, sites.app, runs),
  scrolling: ({ browser, sites }) => scrollingRows(browser, sites.app),
  lists: ({ browser }) => listRows(browser, dist),
  pressing: ({ browser, sites }) => pressingRows(browser, sites.app, quick),
  opening: ({ browser, sites }) => openingRows(browser, sites.app, runs),
  charts: ({ browser, sites }) => chartRows(browser, sites.app, quick),
  shifts: ({ browser, sites }) => shiftRows(browser, sites.app),
  reads: () => readRows(dist),
  lighthouse: ({ sites }) => lighthouseRows(sites.app),
};

const wanted = only?.split(",") ?? Object.keys(PARTS).filter((name) => name !== "lighthouse" || lighthouse);
const unknown = wanted.find((name) => !Object.hasOwn(PARTS, name));
if (unknown !== undefined) {
  console.error(`unknown part: ${unknown}; there are ${Object.keys(PARTS).join(", ")}`);
  process.exit(1);
}
if (check) process.exit();

async function measure() {
  await layOut(dist, byHand);
  const sites = await servePair(dist, byHand);
  const browser = await launch();
  const rows = [];
  try {
    for (const name of wanted) {
      console.error(`measuring: ${name}`);
      rows.push(...(await PARTS[name]({ browser, sites })));
    }
  } finally {
    await browser.close();
    sites.stop();
  }
  return rows;
}

const rows = await measure();
await mkdir(target, { recursive: true });
await writeFile(resolve(target, "bench.json"), `${JSON.stringify({ at: new Date().toISOString(), runs, rows }, null, 1)}\n`);
console.log(lines(rows).join("\n"));
const failed = rows.filter((row) => row.fails);
if (failed.length > 0) console.log(`\n${failed.length} of ${rows.length} limits do not hold.`);
process.exitCode = failed.length > 0 ? 1 : 0;
