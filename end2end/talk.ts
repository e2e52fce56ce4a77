import type { Page } from "@playwright/test";

import { setHidden, type World } from "./helper.ts";

/** The page of messages. */
export const PAGE = "/@nova_sketch/messages";
/** Where a message is sent. */
export const SEND = "/api/conversations/{conversation}/messages";
export const list = (page: Page) => page.getByRole("list", { name: "Conversations" }).getByRole("listitem");
export const lines = (page: Page) => page.getByRole("list", { name: "Messages" }).getByRole("listitem");
export const line = (page: Page, text: string) => lines(page).filter({ hasText: text });
export const field = (page: Page) => page.getByRole("form", { name: "Message" }).getByRole("textbox");
export const send = (page: Page) => page.getByRole("form", { name: "Message" }).getByRole("button", { name: "Send" });

/** A conversation of nova_sketch and dev_harbor, which the demo world has none of; its id. */
export async function talk(world: World, ...messages: string[]) {
  const [first = "Morning, Nova. Is the header done?", ...rest] = messages;
  const { json } = await world.api("POST", "conversations", { as: "dev_harbor", body: { participantHandle: "nova_sketch", message: first } });
  const id = (json.conversation ?? json.data?.conversation ?? json).id as string;
  for (const content of rest) await say(world, id, "dev_harbor", content);
  return id;
}

/** Writes a message a second later; its id. */
export async function say(world: World, conversation: string, as: string, content: string) {
  await world.advance(1);
  const { json } = await world.api("POST", `conversations/${conversation}/messages`, { as, body: { content } });
  return (json.message ?? json.data?.message ?? json).id as string;
}

/** Lets the page's tab be hidden for a moment: it looks for what is new when it is seen again. */
export async function comeBack(page: Page) {
  await setHidden(page, true);
  await page.waitForTimeout(2_500);
  await setHidden(page, false);
}

/** Asks to delete the conversation that is open. */
export async function askToDelete(page: Page) {
  await page.getByRole("region", { name: "Conversation" }).locator(".page-head").getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete conversation" }).click();
}

/** Holds back what is sent until the returned function is called. */
export async function held(page: Page) {
  let release = () => {};
  const open = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/api\/conversations\/[^/]+\/messages$/, async (route) => {
    if (route.request().method() === "POST") await open;
    await route.continue();
  });
  return release;
}

/** The texts of a conversation as the service has them. */
export async function said(world: World, conversation: string) {
  const { json } = await world.api("GET", `conversations/${conversation}/messages?limit=100`, { as: "nova_sketch" });
  const messages = (json.messages ?? json.data?.messages) as { content: string }[];
  return messages.map((message) => message.content);
}
