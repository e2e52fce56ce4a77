// Long lists: memory, the size of the document, long tasks, and the cost of a frame.

import { PUBLIC, metrics, pacing, postsPainted, profile, slow, tab } from "./browser.mjs";
import { median, sum } from "./stats.mjs";
import { row } from "./table.mjs";

/** Pixels that a steady scroll moves in a frame: fast reading, about 60 posts a second. */
const STEP = 160;
/** Posts that the service puts on a page of a list. */
const PAGE = 20;

async function openPublic(browser, site, pace) {
  const context = await profile(browser, site);
  const { page, devtools } = await tab(context);
  await page.goto(site.origin + PUBLIC);
  await postsPainted(page);
  await pacing(devtools, pace);
  return { context, page, devtools };
}

/** Scrolls steadily until this many posts were loaded; gives the number that were. */
const scrollTo = (page, posts, step) =>
  page.evaluate(
    ([pages, step]) =>
      new Promise((resolve) => {
        const newPages = bench.newElements(".paged-leaf");
        let [still, loaded] = [0, 0];
        const frame = () => {
          loaded += newPages();
          const before = scrollY;
          scrollBy(0, step);
          still = scrollY === before ? still + 1 : 0;
          if (loaded >= pages || still > 600) resolve(loaded);
          else requestAnimationFrame(frame);
        };
        frame();
      }),
    [posts / PAGE, step],
  ).then((pages) => pages * PAGE);

/** What the page holds after a full collection: the JavaScript heap and the memory of the WebAssembly. */
async function memory(page, devtools) {
  await devtools.send("HeapProfiler.enable");
  for (let round = 0; round < 3; round += 1) await devtools.send("HeapProfiler.collectGarbage");
  const { JSHeapUsedSize: heap } = await metrics(devtools);
  return { heap, wasm: await page.evaluate(() => bench.memory?.buffer.byteLength ?? 0), nodes: await page.evaluate(() => document.querySelectorAll("*").length) };
}

async function memoryRows(browser, site) {
  const { context, page, devtools } = await openPublic(browser, site, slow.none);
  const start = await memory(page, devtools);
  const posts = await scrollTo(page, 500, STEP);
  await page.waitForTimeout(500);
  const end = await memory(page, devtools);
  await context.close();
  const note = `JS ${(end.heap / 1e6).toFixed(1)} + WASM ${(end.wasm / 1e6).toFixed(1)} MB`;
  return [
    row(`heap after scrolling ${posts} posts`, "megabytes", end.heap + end.wasm, { most: 25_000_000, note, details: { start, end } }),
    row("elements in the document then, against the start", "ratio", end.nodes / start.nodes, { most: 3, note: `${end.nodes} : ${start.nodes}` }),
  ];
}

async function longTaskRows(browser, site) {
  const { context, page } = await openPublic(browser, site, slow.cpu);
  await page.waitForTimeout(3000);
  await page.evaluate(() => (bench.longTasks.length = 0));
  const posts = await scrollTo(page, 500, STEP);
  await page.waitForTimeout(500);
  const tasks = await page.evaluate(() => bench.longTasks);
  await context.close();
  return [
    row(`long tasks while scrolling ${posts} posts, 4×`, "seconds", sum(tasks), { most: 5000, note: `${tasks.length} tasks` }),
    row("the longest of them", "milliseconds", Math.max(0, ...tasks), { most: 200 }),
  ];
}

/** The main thread's work for a frame, while scrolling up and down near the end of what is loaded. */
export async function frameCost(page, devtools) {
  const costs = [];
  for (let round = 0; round < 6; round += 1) {
    const before = await metrics(devtools);
    const frames = await page.evaluate(
      (step) =>
        new Promise((resolve) => {
          let count = 0;
          const frame = () => {
            if (count === 60) return resolve(count);
            scrollBy(0, count < 30 ? -step : step);
            count += 1;
            requestAnimationFrame(frame);
          };
          frame();
        }),
      STEP / 2,
    );
    const after = await metrics(devtools);
    if (round > 0) costs.push(((after.TaskDuration - before.TaskDuration) * 1000) / frames);
  }
  return median(costs);
}

/** Both are taken at the same posts: what they hold weighs more than how many others there are. */
async function frameCostRows(browser, site) {
  const { context, page, devtools } = await openPublic(browser, site, slow.none);
  const costs = [];
  let place;
  for (const wanted of [100, 2000]) {
    const posts = await scrollTo(page, wanted, wanted === 100 ? STEP : 4000);
    place ??= await page.evaluate(() => scrollY - 3000);
    await page.evaluate((place) => scrollTo(0, place), place);
    await page.waitForTimeout(1500);
    costs.push({ posts, cards: await page.evaluate(() => bench.cards()), cost: await frameCost(page, devtools) });
  }
  await context.close();
  const [few, many] = costs;
  const note = `${many.cost.toFixed(2)} : ${few.cost.toFixed(2)} ms with ${many.posts} : ${few.posts} posts`;
  return [row("a frame of a long list against a short one", "ratio", many.cost / few.cost, { most: 1.25, note, details: costs })];
}

export async function scrollingRows(browser, site) {
  return [...(await memoryRows(browser, site)), ...(await longTaskRows(browser, site)), ...(await frameCostRows(browser, site))];
}
