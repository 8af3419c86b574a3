// The harness itself: it sees what it is there to see.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import test from "node:test";
import { device, launch } from "./lib/chromium.js";
import { laboratory, shortcomings, violations } from "./lib/audit.js";

const good = `<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Проверка</title>
  <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="description" content="Страница для проверки">
  <link rel="icon" href="data:,"></head><body><main><h1>Проверка</h1><p>Всё в порядке.</p></main></body></html>`;
const bad = good.replace("<p>", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="9" height="9"><p style="color:#eee;background:#fff">').replace(' lang="ru"', "");

async function serve(t, pages) {
  const server = createServer((request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    // As strict as the product: the audits must work all the same.
    response.setHeader("Content-Security-Policy", "default-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'");
    const page = pages[request.url];
    response.statusCode = page ? 200 : 404;
    response.end(typeof page === "function" ? page(request) : page);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${server.address().port}` };
}

test("axe passes a good page and names what is wrong with a bad one", async (t) => {
  const site = await serve(t, { "/good": good, "/bad": bad });
  const page = await (await device(await launch(t), site)).newPage();
  await page.goto("/good");
  assert.deepEqual(await violations(page), []);
  await page.goto("/bad");
  const rules = (await violations(page)).map((line) => line.split(" ")[0]);
  assert.deepEqual(rules.sort(), ["color-contrast", "html-has-lang", "image-alt"]);
});

test("Lighthouse passes a good page, names what is wrong with a bad one, and comes signed in", async (t) => {
  const signedIn = (request) => (request.headers.cookie === "session=1" ? good : bad);
  const site = await serve(t, { "/signed-in": signedIn, "/robots.txt": "User-agent: *\nAllow: /\n" });
  const lab = await laboratory(t);
  assert.deepEqual(await shortcomings(lab, `${site.url}/signed-in`, { name: "harness-good", cookie: "session=1" }), []);
  const found = await shortcomings(lab, `${site.url}/signed-in`, { name: "harness-bad", attempts: 1 });
  assert.match(found.join("\n"), /^accessibility .*image-alt/m);
});
