// A chat as people use it: the same composer for the shop, the buyer and support.

import assert from "node:assert/strict";
import { eventually } from "../../lib/wait.js";

export const box = (page) => page.locator("#answer");
export const bubble = (page, text) => page.locator(".bubble-line", { hasText: text });

/** Writes into the open chat and sends; the bubble stands there at once. */
export async function say(page, text) {
  await box(page).fill(text);
  await page.getByRole("button", { name: "Отправить", exact: true }).click();
  await bubble(page, text).first().waitFor();
}

/** What was written has come to the server: its bubble is a message. */
export const arrived = (page, text) =>
  eventually(`“${text}” has arrived`, async () => (await page.locator("[data-message]", { hasText: text }).count()) === 1);

/** A message is in the chat once, however it came there. */
export async function once(page, text) {
  await page.locator("[data-message]", { hasText: text }).first().waitFor();
  assert.equal(await bubble(page, text).count(), 1, `“${text}” is there once`);
}

/** The texts of both sides in the order in which the page shows them. */
export const texts = (page) => page.locator("[data-message] .bubble-text").allInnerTexts();

/** The page's service worker is there: what is written without a network is kept by it. */
export const kept = (page) => page.waitForFunction(() => navigator.serviceWorker?.controller);
