import { called, expect, NOW, outage, refusal, signIn, test } from "../helper.ts";
import { holdAnswer } from "../hold.ts";
import { comeBack, field, held, line, list, PAGE, said, say, SEND, send, talk } from "../talk.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch", "dev_harbor"));

test("a message is sent once, by the button and by Enter, and the list follows", async ({ page, world }) => {
  const id = await talk(world);
  await page.goto(`${PAGE}/${id}`);
  await expect(line(page, "Is the header done?")).toBeVisible();
  await expect(send(page)).toBeDisabled();
  await field(page).fill("Nearly. @dev_harbor, the fog is #cheap now");
  await send(page).dblclick();
  await expect(line(page, "the fog is #cheap now").getByRole("link", { name: "@dev_harbor" })).toBeVisible();
  await expect(field(page)).toHaveValue("");
  await field(page).fill("Two\nlines");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("three");
  await page.keyboard.press("Enter");
  await expect(line(page, "Two\nlines\nthree")).toBeVisible();
  await expect.poll(() => said(world, id)).toContain("Two\nlines\nthree");
  expect(await called(world, "send_message")).toBe(2);
  await expect(list(page).first()).toContainText("You: Two");
  await expect(page.locator(".message-receipt")).toHaveText("Sent");
  await page.reload();
  await expect(line(page, "the fog is")).toHaveCount(1);
});

test("what is written quickly arrives in its order", async ({ page, world }) => {
  const id = await talk(world);
  await page.goto(`${PAGE}/${id}`);
  const release = await held(page);
  for (const text of ["First of three", "Second of three", "Third of three"]) {
    await field(page).fill(text);
    await page.keyboard.press("Enter");
  }
  await expect(line(page, "Third of three")).toContainText("Sending");
  release();
  await expect(line(page, "Third of three")).not.toContainText("Sending");
  await expect(page.locator(".message[data-own] .message-text")).toContainText(["First of three", "Second of three", "Third of three"]);
});

test("what is refused stays, with a way on, and what was written after it waits", async ({ page, world }) => {
  const id = await talk(world);
  await page.goto(`${PAGE}/${id}`);
  await world.faults(refusal("POST", SEND, 422, { error: "invalid", message: "This word is not allowed." }));
  const release = await held(page);
  await field(page).fill("A bad word");
  await page.keyboard.press("Enter");
  await field(page).fill("A good one");
  await page.keyboard.press("Enter");
  await expect(line(page, "A good one")).toContainText("Sending");
  release();
  await expect(line(page, "A bad word").getByRole("alert")).toContainText("Not sent. This word is not allowed.");
  await expect(line(page, "A good one").getByRole("alert")).toContainText("A message before it was not sent.");
  expect(await said(world, id)).toHaveLength(1);
  await line(page, "A bad word").getByRole("button", { name: "Edit" }).click();
  await expect(field(page)).toHaveValue("A bad word");
  await line(page, "A good one").getByRole("button", { name: "Try again" }).click();
  await expect(line(page, "A good one").getByRole("alert")).toHaveCount(0);
  await expect.poll(() => said(world, id)).toContain("A good one");
  for (const status of [400, 403, 404]) {
    await world.faults(refusal("POST", SEND, status));
    await field(page).fill(`Refused with ${status}`);
    await page.keyboard.press("Enter");
    await expect(line(page, `Refused with ${status}`).getByRole("alert")).toContainText("Not sent. Refused.");
    await line(page, `Refused with ${status}`).getByRole("button", { name: "Try again" }).click();
    await expect.poll(() => said(world, id)).toContain(`Refused with ${status}`);
  }
  expect((await said(world, id)).filter((text) => text.startsWith("Refused")).length).toBe(3);
});

test("a message whose answer is lost is looked for, and never sent twice", async ({ page, world }) => {
  const id = await talk(world);
  await page.goto(`${PAGE}/${id}`);
  await field(page).fill("The same");
  await page.keyboard.press("Enter");
  await expect(line(page, "The same")).not.toContainText("Sending");
  await world.faults({ method: "POST", path: SEND, kind: "cut", after: true, times: 1 });
  await field(page).fill("The same");
  await page.keyboard.press("Enter");
  await expect(line(page, "The same")).toHaveCount(2);
  await expect(page.locator(".message[data-state]")).toHaveCount(0);
  expect((await said(world, id)).filter((text) => text === "The same")).toHaveLength(2);
  await world.faults(refusal("POST", SEND, 502));
  await field(page).fill("Lost on the way");
  await page.keyboard.press("Enter");
  await expect(line(page, "Lost on the way").getByRole("alert")).toContainText("The message was looked for and is not there.");
  await line(page, "Lost on the way").getByRole("button", { name: "Try again" }).dblclick();
  await expect(page.locator(".message[data-state]")).toHaveCount(0);
  expect((await said(world, id)).filter((text) => text === "Lost on the way")).toHaveLength(1);
});

test("whose a message is, its sender's id alone tells, also when the list comes late", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const id = await talk(world, "Shall we?");
  await say(world, id, "nova_sketch", "We shall");
  let release = () => {};
  const open = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/api\/conversations\?/, async (route) => {
    await open;
    await route.continue();
  });
  await page.route(/\/api\/conversations\/[^/]+\/messages\?/, async (route) => {
    const response = await route.fetch();
    const json = await response.json();
    await route.fulfill({ response, json: { ...json, messages: json.messages.map(({ sender: _, ...message }: any) => message) } });
  });
  await page.goto(`${PAGE}/${id}`);
  const mine = line(page, "We shall");
  await expect(mine).toBeVisible();
  release();
  await expect(mine).toHaveAttribute("data-own", "true");
  await expect(line(page, "Shall we?")).toContainText("Dev Harbor: ");
  await mine.hover();
  await mine.getByRole("button", { name: "More actions" }).click();
  await expect(page.getByRole("menuitem", { name: "Delete message" })).toBeVisible();
  await page.keyboard.press("Escape");
  await say(world, id, "dev_harbor", "ok");
  await world.faults(refusal("POST", SEND, 502));
  await field(page).fill("ok");
  await page.keyboard.press("Enter");
  await expect(line(page, "ok").getByRole("alert")).toContainText("The message was looked for and is not there.");
  await line(page, "ok").getByRole("button", { name: "Try again" }).click();
  await expect(page.locator(".message[data-state]")).toHaveCount(0);
  expect((await said(world, id)).filter((text) => text === "ok")).toHaveLength(2);
});

test("where it cannot be found out, it says that it is not known", async ({ page, world }) => {
  const id = await talk(world);
  await page.goto(`${PAGE}/${id}`);
  await expect(line(page, "Is the header done?")).toBeVisible();
  await world.faults({ method: "POST", path: SEND, kind: "status", status: 500, after: true, times: 1 }, outage(SEND, 500));
  await field(page).fill("Schrödinger says hello");
  await page.keyboard.press("Enter");
  const row = line(page, "Schrödinger says hello");
  await expect(row.getByRole("alert")).toContainText("Not known to be sent.");
  await expect(row.getByRole("button", { name: "Edit" })).toHaveCount(0);
  await world.clearFaults();
  await row.getByRole("button", { name: "Look again" }).click();
  await expect(page.locator(".message[data-state]")).toHaveCount(0);
  await expect(row).toHaveCount(1);
  expect(await called(world, "send_message")).toBe(1);
});

test("a reload in the middle of sending neither loses nor doubles a message", async ({ page, world }) => {
  const id = await talk(world);
  await page.goto(`${PAGE}/${id}`);
  await expect(line(page, "Is the header done?")).toBeVisible();
  await world.faults({ method: "POST", path: SEND, kind: "delay", delayMs: 1_500, times: 1 });
  await field(page).fill("Sent into a reload");
  await page.keyboard.press("Enter");
  await expect(line(page, "Sent into a reload")).toContainText("Sending");
  await page.reload();
  await expect(line(page, "Sent into a reload")).toHaveCount(1);
  const again = line(page, "Sent into a reload").getByRole("button", { name: "Try again" });
  await expect(page.locator(".message[data-state=sending]")).toHaveCount(0);
  if (await again.isVisible()) await again.click();
  await expect(page.locator(".message[data-state]")).toHaveCount(0);
  await expect.poll(async () => (await said(world, id)).filter((text) => text === "Sent into a reload").length).toBe(1);
});

test("signing out while a message is on its way leaves nothing of it on the device", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const id = await talk(world);
  await page.goto(`${PAGE}/${id}`);
  await world.faults(refusal("POST", SEND, 403));
  const answer = await holdAnswer(page, `**/api/conversations/${id}/messages`, "POST");
  await field(page).fill("For nobody else");
  await page.keyboard.press("Enter");
  await answer.answered;
  await page.getByRole("button", { name: /^Acting as/ }).first().click();
  await page.getByRole("menuitem", { name: "Sign out @nova_sketch" }).click();
  await expect(page).toHaveURL("/@dev_harbor/feed");
  await answer.letGo();
  // What the page makes of the answer takes a moment.
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => Object.values({ ...localStorage }).join())).not.toContain("For nobody else");
});

test("of what was kept, only what cannot be sent stands still, and nothing is lost", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const id = await talk(world);
  await page.goto(PAGE);
  await page.evaluate((id) => {
    const outgoing = [" ", `Endless ${"x".repeat(5000)}`, "Kept unsent"].map((text) => ({ text, sentAt: null, before: [] }));
    localStorage.setItem(`ia.draft.nova_sketch.message.${id}`, JSON.stringify({ version: 1, text: "", outgoing }));
  }, id);
  await page.goto(`${PAGE}/${id}`);
  const [endless, kept] = [line(page, "Endless"), line(page, "Kept unsent")];
  await endless.getByRole("button", { name: "Try again" }).click();
  await expect(endless.getByRole("alert")).toHaveText("Not sent. 5008 of 5000 characters: 8 too many.");
  await field(page).fill("Something new");
  await page.keyboard.press("Enter");
  await expect.poll(() => said(world, id)).toContain("Something new");
  await expect(page.locator(".message[data-state=sending]")).toHaveCount(0);
  await kept.getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => said(world, id)).toContain("Kept unsent");
  await endless.getByRole("button", { name: "Edit" }).click();
  await expect(field(page)).toHaveValue(/^Endless x+$/);
});

test("conversations are in the order of the service's clock, however wrong that of the browser is", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const id = await talk(world);
  const write = async (hours: number) => {
    await page.clock.setFixedTime(new Date(Date.parse(NOW) + hours * 3_600_000));
    await page.goto(`${PAGE}/${id}`);
    await expect(list(page).filter({ hasText: "Pixel Kiln" })).toBeVisible();
    await field(page).fill(`Hours off: ${hours}`);
    await page.keyboard.press("Enter");
    await expect(list(page).first()).toContainText(`You: Hours off: ${hours}`);
  };
  await write(2);
  await world.advance(1);
  await world.api("POST", "conversations", { as: "poly_translate", body: { participantHandle: "nova_sketch", message: "Later than that" } });
  await comeBack(page);
  await expect(list(page).first()).toContainText("Later than that");
  await world.advance(1);
  await write(-2);
});

test("drafts are kept for each conversation and each agent, through a reload", async ({ page, world }) => {
  const id = await talk(world);
  await page.goto(`${PAGE}/${id}`);
  await field(page).fill("Half a thought for Dev");
  await expect(page.getByText("Draft saved")).toBeVisible();
  await list(page).filter({ hasText: "Pixel Kiln" }).getByRole("link").click();
  await expect(page).not.toHaveURL(`${PAGE}/${id}`);
  await expect(field(page)).toHaveValue("");
  await field(page).fill("Half a thought for Pixel");
  await list(page).filter({ hasText: "Dev Harbor" }).getByRole("link").click();
  await expect(field(page)).toHaveValue("Half a thought for Dev");
  await page.reload();
  await expect(field(page)).toHaveValue("Half a thought for Dev");
  await page.goto(`/@dev_harbor/messages/${id}`);
  await expect(line(page, "Is the header done?")).toBeVisible();
  await expect(field(page)).toHaveValue("");
});

test("what another tab sends leaves a draft as it is", async ({ page, context, world }) => {
  const id = await talk(world);
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto(`${PAGE}/${id}`);
    await expect(line(tab, "Is the header done?")).toBeVisible();
  }
  const release = await held(other);
  await field(other).fill("Sent from the other tab");
  await other.keyboard.press("Enter");
  await expect(line(other, "Sent from the other tab")).toContainText("Sending");
  await field(page).fill("Half a thought");
  await expect(field(other)).toHaveValue("Half a thought");
  release();
  await expect(line(other, "Sent from the other tab")).not.toContainText("Sending");
  await expect(page.locator(".message[data-state]")).toHaveCount(0);
  await page.reload();
  await expect(field(page)).toHaveValue("Half a thought");
  await expect(page.locator(".message[data-state]")).toHaveCount(0);
});

test("the first message is refused, lost and found like any other", async ({ page, world }) => {
  await page.goto(`${PAGE}?to=dev_harbor`);
  const path = "/api/conversations";
  await world.faults(refusal("POST", path, 403, { error: "forbidden", message: "This agent takes no messages." }));
  await field(page).fill("May I?");
  await page.keyboard.press("Enter");
  await expect(line(page, "May I?").getByRole("alert")).toContainText("This agent takes no messages.");
  await world.faults(refusal("POST", path, 503));
  await line(page, "May I?").getByRole("button", { name: "Try again" }).click();
  await expect(line(page, "May I?").getByRole("alert")).toContainText("is not there");
  await world.faults({ method: "POST", path, kind: "cut", after: true, times: 1 });
  await line(page, "May I?").getByRole("button", { name: "Try again" }).click();
  await expect(page).toHaveURL(/\/messages\/[^?]+$/);
  await expect(line(page, "May I?")).toHaveCount(1);
  await expect(page.locator(".message[data-state]")).toHaveCount(0);
  expect((await world.calls()).start_conversation?.calls).toBe(1);
});

test("too long a message is said before it is sent", async ({ page, world }) => {
  const id = await talk(world);
  await page.goto(`${PAGE}/${id}`);
  await field(page).fill("x".repeat(5001));
  await expect(page.getByText("5001 of 5000 characters: 1 too many.")).toBeVisible();
  await expect(send(page)).toBeDisabled();
  await field(page).fill("x".repeat(4990));
  await expect(page.getByText("10 characters left")).toBeVisible();
  await send(page).click();
  await expect.poll(async () => (await said(world, id)).some((text) => text.length === 4990)).toBe(true);
});
