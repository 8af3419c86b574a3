// A write that was acknowledged is there after the process was killed, on both engines.

import assert from "node:assert/strict";
import test from "node:test";
import { start, unlimited } from "../lib/product.js";
import { answer, lost } from "../lib/reviews.js";
import { served } from "../lib/served.js";

const ROUNDS = Number(process.env.OTKLIK_TEST_CRASHES ?? 50);
const WRITERS = 16;

for (const storage of ["sqlite", "postgres"]) {
  test(`${ROUNDS} times kill -9 under write load loses no acknowledged answer on ${storage}`, async (t) => {
    const shop = await served(t, storage);
    const acknowledged = [];
    for (let round = 0; round < ROUNDS; round++) {
      const product = await start(t, shop.args, unlimited);
      // Each round is killed at another place, with writes under way.
      const load = new Load(product, shop, acknowledged, acknowledged.length + 20 + ((round * 37) % 180));
      await load.enough;
      await product.kill();
      await load.ended;
    }
    assert.ok(acknowledged.length >= ROUNDS * 20);
    assert.deepEqual(await lost(await start(t, shop.args, unlimited), acknowledged, shop.seller), []);
  });
}

/** Writers that answer reviews one after another until the product is gone. */
class Load {
  constructor(product, shop, acknowledged, until) {
    this.enough = new Promise((resolve, reject) => {
      const writers = Array.from({ length: WRITERS }, (_, n) => this.#write(n, product, shop, acknowledged, until, resolve));
      this.ended = Promise.all(writers);
      this.ended.then(() => reject(new Error(`the product ended by itself:\n${product.log()}`)), reject);
    });
  }

  async #write(writer, product, shop, acknowledged, until, enough) {
    for (let n = writer; ; n += WRITERS) {
      const review = shop.reviews[n % shop.reviews.length];
      const text = `Спасибо за отзыв, передали команде: ${until}.${n}`;
      const result = await answer(product, review, text, { seller: shop.seller });
      if (!result) return;
      assert.equal(result.status, 201, JSON.stringify(result.body));
      acknowledged.push({ id: result.body.comment_id, review, text });
      if (acknowledged.length >= until) enough();
    }
  }
}
