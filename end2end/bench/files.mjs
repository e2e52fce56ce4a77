// The sizes of the built files, as they are sent: what every page starts with, and what each area of the app loads beyond that.

import { readFile, readdir, stat } from "node:fs/promises";
import { join } from "node:path";

import { sum } from "./stats.mjs";
import { row } from "./table.mjs";

const HASH = /-[0-9a-f]{16}(?=\.)/;
/** Which files each area is loaded with. */
const AREAS = /^areas-[0-9a-f]{16}\.json$/;
/** What the first page has loaded by the time somebody goes on: counted on their own, not once more with each area. */
const isCommon = (name) => name === "tools" || name.startsWith("shared-");

async function programs(dist) {
  const page = await readFile(join(dist, "index.html"), "utf8");
  const names = (await readdir(dist)).filter((name) => /\.(?:wasm|js)$/.test(name) && name !== "sw.js");
  return Promise.all(
    names.map(async (name) => ({ name, first: page.includes(name), bytes: (await stat(join(dist, `${name}.br`))).size })),
  );
}

const listed = (files) => files.map(({ name, bytes }) => `${name.replace(HASH, "")} ${(bytes / 1000).toFixed(1)}`).join(", ");
const bytesOf = (files) => sum(files.map((file) => file.bytes));

const nameOf = (file) => file.replace(HASH, "").replace(/\.wasm$/, "");

/** The files by what has them loaded: the common ones each, then each area with the files that it alone or with one other needs. */
function parts(areas) {
  const common = [...new Set(Object.values(areas).flat())].filter((name) => isCommon(nameOf(name)));
  const own = Object.entries(areas).map(([area, names]) => [area, names.filter((name) => !common.includes(name))]);
  return [...common.map((name) => [nameOf(name), [name]]), ...own.filter(([, names]) => names.length > 0)];
}

export async function fileRows(dist) {
  const files = await programs(dist);
  const first = files.filter((file) => file.first);
  const list = (await readdir(dist)).find((name) => AREAS.test(name));
  const areas = JSON.parse(await readFile(join(dist, list), "utf8"));
  const rows = parts(areas).map(([area, names]) => {
    const own = files.filter((file) => names.includes(file.name)).toSorted((a, b) => b.bytes - a.bytes);
    return row(`loaded for the area ${area}, brotli`, "kilobytes", bytesOf(own), { most: 90_000, note: listed(own.slice(0, 3)) });
  });
  return [row("WASM and JS at the start, brotli", "kilobytes", bytesOf(first), { most: 170_000, note: listed(first), details: files }), ...rows];
}
