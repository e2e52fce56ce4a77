import { defineConfig } from "@playwright/test";

import type { Options } from "./helper.ts";

/** Chromium as Debian packages it; without the flags it calls home at every start. */
const launchOptions = {
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
};

/** How a page looks does not depend on how the service words its answers. */
const LOOKS = /sound in both themes/;

export default defineConfig<Options>({
  testDir: ".",
  testMatch: ["journeys/*.test.ts", "pages/*.test.ts", "faults/*.test.ts", "security/*.test.ts"],
  globalSetup: "./global-setup.ts",
  fullyParallel: true,
  workers: 3,
  retries: process.env.CI || process.env.WHOLE_SUITE ? 1 : 0,
  timeout: 30_000,
  expect: { timeout: 7_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/results.json" }]],
  use: { launchOptions, viewport: { width: 1280, height: 800 }, locale: "en-GB", timezoneId: "UTC", serviceWorkers: "block", trace: "on-first-retry" },
  projects: [
    { name: "bare", use: { dialect: "bare" } },
    { name: "wrapped", use: { dialect: "wrapped" }, testMatch: ["pages/*.test.ts"], grepInvert: LOOKS },
    { name: "sdk", use: { dialect: "sdk" }, testMatch: ["pages/*.test.ts"], grepInvert: LOOKS },
  ],
});
