// The operator's desk, driven as moderators drive it: by the keyboard, on a phone, without a script.

import assert from "node:assert/strict";
import test from "node:test";
import { device, launch, signIn } from "./lib/chromium.js";
import { moderator, openCase } from "./lib/desk.js";
import { bothThemes } from "./lib/screens.js";
import { demo } from "../lib/product.js";
import { eventually } from "../lib/wait.js";

const CLEAN = "Здравствуйте! Спасибо за отзыв, передали на склад";
const PHONE = "Здравствуйте! Позвоните нам, поможем: +7 912 345-67-89";
const desktop = { viewport: "desktop" };

test("a moderator refuses with R and a digit, takes it back with U, and refuses for good", async (t) => {
  const product = await demo(t);
  await answered(product, `${PHONE}, спросите Анну`);
  const { page, calm } = await moderator(t, product);
  await openCase(page, "comments", "Анну");
  const marked = page.locator("mark.bad");
  assert.match(await marked.innerText(), /345-67-89/);
  await bothThemes(page, "moderation-case", desktop);

  await page.keyboard.press("r");
  await eventually("the reasons are in hand", () => focused(page, "[name=reason]"));
  await page.keyboard.press("1");
  assert.match(await page.locator("[data-offered]").innerText(), /Уберите номер/, "what the author will read is there");
  await bothThemes(page, "moderation-reasons", desktop);
  await page.keyboard.press("Enter");
  await page.getByText("Решено: отказать").waitFor();
  await bothThemes(page, "moderation-undo", desktop);
  await page.keyboard.press("u");
  await page.getByText("Решение отменено, дело снова у вас").waitFor();
  await page.locator(".judged", { hasText: "Анну" }).waitFor();
  const number = await page.locator("[data-case]").getAttribute("data-case");

  await page.keyboard.press("1");
  await page.keyboard.press("r");
  await page.getByText("Решено: отказать").waitFor();
  await eventually("the refusal is in force and the case says so", async () => {
    await page.goto(`/desk/moderation/cases/${number}`);
    return (await page.getByText("Квитанция №").count()) > 0;
  });
  calm();
});

test("a moderator publishes with A on a keyboard that is switched to Russian, and buyers read the answer", async (t) => {
  const product = await demo(t);
  const text = `${CLEAN}. Мы в сети teplyy.dom@example.com`;
  const { card } = await answered(product, text);
  const { page, calm } = await moderator(t, product);
  await openCase(page, "comments", "teplyy.dom");
  await page.dispatchEvent("body", "keydown", { key: "ф", code: "KeyA", bubbles: true });
  await page.getByText("Решено: опубликовать").waitFor();
  await onTheCard(t, product, card, "teplyy.dom");
  calm();
});

test("a refusal that the shop does not accept is decided by somebody else, turned over, and buyers read the answer", async (t) => {
  const product = await demo(t);
  const { review, card } = await answered(product, `${CLEAN}. Модель +7 912 345-67-89`);
  const [one, two] = await Promise.all([0, 1].map((n) => moderator(t, product, { ...desktop, n })));
  await openCase(one.page, "comments", "Модель");
  await one.page.keyboard.press("1");
  await one.page.keyboard.press("r");
  await one.page.getByText("Решено: отказать").waitFor();

  const seller = await signIn(await device(await launch(t), product), product.ready.sellers[0].login);
  await eventually("the shop is told why", async () => {
    await seller.goto(`/reviews/${review}`);
    return (await seller.getByText("Оспорить").count()) > 0;
  });
  await seller.getByText("Оспорить").click();
  await seller.getByRole("textbox", { name: "Почему решение неверное" }).fill("Это номер модели с коробки, не телефон");
  await seller.getByRole("button", { name: "Отправить возражение" }).click();
  await seller.getByText("Возражение ждёт другого модератора").waitFor();

  // Other appeals may wait for the first moderator, this one never does.
  await one.page.goto("/desk/moderation?queue=appeals");
  assert.equal(await one.page.getByText("Это номер модели с коробки, не телефон").count(), 0);
  await openCase(two.page, "appeals", "Модель");
  await two.page.getByText("Это номер модели с коробки, не телефон").waitFor();
  await bothThemes(two.page, "moderation-appeal", desktop);
  await two.page.keyboard.press("a");
  await two.page.getByText("Решено: опубликовать").waitFor();
  await onTheCard(t, product, card, "Модель");
  await eventually("the figures tell that a verdict was turned over", async () => {
    await one.page.goto("/desk/moderation/stats");
    return (await one.page.getByRole("table").filter({ hasText: "Модераторы" }).getByText(/[1-9]\d* %/).count()) > 0;
  });
  await bothThemes(one.page, "moderation-stats", desktop);
  one.calm();
  two.calm();
});

test("N passes a case over, a question mark tells the keys, and a key typed into a note decides nothing", async (t) => {
  const product = await demo(t);
  await answered(product, `${PHONE}, первый`);
  await answered(product, `${PHONE}, второй`);
  const { page, calm } = await moderator(t, product);
  await page.goto("/desk/moderation?queue=comments");
  const first = await page.locator(".judged").innerText();
  await page.getByLabel("Прочтут коллеги").pressSequentially("arn1 проверить");
  assert.equal(await page.getByLabel("Прочтут коллеги").inputValue(), "arn1 проверить");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Клавиши" });
  await help.waitFor();
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "hidden" });
  // While the dialog gives the focus back, a key may be meant for it: whoever sees nothing happen presses again.
  await eventually("another case is there", async () => {
    await page.keyboard.press("n");
    await page.locator(".judged", { hasNotText: first }).waitFor({ timeout: 2_000 }).catch(() => null);
    return (await page.locator(".judged").innerText()) !== first;
  });
  assert.equal(await page.getByText("Решено:").count(), 0);
  calm();
});

test("on a phone without a script a moderator refuses with two touches", async (t) => {
  const product = await demo(t);
  await answered(product, `${PHONE}, с телефона`);
  const { page } = await moderator(t, product, { javaScript: false });
  await page.goto("/desk/moderation?queue=comments");
  // Another case may stand before this one; what the checks saw in it is offered first.
  await page.getByRole("checkbox").first().check();
  await page.getByRole("button", { name: "Отказать" }).click();
  await page.getByText("Решено: отказать").waitFor();
  await page.getByRole("button", { name: /Отменить/ }).click();
  await page.getByText("Решение отменено, дело снова у вас").waitFor();
});

test("two moderators are never given the same case", async (t) => {
  const product = await demo(t);
  await answered(product, `${PHONE}, один`);
  await answered(product, `${PHONE}, два`);
  const [one, two] = await Promise.all([0, 1].map((n) => moderator(t, product, { ...desktop, n })));
  await Promise.all([one, two].map(({ page }) => page.goto("/desk/moderation?queue=comments")));
  const cases = await Promise.all([one, two].map(({ page }) => page.locator("[data-case]").getAttribute("data-case")));
  assert.notEqual(cases[0], cases[1]);
});

const focused = (page, what) => page.evaluate((what) => document.activeElement?.matches(what), what);

/** Waits until buyers can read this on a product's card. */
async function onTheCard(t, product, card, text) {
  const shop = await (await device(await launch(t), product)).newPage();
  await eventually("the answer is on the product's card", async () => {
    await shop.goto(card);
    return (await shop.getByText(text).count()) > 0;
  });
}

const used = new Set();

/** A program of the shop answers a review with this text; the answer waits for a moderator. */
async function answered(product, text) {
  const { client_id, api_key } = product.ready.sellers[0];
  const headers = { "Client-Id": client_id, "Api-Key": api_key, "Content-Type": "application/json" };
  const api = async (path, options) => {
    const answer = await fetch(`${product.url}/api/v1${path}`, { headers, ...options });
    assert.ok(answer.ok, `${path}: ${answer.status}`);
    return answer.json();
  };
  const { items } = await api("/reviews?answered=false");
  const review = items.find(({ id, product, order }) => !used.has(id) && product?.sku && order?.status !== "cancelled");
  used.add(review.id);
  await api(`/reviews/${review.id}/comments`, { method: "POST", body: JSON.stringify({ text }) });
  return { review: review.id, card: `/shop/p/${review.product.sku}?sort=new` };
}
