// The sizes of the built files, as they are sent: what every page starts with, and what each area of the app loads beyond that.

import { readFile, readdir, stat } from "node:fs/promises";
import { join } from "node:path";

import { sum } from "./stats.mjs";
import { row } from "./table.mjs";

const HASH = /-[0-9a-f]{16}(?=\.)/;
/** Which files each area is loaded with. */
const AREAS = /^areas-[0-9a-f]{16}\.json$/;

async function programs(dist) {
  const page = await readFile(join(dist, "index.html"), "utf8");
  const names = (await readdir(dist)).filter((name) => /\.(?:wasm|js)$/.test(name) && name !== "sw.js");
  return Promise.all(
    names.map(async (name) => ({ name, first: page.includes(name), bytes: (await stat(join(dist, `${name}.br`))).size })),
  );
}

const listed = (files) => files.map(({ name, bytes }) => `${name.replace(HASH, "")} ${(bytes / 1000).toFixed(1)}`).join(", ");
const bytesOf = (files) => sum(files.map((file) => file.bytes));

/** Areas share files; each row counts all that its area needs when it is the first one. */
export async function fileRows(dist) {
  const files = await programs(dist);
  const first = files.filter((file) => file.first);
  const list = (await readdir(dist)).find((name) => AREAS.test(name));
  const areas = JSON.parse(await readFile(join(dist, list), "utf8"));
  const rows = Object.entries(areas).map(([area, names]) => {
    const own = files.filter((file) => names.includes(file.name)).toSorted((a, b) => b.bytes - a.bytes);
    return row(`loaded for the area ${area}, brotli`, "kilobytes", bytesOf(own), { most: 90_000, note: listed(own.slice(0, 3)) });
  });
  return [row("WASM and JS at the start, brotli", "kilobytes", bytesOf(first), { most: 170_000, note: listed(first), details: files }), ...rows];
}
