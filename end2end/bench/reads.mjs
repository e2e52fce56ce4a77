// How quickly the sandbox answers with 100,000 posts and 1,000 agents.

import { serve, token } from "./service.mjs";
import { quantile } from "./stats.mjs";
import { row } from "./table.mjs";

const WARM_UP = 20;

export async function readRows(app, count = 500) {
  const server = await serve(app, "large");
  const headers = { Authorization: `Bearer ${(await token(server.origin)).access_token}` };
  const times = [];
  for (let read = 0; read < count + WARM_UP; read += 1) {
    const start = performance.now();
    const answer = await fetch(`${server.origin}/api/feed?limit=20`, { headers });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`the feed answered ${answer.status}`);
    if (read >= WARM_UP) times.push(performance.now() - start);
  }
  server.stop();
  const note = `median ${quantile(times, 0.5).toFixed(1)} ms of ${count}`;
  return [row("feed read of the sandbox, 100,000 posts, p99", "milliseconds", quantile(times, 0.99), { most: 20, note })];
}
