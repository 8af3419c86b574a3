// A promotion from both sides: the seller puts products in and sets a price, the buyer pays exactly that for the last piece, and the
// next one sees the regular price. Nothing sells under the floor, and the editor says so.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { basket, cardPrice, order, putIntoBasket } from "./lib/basket.js";
import { device, launch, signIn } from "./lib/chromium.js";
import { bothThemes } from "./lib/screens.js";
import { demo, root } from "../lib/product.js";
import { onPostgres } from "../lib/served.js";
import { eventually } from "../lib/wait.js";

const stories = [
  { storage: "SQLite", begin: demo, viewport: "phone" },
  { storage: "SQLite", begin: demo, viewport: "desktop" },
  { storage: "PostgreSQL", begin: onPostgres, viewport: "phone" },
  { storage: "PostgreSQL", begin: onPostgres, viewport: "desktop" },
];

for (const { storage, begin, viewport } of stories) {
  test(`on ${storage} and a ${viewport}, a seller adds three products, sets a discount and sees the price follow, takes one out; the buyer gets the last piece at that price, the next sees the regular one`, async (t) => {
    const product = await begin(t);
    const browser = await launch(t);
    const seller = await device(browser, product, { viewport });
    const page = await signIn(seller, product.ready.sellers[0].login);
    const look = (name) => bothThemes(page, `promotions-${storage}-${name}`, { viewport });

    const [first, second] = product.ready.buyers;
    const buyer = await device(browser, product, { viewport });
    const shop = await signIn(buyer, first.login);
    const chosen = await addThree(page, shop, look);
    const edited = { ...chosen, ...(await changeDiscount(page, chosen.sku, look)) };
    await takeOut(page, chosen.another);
    await look("5-saved");

    await shop.goto(`/shop/p/${edited.sku}`);
    await shop.locator(".price b", { hasText: edited.price }).waitFor();
    await bothThemes(shop, `promotions-${storage}-6-card`, { viewport });
    await putIntoBasket(shop, `/shop/p/${edited.sku}`);
    await order(shop);

    const next = await device(browser, product, { viewport });
    const other = await signIn(next, second.login);
    await other.goto(`/shop/p/${edited.sku}`);
    await other.locator(".price b", { hasText: edited.before }).waitFor();
    assert.equal(await other.locator(".price b", { hasText: edited.price }).count(), 0, "the promotion's price is gone with its last piece");

    await theFloorHolds(page, edited, look);
    const third = await theThird(page, chosen);
    await aStackIsCut(product, page, other, third);
    await bothThemes(other, `promotions-${storage}-8-stack`, { viewport });
    assert.deepEqual(seller.troubles.filter((text) => !/status of 4(00|09)/.test(text)), []);
  });
}

/** Available → promotion → Add products → three of them → Add. Gives the first one with the price on its card before, and another. */
async function addThree(page, shop, look) {
  await page.goto("/promotions");
  await look("1-available");
  await page.locator(".promo .row-link", { hasText: "новинки" }).click();
  await page.getByRole("link", { name: "Добавить товары" }).first().click();
  const boxes = page.locator("[name=sku]:not(:disabled)");
  await boxes.nth(2).waitFor();
  for (const at of [0, 1, 2]) await boxes.nth(at).check();
  const [sku, another] = [await boxes.nth(0).inputValue(), await boxes.nth(1).inputValue()];
  await shop.goto(`/shop/p/${sku}`);
  const before = await shop.locator(".price b").first().innerText();
  await page.getByText("Выбрано: 3").waitFor();
  await look("2-choose");
  await page.getByRole("button", { name: "Показать, что выйдет" }).click();
  await page.getByRole("heading", { name: "Что выйдет" }).waitFor();
  await look("3-preview");
  await page.getByRole("button", { name: /^Добавить: 3/ }).click();
  await page.getByText("Товары добавлены в акцию").waitFor();
  assert.equal(await page.locator("tbody tr").count(), 3);
  return { sku, another, before };
}

/** Opens the product, makes the discount 25 %, one piece, and saves. */
async function changeDiscount(page, sku, look) {
  const row = page.locator(`tr[data-sku='${sku}']`);
  const base = BigInt(await row.getAttribute("data-base"));
  await row.locator("[data-editor]").click();
  const sheet = page.locator("#editor");
  const save = sheet.getByRole("button", { name: "Сохранить" });
  await sheet.getByLabel("Скидка, %").waitFor();
  assert.ok(await save.isDisabled(), "nothing has changed, so there is nothing to save");
  await sheet.getByText("ничего не изменилось").waitFor();
  await sheet.getByLabel("Скидка, %").fill("2");
  await sheet.getByText("Цена выше предела акции").waitFor();
  assert.ok(await save.isDisabled(), "what the rules refuse cannot be saved");
  await sheet.getByLabel("Скидка, %").fill("25");
  const price = base - base * 2500n / 10000n;
  assert.equal(await sheet.getByLabel("Цена, ₽").inputValue(), field(price), "the price follows the discount");
  await sheet.getByLabel("Количество, шт").fill("1");
  await sheet.getByText(`1 шт × ${said(price)}`).waitFor();
  await look("4-editor");
  await eventually("it can be saved", () => save.isEnabled());
  await save.click();
  await page.getByText("Сохранено: цены на витрине").waitFor();
  return { price: said(price), base };
}

async function takeOut(page, sku) {
  await page.locator(`tr[data-sku='${sku}'] [data-editor]`).click();
  const sheet = page.locator("#editor");
  await sheet.getByText("Убрать из акции").first().click();
  await sheet.getByText("Убрать товар из акции?").waitFor();
  await sheet.getByRole("button", { name: "Убрать из акции" }).click();
  await page.getByText("Товар убран из акции").waitFor();
  assert.equal(await page.locator("tbody tr").count(), 2);
}

/** A floor of nine tenths of the price: a discount of 40 % is cut to it, and said so. */
async function theFloorHolds(page, { sku, base }, look) {
  const floor = base - base / 10n;
  await page.goto(`/menu/prices?q=${sku}`);
  await page.locator(`[name='floor-${sku}']`).fill(field(floor));
  await page.getByRole("button", { name: "Сохранить изменения" }).click();
  await page.getByText("Сохранено", { exact: true }).first().waitFor();
  await page.goto("/promotions?tab=mine");
  await page.locator(".promo .row-link", { hasText: "новинки" }).click();
  await page.locator(`tr[data-sku='${sku}'] [data-editor]`).click();
  const sheet = page.locator("#editor");
  await sheet.getByLabel("Скидка, %").fill("40");
  await sheet.getByText("Цена поднята до порога").waitFor();
  await sheet.getByText(`ниже ${said(floor)} цена не опустится`).waitFor();
  await look("7-floor");
}

/** The product that is left of the three: its price, and its price in the promotion. */
async function theThird(page, { sku, another }) {
  await page.goto("/promotions?tab=mine");
  await page.locator(".promo .row-link", { hasText: "новинки" }).click();
  const row = page.locator(`tbody tr[data-sku]:not([data-sku='${sku}']):not([data-sku='${another}'])`).first();
  return { sku: await row.getAttribute("data-sku"), base: BigInt(await row.getAttribute("data-base")) };
}

/**
 * The promotion takes 5 %, and a program adds a discount of 8 % on every order: together they would break the floor of nine
 * tenths, so the buyer pays the floor and reads why.
 */
async function aStackIsCut(product, page, shop, { sku, base }) {
  const floor = base - base / 10n;
  await page.goto(`/menu/prices?q=${sku}`);
  await page.locator(`[name='floor-${sku}']`).fill(field(floor));
  await page.getByRole("button", { name: "Сохранить изменения" }).click();
  await page.getByText("Сохранено", { exact: true }).first().waitFor();
  const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString();
  const terms = { title: "Скидка на заказ", date_start: day(0), date_end: day(5), discount_type: "PERCENT", discount_value: 8, min_order_amount: 1 };
  const { action_id } = await program(product, "create/discount-with-condition", terms);
  await program(product, "products/add", { action_id, products: [{ sku, currency: "RUB" }] });
  await program(product, "change-activity", { action_id, is_turn_on: true });
  const path = `/shop/p/${sku}`;
  const card = await cardPrice(shop, path);
  assert.ok(card.deal, "the card says what makes the price");
  await putIntoBasket(shop, path);
  const { total, gifts } = await basket(shop);
  assert.equal(total, said(floor).replace(/\u00a0/g, " "), "nothing is added up to less than the floor");
  assert.match(gifts.join("\n"), /ниже продавец не продаёт/);
}

/** What a program of the first shop asks of its own promotions. */
async function program({ url, ready }, path, body) {
  const { client_id, api_key } = ready.sellers[0];
  const headers = { "Client-Id": String(client_id), "Api-Key": api_key, "Content-Type": "application/json" };
  const response = await fetch(`${url}/v1/seller-actions/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return text ? exact(text) : {};
}

/** Numbers above 2^53 stay what they are, as texts. */
const exact = (text) => JSON.parse(text.replace(/:\s*(\d{16,})/g, ':"$1"'));

test("whatever is typed, the script follows it as the server does", async (t) => {
  const product = await demo(t);
  const browser = await launch(t);
  const page = await signIn(await device(browser, product), product.ready.sellers[0].login);
  await page.goto("/promotions?tab=mine");
  await page.locator(".promo .row-link").first().click();
  await page.locator("[data-editor]").first().click();
  await page.locator("#editor [data-f=price]").waitFor();
  const cases = await readFile(join(root, "crates/domain/tests/data/linked.tsv"), "utf8");
  const wrong = await page.evaluate((lines) => {
    const form = document.querySelector("#editor [data-edit]");
    const of = (name) => form.querySelector(`[data-f=${name}]`);
    const text = (n) => (n % 100n ? `${n / 100n},${String(n % 100n).padStart(2, "0")}` : String(n / 100n));
    const type = (input, value) => { input.value = value; input.dispatchEvent(new Event("input", { bubbles: true })); };
    const read = (value) => Math.round(Number(value.replace(",", ".")) * 100);
    return lines.filter((line) => {
      const [list, typed, price, back] = line.split("\t").map(BigInt);
      // Fields hold prices of up to thirteen digits, and products have one.
      if (list > 10n ** 14n || list === 0n) return false;
      form.dataset.base = String(list);
      type(of("discount"), text(typed));
      const followed = of("price").value === text(price);
      type(of("price"), text(price));
      return !followed || BigInt(read(of("discount").value)) !== back;
    });
  }, cases.trim().split("\n").slice(1));
  assert.deepEqual(wrong, []);
});

/** A sum as a field holds it. */
const field = (minor) => (minor % 100n ? `${minor / 100n},${String(minor % 100n).padStart(2, "0")}` : String(minor / 100n));

/** A sum as a page says it. */
const said = (minor) => {
  const whole = String(minor / 100n).replace(/\B(?=(\d{3})+$)/g, "\u00a0"), rest = minor % 100n;
  return `${whole}${rest ? `,${String(rest).padStart(2, "0")}` : ""}\u00a0₽`;
};
