// Runs before anything is painted: the theme, the screen for bugs, the Trusted Types policy, the service worker.
import { install as installPanicScreen } from "../src/panic_screen.js";

(() => {
  "use strict";

  const root = document.documentElement;
  const content = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";
  const base = content("public-url") || "/";
  installPanicScreen(base);

  // The theme that was chosen here; without one, the system's.
  try {
    const theme = localStorage.getItem("ia.theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    // Storage is forbidden: the system's theme it is.
  }

  // The framework writes the static parts of its views as markup. None of them can run code, so whatever could is refused.
  const active = /<\/?(?:script|iframe|frame|object|embed|base|meta|link)\b|\son[a-z]+\s*=|javascript:|srcdoc/i;
  const worker = new URL(`${base.replace(/\/$/, "")}/sw.js`, location.origin).href;
  if (window.trustedTypes) {
    trustedTypes.createPolicy("default", {
      createHTML: (markup) => {
        if (active.test(markup)) throw new TypeError("markup refused");
        return markup;
      },
      createScriptURL: (url) => {
        if (new URL(url, location.href).href !== worker) throw new TypeError("script refused");
        return url;
      },
    });
  }

  // The program is compiled while the scripts that start it are still loading; bundle/src/split.rs takes it up.
  const program = document.querySelector('link[rel="preload"][as="fetch"]')?.href;
  if (program) {
    window.iaProgram = WebAssembly.compileStreaming(fetch(program));
    // Where that fails, the start tries again, and tells why it cannot.
    window.iaProgram.catch(() => {});
  }

  // The service worker keeps the app's own files, so that the second visit needs no network for them. It comes after the first feed.
  if ("serviceWorker" in navigator) {
    const register = () => navigator.serviceWorker.register(worker).catch((error) => console.warn("no service worker", error));
    addEventListener("load", () => setTimeout(register, 2000));
  }

  // Keys that are pressed before the shortcuts are loaded, but nothing that is typed; src/shortcuts.rs takes them up.
  window.iaKeys = [];
  addEventListener("keydown", (event) => event.target.closest?.("input, textarea") || window.iaKeys?.push(event));

  // The feed of whoever acts, asked for while the program is still loading. Its answer is taken up by src/store/cache.rs.
  const stored = () => {
    try {
      return JSON.parse(localStorage.getItem("ia.accounts")) ?? {};
    } catch {
      return {};
    }
  };
  const early = () => {
    const path = decodeURIComponent(location.pathname).slice(base.replace(/\/$/, "").length);
    const place = path.match(/^\/(?:(@[^/]+|guest)\/?)?(feed)?\/?$/);
    if (!place) return;
    const { accounts = [], last } = stored();
    const handle = place[1] === "guest" ? "" : (place[1]?.slice(1) ?? last ?? accounts[0]?.handle ?? "");
    const tokens = accounts.find((account) => account.handle === handle)?.tokens;
    if (handle ? !isFresh(tokens) : !place[1] && !place[2]) return;
    const isPublic = !handle || new URLSearchParams(location.search).get("view") === "public";
    const target = `${isPublic ? "/api/posts" : "/api/feed"}?limit=20`;
    const headers = handle ? { Accept: "application/json", Authorization: `Bearer ${tokens.access}` } : { Accept: "application/json" };
    const ahead = { target, handle };
    ahead.answer = fetch(content("api-url").replace(/\/+$/, "") + target, { headers, signal: AbortSignal.timeout(30000) })
      .then((response) => (response.ok ? response.text() : null))
      .then((body) => (ahead.body = body))
      .catch(() => null);
    window.iaEarly = ahead;
    // Posts that are kept here show at once; only where there are none does the start wait for the answer (bundle/src/split.rs).
    if (localStorage.getItem(`ia.cache.${handle}.${isPublic ? "public" : "feed"}`) === null) window.iaAwaited = ahead.answer;
  };
  // The same rule as Tokens::is_due in src/account/stored.rs.
  const isFresh = (tokens) => {
    if (!tokens?.access) return false;
    const margin = Math.min(300000, (tokens.expiresAt - tokens.obtainedAt) / 2);
    return Date.now() < tokens.expiresAt - margin && Date.now() >= tokens.obtainedAt - 300000;
  };
  try {
    early();
  } catch (error) {
    console.warn("the feed was not asked for ahead", error);
  }
})();
