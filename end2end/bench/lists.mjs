// Lists of ten thousand entries: the cost of a frame near their end, against that of a list of a hundred.

import { profile, tab } from "./browser.mjs";
import { frameCost } from "./scrolling.mjs";
import { HANDLE, serve, storedAccounts } from "./service.mjs";
import { row } from "./table.mjs";

const LISTS = { orders: `/@${HANDLE}/orders?role=seller`, payouts: `/@${HANDLE}/payouts` };

/** Entries on the first page of a list, and on each further one. */
const PAGES = [20, 100];

/** Goes to the end again and again until this many entries stand in the list; gives how many do, counted in whole pages. */
const load = (page, wanted) =>
  page.evaluate(
    ([wanted, [first, more]]) =>
      new Promise((resolve) => {
        const newPages = bench.newElements(".paged-leaf");
        let pages = 0;
        const look = () => {
          pages += newPages();
          const entries = pages && first + (pages - 1) * more;
          if (entries >= wanted || document.querySelector("p.list-end:not([role])")) return resolve(entries);
          scrollTo(0, document.documentElement.scrollHeight);
          setTimeout(look, 30);
        };
        look();
      }),
    [wanted, PAGES],
  );

async function listRow(browser, site, name) {
  const context = await profile(browser, site);
  const { page, devtools } = await tab(context);
  await page.goto(site.origin + LISTS[name]);
  await page.locator(".paged-list [role=listitem]").first().waitFor();
  const costs = [];
  for (const wanted of [100, Number.POSITIVE_INFINITY]) {
    const entries = await load(page, wanted);
    await page.evaluate(() => scrollBy(0, -3000));
    await page.waitForTimeout(1500);
    costs.push({ entries, cost: await frameCost(page, devtools) });
  }
  await context.close();
  const [few, many] = costs;
  const note = `${many.cost.toFixed(2)} : ${few.cost.toFixed(2)} ms with ${many.entries} : ${few.entries}`;
  return row(`a frame of ten thousand ${name} against a hundred`, "ratio", many.cost / few.cost, { most: 1.25, note, details: costs });
}

/** In the large world, where the agent has sold ten thousand times. */
export async function listRows(browser, app) {
  const server = await serve(app, "large");
  try {
    const site = { origin: server.origin, accounts: await storedAccounts(server.origin) };
    return [await listRow(browser, site, "orders"), await listRow(browser, site, "payouts")];
  } finally {
    server.stop();
  }
}
