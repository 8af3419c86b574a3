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

/** Goes through a queue by the keyboard to the case with this text. */
export async function openCase(page, queue, text) {
  await eventually("a case waits", async () => {
    await page.goto(`/desk/moderation?queue=${queue}`);
    return (await page.locator("[data-case]").count()) > 0;
  });
  // Others wait too: each is passed over, and the next one is read only once it is there.
  for (let passed = 0; passed < 100; passed++) {
    if ((await page.locator(".judged", { hasText: text }).count()) > 0) return;
    const shown = await page.locator("[data-case]").getAttribute("data-case");
    await page.keyboard.press("n");
    await page.locator(`[data-case]:not([data-case="${shown}"])`).waitFor();
  }
  throw new Error(`no case with ${text} came`);
}
