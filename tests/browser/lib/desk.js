// Moderators at work: who they are, and how they come to a case.

import assert from "node:assert/strict";
import { eventually } from "../../lib/wait.js";
import { device, launch, signIn } from "./chromium.js";

/** The page of somebody who decides; `n` is which of them. `calm` fails where a script of it failed. */
export async function moderator(t, product, { n = 0, ...look } = { viewport: "desktop" }) {
  const staff = product.ready.staff.filter(({ role }) => ["moderator", "safety"].includes(role));
  const context = await device(await launch(t), product, look);
  const page = await signIn(context, staff[n].login);
  return { page, calm: () => assert.deepEqual(context.troubles, []) };
}

/**
 * Goes through a queue by the keyboard to the case with this text, which may come a little later than its author is told.
 * Others wait too: each is passed over, and the next one is read only once it is there.
 */
export async function openCase(page, queue, text) {
  const judged = page.locator(".judged", { hasText: text });
  const cases = page.locator("[data-case]");
  await eventually(`the case with ${text} is there`, async () => {
    if ((await cases.count()) === 0) await page.goto(`/desk/moderation?queue=${queue}`);
    if ((await judged.count()) > 0) return true;
    if ((await cases.count()) === 0) return false;
    const shown = await cases.getAttribute("data-case");
    await page.keyboard.press("n");
    await page.locator(`[data-case]:not([data-case="${shown}"])`).or(page.getByText("Очередь пуста")).first().waitFor();
    return (await judged.count()) > 0;
  });
}
