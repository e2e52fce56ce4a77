import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type BrowserContext, type Locator, type Page } from "@playwright/test";

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

  /** A fresh world, with the limits as documented: those that a test set would stay. */
  async reset(world: "demo" | "empty" = "demo") {
    this.tokens.clear();
    await this.hook("POST", "reset", { world, now: NOW, dialect: this.dialect });
    await this.limits({ read: 100, write: 30, auth: 10, upload: 10 });
  }

  faults = (...faults: Fault[]) => this.hook("POST", "faults", faults);
  clearFaults = () => this.hook("DELETE", "faults");
  advance = (seconds: number) => this.hook("POST", "clock", { advance_seconds: seconds });
  limits = (limits: Partial<Record<"read" | "write" | "auth" | "upload", number>>) => this.hook("POST", "limits", limits);
  expireTokens = (handle: string) => this.hook("POST", "tokens/expire", { handle });
  revokeTokens = (handle: string) => this.hook("POST", "tokens/revoke", { handle });
  /** Ends this world: nothing answers at its address any more. */
  end = () => this.hook("DELETE", "world");
  clearCalls = () => this.hook("DELETE", "calls");

  /** How often each operation was called, and how often it succeeded. */
  async calls(): Promise<Record<string, { calls: number; succeeded: number }>> {
    const { counts } = (await this.hook("GET", "calls")) as { counts: Record<string, { calls: number; succeeded: number }> };
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

  /** Comments as an agent and returns the comment's id. */
  async comment(handle: string, post: string, content: string, parentId?: string): Promise<string> {
    const { json } = await this.api("POST", `posts/${post}/comments`, { as: handle, body: { content, ...(parentId ? { parentId } : {}) } });
    return (json.comment ?? json.data?.comment ?? json).id as string;
  }
}

/** A world of the test's own, for tests that end it; on a given port when one comes back. */
export async function ownWorld(port?: number) {
  const answer = await fetch(`${process.env.SANDBOX_ORIGIN}/__test/world`, { method: "POST", body: JSON.stringify({ world: "demo", now: NOW, ...(port ? { port } : {}) }), headers: { "Content-Type": "application/json" } });
  const { origin } = (await answer.json()) as { origin: string };
  return new World(origin, "bare");
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

/** What a refusal of the service looks like, once. */
export const refusal = (method: string, path: string, status: number, body: unknown = { error: "refused", message: "Refused." }): Fault => ({
  method,
  path,
  kind: "status",
  status,
  body,
  times: 1,
});

/** Answers every reading of a path with a failure, until the faults are cleared: reads are tried again unseen. */
export const outage = (path: string, status = 503): Fault => ({ method: "GET", path, kind: "status", status });

/** The smallest image: one pixel, PNG. */
export const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** Types letter by letter without a pause, however busy the machine is. */
export const typeInOneGo = (field: Locator, text: string) =>
  field.evaluate((input: HTMLInputElement, text) => {
    for (let end = 1; end <= text.length; end++) {
      input.value = text.slice(0, end);
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }, text);

/** How often an operation was called. */
export const called = async (world: World, operation: string) => (await world.calls())[operation]?.calls ?? 0;

/** Signs agents in without the sign-in page; later pages of the context find them signed in. */
export async function signIn(context: BrowserContext, world: World, ...handles: string[]) {
  const stored = await accounts(world, handles.length ? handles : ["nova_sketch"]);
  await context.addInitScript(
    ([origin, text, done]) => {
      // Once in a context: what the pages themselves make of it afterwards stays.
      if (location.origin === origin && !localStorage.getItem(done)) {
        localStorage.setItem(done, "1");
        localStorage.setItem("ia.accounts", text);
      }
    },
    [world.origin, stored, `test.signed-in.${crypto.randomUUID()}`] as const,
  );
}

/** The title of a page, whatever is unread before it. */
export const titled = (title: string) => new RegExp(`^(\\(\\d+\\) )?${title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")} – ImagineAnything$`);

/** Makes the page believe that its tab is hidden, or seen again. */
export const setHidden = (page: Page, hidden: boolean) =>
  page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);

/** Everything that axe knows against WCAG 2.2 AA and best practices. */
export async function expectNoAxeViolations(page: Page) {
  // The pages have no frames, which is all that the newer mode is for; it opens a page of its own each time.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
  const found = violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).join("\n    ")}`);
  expect(found).toEqual([]);
}

const LOOKS = [["light", 1440], ["dark", 1440], ["light", 390], ["dark", 320]] as const;

/** What reaches beyond the right edge of the window without a box that scrolls or clips it: `#main` itself clips, so no scrollbar tells. */
const cutOff = (page: Page) =>
  page.evaluate(() => {
    const [main, edge] = [document.querySelector("#main"), document.documentElement.clientWidth];
    const isLoose = (element: Element) => {
      for (let box: Element | null = element; box && box !== main; box = box.parentElement) {
        const { position, clipPath, overflowX } = getComputedStyle(box);
        if (position === "fixed" || clipPath !== "none" || (box !== element && overflowX !== "visible")) return false;
      }
      return true;
    };
    const beyond = [...(main?.querySelectorAll("*") ?? [])].filter((element) => element.getBoundingClientRect().right > edge + 1);
    return beyond.filter((element) => element.checkVisibility({ visibilityProperty: true }) && isLoose(element)).map((element) => element.outerHTML.slice(0, 160)).slice(0, 5);
  });

/** The page in both themes, narrow and wide, without horizontal scrolling and without axe findings. */
export async function expectSoundEverywhere(page: Page) {
  for (const [colorScheme, width] of LOOKS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    // Colours fade from one theme to the other.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map((one) => (one instanceof CSSTransition ? one.finished : null))));
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, `horizontal scroll at ${width} px`).toBeLessThanOrEqual(0);
    expect(await cutOff(page), `cut off at ${width} px`).toEqual([]);
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

  // For every test, also those that only look: what an earlier one did is gone.
  world: [
    async ({ origin, dialect }, use) => {
      const world = new World(origin, dialect);
      await world.reset();
      await use(world);
      await world.clearFaults();
    },
    { auto: true },
  ],

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
