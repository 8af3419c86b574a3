// An old phone, a strict office, a script that did not load: reading and answering work all the same.

import assert from "node:assert/strict";
import test from "node:test";
import { device, launch, signIn } from "./lib/chromium.js";
import { demo } from "../lib/product.js";
import { eventually } from "../lib/wait.js";

const plain = { javaScript: false };

test("a seller without JavaScript finds reviews by word and by stars, and answers one; a buyer without it reads the answer", async (t) => {
  const product = await demo(t);
  const browser = await launch(t);
  const page = await signIn(await device(browser, product, plain), product.ready.sellers[0].login);

  await page.goto("/reviews");
  const some = page.locator("main li.row");
  assert.ok((await some.count()) > 1);
  await page.getByRole("searchbox").fill("качество");
  await page.getByRole("searchbox").press("Enter");
  await page.waitForURL(/[?&]q=/);
  const marked = await some.evaluateAll((rows) => rows.map((row) => row.querySelector("mark")?.textContent ?? ""));
  assert.ok(marked.length > 0);
  assert.deepEqual(marked.filter((word) => !/^качеств/i.test(word)), [], "every hit is marked where it is");

  await page.goto("/reviews?stars=2&answered=no");
  await some.filter({ hasNotText: "Отменён" }).first().getByRole("link").first().click();
  const href = await page.locator("main a[href^='/shop/p/']").first().getAttribute("href");
  const text = "Здравствуйте! Спасибо, что написали: разберёмся и ответим вам лично.";
  await page.getByRole("textbox", { name: "Ответ покупателю" }).fill(text);
  await page.getByRole("button", { name: "Отправить", exact: true }).click();
  await page.locator("main").getByText(text).first().waitFor();

  const shop = await (await device(browser, product, plain)).newPage();
  await eventually("the answer is on the product's card", async () => {
    await shop.goto(`${href.split(/[?#]/)[0]}?stars=2&sort=new`);
    return (await shop.getByText(text).count()) > 0;
  });
});

test("a seller without JavaScript can undo an answer and change the theme and the language", async (t) => {
  const product = await demo(t);
  const page = await signIn(await device(await launch(t), product, plain), product.ready.sellers[0].login);
  await page.goto("/reviews");
  await page.locator("main li.row").first().getByRole("link").first().click();
  const composer = page.getByRole("textbox", { name: "Ответ покупателю" });
  await composer.fill("Не то хотели сказать");
  await page.getByRole("button", { name: "Отправить", exact: true }).click();
  await page.getByRole("button", { name: "Отменить" }).click();
  assert.equal(await composer.inputValue(), "Не то хотели сказать");

  await page.goto("/menu/appearance");
  await page.getByRole("radio", { name: "Тёмная" }).check();
  await page.getByRole("radio", { name: "English" }).check();
  await page.getByRole("button", { name: "Сохранить" }).first().click();
  await page.goto("/reviews");
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
});

test("a seller without JavaScript writes into a chat and takes the message back, and the buyer reads both", async (t) => {
  const product = await demo(t);
  const browser = await launch(t);
  const page = await signIn(await device(browser, product, plain), product.ready.sellers[0].login);
  await page.goto("/chats?tab=customers");
  await page.locator("main li.row", { hasText: product.ready.buyers[0].name }).first().getByRole("link").first().click();
  const text = "Здравствуйте! Посмотрим и напишем до вечера.";
  await page.getByRole("textbox", { name: "Сообщение покупателю" }).fill(text);
  await page.getByRole("button", { name: "Отправить", exact: true }).click();
  const sent = page.locator("[data-message]", { hasText: text });
  await sent.waitFor();

  const shop = await signIn(await device(browser, product, plain), product.ready.buyers[0].login);
  await shop.goto(`/shop${new URL(page.url()).pathname}`);
  const read = shop.locator("[data-message]", { hasText: text });
  await read.waitFor();
  await sent.getByLabel("Действия с сообщением").click();
  await sent.getByText("Удалить", { exact: true }).first().click();
  await sent.getByRole("button", { name: "Удалить" }).click();
  await page.locator("[data-message]", { hasText: "Сообщение удалено" }).waitFor();
  await shop.reload();
  await shop.locator("[data-message]", { hasText: "Сообщение удалено" }).waitFor();
  assert.equal(await read.count(), 0);
});
