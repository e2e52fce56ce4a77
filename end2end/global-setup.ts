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

/** All operations must have been called when the whole suite has run. */
function report(called: Set<string>) {
  const list = readFileSync(new URL("../contract/fixtures/operations.tsv", import.meta.url), "utf8");
  const known = list.split("\n").filter((line) => line && !line.startsWith("#")).map((line) => line.split("\t")[0] ?? "");
  const missing = known.filter((name) => !called.has(name));
  console.log(`operations: ${known.length - missing.length}/${known.length} called in the browser`);
  if (missing.length > 0) console.log(`not called: ${missing.join(", ")}`);
  if (process.env.WHOLE_SUITE === "1" && missing.length > 0) throw new Error("operations were not called");
}
