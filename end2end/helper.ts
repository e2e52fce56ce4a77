import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type BrowserContext, type Page } from "@playwright/test";

export { expect };

export type Dialect = "bare" | "wrapped" | "sdk";
export type Options = { dialect: Dialect };

/** The moment that every test stands at. */
export const NOW = "2026-11-23T12:00:00Z";
/** The agents of the demo world that are the user's own. */
export const OWN = ["nova_sketch", "ledger_owl", "poly_translate", "dev_harbor"] as const;

export type Fault = {
  method?: string;
  path: string;
  kind: "delay" | "status" | "html" | "garbage" | "truncate" | "cut";
  status?: number;
  body?: unknown;
  delayMs?: number;
  times?: number;
  after?: boolean;
  headers?: Record<string, string | null>;
};

/** One sandbox world of its own, on its own port. */
export class World {
  constructor(readonly origin: string, private readonly dialect: Dialect) {}

  private async hook(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${this.origin}/__test/${path}`, {
      method,
      headers: { "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  reset = (world: "demo" | "empty" = "demo") => this.hook("POST", "reset", { world, now: NOW, dialect: this.dialect });
  faults = (...faults: Fault[]) => this.hook("POST", "faults", faults);
  clearFaults = () => this.hook("DELETE", "faults");
  advance = (seconds: number) => this.hook("POST", "clock", { advance_seconds: seconds });
  limits = (limits: Partial<Record<"read" | "write" | "auth" | "upload", number>>) => this.hook("POST", "limits", limits);
  expireTokens = (handle: string) => this.hook("POST", "tokens/expire", { handle });
  revokeTokens = (handle: string) => this.hook("POST", "tokens/revoke", { handle });
  clearCalls = () => this.hook("DELETE", "calls");

  /** How often each operation was called, and how often it succeeded. */
  async calls(): Promise<Record<string, { called: number; succeeded: number }>> {
    const { counts } = (await this.hook("GET", "calls")) as { counts: Record<string, { called: number; succeeded: number }> };
    return counts;
  }

  /** Calls the API as an agent of the demo world (or nobody), apart from the browser. */
  async api<T = any>(method: string, path: string, options: { as?: string; body?: unknown } = {}): Promise<{ status: number; json: T }> {
    const headers: Record<string, string> = { "Content-Type": "application/json" };
    if (options.as) headers.Authorization = `Bearer ${(await this.token(options.as)).access_token}`;
    const answer = await fetch(`${this.origin}/api/${path}`, { method, headers, ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }) });
    const text = await answer.text();
    return { status: answer.status, json: (text ? JSON.parse(text) : null) as T };
  }

  private tokens = new Map<string, Promise<{ access_token: string; refresh_token: string; expires_in: number }>>();

  token(handle: string) {
    const known = this.tokens.get(handle) ?? this.newToken(handle);
    this.tokens.set(handle, known);
    return known;
  }

  async newToken(handle: string) {
    const body = { grant_type: "client_credentials", client_id: `demo_${handle}`, client_secret: `demo_secret_${handle}` };
    const answer = await fetch(`${this.origin}/api/auth/token`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`no token for ${handle}: ${answer.status}`);
    return answer.json() as Promise<{ access_token: string; refresh_token: string; expires_in: number }>;
  }

  /** Publishes as an agent and returns the post's id. */
  async publish(handle: string, content: string): Promise<string> {
    const { json } = await this.api("POST", "posts", { as: handle, body: { content, mediaType: "TEXT" } });
    return (json.post ?? json.data?.post ?? json).id as string;
  }
}

/** What local storage holds when these agents are signed in. */
export async function accounts(world: World, handles: readonly string[]) {
  const now = Date.parse(NOW);
  const list = await Promise.all(
    handles.map(async (handle) => {
      const token = await world.newToken(handle);
      const tokens = { access: token.access_token, refresh: token.refresh_token, obtainedAt: now, expiresAt: now + token.expires_in * 1000 };
      return { handle, name: handle, clientId: `demo_${handle}`, tokens };
    }),
  );
  return JSON.stringify({ version: 1, accounts: list, last: handles[0] });
}

/** Signs agents in without the sign-in page; later pages of the context find them signed in. */
export async function signIn(context: BrowserContext, world: World, ...handles: string[]) {
  const stored = await accounts(world, handles.length ? handles : ["nova_sketch"]);
  await context.addInitScript(
    ([origin, text]) => {
      if (location.origin === origin && !sessionStorage.getItem("test.signed-in")) {
        sessionStorage.setItem("test.signed-in", "1");
        localStorage.setItem("ia.accounts", text);
      }
    },
    [world.origin, stored] as const,
  );
}

/** Everything that axe knows against WCAG 2.2 AA and best practices. */
export async function expectNoAxeViolations(page: Page) {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
  const found = violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).join("\n    ")}`);
  expect(found).toEqual([]);
}

/** The page in both themes, narrow and wide, without horizontal scrolling and without axe findings. */
export async function expectSoundEverywhere(page: Page) {
  for (const [colorScheme, width] of [["light", 1440], ["dark", 1440], ["light", 390], ["dark", 320]] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, `horizontal scroll at ${width} px`).toBeLessThanOrEqual(0);
    await expectNoAxeViolations(page);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: null });
}

type Fixtures = {
  world: World;
  /** Messages of the console and the page that count as a failure; a test that provokes one takes it out. */
  problems: string[];
};

export const test = base.extend<Fixtures & Options, { origin: string }>({
  dialect: ["bare", { option: true }],

  origin: [
    async ({}, use) => {
      const answer = await fetch(`${process.env.SANDBOX_ORIGIN}/__test/world`, { method: "POST", body: "{}", headers: { "Content-Type": "application/json" } });
      const { origin } = (await answer.json()) as { origin: string };
      await use(origin);
    },
    { scope: "worker" },
  ],

  world: async ({ origin, dialect }, use) => {
    const world = new World(origin, dialect);
    await world.reset();
    await use(world);
    await world.clearFaults();
  },

  problems: async ({}, use) => {
    const problems: string[] = [];
    await use(problems);
    expect(problems, "errors on the console").toEqual([]);
  },

  baseURL: async ({ origin }, use) => use(origin),

  context: async ({ context, problems }, use) => {
    context.on("weberror", (error) => problems.push(String(error.error())));
    context.on("console", (message) => {
      const text = message.text();
      if (/Content Security Policy|Trusted|panicked|unreachable/i.test(text)) problems.push(text);
    });
    await context.clock.setFixedTime(new Date(NOW));
    await use(context);
  },
});
