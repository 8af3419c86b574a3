// `otklik serve` on the data of tests/fixtures: nothing of the demo, everything through the command line.

import assert from "node:assert/strict";
import { join } from "node:path";
import { folder, otklik, root, start } from "./product.js";
import { database } from "./postgres.js";
import { someReviews } from "./reviews.js";

const fixture = (name) => join(root, "tests/fixtures", name);
const SELLER = "1";

/** A new store with the fixtures in it: `args` to serve it, its `seller`'s key and the ids of its `reviews`. */
export async function served(t, storage) {
  const data = storage === "sqlite" ? join(await folder(t), "data") : undefined;
  const where = data ? ["--data", data] : ["--database", await database(t)];
  for (const kind of ["products", "reviews"]) {
    await done(["import", kind, fixture(`${kind}.jsonl`), "--seller", SELLER, ...where]);
  }
  const api_key = (await done(["key", "create", "--seller", SELLER, ...where])).trim().split(/\s+/).at(-1);
  const shop = { data, where, args: ["serve", ...where], seller: { client_id: SELLER, api_key } };
  const product = await start(t, shop.args);
  shop.reviews = await someReviews(product, shop.seller);
  await product.stop();
  return shop;
}

/** `otklik serve` on a new PostgreSQL database with the fixtures, and what its ready file would say of a demo. */
export async function onPostgres(t) {
  const shop = await served(t, "postgres");
  const product = await start(t, shop.args);
  product.ready.sellers ??= [{ ...shop.seller, login: await signInLink(product, shop) }];
  return product;
}

async function signInLink(product, { where }) {
  const said = await done(["sign-in", "--seller", SELLER, ...where]);
  return new URL(said.trim().split(/\s+/).at(-1), product.url).href;
}

async function done(args) {
  const { code, stdout, stderr } = await otklik(args);
  assert.equal(code, 0, `otklik ${args.join(" ")}\n${stderr}`);
  return stdout;
}
