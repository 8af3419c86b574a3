// A write that was acknowledged is there after the process was killed, on both engines.

import assert from "node:assert/strict";
import test from "node:test";
import { folder, start } from "../lib/product.js";
import { served } from "../lib/served.js";

const ROUNDS = Number(process.env.OTKLIK_CRASHES ?? 50);
const WRITERS = 16;

for (const storage of ["sqlite", "postgres"]) {
  test(`${ROUNDS} times kill -9 under write load loses no acknowledged answer on ${storage}`, async (t) => {
    const shop = await served(t, storage);
    const acknowledged = new Map();
    for (let round = 0; round < ROUNDS; round++) {
      const product = await start(t, shop.args);
      const writers = Array.from({ length: WRITERS }, (_, n) => write(product, shop, acknowledged, `${round}.${n}`));
      // Kills in the middle of it, each round at another place.
      await enough(acknowledged, acknowledged.size + 20 + ((round * 37) % 180), writers);
      await product.kill();
      await Promise.all(writers);
    }
    const product = await start(t, shop.args);
    assert.ok(acknowledged.size >= ROUNDS * 20);
    assert.deepEqual(await missing(product, shop, acknowledged), []);
  });
}

/** Answers reviews one after another until the product is gone; notes what was acknowledged. */
async function write(product, shop, acknowledged, name) {
  for (let n = 0; ; n++) {
    const review = shop.reviews[(acknowledged.size + n) % shop.reviews.length];
    const text = `Спасибо за отзыв, передали команде: ${name}.${n}`;
    let response, comment;
    try {
      response = await product.api(`/api/v1/reviews/${review}/comments`, {
        seller: shop.seller,
        body: { text },
        headers: { "Idempotency-Key": `crash-${name}-${n}` },
      });
      comment = await response.json();
    } catch {
      return; // killed
    }
    assert.equal(response.status, 201, JSON.stringify(comment));
    acknowledged.set(comment.id, { review, text });
    shop.noted?.();
  }
}

/** Resolves once so many writes were acknowledged; fails with the writer that failed. */
function enough(acknowledged, size, writers) {
  return new Promise((resolve, reject) => {
    for (const writer of writers) writer.catch(reject);
    const look = () => (acknowledged.size >= size ? resolve() : setImmediate(look));
    look();
  });
}
