// The sandbox that serves what is measured, and the agent that is signed in there.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const { SANDBOX_BIN = "target/release/sandbox" } = process.env;
const UNLIMITED = { read: 1_000_000, write: 1_000_000, auth: 1_000_000, upload: 1_000_000 };

/** The agent of the demo world that looks at its feed. */
export const HANDLE = "nova_sketch";

/** Starts a sandbox on a free port, with limits that no measurement reaches. */
export async function serve(app, world = "demo") {
  const child = spawn(SANDBOX_BIN, ["--port", "0", "--world", world, "--app", app, "--test-hooks"], { stdio: ["ignore", "pipe", "inherit"] });
  const origin = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the sandbox ended with ${code}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const found = /listening on (http:\S+)/.exec(line);
      if (found) resolve(found[1]);
    });
  });
  process.once("exit", () => child.kill("SIGKILL"));
  await post(`${origin}/__test/limits`, UNLIMITED);
  return { origin, stop: () => child.kill("SIGTERM") };
}

async function post(url, body) {
  const answer = await fetch(url, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** A bearer token of the agent. */
export function token(origin) {
  return post(`${origin}/api/auth/token`, { grant_type: "client_credentials", client_id: `demo_${HANDLE}`, client_secret: `demo_secret_${HANDLE}` });
}

/** What local storage holds when the agent is signed in (the form of src/account/stored.rs). */
export async function storedAccounts(origin) {
  const { access_token: access, refresh_token: refresh, expires_in: life } = await token(origin);
  const now = Date.now();
  const tokens = { access, refresh, obtainedAt: now, expiresAt: now + life * 1000 };
  return JSON.stringify({ version: 1, accounts: [{ handle: HANDLE, name: "Nova Sketch", clientId: `demo_${HANDLE}`, tokens }], last: HANDLE });
}

/** Two servers: the app, and the hand-written page. */
export async function servePair(app, vanilla) {
  const servers = { app: await serve(app), vanilla: await serve(vanilla) };
  const accounts = { app: await storedAccounts(servers.app.origin), vanilla: await storedAccounts(servers.vanilla.origin) };
  const site = (name) => ({ name, origin: servers[name].origin, accounts: accounts[name] });
  return { app: site("app"), vanilla: site("vanilla"), stop: () => Object.values(servers).forEach((server) => server.stop()) };
}
