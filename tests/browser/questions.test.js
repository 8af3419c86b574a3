// A question from the card to the card: asked, found, answered without what moderation would stop.

import assert from "node:assert/strict";
import test from "node:test";
import { device, launch, signIn } from "./lib/chromium.js";
import { moderator, openCase } from "./lib/desk.js";
import { appeal, ask, composer, findQuestion, marked, openFound, send, stage, step } from "./lib/questions.js";
import { bothThemes } from "./lib/screens.js";
import { demo } from "../lib/product.js";
import { onPostgres } from "../lib/served.js";
import { eventually } from "../lib/wait.js";

const storages = { SQLite: demo, PostgreSQL: onPostgres };

// Most of each story is waiting until a decision can no longer be undone, so they are told side by side.
test("questions and answers:", { concurrency: 2 }, async (t) => {
  await Promise.all(Object.entries(storages).flatMap(([storage, begin]) => stories(t, storage, begin)));
});

function stories(t, storage, begin) {
  const published = t.test(`on ${storage}, a buyer asks on the card; the seller is shown the phone number that would be refused, corrects it and sends; a moderator publishes, the card shows it and the buyer is told`, async (t) => {
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

    const judge = await moderator(t, product);
    await openCase(judge.page, "answers", "дифференциальная подача");
    await judge.page.getByText(question).waitFor();
    await bothThemes(judge.page, `question-${storage}-6-case`, { viewport: "desktop" });
    await judge.page.keyboard.press("a");
    await judge.page.getByText("Решено: опубликовать").waitFor();
    await stage(page, "Обработан");
    await bothThemes(page, `question-${storage}-7-processed`, {});
    await eventually("the answer is on the card", async () => {
      await shop.goto(`${card}?tab=questions`);
      return (await shop.getByText("дифференциальная подача").count()) > 0;
    });
    await bothThemes(shop, `question-${storage}-8-card`, {});
    await shop.goto("/shop/notices");
    await shop.getByRole("listitem").filter({ hasText: /ответ/i }).first().waitFor();
    await bothThemes(shop, `question-${storage}-9-notice`, {});
    judge.calm();
    assert.deepEqual([...seller.troubles, ...buyer.troubles], []);
  });

  const refused = t.test(`on ${storage}, a moderator refuses an answer for its number; the shop disagrees in words; another moderator turns it over and the card shows it`, async (t) => {
    const product = await begin(t);
    const browser = await launch(t);
    const shop = await signIn(await device(browser, product), product.ready.buyers[0].login);
    const card = await ownCard(browser, product);
    await ask(shop, card, "Какой номер у модели на шильдике, чтобы не ошибиться?");
    const page = await signIn(await device(browser, product), product.ready.sellers[0].login);
    await eventually("the question has come to the seller", async () => {
      await page.goto("/questions?q=шильдике");
      return (await page.locator("main li.row").count()) === 1;
    });
    await openFound(page);
    await composer(page).fill("На шильдике стоит 8 912 345-67-89, это номер модели.");
    await page.getByRole("button", { name: "Отправить всё равно" }).click();
    await stage(page, "Ответ на модерации");

    const [one, two] = await Promise.all([0, 1].map((n) => moderator(t, product, { viewport: "desktop", n })));
    await openCase(one.page, "answers", "это номер модели");
    await one.page.keyboard.press("1");
    await one.page.keyboard.press("r");
    await one.page.getByText("Решено: отказать").waitFor();
    await appeal(page, { reason: /номер телефона/, words: "8 912 345-67-89", because: "Это номер модели с шильдика, не телефон" });
    await bothThemes(page, `question-${storage}-appealed`, {});
    await openCase(two.page, "appeals", "это номер модели");
    await bothThemes(two.page, `question-${storage}-appeal-case`, { viewport: "desktop" });
    await two.page.keyboard.press("a");
    await two.page.getByText("Решено: опубликовать").waitFor();
    await stage(page, "Обработан");
    await eventually("the answer is on the card", async () => {
      await shop.goto(`${card}?tab=questions`);
      return (await shop.getByText("это номер модели").count()) > 0;
    });
    one.calm();
    two.calm();
  });
  return [published, refused];
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
