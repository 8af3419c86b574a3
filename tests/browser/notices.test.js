// A seller wants to hear of reviews by push and by mail, and hears of one once in each way; switched off, of none. A buyer gets a letter
// when a question is answered, and out of the letters with one touch, without signing in. The mail server and the push service are real.

import assert from "node:assert/strict";
import test from "node:test";
import { device, launch, signIn } from "./lib/chromium.js";
import { ask, composer, openFound, send } from "./lib/questions.js";
import { bothThemes } from "./lib/screens.js";
import { mailbox } from "../lib/mailbox.js";
import { pushService } from "../lib/pushes.js";
import { serving } from "../lib/served.js";
import { eventually } from "../lib/wait.js";

/** Clean answers of shops are published at once, so that nobody has to moderate here. */
const moderation = `[moderation]\npublish_clean = ["review", "question", "answer", "comment", "media"]\n`;

for (const [storage, viewport] of [["sqlite", "phone"], ["postgres", "desktop"]]) {
  test(`on ${storage} and a ${viewport}, a seller turns reviews on for push and mail, and hears of one star once in each way`, async (t) => {
    const [mail, push] = [await mailbox(t), await pushService(t)];
    const product = await serving(t, storage, { toml: mail.toml + push.toml + moderation });
    const browser = await launch(t);
    const context = await device(browser, product, { viewport });
    const page = await signIn(context, product.ready.sellers[0].login);

    await giveEmail(page, "/menu/notifications", "anna@example.com");
    await bothThemes(page, `notices-${storage}-1-settings`, { viewport });
    await followLetter(context, mail, "anna@example.com", /Подтвердите/);
    await page.reload();
    await page.getByText("anna@example.com").first().waitFor();
    await allow(page, "/menu/notifications/devices", push.subscribe("phone"));
    await turn(page, "/menu/notifications/reviews", "Почта", true);
    await bothThemes(page, `notices-${storage}-2-reviews`, { viewport });

    const received = await unrated(browser, product);
    await page.goto("/notices");
    const before = await bell(page);
    await rate(received.pop(), 1, "Пришёл не тот цвет, верну.");
    await eventually("the bell counts the review by itself", async () => (await bell(page)) === before + 1);
    await page.goto("/notices");
    await bothThemes(page, `notices-${storage}-3-list`, { viewport });
    const letter = await mail.letter("anna@example.com", /отзыв/i);
    assert.match(letter.html, /\/reviews\/[0-9a-f-]{36}/);
    assert.match(letter.headers["list-unsubscribe-post"], /List-Unsubscribe=One-Click/);
    const told = await push.push("phone", /отзыв/i);
    assert.equal(new URL(told.payload.url, product.url).pathname, new URL(/https?:\/\/\S+\/reviews\/[0-9a-f-]{36}/.exec(letter.text)[0]).pathname);

    await turn(page, "/menu/notifications", "Отзывы покупателей", false);
    const quiet = [await bell(page), mail.letters.length, push.pushes.length];
    await rate(received.pop(), 2, "И второй не подошёл.");
    // Of a key everybody in the shop hears: what comes behind the review would have come behind its notice.
    await makeKey(page);
    await mail.letter("anna@example.com", /ключ/i);
    assert.equal(mail.letters.filter(({ subject, text }) => /отзыв/i.test(subject + text)).length, 1, "once by mail");
    assert.equal(push.pushes.filter(({ payload }) => /отзыв/i.test(payload.title + payload.body)).length, 1, "once by push");
    await page.goto("/notices");
    assert.equal(await bell(page), quiet[0] + 1, "of the key alone");
    assert.deepEqual(context.troubles, []);
  });

  test(`on ${storage}, a buyer gets a letter when a question is answered, and out of such letters without signing in`, async (t) => {
    const mail = await mailbox(t);
    const product = await serving(t, storage, { toml: mail.toml + moderation });
    const browser = await launch(t);
    const context = await device(browser, product, { viewport });
    const shop = await signIn(context, product.ready.buyers[0].login);
    await giveEmail(shop, "/shop/notifications", "maria@example.com");
    await followLetter(context, mail, "maria@example.com", /Подтвердите/);

    const page = await signIn(await device(browser, product, { viewport }), product.ready.sellers[0].login);
    await ask(shop, await ownCard(page), "Можно ли стирать этот оверлок в машине?");
    await eventually("the question has come to the seller", async () => {
      await page.goto("/questions?q=оверлок");
      return (await page.locator("main li.row").count()) === 1;
    });
    await openFound(page);
    await composer(page).fill("Нет, протирайте его сухой тканью.");
    await send(page);
    const letter = await mail.letter("maria@example.com", /ответили/i, 40_000);
    const [, out] = /<(https?:[^>]+\/unsubscribe\?[^>]+)>/.exec(letter.headers["list-unsubscribe"]);

    const stranger = await (await device(browser, product, { viewport })).newPage();
    await stranger.goto(out);
    await bothThemes(stranger, `notices-${storage}-4-unsubscribe`, { viewport });
    await stranger.getByRole("button").first().click();
    await shop.goto("/shop/notifications/questions");
    assert.equal(await shop.getByRole("switch", { name: "Почта" }).getAttribute("aria-checked"), "false");

    // A mail program does it with one request, and knows nothing of cookies.
    await turn(shop, "/shop/notifications/questions", "Почта", true);
    const once = await fetch(out, { method: "POST", headers: { "Content-Type": "application/x-www-form-urlencoded" }, body: "List-Unsubscribe=One-Click" });
    assert.ok(once.ok, String(once.status));
    await shop.reload();
    assert.equal(await shop.getByRole("switch", { name: "Почта" }).getAttribute("aria-checked"), "false");
  });
}

/** Gives a mail address on the page of settings. */
async function giveEmail(page, settings, email) {
  await page.goto(settings);
  await page.getByText("Почта", { exact: true }).first().click();
  await page.locator("#email").fill(email);
  await page.locator("form", { has: page.locator("#email") }).getByRole("button").first().click();
  await page.getByText("Ждёт подтверждения").first().waitFor();
}

/** Opens the link of a letter in a new page, as somebody who reads mail does. */
async function followLetter(context, mail, to, says) {
  const letter = await mail.letter(to, says);
  const page = await context.newPage();
  await page.goto(/https?:\/\/\S+/.exec(letter.text)[0]);
  const button = page.locator("main form button");
  if (await button.count()) await button.first().click();
  await page.waitForLoadState();
  await page.close();
}

/** Turns the switch with this name on or off where it is not so already. */
async function turn(page, path, name, on) {
  await page.goto(path);
  const knob = page.getByRole("switch", { name, exact: true });
  if ((await knob.getAttribute("aria-checked")) === String(on)) return;
  await Promise.all([page.waitForResponse((answer) => answer.request().method() === "POST"), knob.click()]);
  await page.reload();
  assert.equal(await knob.getAttribute("aria-checked"), String(on));
}

/** A browser tells the site what it got from its push service; Chromium here has none. */
const allow = (page, path, leave) =>
  page.evaluate(
    async ([path, leave]) => {
      const answer = await fetch(path, { method: "POST", body: new URLSearchParams(leave) });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    },
    [path, leave],
  );

/** What the bell counts. */
const bell = async (page) => Number(await page.locator("[data-bell]").first().getAttribute("data-bell"));

/** What buyers have received from the first shop and not rated yet: a page of the buyer, and the address of the form. */
async function unrated(browser, product) {
  const found = [];
  for (const { login } of product.ready.buyers) {
    const page = await signIn(await device(browser, product), login);
    await page.goto("/shop/orders");
    const forms = await page.locator("main a[href^='/shop/orders/'][href$='/review']", { hasText: "Оставить отзыв" }).all();
    for (const form of forms) {
      const path = await form.getAttribute("href");
      const sku = path.split("/").at(-2);
      if ((await product.api(`/api/v1/prices/${sku}`)).ok) found.push({ page, path });
    }
  }
  assert.ok(found.length >= 2, `${found.length} items to rate`);
  return found;
}

/** A buyer rates what was received. */
async function rate({ page, path }, stars, text) {
  await page.goto(path);
  await page.locator(`input[name=stars][value="${stars}"]`).check({ force: true });
  await page.locator("#comment").fill(text);
  await page.getByRole("button", { name: "Опубликовать" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/review"));
}

/** A key for a program is made: everybody in the shop hears of that. */
async function makeKey(page) {
  await page.goto("/menu/keys");
  await page.locator("#key-name").fill("1С");
  await page.locator("form[action='/menu/keys'] button.primary").click();
  await page.locator("#made-key").waitFor();
}

/** The card of a product of this seller. */
async function ownCard(page) {
  await page.goto("/reviews");
  await page.locator("main li.row").first().getByRole("link").first().click();
  return page.locator("main a[href^='/shop/p/']").first().getAttribute("href");
}
