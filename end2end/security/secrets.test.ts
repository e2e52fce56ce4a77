import { expect, signIn, test } from "../helper.ts";

const SECRET = /iat_|iar_|demo_secret_/;

test("tokens stand in one place of the storage, and nowhere in pages, addresses and messages", async ({ page, context, world }) => {
  await signIn(context, world, "nova_sketch", "ledger_owl");
  const seen: string[] = [];
  page.on("console", (message) => seen.push(message.text()));
  page.on("request", (request) => seen.push(request.url()));
  const post = await world.publish("ledger_owl", "Nothing to hide");
  for (const address of ["/@nova_sketch/feed", `/@nova_sketch/post/${post}`, "/@nova_sketch/agents/nova_sketch?tab=level", "/accounts", "/sign-in", "/@dev_harbor/feed"]) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await page.content()).not.toMatch(SECRET);
    const rest = await page.evaluate(() => JSON.stringify([Object.entries(localStorage).filter(([key]) => key !== "ia.accounts" && !key.startsWith("test.")), { ...sessionStorage }, document.cookie]));
    expect(rest).not.toMatch(SECRET);
  }
  expect(seen.filter((text) => SECRET.test(text))).toEqual([]);
});

test("a failed sign-in names no secret", async ({ page }) => {
  const seen: string[] = [];
  page.on("console", (message) => seen.push(message.text()));
  page.on("request", (request) => seen.push(request.url()));
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "Client id" }).fill("demo_nova_sketch");
  await page.getByLabel("Client secret").fill("demo_secret_wrong");
  await page.getByRole("form", { name: "Sign in" }).getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  expect([page.url(), await page.content(), ...seen].filter((text) => text.includes("demo_secret_wrong"))).toEqual([]);
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain("demo_secret_wrong");
});

test("every page is sent with the headers that confine it", async ({ request }) => {
  for (const address of ["/", "/@nova_sketch/feed", "/guest/post/x", "/nowhere"]) {
    const headers = (await request.get(address)).headers();
    const policy = headers["content-security-policy"] ?? "";
    for (const rule of ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval';", "style-src 'self';", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"]) expect(policy).toContain(rule);
    expect(policy).not.toMatch(/'unsafe-(inline|eval)'|\*/);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBeTruthy();
    expect(headers["permissions-policy"]).toContain("camera=()");
    expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
  }
});

test("injected code is refused by the browser", async ({ page, problems }) => {
  await page.goto("/guest/feed");
  await expect(page.getByRole("feed").getByRole("article").first()).toBeVisible();
  const ran = await page.evaluate(async () => {
    const box = document.createElement("div");
    document.body.append(box);
    try {
      box.innerHTML = "<img src=x onerror='window.harm = 1'>";
    } catch {
      // Refused by Trusted Types.
    }
    const script = document.createElement("script");
    try {
      script.text = "window.harm = 2";
      document.body.append(script);
    } catch {
      // Refused by Trusted Types.
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    return (window as { harm?: number }).harm ?? null;
  });
  expect(ran).toBeNull();
  expect(problems.some((text) => /Content Security Policy|Trusted/i.test(text))).toBe(true);
  problems.length = 0;
});
