// Chromium, a visit to a page, and what stands in every page to tell when something was painted.

import { chromium } from "@playwright/test";

import { HANDLE } from "./service.mjs";

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** The address of the feed. */
export const FEED = `/@${HANDLE}/feed`;
export const PUBLIC = `${FEED}?view=public`;

export const desktop = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };

const NETWORK = { offline: false, latency: 40, downloadThroughput: 10_000_000 / 8, uploadThroughput: 10_000_000 / 8 };
/** How slow the machine and the network are made. */
export const slow = { none: { cpu: 1 }, cpu: { cpu: 4 }, network: { cpu: 1, network: NETWORK }, cpuAndNetwork: { cpu: 4, network: NETWORK } };

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium", args: FLAGS });

/** A browser profile of its own, signed in; `site` has `origin` and `accounts`, without the latter nobody is signed in. */
export async function profile(browser, site, { viewport = desktop, serviceWorkers = "block" } = {}) {
  const context = await browser.newContext({ viewport, serviceWorkers, locale: "en-GB", timezoneId: "UTC" });
  await context.addInitScript(watchPage, { accounts: site.accounts ?? null, origin: site.origin });
  return context;
}

/** A blank tab that is slowed down, with a line to the DevTools protocol. */
export async function tab(context, pace = slow.none) {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Performance.enable");
  await pacing(devtools, pace);
  return { page, devtools };
}

export async function pacing(devtools, { cpu, network }) {
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: cpu });
  if (network) await devtools.send("Network.emulateNetworkConditions", network);
}

/** Waits until posts stand in the feed; tells when they were painted (milliseconds since the start of the visit). */
export const postsPainted = (page, count = 20) => page.evaluate((count) => bench.painted(() => bench.cards() >= count), count);

/** Metrics of the Performance domain, by name. */
export async function metrics(devtools) {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

/** Runs in the page before anything else. */
function watchPage({ accounts, origin }) {
  if (accounts && location.origin === origin) localStorage.setItem("ia.accounts", accounts);
  const observers = new Set();
  const settle = () => observers.forEach((check) => check());
  new MutationObserver(settle).observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
  const afterFrame = (then) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => then(performance.now());
      port2.postMessage(null);
    });
  const bench = {
    cards: () => document.querySelectorAll(".post-card:not(.skeleton)").length,
    /** How many elements came into the document since it was asked last: long lists take out what is far from the view. */
    newElements: (selector) => {
      const known = new WeakSet();
      return () => {
        const found = [...document.querySelectorAll(selector)].filter((element) => !known.has(element));
        found.forEach((element) => known.add(element));
        return found.length;
      };
    },
    /** The moment after the frame that shows what makes the condition true; what never comes ends with what the page says instead. */
    painted: (condition) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`still waiting after a minute: ${document.body.innerText}`)), 60_000);
        const check = () => {
          if (!condition()) return;
          clearTimeout(late);
          observers.delete(check);
          afterFrame(resolve);
        };
        observers.add(check);
        check();
      }),
    /** Lasts from the press to the paint of what it changes. */
    press: async (element, condition) => {
      const start = performance.now();
      element.click();
      return (await bench.painted(condition)) - start;
    },
    longTasks: [],
    shifts: [],
    memory: null,
  };
  globalThis.bench = bench;

  const firsts = { first: 1, twenty: 20 };
  const marks = () => {
    for (const [name, count] of Object.entries(firsts)) {
      if (bench.cards() < count) continue;
      delete firsts[name];
      bench[name] = performance.timeOrigin + performance.now();
      if (name === "twenty") afterFrame((at) => ((bench.twentyPainted = at), performance.mark("bench.painted")));
    }
    if (Object.keys(firsts).length === 0) observers.delete(marks);
  };
  observers.add(marks);

  new PerformanceObserver((list) => bench.longTasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask" });
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      if (!hadRecentInput) bench.shifts.push({ value, moved: sources.map(({ node }) => node?.cloneNode().outerHTML ?? node?.nodeValue ?? "gone") });
    }
  }).observe({ type: "layout-shift", buffered: true });

  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...words) => {
      const made = await original.apply(WebAssembly, words);
      bench.memory ??= (made.instance ?? made).exports?.memory ?? null;
      return made;
    };
  }
}
