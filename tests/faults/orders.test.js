// An order that was confirmed is there after the process was killed, one that was not is ordered once when it is asked for again,
// and never more pieces sell at a promotion's price than it has. On both engines.

import assert from "node:assert/strict";
import test from "node:test";
import { signedIn } from "../lib/people.js";
import { start, unlimited } from "../lib/product.js";
import { served } from "../lib/served.js";

const ROUNDS = Number(process.env.OTKLIK_TEST_ORDER_CRASHES ?? 8);
/** Pieces that the promotion has: they run out on the way. */
const PIECES = 20;

for (const storage of ["sqlite", "postgres"]) {
  test(`${ROUNDS} times kill -9 while buyers order loses no confirmed order and sells no piece twice on ${storage}`, async (t) => {
    const shop = await served(t, storage);
    let product = await start(t, shop.args, unlimited);
    const offer = await promote(product, shop.seller);
    const cookies = await Promise.all(shop.ready.buyers.map((buyer) => signedIn(product, buyer.login)));
    const buyers = cookies.map((cookie) => ({ cookie, confirmed: [], asked: undefined }));
    for (let round = 0; round < ROUNDS; round++) {
      const until = 2 + (round % 4);
      await underLoad(product, buyers, offer.sku, until, round);
      product = await start(t, shop.args, unlimited);
    }
    for (const buyer of buyers) if (buyer.asked) buyer.confirmed.push(...(await ordered(await place(product, buyer))));
    const cheaper = [];
    for (const { cookie, confirmed } of buyers) {
      assert.equal(new Set(confirmed).size, confirmed.length, "an order that was asked for twice is one order");
      for (const id of confirmed) cheaper.push(...(await discounts(product, cookie, id, offer)));
    }
    const sold = cheaper.reduce((sum, pieces) => sum + pieces, 0);
    assert.ok(sold > 0 && sold <= PIECES, `${sold} of ${PIECES}`);
    assert.equal(await soldBy(product, shop.seller, offer), sold, "the promotion has counted what was ordered, and nothing else");
  });
}

/** Buyers order piece by piece until so many orders were confirmed; then the process is killed. */
async function underLoad(product, buyers, sku, until, round) {
  let confirmed = 0;
  let enough;
  const reached = new Promise((resolve) => (enough = resolve));
  const going = buyers.map(async (buyer, who) => {
    for (let n = 0; ; n++) {
      // What was asked for before the crash is asked for again, with the same key.
      if (!buyer.asked) {
        const basket = await ask(product, `/buyer/basket/${sku}`, { cookie: buyer.cookie, method: "PUT", body: { quantity: 1 } });
        if (!basket) return;
        assert.equal(basket.status, 200, await basket.clone().text());
        buyer.asked = { key: `order-${round}-${who}-${n}`, total: exact(await basket.text()).total.amount };
      }
      const answer = await place(product, buyer);
      if (!answer) return;
      buyer.confirmed.push(...(await ordered(answer)));
      buyer.asked = undefined;
      if (++confirmed >= until) enough();
    }
  });
  await Promise.race([reached, Promise.all(going)]);
  await product.kill();
  await Promise.all(going);
}

const place = (product, { cookie, asked }) =>
  ask(product, "/buyer/orders", { cookie, method: "POST", body: { total: Number(asked.total) }, headers: { "Idempotency-Key": asked.key } });

async function ordered(answer) {
  const text = await answer.text();
  assert.equal(answer.status, 201, text);
  return JSON.parse(text).order_ids;
}

/** Asks as a signed-in buyer; nothing where the process is gone. */
async function ask(product, path, { cookie, method = "GET", body, headers = {} }) {
  try {
    const answer = await fetch(`${product.url}/api/v1${path}`, {
      method,
      headers: { Cookie: cookie, Origin: product.url, ...(body ? { "Content-Type": "application/json" } : {}), ...headers },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    return new Response(text, { status: answer.status });
  } catch {
    return undefined;
  }
}

/** Puts a product with enough pieces into a promotion that runs. */
async function promote(product, seller) {
  const asked = async (path, body) => exact(await (await product.api(path, { seller, body })).text());
  const now = new Date().toISOString();
  const { result: actions } = await asked("/v1/actions");
  for (const action of actions.filter(({ date_start, date_end }) => date_start <= now && now < date_end)) {
    const { result } = await asked("/v1/actions/candidates", { action_id: action.id, limit: 100 });
    for (const { id, max_action_price } of result.products) {
      const products = [{ product_id: id, action_price: max_action_price, stock: PIECES }];
      const { result: done } = await asked("/v1/actions/products/activate", { action_id: action.id, products });
      if (done.product_ids.length === 0) continue;
      const { items } = await asked("/v3/product/info/list", { product_id: [String(id)] });
      return { promotion: String(action.id), sku: String(items[0].sku) };
    }
  }
  throw new Error("no promotion takes a product");
}

/** How many pieces of an order the promotion made cheaper. */
async function discounts(product, cookie, id, { promotion }) {
  const answer = await ask(product, `/buyer/orders/${id}`, { cookie });
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  const items = exact(text).items;
  return items.flatMap((item) => item.discounts).filter((one) => String(one.promotion_id) === promotion).map((one) => one.pieces);
}

async function soldBy(product, seller, { promotion, sku }) {
  const answer = await product.api(`/api/v1/promotions/${promotion}/products/${sku}`, { seller });
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  return exact(text).participation.sold;
}

/** Numbers above 2^53 stay what they are, as texts. */
const exact = (text) => JSON.parse(text.replace(/([:[,]\s*)(\d{16,})(?=[\s,\]}])/g, '$1"$2"'));
