// Lighthouse on a phone: each page is quick, accessible, made well and can be found, at least 95 of 100 each.

import assert from "node:assert/strict";
import test from "node:test";
import { laboratory, shortcomings } from "./lib/audit.js";
import { device, launch, signIn } from "./lib/chromium.js";
import { address, login, pages } from "./lib/pages.js";
import { demo } from "../lib/product.js";

test("Lighthouse gives every page at least 95 in every category:", async (t) => {
  const product = await demo(t);
  const browser = await launch(t);
  const lab = await laboratory(t);
  // An error page is not measured: Lighthouse refuses those.
  const people = new Map();
  const context = async (who) => {
    if (!people.has(who)) {
      people.set(who, await device(browser, product));
      const link = login(product, who);
      if (link) await signIn(people.get(who), link);
    }
    return people.get(who);
  };
  for (const entry of pages.filter(({ status, variant }) => !status && !variant)) {
    await t.test(entry.name, async () => {
      const person = await context(entry.who);
      const path = await address(person, entry);
      const cookie = (await person.cookies(product.url)).map(({ name, value }) => `${name}=${value}`).join("; ");
      assert.deepEqual(await shortcomings(lab, product.url + path, { name: entry.name, cookie }), []);
    });
  }
});
