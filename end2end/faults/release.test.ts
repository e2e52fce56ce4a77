import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { BrowserContext, Page } from "@playwright/test";

import { expect, test as base } from "../helper.ts";
import { DIST, startSandbox } from "../sandbox.ts";

type Site = { origin: string; folder: string; stop: () => void };

/** A site whose files can be changed while it is up, in browsers that let its service worker work. */
const test = base.extend<{ site: Site }>({
  site: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "ia-site-"));
    await cp(DIST, folder, { recursive: true });
    const { origin, stop } = await startSandbox(folder);
    await use({ origin, folder, stop });
    stop();
    await rm(folder, { recursive: true, force: true });
  },
});
test.use({ serviceWorkers: "allow" });

const script = (page: Page) => page.locator("script[type=module]").getAttribute("src");

/** Visits until the service worker has the page and its files. */
async function visitedTwice(page: Page, site: Site) {
  await page.goto(`${site.origin}/guest/feed`);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await expect(page.getByRole("article").first()).toBeVisible();
  await page.waitForFunction(() => navigator.serviceWorker.controller);
}

/** Publishes a release that differs in the name of its script. */
async function publishAnother(site: Site): Promise<string> {
  const path = join(site.folder, "index.html");
  const page = await readFile(path, "utf8");
  const old = /app-[0-9a-f]{16}\.js/.exec(page)?.[0] ?? "";
  const name = "app-0123456789abcdef.js";
  await cp(join(site.folder, old), join(site.folder, name));
  await rm(`${path}.br`, { force: true });
  await writeFile(path, page.replaceAll(old, name));
  return `/${name}`;
}

async function another(context: BrowserContext, site: Site): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${site.origin}/guest/feed`);
  return page;
}

test("a visit shows the release that is here at once, says that a newer one is there, and a reload brings it", async ({ page, context, site }) => {
  await visitedTwice(page, site);
  const name = await publishAnother(site);
  const next = await another(context, site);
  await expect(next.getByRole("article").first()).toBeVisible();
  expect(await script(next)).not.toBe(name);
  const notice = next.getByRole("region", { name: "Notices" });
  await expect(notice).toContainText("A newer version of the dashboard is there.", { timeout: 15_000 });
  await notice.getByRole("button", { name: "Reload" }).click();
  await expect(next.locator(`script[src="${name}"]`)).toBeAttached();
  await expect(next.getByRole("article").first()).toBeVisible();
});

test("a reload brings the newest release, though the one that is kept is older", async ({ page, site }) => {
  await visitedTwice(page, site);
  const name = await publishAnother(site);
  await page.reload();
  await expect(page.locator(`script[src="${name}"]`)).toBeAttached();
  await expect(page.getByRole("article").first()).toBeVisible();
});

test("the dashboard starts while nothing answers", async ({ page, context, site }) => {
  await visitedTwice(page, site);
  site.stop();
  await page.close();
  const next = await another(context, site);
  await expect(next.getByRole("navigation", { name: "Main" })).toBeVisible();
  await expect(next.getByRole("article").first()).toBeVisible();
  await next.reload();
  await expect(next.getByRole("article").first()).toBeVisible();
});
