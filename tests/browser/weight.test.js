// What a page costs somebody with a bad connection.

import assert from "node:assert/strict";
import test from "node:test";
import { device, launch, signIn } from "./lib/chromium.js";
import { address, login, pages } from "./lib/pages.js";
import { demo } from "../lib/product.js";

const KB = 1024;

/** Loads a page with an empty cache and adds up what came over the wire, by kind of resource. */
async function weigh(context, entry) {
  const path = await address(context, entry);
  const page = await context.newPage();
  const seen = new Map();
  page.on("requestfinished", (request) => seen.set(request.url(), request));
  await page.goto(path);
  await page.waitForLoadState("load");
  const sums = {};
  for (const request of seen.values()) {
    const { responseBodySize, responseHeadersSize } = await request.sizes();
    const kind = request.resourceType();
    sums[kind] = (sums[kind] ?? 0) + responseBodySize + responseHeadersSize;
    if (kind === "script") sums.scriptText = (sums.scriptText ?? 0) + (await (await request.response()).body()).length;
  }
  await page.close();
  return sums;
}

test("a product's card comes in under 50 KB without its pictures, with its reviews and with its questions", async (t) => {
  const product = await demo(t);
  const browser = await launch(t);
  for (const wanted of ["shop-product", "shop-product-questions"]) {
    const entry = pages.find(({ name }) => name === wanted);
    const context = await device(browser, product);
    const link = login(product, entry.who);
    if (link) await signIn(context, link);
    const { image, media, scriptText, ...rest } = await weigh(context, entry);
    const bytes = Object.values(rest).reduce((sum, size) => sum + size, 0);
    assert.ok(bytes < 50 * KB, `${wanted}: ${bytes} bytes: ${JSON.stringify(rest)}`);
    await context.close();
  }
});

test("no page needs more than 30 KB of script, unpacked", async (t) => {
  const product = await demo(t);
  const browser = await launch(t);
  for (const who of ["seller", "buyer", "staff", "visitor"]) {
    for (const entry of pages.filter((page) => page.who === who)) {
      const context = await device(browser, product);
      const link = login(product, who);
      if (link) await signIn(context, link);
      const { scriptText = 0 } = await weigh(context, entry);
      assert.ok(scriptText <= 30 * KB, `${entry.name}: ${scriptText} bytes of script`);
      await context.close();
    }
  }
});
