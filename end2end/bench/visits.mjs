// The first visit to the feed: bytes, requests, processor time and time, against the hand-written page.

import { FEED, pacing, postsPainted, profile, slow, tab } from "./browser.mjs";
import { median, sum } from "./stats.mjs";
import { row } from "./table.mjs";

/** What was sent and received until the first post stood in the document. */
async function transfer(browser, site) {
  const context = await profile(browser, site);
  const { page, devtools } = await tab(context);
  const requests = new Map();
  let wallOffset;
  devtools.on("Network.requestWillBeSent", ({ requestId, request, timestamp, wallTime }) => {
    wallOffset ??= wallTime - timestamp;
    requests.set(requestId, { url: request.url.slice(site.origin.length), at: timestamp, bytes: 0 });
  });
  devtools.on("Network.loadingFinished", ({ requestId, timestamp, encodedDataLength }) => {
    const request = requests.get(requestId);
    if (request) Object.assign(request, { end: timestamp, bytes: encodedDataLength });
  });
  await page.goto(site.origin + FEED);
  await postsPainted(page);
  await page.waitForTimeout(500);
  const until = (await page.evaluate(() => bench.first)) / 1000 - wallOffset;
  await context.close();
  const sent = [...requests.values()].filter((request) => request.at <= until);
  return sent.map(({ url, end, bytes }) => ({ url, bytes, arrived: end <= until }));
}

export async function transferRows(browser, site) {
  const requests = await transfer(browser, site);
  const bytes = sum(requests.filter((request) => request.arrived).map((request) => request.bytes));
  const details = requests.toSorted((a, b) => b.bytes - a.bytes);
  const largest = details.slice(0, 3).map(({ url, bytes }) => `${url.replace(/-[0-9a-f]{16}/, "")} ${(bytes / 1000).toFixed(0)}`);
  return [
    row("bytes until the first post", "kilobytes", bytes, { most: 200_000, note: largest.join(", "), details }),
    row("requests until the first post", "count", requests.length, { most: 12 }),
  ];
}

/** The time until 20 posts were painted, in a profile of its own. */
async function timeToPosts(browser, site, pace) {
  const context = await profile(browser, site);
  const { page } = await tab(context, pace);
  await page.goto(site.origin + FEED);
  await postsPainted(page);
  const time = await page.evaluate(() => bench.twentyPainted);
  await context.close();
  return time;
}

/** The work of the page's main thread until 20 posts were painted, from a trace. */
async function workToPosts(browser, site) {
  const context = await profile(browser, site);
  const { page } = await tab(context);
  await browser.startTracing(page, { categories: ["toplevel", "blink.user_timing"] });
  await page.goto(site.origin + FEED);
  await postsPainted(page);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  await context.close();
  const mark = traceEvents.find((event) => event.name === "bench.painted");
  const isTask = (event) => event.pid === mark.pid && event.tid === mark.tid && event.ph === "X" && event.name.endsWith("RunTask");
  const tasks = traceEvents.filter((event) => isTask(event) && event.ts < mark.ts);
  return sum(tasks.map((event) => (event.tdur ?? event.dur) / 1000));
}

/** Measures both pages in turn, the first one changing, and compares their medians. */
async function compare(sites, runs, measure) {
  const found = { app: [], vanilla: [] };
  for (let run = 0; run <= runs; run += 1) {
    for (const site of run % 2 ? [sites.app, sites.vanilla] : [sites.vanilla, sites.app]) {
      const value = await measure(site);
      if (run > 0) found[site.name].push(value);
    }
  }
  const [app, vanilla] = [median(found.app), median(found.vanilla)];
  return { ratio: app / vanilla, note: `${app.toFixed(0)} : ${vanilla.toFixed(0)} ms`, details: found };
}

export async function comparisonRows(browser, sites, runs) {
  const rows = [];
  const add = async (what, most, measure) => {
    const { ratio, ...rest } = await compare(sites, runs, measure);
    rows.push(row(what, "ratio", ratio, { most, ...rest }));
  };
  await add("main-thread work to 20 posts, against by hand", 1.25, (site) => workToPosts(browser, site));
  await add("time to 20 posts", 1.3, (site) => timeToPosts(browser, site, slow.none));
  await add("time to 20 posts, 4×", 1.3, (site) => timeToPosts(browser, site, slow.cpu));
  await add("time to 20 posts, 4×, 10 Mbit/s, 40 ms", 1.3, (site) => timeToPosts(browser, site, slow.cpuAndNetwork));
  return rows;
}

/** The first visit and, with the service worker at work, the second one; both over a slow network. */
async function visitTwice(browser, site, pace) {
  const context = await profile(browser, site, { serviceWorkers: "allow" });
  const first = await tab(context, pace);
  await first.page.goto(site.origin + FEED);
  await postsPainted(first.page);
  const cold = await first.page.evaluate(() => bench.twentyPainted);
  await pacing(first.devtools, { cpu: 1 });
  await first.page.evaluate(() => navigator.serviceWorker.ready);
  await first.page.reload();
  await postsPainted(first.page);
  await first.page.waitForFunction(() => navigator.serviceWorker.controller);
  await first.page.waitForTimeout(1500);
  await first.page.close();
  const slowed = await slowServiceWorker(browser, site, pace);
  const second = await tab(context, pace);
  await second.page.goto(site.origin + FEED);
  await postsPainted(second.page);
  const warm = await second.page.evaluate(() => bench.twentyPainted);
  await slowed.detach();
  await context.close();
  return { cold, warm };
}

/** The worker's own requests take the slow network, too. */
async function slowServiceWorker(browser, site, { network }) {
  const devtools = await browser.newBrowserCDPSession();
  const { targetInfos } = await devtools.send("Target.getTargets");
  const worker = targetInfos.find(({ type, url }) => type === "service_worker" && url.startsWith(site.origin));
  if (!worker) throw new Error("the service worker does not run");
  const { sessionId } = await devtools.send("Target.attachToTarget", { targetId: worker.targetId, flatten: false });
  const message = JSON.stringify({ id: 1, method: "Network.emulateNetworkConditions", params: network });
  await devtools.send("Target.sendMessageToTarget", { sessionId, message });
  return devtools;
}

async function secondVisit(browser, site, runs, what, pace, most) {
  const visits = [];
  for (let run = 0; run < runs; run += 1) visits.push(await visitTwice(browser, site, pace));
  const [cold, warm] = [median(visits.map((visit) => visit.cold)), median(visits.map((visit) => visit.warm))];
  return row(`second visit against the first, ${what}`, "ratio", warm / cold, { most, note: `${warm.toFixed(0)} : ${cold.toFixed(0)} ms`, details: visits });
}

/** What the service worker saves is the network, which the limit is for; on a slow machine drawing weighs more in both visits: that is only told. */
export async function secondVisitRows(browser, site, runs) {
  return [
    await secondVisit(browser, site, runs, "10 Mbit/s, 40 ms", slow.network, 0.6),
    await secondVisit(browser, site, runs, "4×, 10 Mbit/s, 40 ms", slow.cpuAndNetwork),
  ];
}
