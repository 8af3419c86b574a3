// The story that everything here is for: a buyer is unhappy, the seller answers from the phone, everybody can read it.

import assert from "node:assert/strict";
import test from "node:test";
import { device, launch, signIn } from "./lib/chromium.js";
import { bothThemes } from "./lib/screens.js";
import { demo } from "../lib/product.js";
import { onPostgres } from "../lib/served.js";
import { eventually } from "../lib/wait.js";

const storages = { SQLite: demo, PostgreSQL: onPostgres };

for (const [storage, begin] of Object.entries(storages)) {
  for (const viewport of ["phone", "desktop"]) {
    test(`on a ${viewport} and ${storage}, a seller answers the lowest-rated unanswered review, and the buyer reads it on the product's card`, async (t) => {
      const product = await begin(t);
      const browser = await launch(t);
      const look = { viewport };
      const seller = await device(browser, product, look);
      const page = await signIn(seller, product.ready.sellers[0].login);

      await openReviews(page);
      await bothThemes(page, `story-${storage}-1-list`, look);
      await openFirst(page);
      await bothThemes(page, `story-${storage}-2-review`, look);

      const text = `Здравствуйте! Очень жаль, что так вышло. Заменим товар за наш счёт, напишите нам. Обращение ${Date.now() % 10_000}`;
      const card = await productCard(page);
      await answer(page, text);
      await bothThemes(page, `story-${storage}-3-sent`, look);

      const buyer = await device(browser, product, look);
      const shop = await buyer.newPage();
      await eventually("the answer is on the product's card", async () => {
        await shop.goto(card);
        return (await shop.getByText(text).count()) > 0;
      });
      const shown = shop.locator("article, li").filter({ hasText: text }).last();
      assert.match(await shown.innerText(), /Ответ магазина|Продавец/);
      await shown.scrollIntoViewIfNeeded();
      await bothThemes(shop, `story-${storage}-4-card`, look);
      assert.deepEqual([...seller.troubles, ...buyer.troubles], []);
    });
  }
}

test("a seller thinks better of it and takes the answer back before the buyer can see it", async (t) => {
  const product = await demo(t);
  const browser = await launch(t);
  const page = await signIn(await device(browser, product), product.ready.sellers[0].login);
  await openReviews(page);
  await openFirst(page);
  const card = await productCard(page);
  const text = "Сами виноваты, читать надо было описание!";
  await answer(page, text);
  await page.getByRole("button", { name: "Отменить" }).click();
  await page.getByText("Ответ отменён, текст вернули в поле").waitFor();
  assert.equal(await composer(page).inputValue(), text);

  const shop = await (await device(browser, product)).newPage();
  await shop.goto(card);
  assert.equal(await shop.getByText(text).count(), 0);
});

async function openReviews(page) {
  await page.getByRole("navigation", { name: "Разделы" }).getByRole("link", { name: /^Отзывы/ }).click();
  await page.waitForURL(/\/reviews/);
  assert.match(await page.locator("main").innerText(), /1–2★ без ответа/, "the list says in which order it is");
}

/** Opens the first review of the list that buyers can see, which has to be one that needs an answer most. */
async function openFirst(page) {
  const row = page.locator("main li.row").filter({ hasNotText: "Отменён" }).first();
  assert.match(await row.getByRole("img", { name: /из 5/ }).first().getAttribute("aria-label"), /^[12] из 5/);
  assert.doesNotMatch(await row.innerText(), /отвечено/);
  await row.getByRole("link").first().click();
  await composer(page).waitFor();
}

const composer = (page) => page.getByRole("textbox", { name: "Ответ покупателю" });

async function answer(page, text) {
  await composer(page).fill(text);
  await page.getByRole("button", { name: "Отправить", exact: true }).click();
  await eventually("what was sent is no longer in the box, where it could be sent twice", async () => (await composer(page).inputValue()) === "", 8_000);
  const undo = page.getByRole("button", { name: "Отменить" });
  await undo.waitFor();
  await eventually("the undo is in sight, under nothing else", () => undo.evaluate((button) => {
    const { x, y, width, height } = button.getBoundingClientRect();
    return button.contains(document.elementFromPoint(x + width / 2, y + height / 2));
  }), 5_000);
}

/** The product's card with the newest reviews of one star first, where the review of this page stands. */
async function productCard(page) {
  const href = await page.locator("main a[href^='/shop/p/']").first().getAttribute("href");
  const stars = await page.locator("main").getByRole("img", { name: /^[12] из 5/ }).last().getAttribute("aria-label");
  return `${href.split("?")[0].split("#")[0]}?stars=${stars[0]}&sort=new`;
}
