// A promotion is turned on and off while the process is killed: afterwards the history of every price says what its card says, and
// no change stands in it twice. In a folder what a killed process had in hand is taken up at once; on PostgreSQL its lease has to
// run out first, and the same batches are done again.

import assert from "node:assert/strict";
import test from "node:test";
import { start, unlimited } from "../lib/product.js";
import { served } from "../lib/served.js";
import { eventually } from "../lib/wait.js";

const ROUNDS = Number(process.env.OTKLIK_TEST_REPRICE_CRASHES ?? 6);

test(`${ROUNDS} times kill -9 while prices follow a promotion leaves no price behind`, async (t) => {
  const shop = await served(t, "sqlite");
  const api = (product, path, body) => asked(product, shop.seller, path, body);
  let product = await start(t, shop.args, unlimited);
  const { promotion, skus } = await sale(product, api);
  for (let round = 0; round < ROUNDS; round++) {
    await api(product, `/own-promotions/${promotion}/state`, { state: round % 2 === 0 ? "paused" : "published" });
    await product.kill();
    product = await start(t, shop.args, unlimited);
    await eventually("every price has followed", () => followed(product, api, skus), 30_000);
  }
  for (const sku of skus) {
    const prices = (await history(product, api, sku)).map(({ price }) => price);
    assert.ok(prices.every((price, place) => place === 0 || price !== prices[place - 1]), `a change that is none: ${prices}`);
  }
});

/** Makes a sale of the shop's own that runs, with every product that may take part. */
async function sale(product, api) {
  const { items } = await api(product, "/prices?limit=100");
  const [from, until] = [0, 86_400_000].map((later) => new Date(Date.now() + later).toISOString());
  const gives = { kind: "discount", min_discount: 500 };
  const made = await api(product, "/own-promotions", { title: "Распродажа", starts_at: from, ends_at: until, gives });
  const promotion = made.promotion_id;
  await api(product, `/own-promotions/${promotion}/state`, { state: "published" });
  const products = items.map(({ sku }) => ({ sku }));
  const { items: outcomes } = await api(product, `/promotions/${promotion}/products`, { products });
  const skus = outcomes.filter(({ agreed }) => agreed).map(({ sku }) => sku);
  assert.ok(skus.length > 20, `${skus.length} products take part`);
  return { promotion, skus };
}

/** Whether the newest price of each product's history is the one on its card. */
async function followed(product, api, skus) {
  for (const sku of skus) {
    const { shown_price: shown } = await api(product, `/prices/${sku}`);
    if ((await history(product, api, sku)).at(-1)?.price !== shown) return false;
  }
  return true;
}

const history = async (product, api, sku) => (await api(product, `/prices/${sku}/history`)).items;

/** Numbers above 2^53 stay what they are, as texts. */
async function asked(product, seller, path, body) {
  const answer = await product.api(`/api/v1${path}`, { seller, body });
  const text = await answer.text();
  assert.ok(answer.ok, `${path}: ${answer.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}
