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
  for (const entry of pages.filter(({ status, variant }) => !status && !variant)) {
    await t.test(entry.name, async () => {
      const context = await device(browser, product);
      const link = login(product, entry.who);
      if (link) await signIn(context, link);
      const path = await address(context, entry);
      const cookie = (await context.cookies(product.url)).map(({ name, value }) => `${name}=${value}`).join("; ");
      await context.close();
      assert.deepEqual(await shortcomings(lab, product.url + path, { name: entry.name, cookie }), []);
    });
  }
});
