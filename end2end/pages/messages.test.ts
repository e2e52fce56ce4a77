import { called, expect, expectSoundEverywhere, outage, refusal, signIn, test, titled } from "../helper.ts";
import { holdAnswer } from "../hold.ts";
import { askToDelete, comeBack, field, line, lines, list, PAGE, said, say, SEND, send, talk } from "../talk.ts";

test.beforeEach(async ({ context, world }) => signIn(context, world, "nova_sketch", "dev_harbor"));

test("the conversations tell what is unread, and opening one reads it", async ({ page, world }) => {
  const id = await talk(world, "One", "Two", "Three");
  await page.goto(PAGE);
  const first = list(page).first();
  await expect(first).toContainText("Dev Harbor");
  await expect(first).toContainText("Three");
  await expect(first).toContainText("3 unread");
  await first.getByRole("link").click();
  await expect(page).toHaveURL(`${PAGE}/${id}`);
  await expect(line(page, "Two")).toBeVisible();
  await expect(page).toHaveTitle(titled("Messages with Dev Harbor"));
  await expect(first).not.toContainText("unread");
  await expect.poll(() => called(world, "mark_conversation_read")).toBe(1);
  await expect(lines(page).filter({ hasText: /^Today$/ })).toHaveCount(1);
  await page.reload();
  await expect(line(page, "Three")).toBeVisible();
  await expect(list(page).first().getByRole("link")).toHaveAttribute("aria-current", "page");
  await page.goBack();
  await expect(page.getByRole("heading", { name: "No conversation is open" })).toBeVisible();
});

test("a conversation is read once, and a list that comes late does not undo that", async ({ page, world }) => {
  const id = await talk(world);
  await page.route(/\/api\/conversations\?/, async (route) => {
    const answer = await route.fetch();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.fulfill({ response: answer });
  });
  await page.goto(`${PAGE}/${id}`);
  await expect(line(page, "Is the header done?")).toBeVisible();
  await expect.poll(() => called(world, "mark_conversation_read")).toBe(1);
  await expect(list(page).first()).toContainText("Dev Harbor");
  await expect(list(page).first()).not.toContainText("unread");
  expect([await called(world, "conversations"), await called(world, "messages")]).toEqual([1, 1]);
});

test("days stand between the messages, and what one agent wrote stands on one side", async ({ page }) => {
  await page.goto(PAGE);
  await list(page).filter({ hasText: "Slow Sonnets" }).getByRole("link").click();
  await expect(page.locator(".message-day").first()).toBeVisible();
  expect(await page.locator(".message-day").count()).toBeGreaterThan(1);
  await expect(page.locator(".message[data-own]").first()).toContainText("You: ");
  await expect(page.getByText("The conversation begins here.")).toBeAttached();
});

test("who has to sign in again comes back to the message", async ({ page, world }) => {
  const id = await talk(world);
  await page.goto(`${PAGE}/${id}`);
  await expect(line(page, "Is the header done?")).toBeVisible();
  await world.revokeTokens("nova_sketch");
  await field(page).fill("After a nap");
  await page.keyboard.press("Enter");
  const again = line(page, "After a nap").getByRole("link", { name: "Sign in again" });
  await expect(again).toHaveAttribute("href", new RegExp(`client=demo_nova_sketch.*next=%2Fmessages%2F${id}`));
});

test("a conversation is begun by handle, and goes on where there is one", async ({ page, world }) => {
  test.slow();
  await page.goto(PAGE);
  const begin = async (handle: string) => {
    await page.getByRole("button", { name: "New message" }).click();
    const form = page.getByRole("form", { name: "New message" });
    await form.getByRole("textbox", { name: "Handle" }).fill(handle);
    await form.getByRole("button", { name: "Write" }).click();
  };
  await begin("not a handle!");
  await expect(page.getByText("This can’t be a handle.")).toBeVisible();
  await page.keyboard.press("Escape");
  await begin("nobody_at_all");
  await expect(page.getByRole("heading", { name: "There is no @nobody_at_all" })).toBeVisible();
  await begin("@NOVA_SKETCH");
  await expect(page.getByRole("heading", { name: "This is the acting agent itself" })).toBeVisible();
  await begin("@Dev_Harbor");
  await expect(page).toHaveURL(`${PAGE}?to=dev_harbor`);
  await expect(page).toHaveTitle(titled("Messages with Dev Harbor"));
  await field(page).fill("Half a beginning");
  await page.reload();
  await expect(field(page)).toHaveValue("Half a beginning");
  await field(page).fill("A whole beginning");
  await send(page).dblclick();
  await expect(page).toHaveURL(/\/messages\/[^?]+$/);
  await expect(line(page, "A whole beginning")).toHaveCount(1);
  await expect(field(page)).toHaveValue("");
  expect(await called(world, "start_conversation")).toBe(1);
  await expect(list(page).first()).toContainText("You: A whole beginning");
  const here = page.url();
  await page.goto(PAGE);
  await expect(list(page).first()).toBeVisible();
  await begin("Dev_Harbor");
  await expect(page).toHaveURL(here);
});

test("a conversation that takes the place of its beginning leaves a dialog open", async ({ page, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await page.goto(`${PAGE}?to=dev_harbor`);
  const answer = await holdAnswer(page, "**/api/conversations", "POST");
  await field(page).fill("The first of many");
  await page.keyboard.press("Enter");
  await answer.answered;
  await page.getByRole("banner").getByRole("button", { name: "New post" }).click();
  const post = page.getByRole("dialog", { name: "New post" }).getByRole("textbox");
  await post.fill("Half a wo");
  await answer.letGo();
  await expect(page).toHaveURL(/\/messages\/[^?]+$/);
  await expect(line(page, "The first of many")).toHaveCount(1);
  await page.keyboard.type("rd");
  await expect(post).toHaveValue("Half a word");
});

test("a profile leads to the conversation with its agent", async ({ page, world }) => {
  const id = await talk(world);
  await page.goto("/@nova_sketch/agents/dev_harbor?tab=followers");
  await page.getByRole("region", { name: "Profile" }).getByRole("link", { name: "Message" }).click();
  await expect(page).toHaveURL(`${PAGE}/${id}`);
  await expect(line(page, "Is the header done?")).toBeVisible();
});

test("older messages come on scrolling up, and a link leads to one of them", async ({ page, world }) => {
  test.slow();
  await world.limits({ write: 500 });
  const id = await talk(world);
  const first = await say(world, id, "nova_sketch", "The message to find");
  for (let at = 0; at < 70; at++) await say(world, id, at % 2 ? "dev_harbor" : "nova_sketch", `Message ${at}`);
  await page.goto(`${PAGE}/${id}`);
  await expect(line(page, "Message 69")).toBeInViewport({ timeout: 20_000 });
  expect(await lines(page).count()).toBeLessThan(60);
  await page.locator(".messages-scroll").evaluate((element) => element.scrollTo(0, -element.scrollHeight));
  await expect(page.getByText("The conversation begins here.")).toBeAttached();
  await expect(line(page, "Is the header done?")).toHaveCount(1);
  await page.goto(`${PAGE}/${id}?message=${first}`);
  await expect(line(page, "The message to find")).toBeInViewport();
  await expect(line(page, "The message to find")).toHaveAttribute("data-new", "true");
  expect(await called(world, "message")).toBe(1);
  const other = (await world.api("GET", "conversations", { as: "nova_sketch" })).json;
  const wrong = ((other.conversations ?? other.data?.conversations) as { id: string }[]).find((one) => one.id !== id)?.id;
  await page.goto(`${PAGE}/${wrong}?message=${first}`);
  await expect(page).toHaveURL(`${PAGE}/${id}?message=${first}`);
  await world.api("DELETE", `messages/${first}`, { as: "nova_sketch" });
  await page.goto(`${PAGE}/${id}?message=${first}`);
  await expect(page.getByText("The message that the link points at is gone.")).toBeVisible();
  await world.faults(outage("/api/messages/{message}", 500));
  await page.goto(`${PAGE}/${id}?message=other`);
  await expect(page.getByText("The message could not be looked up.")).toBeVisible();
  await world.clearFaults();
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByText("The message that the link points at is gone.")).toBeVisible();
});

test("an own message is deleted after a question, those of others are not", async ({ page, world }) => {
  const id = await talk(world);
  await say(world, id, "nova_sketch", "Said too much");
  await page.goto(`${PAGE}/${id}`);
  const theirs = line(page, "Is the header done?");
  await theirs.hover();
  await theirs.getByRole("button", { name: "More actions" }).click();
  await expect(page.getByRole("menuitem", { name: "Copy link" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Delete message" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  const mine = line(page, "Said too much");
  await mine.hover();
  await mine.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete message" }).click();
  await world.faults(refusal("DELETE", "/api/messages/{message}", 403));
  await page.getByRole("alertdialog", { name: "Delete this message?" }).getByRole("button", { name: "Delete message" }).click();
  await expect(page.getByRole("alert")).toContainText("The message was not deleted. Refused.");
  await expect(mine).toHaveCount(1);
  const row = list(page).filter({ hasText: "Dev Harbor" });
  await expect(row).toContainText("You: Said too much");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(mine).toHaveCount(0);
  await expect(page.getByText("Message deleted.")).toBeVisible();
  expect(await said(world, id)).not.toContain("Said too much");
  await expect(row).toContainText("Is the header done?");
  await expect(row).not.toContainText("You: ");
});

test("of a conversation whose only message is deleted, the list tells none", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  await page.goto(`${PAGE}?to=dev_harbor`);
  await field(page).fill("Only message here");
  await page.keyboard.press("Enter");
  const [only, row] = [line(page, "Only message here"), list(page).filter({ hasText: "Dev Harbor" })];
  await expect(row).toContainText("You: Only message here");
  await only.hover();
  await only.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete message" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete message" }).click();
  await expect(page.getByText("Message deleted.")).toBeVisible();
  await expect(page.getByText("There are no messages here.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Message history" })).toBeFocused();
  await expect(row.locator(".conversation-preview")).toHaveCount(0);
});

test("a deletion whose answer is lost is looked for", async ({ page, world }) => {
  const id = await talk(world);
  await say(world, id, "nova_sketch", "Said into the wind");
  await page.goto(`${PAGE}/${id}`);
  const mine = line(page, "Said into the wind");
  await mine.hover();
  await mine.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete message" }).click();
  const path = "/api/messages/{message}";
  await world.faults(refusal("DELETE", path, 500), outage(path, 500));
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete message" }).click();
  await expect(page.getByRole("alert")).toContainText("It is not known whether the message was deleted.");
  await expect(mine).toHaveCount(1);
  await world.clearFaults();
  await world.faults({ ...refusal("DELETE", path, 500), after: true });
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Message deleted.")).toBeVisible();
  await expect(mine).toHaveCount(0);
});

test("a conversation that the other deletes is gone here, too, and what was written is not", async ({ page, world }) => {
  const id = await talk(world);
  await page.goto(`${PAGE}/${id}`);
  await expect(line(page, "Is the header done?")).toBeVisible();
  await expect(list(page).filter({ hasText: "Dev Harbor" })).toHaveCount(1);
  await world.faults(refusal("POST", SEND, 422));
  await field(page).fill("Refused before");
  await page.keyboard.press("Enter");
  await expect(line(page, "Refused before").getByRole("alert")).toBeVisible();
  await field(page).fill("Half a thought");
  await world.api("DELETE", `conversations/${id}`, { as: "dev_harbor" });
  await comeBack(page);
  await expect(page.getByRole("heading", { name: "This conversation is gone" })).toBeVisible();
  await expect(list(page).filter({ hasText: "Dev Harbor" })).toHaveCount(0);
  await page.getByRole("link", { name: "Write to @dev_harbor" }).click();
  await expect(page).toHaveURL(`${PAGE}?to=dev_harbor`);
  await expect(field(page)).toHaveValue("Refused before\nHalf a thought");
  await expect(lines(page)).toHaveCount(0);
});

test("the latest message and another conversation go when others delete them", async ({ page, world }) => {
  const id = await talk(world, "To stay", "To stay as well");
  const last = await say(world, id, "dev_harbor", "Said too much");
  const { json } = await world.api("POST", "conversations", { as: "ledger_owl", body: { participantHandle: "nova_sketch", message: "To take back" } });
  const begun = json.conversation ?? json.data?.conversation ?? json;
  const takenBack = (begun.lastMessage ?? begun.last_message).id as string;
  await page.goto(`${PAGE}/${id}`);
  await expect(line(page, "Said too much")).toBeVisible();
  const other = list(page).filter({ hasText: "Pixel Kiln" });
  const gone = (await other.getByRole("link").getAttribute("href"))?.split("/").pop();
  await world.api("DELETE", `messages/${last}`, { as: "dev_harbor" });
  await world.api("DELETE", `conversations/${gone}`, { as: "nova_sketch" });
  const quiet = list(page).filter({ hasText: "Ledger Owl" });
  await expect(quiet).toContainText("To take back");
  await world.api("DELETE", `messages/${takenBack}`, { as: "ledger_owl" });
  await comeBack(page);
  await expect(quiet.locator(".conversation-preview")).toHaveCount(0);
  await expect(list(page).filter({ hasText: "Said too much" })).toHaveCount(0);
  await expect(line(page, "Said too much")).toHaveCount(0);
  await expect(other).toHaveCount(0);
  await expect(line(page, "To stay")).toHaveCount(2);
  await expect(list(page).filter({ hasText: "Dev Harbor" })).toHaveCount(1);
});

test("a conversation that does not tell with whom it is can be deleted", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const { json } = await world.api("POST", "conversations", { as: "nova_sketch", body: { participantHandle: "dev_harbor", message: "Anybody there?" } });
  await page.route(/\/api\/conversations\?/, async (route) => {
    const response = await route.fetch();
    const list = await response.json();
    await route.fulfill({ response, json: { ...list, conversations: list.conversations.map((one: any) => ({ ...one, participant: null })) } });
  });
  await page.goto(`${PAGE}/${json.id ?? json.conversation.id}`);
  await expect(page.getByRole("heading", { name: "Unknown agent" })).toBeVisible();
  await expect(line(page, "Anybody there?")).toContainText("You: ");
  await askToDelete(page);
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete conversation" }).click();
  await expect(page).toHaveURL(PAGE);
});

test("a conversation is deleted after a question, for good", async ({ page, world }) => {
  const id = await talk(world);
  await page.goto(`${PAGE}/${id}`);
  await expect(line(page, "Is the header done?")).toBeVisible();
  await askToDelete(page);
  await page.getByRole("alertdialog").getByRole("button", { name: "Keep it" }).click();
  await expect(line(page, "Is the header done?")).toBeVisible();
  await askToDelete(page);
  await world.faults(refusal("DELETE", "/api/conversations/{conversation}", 500));
  await page.getByRole("alertdialog", { name: "Delete this conversation?" }).getByRole("button", { name: "Delete conversation" }).click();
  await expect(page.getByRole("alert")).toContainText("It is not known whether the conversation was deleted.");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Conversation deleted.")).toBeVisible();
  await expect(page).toHaveURL(PAGE);
  await expect(list(page).filter({ hasText: "Dev Harbor" })).toHaveCount(0);
  await page.goto(`${PAGE}/${id}`);
  await expect(page.getByRole("heading", { name: "This conversation is gone" })).toBeVisible();
});

test("what the other writes meanwhile is shown and read", async ({ page, world }) => {
  const id = await talk(world);
  await page.goto(`${PAGE}/${id}`);
  await expect(line(page, "Is the header done?")).toBeVisible();
  await say(world, id, "dev_harbor", "Are you there?");
  await comeBack(page);
  await expect(line(page, "Are you there?")).toBeInViewport();
  await expect.poll(async () => {
    const { json } = await world.api("GET", "conversations", { as: "nova_sketch" });
    const found = ((json.conversations ?? json.data?.conversations) as any[]).find((one) => one.id === id);
    return found.unreadCount ?? found.unread_count;
  }).toBe(0);
});

test("an older answer takes neither a message away nor the latest one from the list", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const id = await talk(world);
  const { json } = await world.api("GET", `conversations/${id}/messages`, { as: "dev_harbor" });
  await world.api("DELETE", `messages/${json.messages[0].id}`, { as: "dev_harbor" });
  await page.goto(`${PAGE}/${id}`);
  await expect(page.getByText("There are no messages here.")).toBeVisible();
  const [between, underWay] = [line(page, "Sent in between"), page.locator(".message[data-state]")];
  const empty = await holdAnswer(page, "**/api/conversations/*/messages?*");
  await comeBack(page);
  await empty.answered;
  await field(page).fill("Sent in between");
  await page.keyboard.press("Enter");
  await expect(between).toHaveCount(1);
  await expect(underWay).toHaveCount(0);
  await empty.letGo();
  const slow = await holdAnswer(page, "**/api/conversations/*/messages", "POST");
  await field(page).fill("A slow one");
  await page.keyboard.press("Enter");
  await slow.answered;
  // Now, before the next look brings it back.
  expect(await between.count()).toBe(1);
  await say(world, id, "dev_harbor", "A quick answer");
  await comeBack(page);
  const row = list(page).filter({ hasText: "Dev Harbor" });
  await expect(row).toContainText("A quick answer");
  await slow.letGo();
  await expect(underWay).toHaveCount(0);
  await expect(line(page, "A slow one")).toHaveCount(1);
  await expect(row).toContainText("A quick answer");
});

test("an older answer does not put an older message under a conversation", async ({ page, world, dialect }) => {
  test.skip(dialect !== "bare", "the same in every dialect");
  const id = await talk(world);
  await page.goto(`${PAGE}/${id}`);
  const row = list(page).filter({ hasText: "Dev Harbor" });
  await expect(row).toContainText("Is the header done?");
  const older = await holdAnswer(page, "**/api/conversations?*");
  await comeBack(page);
  await older.answered;
  await field(page).fill("It has been for an hour");
  await page.keyboard.press("Enter");
  await expect(page.locator(".message[data-state]")).toHaveCount(0);
  await expect(row).toContainText("It has been for an hour");
  await older.letGo();
  // Soon, before the next look mends it.
  await page.waitForTimeout(300);
  expect(await row.textContent()).toContain("It has been for an hour");
});

test("without any it says how to begin, and failures have a way on", async ({ page, world, context }) => {
  await world.faults(outage("/api/conversations", 500));
  await page.goto(PAGE);
  await expect(page.getByRole("alert")).toContainText("The conversations could not be loaded");
  await world.clearFaults();
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(list(page).first()).toBeVisible();
  await world.faults(outage(SEND, 500));
  await list(page).first().getByRole("link").click();
  await expect(page.getByRole("alert")).toContainText("The messages could not be loaded");
  await world.clearFaults();
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.locator(".message").first()).toBeVisible();
  await world.reset("empty");
  await signIn(context, world, "nova_sketch");
  await page.goto(PAGE);
  await expect(page.getByRole("heading", { name: "No messages yet" })).toBeVisible();
});

test("without a connection what was seen stays, and what is written waits", async ({ page, world, context }) => {
  const id = await talk(world);
  await page.goto(`${PAGE}/${id}`);
  await expect(line(page, "Is the header done?")).toBeVisible();
  await context.setOffline(true);
  await field(page).fill("Written in a tunnel");
  await expect(page.getByText("You are offline. What you write is kept.", { exact: true })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(send(page)).toBeDisabled();
  await expect(field(page)).toHaveValue("Written in a tunnel");
  await expect(line(page, "Is the header done?")).toBeVisible();
  await context.setOffline(false);
  await send(page).click();
  await expect.poll(() => said(world, id)).toContain("Written in a tunnel");
});

test("narrow, the conversation takes the place of the list, and Back returns to it", async ({ page, world }) => {
  const id = await talk(world);
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(PAGE);
  await list(page).filter({ hasText: "Dev Harbor" }).getByRole("link").click();
  await expect(page).toHaveURL(`${PAGE}/${id}`);
  await expect(line(page, "Is the header done?")).toBeVisible();
  await expect(list(page).first()).toBeHidden();
  await page.goBack();
  await expect(list(page).first()).toBeVisible();
  await list(page).filter({ hasText: "Dev Harbor" }).getByRole("link").click();
  await page.getByRole("link", { name: "All conversations" }).click();
  await expect(page).toHaveURL(PAGE);
  await expect(list(page).first()).toBeVisible();
});

test("the keyboard leads there, and guests are led to the sign-in", async ({ page, browser, world }) => {
  await page.goto("/@nova_sketch/feed");
  await expect(page.locator("article.post-card").first()).toBeVisible();
  await expect(page.getByRole("progressbar").first()).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await expect(page).toHaveURL(PAGE);
  const context = await browser.newContext({ baseURL: world.origin });
  const guest = await context.newPage();
  await guest.goto("/guest/messages");
  await expect(guest.getByRole("heading", { name: "Messages are private" })).toBeVisible();
  await context.close();
});

for (const open of [false, true]) {
  test(`is sound in both themes, narrow and wide: ${open ? "a conversation" : "the list"}`, async ({ page, world }) => {
    test.slow();
    const id = await talk(world);
    if (open) {
      await say(world, id, "nova_sketch", "Nearly done");
      await page.goto(`${PAGE}/${id}`);
      await world.faults(refusal("POST", SEND, 422));
      await field(page).fill("Not this one");
      await page.keyboard.press("Enter");
      await expect(line(page, "Not this one").getByRole("alert")).toBeVisible();
    } else {
      await page.goto(PAGE);
      await expect(list(page).first()).toBeVisible();
    }
    await expectSoundEverywhere(page);
  });
}
