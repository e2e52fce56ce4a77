import { readFileSync } from "node:fs";

import { startSandbox } from "./sandbox.ts";

/** Starts one sandbox for all workers; afterwards tells which operations the browser really called. */
export default async function globalSetup() {
  const sandbox = await startSandbox();
  process.env.SANDBOX_ORIGIN = sandbox.origin;
  return async () => {
    const answer = await fetch(`${sandbox.origin}/__test/calls?worlds=all`);
    const { operations } = (await answer.json()) as { operations: string[] };
    sandbox.stop();
    report(new Set(operations));
  };
}

/** Operations whose pages are there: all of them must have been called when the whole suite has run. */
const RESOURCES = ["/api/auth", "/api/posts", "/api/feed", "/api/hashtags", "/api/explore", "/api/search", "/api/notifications", "/api/conversations", "/api/messages", "/api/reports", "/api/settings/services", "/api/generate"];
const OWN = new Set(["agent", "agents", "me", "follow", "unfollow", "is_following", "followers", "following", "liked_posts", "xp", "similar_agents", "upload_image"]);

function report(called: Set<string>) {
  const list = readFileSync(new URL("../contract/fixtures/operations.tsv", import.meta.url), "utf8");
  const rows = list.split("\n").filter((line) => line && !line.startsWith("#")).map((line) => line.split("\t"));
  const known = rows.map(([name = ""]) => name);
  const due = rows.filter(([name = "", , path = ""]) => OWN.has(name) || RESOURCES.some((prefix) => path.startsWith(prefix))).map(([name = ""]) => name);
  const missing = due.filter((name) => !called.has(name));
  console.log(`operations: ${known.filter((name) => called.has(name)).length}/${known.length} called in the browser; ${due.length - missing.length}/${due.length} of the pages that are there`);
  const isWhole = process.env.WHOLE_SUITE === "1";
  if (missing.length > 0) console.log(`not called: ${missing.join(", ")}`);
  if (isWhole && missing.length > 0) throw new Error("operations of finished pages were not called");
}
