// Starts a real nginx with the published nginx.conf and asks it for what browsers ask for.
//
//   node end2end/deploy/nginx.mjs NGINX BUNDLE DIST
//
// The files are made by `bundle deploy`, for the root and for a path. Only what belongs to a place is replaced in the
// configuration: port, folder, and the address of the API.
import { execFileSync, spawn } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import http from "node:http";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import assert from "node:assert/strict";

const [nginx, bundle, dist] = process.argv.slice(2);
const counts = { passed: 0, failed: 0 };

async function test(name, check) {
  try {
    await check();
    counts.passed += 1;
    console.log(`✓ ${name}`);
  } catch (error) {
    counts.failed += 1;
    console.log(`✗ ${name}\n  ${error.message}`);
  }
}

function listening(server) {
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port)));
}

async function freePort() {
  const server = net.createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Stands in for the real service: says what it was asked. */
function standIn() {
  return http.createServer((request, response) => {
    response.setHeader("X-RateLimit-Remaining", "99");
    response.end(JSON.stringify({ url: request.url, authorization: request.headers.authorization ?? null }));
  });
}

async function configuration(folder, site, port, apiPort) {
  const server = (await readFile(path.join(site, "nginx.conf"), "utf8"))
    .replace("listen 80;", `listen 127.0.0.1:${port};`)
    .replace("root /srv/www;", `root ${folder}/www;`)
    .replace("proxy_pass https://imagineanything.com;", `proxy_pass http://127.0.0.1:${apiPort};`);
  const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const temporary = kinds.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join("\n");
  const user = process.getuid?.() === 0 ? "user root;\n" : "";
  return `${user}pid ${folder}/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\nlog_not_found off;\n${temporary}\n${server}\n}\n`;
}

async function untilAnswers(url, process_) {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (process_.exitCode !== null) throw new Error(`nginx ended with ${process_.exitCode}`);
    try {
      return await fetch(url);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error("nginx does not answer");
}

async function checks(site, origin, place) {
  const base = origin + place.slice(0, -1);
  const files = await readdir(site);
  const hashed = (ending) => files.find((name) => new RegExp(`-[0-9a-f]{16}\\.${ending}$`).test(name));
  const page = await readFile(path.join(site, "index.html"), "utf8");
  const policy = page.match(/http-equiv="Content-Security-Policy" content="([^"]+)"/)[1];
  const secured = (answer) => {
    assert.equal(answer.headers.get("content-security-policy"), `${policy}; frame-ancestors 'none'`);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
    assert.equal(answer.headers.get("x-frame-options"), "DENY");
    assert.equal(answer.headers.get("referrer-policy"), "strict-origin-when-cross-origin");
    assert.match(answer.headers.get("permissions-policy"), /camera=\(\)/);
    assert.equal(answer.headers.get("cross-origin-opener-policy"), "same-origin");
    assert.match(answer.headers.get("strict-transport-security"), /max-age=\d+/);
  };

  for (const address of ["/", "/@nova_sketch/feed?view=public", "/guest/post/1", "/index.html"]) {
    await test(`${address} is the page, secured and never stale`, async () => {
      const answer = await fetch(base + address);
      assert.equal(answer.status, 200);
      assert.match(answer.headers.get("content-type"), /^text\/html; charset=utf-8/i);
      assert.equal(answer.headers.get("cache-control"), "no-cache");
      assert.equal(await answer.text(), page);
      secured(answer);
    });
  }
  await test("what the page names is there", async () => {
    const named = [...page.matchAll(/ (?:href|src)="(\/[^"]+)"/g)].map(([, name]) => name);
    assert.ok(named.length > 5);
    for (const name of named) {
      const answer = await fetch(origin + name);
      assert.equal(answer.status, 200, name);
      assert.doesNotMatch(answer.headers.get("content-type"), /html/, name);
    }
  });
  for (const [ending, type] of [["wasm", "application/wasm"], ["js", "text/javascript"], ["css", "text/css"], ["json", "application/json"]]) {
    await test(`a .${ending} file has its type and is kept for ever`, async () => {
      const answer = await fetch(`${base}/${hashed(ending)}`);
      assert.equal(answer.status, 200);
      assert.ok(answer.headers.get("content-type").startsWith(type));
      assert.match(answer.headers.get("cache-control"), /immutable/);
      secured(answer);
    });
  }
  for (const [name, type] of [["sw.js", "text/javascript"], ["manifest.webmanifest", "application/manifest+json"], ["favicon.svg", "image/svg+xml"]]) {
    await test(`${name} has its type and is asked for again`, async () => {
      const answer = await fetch(`${base}/${name}`);
      assert.ok(answer.headers.get("content-type").startsWith(type));
      assert.equal(answer.headers.get("cache-control"), "no-cache");
    });
  }
  await test("a missing part of an earlier release is not the page", async () => {
    const answer = await fetch(`${base}/app-0123456789abcdef.wasm`);
    assert.equal(answer.status, 404);
    assert.equal(answer.headers.get("cache-control"), null);
  });
  await test("/api is forwarded with its headers", async () => {
    const answer = await fetch(`${origin}/api/feed?limit=2`, { headers: { authorization: "Bearer x" } });
    assert.deepEqual(await answer.json(), { url: "/api/feed?limit=2", authorization: "Bearer x" });
    assert.equal(answer.headers.get("x-ratelimit-remaining"), "99");
  });
}

async function underPath(origin, place) {
  await test(`${place} gets its last slash, and what lies beside it is not the app`, async () => {
    const answer = await fetch(origin + place.slice(0, -1), { redirect: "manual" });
    assert.equal(answer.status, 301);
    assert.equal(answer.headers.get("location"), origin + place);
    assert.equal((await fetch(`${origin}/guest/post/1`)).status, 404);
  });
}

/** Publishes the app under a path and asks an nginx for it. */
async function serve(place, apiPort) {
  const folder = await mkdtemp(path.join(os.tmpdir(), "nginx-test-"));
  const site = path.join(folder, "www", place);
  execFileSync(bundle, ["deploy", "--public-url", place, dist, site]);
  const port = await freePort();
  const file = path.join(folder, "nginx.conf");
  await writeFile(file, await configuration(folder, site, port, apiPort));
  const server = spawn(nginx, ["-p", folder, "-e", "stderr", "-c", file, "-g", "daemon off; master_process off;"], { stdio: "inherit" });
  const origin = `http://127.0.0.1:${port}`;
  try {
    await untilAnswers(origin + place, server);
    console.log(`under ${place}`);
    await checks(site, origin, place);
    if (place !== "/") await underPath(origin, place);
  } finally {
    server.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

const api = standIn();
try {
  const apiPort = await listening(api);
  for (const place of ["/", "/dashboard/"]) await serve(place, apiPort);
} catch (error) {
  counts.failed += 1;
  console.log(`✗ ${error.message}`);
} finally {
  api.close();
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;
