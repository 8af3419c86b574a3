// A question from the card to the card: asked, found, answered without what moderation would stop.

import assert from "node:assert/strict";
import test from "node:test";
import { device, launch, signIn } from "./lib/chromium.js";
import { ask, composer, findQuestion, marked, openFound, send, stage, step } from "./lib/questions.js";
import { bothThemes } from "./lib/screens.js";
import { demo } from "../lib/product.js";
import { onPostgres } from "../lib/served.js";
import { eventually } from "../lib/wait.js";

const storages = { SQLite: demo, PostgreSQL: onPostgres };

for (const [storage, begin] of Object.entries(storages)) {
  test(`on ${storage}, a buyer asks on the card; the seller finds it, is shown the phone number that would be refused, corrects it and sends`, async (t) => {
    const product = await begin(t);
    const browser = await launch(t);
    const buyer = await device(browser, product);
    const shop = await signIn(buyer, product.ready.buyers[0].login);
    const card = await ownCard(browser, product);
    const question = `Подойдёт ли оверлок для трикотажа, артикул ${Date.now()}?`;
    await ask(shop, card, question);
    await bothThemes(shop, `question-${storage}-1-asked`, {});

    const seller = await device(browser, product);
    const page = await signIn(seller, product.ready.sellers[0].login);
    await eventually("the question has come to the seller", async () => {
      await page.goto("/questions?q=оверлок");
      return (await page.locator("main li.row").count()) === 1;
    });
    await findQuestion(page, "оверлоки трикотаж");
    await bothThemes(page, `question-${storage}-2-found`, {});
    await openFound(page);

    await composer(page).fill("Да, подойдёт. Позвоните, расскажем: +7 912 345-67-89");
    await marked(page).first().waitFor();
    assert.equal(await marked(page).first().innerText(), "+7 912 345-67-89");
    assert.match(await page.locator("[data-findings]").innerText(), /номер телефона/);
    await bothThemes(page, `question-${storage}-3-marked`, {});
    await composer(page).fill("Да, подойдёт: у него есть дифференциальная подача.");
    await eventually("nothing is marked any more", async () => (await marked(page).count()) === 0);
    await send(page);
    await bothThemes(page, `question-${storage}-4-sent`, {});
    await eventually("the page says by itself that the answer waits for a moderator, and where", async () =>
      /В очереди\s+место \d+/.test(await step(page).innerText()), 30_000);
    await stage(page, "Ответ на модерации");
    await bothThemes(page, `question-${storage}-5-queued`, {});
    assert.deepEqual([...seller.troubles, ...buyer.troubles], []);
  });
}

/** The card of a product of the first seller. */
async function ownCard(browser, product) {
  const context = await device(browser, product);
  const page = await signIn(context, product.ready.sellers[0].login);
  await page.goto("/reviews");
  await page.locator("main li.row").first().getByRole("link").first().click();
  const href = await page.locator("main a[href^='/shop/p/']").first().getAttribute("href");
  await context.close();
  return href;
}
