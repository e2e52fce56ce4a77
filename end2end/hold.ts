import type { Page } from "@playwright/test";

/** A promise that is kept when somebody says so. */
function promise() {
  let keep = () => {};
  const kept = new Promise<void>((resolve) => (keep = resolve));
  return { kept, keep };
}

/** Has the service answer at once the next time the page asks there, and keeps the answer from the page until it is let go. */
export async function holdAnswer(page: Page, url: string, method = "GET") {
  const [answered, released, arrived] = [promise(), promise(), promise()];
  let isHeld = false;
  await page.route(url, async (route) => {
    if (isHeld || route.request().method() !== method) return route.fallback();
    isHeld = true;
    const answer = await route.fetch();
    answered.keep();
    await released.kept;
    await route.fulfill({ response: answer });
    arrived.keep();
  });
  const letGo = () => {
    released.keep();
    return arrived.kept;
  };
  return { answered: answered.kept, letGo };
}
