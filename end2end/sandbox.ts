import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** The folder of the built app. */
export const DIST = process.env.DIST_DIR ?? "../dist";

/** Starts the sandbox on a free port, with the built app and the test hooks. */
export async function startSandbox(app = DIST): Promise<{ origin: string; stop: () => void }> {
  const { SANDBOX_BIN = "../target/release/sandbox" } = process.env;
  const child = spawn(SANDBOX_BIN, ["--port", "0", "--world", "demo", "--app", app, "--test-hooks"], { stdio: ["ignore", "pipe", "inherit"] });
  const origin = await new Promise<string>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the sandbox ended with ${code}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const found = /listening on (http:\S+)/.exec(line);
      if (found?.[1]) resolve(found[1]);
    });
  });
  return { origin, stop: () => child.kill("SIGTERM") };
}
