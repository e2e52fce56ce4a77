// Lighthouse, mobile, on the feed of a guest; only when it is asked for. It is fetched by npx, since nothing else needs it.

import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { row } from "./table.mjs";

const VERSION = "lighthouse@12";
const LIMITS = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 };

export async function lighthouseRows(site) {
  const folder = await mkdtemp(join(tmpdir(), "lighthouse-"));
  const output = join(folder, "report.json");
  await run(`${site.origin}/guest/feed`, output);
  const { categories } = JSON.parse(await readFile(output, "utf8"));
  await rm(folder, { recursive: true });
  return Object.entries(LIMITS).map(([name, least]) => row(`Lighthouse, mobile: ${name}`, "score", categories[name].score * 100, { least }));
}

function run(url, output) {
  const words = ["--yes", VERSION, url, "--quiet", "--output=json", `--output-path=${output}`, `--only-categories=${Object.keys(LIMITS).join(",")}`, "--chrome-flags=--headless=new --no-sandbox --disable-gpu"];
  const env = { ...process.env, CHROME_PATH: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium" };
  return new Promise((resolve, reject) => {
    const child = spawn("npx", words, { env, stdio: ["ignore", "ignore", "inherit"] });
    child.once("error", reject);
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`lighthouse ended with ${code}`))));
  });
}
