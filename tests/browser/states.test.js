// Pages with nothing to show, without a network, without permission: drawn, with words for what to do.

import assert from "node:assert/strict";
import test from "node:test";
import { violations } from "./lib/audit.js";
import { device, launch, signIn } from "./lib/chromium.js";
import { screenshot } from "./lib/screens.js";
import { demo } from "../lib/product.js";
import { eventually } from "../lib/wait.js";

test("a search that finds nothing says so and offers the way back", async (t) => {
  const { page } = await sellerOnPhone(t);
  await page.goto("/reviews?q=ъъъъъ");
  await page.getByText("Ничего не нашлось").waitFor();
  await page.getByRole("link", { name: "Сбросить фильтры" }).first().click();
  assert.ok((await page.locator("main li.row").count()) > 0);
});

test("a seller in a tunnel is told, keeps what was typed, and it is sent when the network is back", async (t) => {
  const { page, context } = await sellerOnPhone(t);
  await page.goto("/reviews");
  await page.locator("main li.row").first().getByRole("link").first().click();
  await serviceWorker(page);
  const text = "Здравствуйте! Отвечаем из метро, но отвечаем.";
  await page.getByRole("textbox", { name: "Ответ покупателю" }).fill(text);
  await context.setOffline(true);
  await page.getByRole("button", { name: "Отправить", exact: true }).click();
  await page.getByText("Не отправлено: нет сети. Отправим сами, когда появится.").first().waitFor();
  await screenshot(page, "state-offline-answer");
  await context.setOffline(false);
  await page.getByRole("button", { name: "Отменить" }).waitFor();
  await page.reload();
  assert.equal(await page.locator("main").getByText(text).count(), 1, "the answer is there once");
});

test("a page that was never loaded says without a network that it will come", async (t) => {
  const { page, context } = await sellerOnPhone(t);
  await page.goto("/");
  await serviceWorker(page);
  await page.reload();
  await context.setOffline(true);
  await page.goto("/menu/templates");
  await page.getByText("Нет сети").first().waitFor();
  assert.deepEqual(await violations(page), []);
  await screenshot(page, "state-offline-page");
});

test("somebody else's page and a page that does not exist look the same: not found, with a way on", async (t) => {
  const { page, product } = await sellerOnPhone(t);
  for (const path of ["/reviews/00000000-0000-7000-8000-000000000000", "/nowhere"]) {
    const response = await page.goto(product.url + path);
    assert.equal(response.status(), 404);
    await page.getByRole("heading", { name: "Такой страницы нет" }).waitFor();
    await page.getByRole("link", { name: "На главную" }).waitFor();
  }
});

test("a buyer who opens the cabinet is led to sign in, not shown a seller's reviews", async (t) => {
  const product = await demo(t);
  const browser = await launch(t);
  const visitor = await (await device(browser, product)).newPage();
  await visitor.goto("/reviews");
  assert.match(visitor.url(), /\/sign-in/);
  const buyer = await signIn(await device(browser, product), product.ready.buyers[0].login);
  const response = await buyer.goto("/reviews");
  assert.ok([403, 404].includes(response.status()) || buyer.url().includes("/sign-in"), `${response.status()} ${buyer.url()}`);
  assert.equal(await buyer.locator("main li.row").count(), 0);
});

test("an empty queue says so and leads on, and somebody of support looks on without buttons", async (t) => {
  const product = await demo(t);
  const browser = await launch(t);
  const [moderator, support] = ["moderator", "support"].map((role) => product.ready.staff.find((one) => one.role === role));
  const page = await signIn(await device(browser, product), moderator.login);
  await page.goto("/desk/moderation?queue=media");
  await page.getByText("Очередь пуста").waitFor();
  await page.getByRole("link", { name: "Все очереди" }).click();
  await page.getByRole("heading", { name: "Пульт" }).waitFor();

  const watching = await signIn(await device(browser, product), support.login);
  await watching.goto("/desk/moderation");
  await watching.getByText("Вы смотрите. Дело можно открыть по номеру.").waitFor();
  await watching.goto("/desk/moderation/reasons");
  await watching.getByText("В тексте номер телефона.").first().waitFor();
  assert.equal(await watching.getByText("Изменить", { exact: true }).count(), 0);
});

test("somebody who asked for less motion sees none", async (t) => {
  const { page } = await sellerOnPhone(t);
  await page.goto("/reviews");
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll("*")].filter((node) => {
      const { transitionDuration, animationDuration } = getComputedStyle(node);
      return [transitionDuration, animationDuration].some((all) => all.split(",").some((one) => Number.parseFloat(one) > 0.01));
    }).map((node) => node.outerHTML.slice(0, 80)),
  );
  assert.deepEqual(moving, []);
});

/** Waits until the service worker is there to answer in the network's stead. */
const serviceWorker = (page) =>
  eventually("the service worker is active", () =>
    page.evaluate(async () => Boolean((await navigator.serviceWorker?.getRegistration())?.active)), 15_000);

async function sellerOnPhone(t) {
  const product = await demo(t);
  const context = await device(await launch(t), product);
  return { product, context, page: await signIn(context, product.ready.sellers[0].login) };
}
