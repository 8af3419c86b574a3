// The steps of a question's story, as people take them: the buyer on the card, the seller in the cabinet.

import assert from "node:assert/strict";
import { eventually } from "../../lib/wait.js";

/** A buyer asks on a product's card. */
export async function ask(page, card, text) {
  await page.goto(card);
  await page.getByRole("navigation", { name: "Отзывы и вопросы" }).getByRole("link", { name: /^Вопросы/ }).click();
  const box = page.getByRole("textbox", { name: "Ваш вопрос о товаре" });
  if (!(await box.isVisible())) await page.getByText("Задать вопрос", { exact: true }).click();
  await box.fill(text);
  await page.locator("form", { has: box }).getByRole("button", { name: "Отправить" }).click();
  await page.getByText(text).first().waitFor();
}

/** The seller goes to the questions by the segment above the list, and finds one by its words. */
export async function findQuestion(page, words) {
  await page.goto("/reviews");
  await page.getByRole("navigation", { name: "Отзывы и вопросы" }).getByRole("link", { name: /^Вопросы о товаре/ }).click();
  await page.waitForURL(/\/questions$/);
  await page.getByRole("searchbox").fill(words);
  await page.waitForURL(/[?&]q=/);
  const row = page.locator("main li.row");
  await eventually("the search finds this question alone", async () => (await row.count()) === 1 && (await row.locator("mark").count()) > 0);
  return row;
}

/** Opens the only row that a search has found. */
export async function openFound(page) {
  await page.locator("main li.row").getByRole("link").first().click();
  await composer(page).waitFor();
}

export const composer = (page) => page.getByRole("textbox", { name: "Ответ покупателю" });

/** The words that the moderators' rules mark while they are typed. */
export const marked = (page) => page.locator(".typed > .marks u");

/** Sends what is in the composer; what was sent leaves the box. */
export async function send(page) {
  await page.getByRole("button", { name: "Отправить", exact: true }).click();
  await eventually("what was sent is no longer in the box", async () => (await composer(page).inputValue()) === "", 8_000);
}

/** The way of the newest answer: the step where it is. */
export const step = (page) => page.locator(".track .now, .track .stopped").last();

/** Where the question stands for the shop, once it says so. */
export const stage = (page, words) =>
  eventually(`the question is: ${words}`, async () => {
    await page.reload();
    return (await page.locator(".said-stars .tag").first().innerText()).includes(words);
  });

/** The refused answer names its reason and marks the words; another moderator is asked. */
export async function appeal(page, { reason, words, because }) {
  await stage(page, "Ответ отклонён");
  const refused = page.locator(".comment.ours").last();
  assert.match(await refused.locator(".reasons").innerText(), reason);
  assert.equal(await refused.locator("blockquote u").innerText(), words);
  await refused.getByText("Оспорить").click();
  await refused.getByRole("textbox", { name: "Почему решение неверное" }).fill(because);
  await refused.getByRole("button", { name: "Отправить возражение" }).click();
  await page.getByText("Возражение ждёт другого модератора").waitFor();
}
