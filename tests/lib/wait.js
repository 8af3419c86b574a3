// Waiting for something to become true, instead of for time to pass.

import { setTimeout as pause } from "node:timers/promises";

/** Calls `look` until it gives something true; fails with `what` when `limit` milliseconds were not enough. */
export async function eventually(what, look, limit = 30_000) {
  const end = performance.now() + limit;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`did not happen within ${limit / 1000} s: ${what}`);
    await pause(100);
  }
}
