// Lays out the hand-written page beside the app's own stylesheet, icons and pictures, compressed as the app is.

import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const SOURCE = new URL("vanilla/", import.meta.url);
const SHARED = /^(?:style-.*\.css|favicon\.svg|icon-\d+\.png|manifest\.webmanifest)(?:\.br)?$/;

/** Writes the folder that a sandbox then serves. */
export async function layOut(dist, folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const shared = (await readdir(dist)).filter((name) => SHARED.test(name));
  await Promise.all(shared.map((name) => cp(join(dist, name), join(folder, name))));
  const style = shared.find((name) => name.endsWith(".css"));
  if (!style) throw new Error(`no stylesheet in ${dist}`);
  const page = await readFile(new URL("index.html", SOURCE), "utf8");
  const icons = (await readFile(join(dist, "index.html"), "utf8")).match(/<svg id="icons".*<\/svg>/)?.[0];
  if (!icons) throw new Error(`no icons in the page of ${dist}`);
  await writeCompressed(join(folder, "index.html"), page.replace("style.css", style).replace("<!-- icons -->", icons));
  await writeCompressed(join(folder, "app.js"), await readFile(new URL("app.js", SOURCE), "utf8"));
}

async function writeCompressed(path, text) {
  await writeFile(path, text);
  await writeFile(`${path}.br`, brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
}
