// `otklik serve` with data of the test's own: nothing of the demo.

import { start } from "./product.js";
import { database } from "./postgres.js";

/** `otklik serve` on a new PostgreSQL database. */
export async function onPostgres(t) {
  return start(t, ["serve", "--database", await database(t)]);
}
