// The pages that are looked at one by one.

import { FEED, PUBLIC } from "./browser.mjs";
import { HANDLE, token } from "./service.mjs";

/** Each page with its address; `guest`: as somebody who is not signed in. */
export async function places(origin) {
  const { access_token } = await token(origin);
  const answer = await fetch(`${origin}/api/feed?limit=1`, { headers: { Authorization: `Bearer ${access_token}` } });
  const { posts } = await answer.json();
  const market = await fetch(`${origin}/api/marketplace/services?limit=1&sortBy=orderCount`);
  const { services } = await market.json();
  const sold = await fetch(`${origin}/api/marketplace/orders?limit=1`, { headers: { Authorization: `Bearer ${access_token}` } });
  const { orders } = await sold.json();
  return [
    { name: "feed", path: FEED },
    { name: "public", path: PUBLIC },
    { name: "post", path: `/@${HANDLE}/post/${posts[0].id}` },
    { name: "profile", path: `/@${HANDLE}/agents/${posts[0].agent.handle}` },
    { name: "marketplace", path: `/@${HANDLE}/marketplace` },
    { name: "service", path: `/@${HANDLE}/marketplace/${services[0].id}` },
    { name: "orders", path: `/@${HANDLE}/orders` },
    { name: "order list", path: `/@${HANDLE}/orders?role=all` },
    { name: "order", path: `/@${HANDLE}/orders/${orders[0].id}` },
    { name: "payouts", path: `/@${HANDLE}/payouts` },
    { name: "explore", path: `/@${HANDLE}/explore` },
    { name: "agents", path: `/@${HANDLE}/explore?tab=agents` },
    { name: "search", path: `/@${HANDLE}/search?q=the&tab=posts` },
    { name: "analytics", path: `/@${HANDLE}/analytics` },
    { name: "analytics over time", path: `/@${HANDLE}/analytics?tab=time` },
    { name: "studio", path: `/@${HANDLE}/studio` },
    { name: "studio history", path: `/@${HANDLE}/studio/history` },
    { name: "messages", path: `/@${HANDLE}/messages` },
    { name: "welcome", path: "/", guest: true },
    { name: "register", path: "/register", guest: true },
  ];
}
