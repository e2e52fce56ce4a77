// Keeps the app's own files. The API is never touched: what the user sees of it is always the server's or the app's own cache.
//
// - Files with a hash in their name never change: from the cache first. Those of earlier releases stay a while, so that a
//   tab that is still open finds its lazily loaded parts after a deploy.
// - The page itself and other files (icon, manifest): from the cache at once, refreshed behind it. src/shell/release.rs tells when the
//   page that runs is no longer the newest.
// - The page when it is reloaded: from the network; from the cache when there is none.
"use strict";

const CACHE = "ia-app-v1";
const HASHED = /-[0-9a-f]{16}\.(?:js|wasm|css|json)$/;
const KEPT = 400;

const base = new URL(self.registration.scope).pathname;
const page = new Request(base);

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.add(page)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || request.headers.has("range")) return;
  if (!url.pathname.startsWith(base)) return;
  const path = url.pathname.slice(base.length);
  if (isServer(path)) return;
  if (HASHED.test(path)) event.respondWith(cacheFirst(request));
  else if (request.mode === "navigate") event.respondWith(isReload(request) ? networkFirst(request) : cacheThenRefresh(event, page));
  else if (/^[\w-]+\.(?:svg|png|webmanifest)$/.test(path)) event.respondWith(cacheThenRefresh(event, request.url));
});

/** True for what the API's server or the sandbox answers: never kept here. */
function isServer(path) {
  return /^(?:api|uploads|platform|__test)\/|^(?:openapi|sandbox)\.json$/.test(path);
}

/** Whether the person wants it anew: then the browser asks that what it has be checked. */
function isReload(request) {
  return request.cache !== "default" && request.cache !== "force-cache";
}

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("ia-app-") && name !== CACHE).map((name) => caches.delete(name)));
  await dropOldest();
  await self.clients.claim();
}

/** Keeps the newest hashed files: a cache lists its keys in the order in which they came. */
async function dropOldest() {
  const cache = await caches.open(CACHE);
  const hashed = (await cache.keys()).filter((request) => HASHED.test(new URL(request.url).pathname));
  await Promise.all(hashed.slice(0, Math.max(0, hashed.length - KEPT)).map((request) => cache.delete(request)));
}

async function cacheFirst(request) {
  const cache = await caches.open(CACHE);
  const known = await cache.match(request.url);
  if (known) return known;
  const answer = await fetch(request);
  // Some hosts answer with the page where a file is missing.
  const isPage = answer.headers.get("Content-Type")?.startsWith("text/html");
  if (answer.ok && !isPage) await cache.put(request.url, answer.clone());
  return answer;
}

async function networkFirst(request) {
  const cache = await caches.open(CACHE);
  try {
    return await refreshed(cache, request, page);
  } catch (error) {
    const known = await cache.match(page);
    if (known) return known;
    throw error;
  }
}

async function cacheThenRefresh(event, key) {
  const cache = await caches.open(CACHE);
  const known = await cache.match(key);
  const fresh = refreshed(cache, event.request, key);
  if (!known) return fresh;
  event.waitUntil(fresh.catch(() => undefined));
  return known;
}

/** What the network answers; it is kept, unless something else stands in the place of the page. */
async function refreshed(cache, request, key) {
  const answer = await fetch(request);
  const isPage = answer.headers.get("content-type")?.startsWith("text/html");
  if (answer.ok && (key !== page || isPage)) await cache.put(key, answer.clone());
  return answer;
}
