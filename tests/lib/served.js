// `otklik serve`: the real thing, on data that a demo left behind.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { folder, start, unlimited } from "./product.js";
import { database } from "./postgres.js";
import { someReviews } from "./reviews.js";

/**
 * A store with the demo's data: `args` serve it, `seller` has a key, `reviews` are ids; `data` is its folder.
 * Nothing runs on it when this returns.
 */
export async function served(t, storage) {
  const data = join(await folder(t), "data");
  const where = storage === "sqlite" ? ["--data", data] : ["--data", data, "--database", await database(t)];
  const demo = await start(t, ["demo", ...where]);
  const reviews = await someReviews(demo);
  await demo.stop();
  return { args: ["serve", ...where], data, ready: demo.ready, seller: demo.ready.sellers[0], reviews };
}

/** `otklik serve` on a store of its own with this configuration; its people are those of the demo that filled it. */
export async function serving(t, storage, { toml = "" } = {}) {
  const shop = await served(t, storage);
  const config = join(await folder(t), "otklik.toml");
  await writeFile(config, toml);
  const product = await start(t, [...shop.args, "--config", config], unlimited);
  const here = (people) => people.map((person) => ({ ...person, login: new URL(new URL(person.login).pathname, product.url).href }));
  const { sellers, buyers, staff } = shop.ready;
  product.ready = { ...product.ready, sellers: here(sellers), buyers: here(buyers), staff: here(staff) };
  return product;
}

/** The same on a new PostgreSQL database. */
export const onPostgres = (t) => serving(t, "postgres");
