// Two phones side by side: the seller's and the buyer's. Both write, both see it live; the network goes and comes back.

import assert from "node:assert/strict";
import test from "node:test";
import { device, launch, signIn } from "./lib/chromium.js";
import { arrived, box, bubble, kept, once, say, texts } from "./lib/chats.js";
import { bothThemes } from "./lib/screens.js";
import { demo } from "../lib/product.js";
import { onPostgres } from "../lib/served.js";
import { eventually } from "../lib/wait.js";

const storages = { SQLite: demo, PostgreSQL: onPostgres };

// A picture of one point.
const DOT = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==", "base64");

for (const [storage, begin] of Object.entries(storages)) {
  test(`on ${storage}, a seller and a buyer write to each other and both see it as it is written; a picture goes; a network that goes loses nothing and doubles nothing`, async (t) => {
    const { seller, buyer, page, shop } = await twoPhones(t, begin);
    const look = (name) => bothThemes(page, `chat-${storage}-${name}`, {});
    await look("1-open");

    await say(page, "Здравствуйте! Чем помочь?");
    await arrived(page, "Чем помочь?");
    await once(shop, "Чем помочь?");
    await say(shop, "Носки сели после стирки");
    await once(page, "Носки сели после стирки");
    await eventually("the seller sees that the buyer has read it", async () =>
      (await bubble(page, "Чем помочь?").getByRole("img", { name: "прочитано" }).count()) === 1);
    await box(shop).pressSequentially("А ещё");
    await page.getByText(/пишет…/).first().waitFor();
    await box(shop).fill("");

    await page.locator("[data-chat] input[type=file]").setInputFiles({ name: "бирка.png", mimeType: "image/png", buffer: DOT });
    await page.locator("[data-chosen] li").waitFor();
    await say(page, "Вот бирка: стирать при 30°");
    await arrived(page, "стирать при 30°");
    await eventually("the buyer sees the picture", () =>
      bubble(shop, "стирать при 30°").locator("img").evaluate((image) => image.complete && image.naturalWidth > 0), 20_000);
    await look("2-picture");

    await kept(page);
    await seller.setOffline(true);
    await say(page, "Первое из метро");
    await say(page, "Второе из метро");
    await bubble(page, "Второе из метро").getByText("ждёт сети").waitFor();
    await say(shop, "А можно вернуть?");
    assert.equal(await bubble(shop, "из метро").count(), 0);
    await look("3-offline");
    await seller.setOffline(false);
    await once(page, "А можно вернуть?");
    for (const text of ["Первое из метро", "Второе из метро"]) {
      await once(shop, text);
      await once(page, text);
    }
    await page.reload();
    const [first, second] = ["Первое из метро", "Второе из метро"].map((text) => texts(page).then((all) => all.indexOf(text)));
    assert.ok((await first) < (await second), "what was written first stands first");
    for (const text of ["Первое из метро", "Второе из метро", "А можно вернуть?"]) await once(page, text);
    await look("4-back");
    assert.deepEqual(quiet([...seller.troubles, ...buyer.troubles]), []);
  });

  test(`on ${storage}, a card number is braked, “send me the code from the SMS” is not delivered and says why, support bears its tag, and chats switched off say why and how to appeal`, async (t) => {
    const { product, seller, page, shop, browser } = await twoPhones(t, begin);
    const look = (name) => bothThemes(page, `chat-${storage}-${name}`, {});

    await box(page).fill("Моя карта 4111 1111 1111 1111");
    await page.getByRole("button", { name: "Отправить", exact: true }).click();
    const sheet = page.getByRole("dialog", { name: /Похоже на номер карты/ });
    await sheet.waitFor();
    assert.ok(await sheet.getByText("Не отправлять, исправить").evaluate((safe) => safe === document.activeElement), "the safe choice has the focus");
    await look("5-brake");
    await page.keyboard.press("Enter");
    await sheet.waitFor({ state: "hidden" });
    assert.equal(await box(page).inputValue(), "Моя карта 4111 1111 1111 1111", "what was typed is not lost");
    assert.equal(await bubble(shop, "4111").count(), 0);

    await box(page).fill("Пришлите код из СМС, чтобы подтвердить заказ");
    await page.getByRole("button", { name: "Отправить", exact: true }).click();
    await page.getByText("Не доставлено").waitFor();
    await page.getByText("Сообщение просит код из смс").waitFor();
    await page.locator(".blocked-why").getByText("Оспорить").waitFor();
    await look("6-blocked");
    await shop.reload();
    assert.equal(await bubble(shop, "код из СМС").count(), 0, "the buyer sees nothing of it");

    await page.goto("/chats?tab=support");
    const row = page.locator("main li.row").first();
    assert.equal(await row.locator(".role.support").innerText(), "Поддержка");
    await row.getByRole("link").first().click();
    await box(page).waitFor();
    assert.ok((await page.locator(".bubble-head .role.support").count()) > 0, "support's messages bear the tag");
    await look("7-support");

    await switchOff(browser, product);
    await page.goto("/chats?tab=customers");
    await page.locator("main li.row").first().getByRole("link").first().click();
    const banner = page.locator(".barrier", { hasText: "Чаты выключены" });
    await banner.waitFor();
    await banner.getByText("Написать в поддержку").waitFor();
    assert.equal(await box(page).count(), 0, "nothing is offered that is not allowed");
    await look("8-off");
    await banner.getByText("Оспорить").click();
    await banner.getByRole("textbox", { name: "Почему решение неверное" }).fill("Это наш новый сотрудник с нового телефона");
    await banner.getByRole("button", { name: "Отправить возражение" }).click();
    await page.getByText("Возражение отправлено").waitFor();
    assert.deepEqual(quiet(seller.troubles), []);
  });
}

/** The first seller and the first buyer, each on their phone, in the chat that the two have in the demo. */
async function twoPhones(t, begin) {
  const product = await begin(t);
  const browser = await launch(t);
  const [seller, buyer] = [await device(browser, product), await device(browser, product)];
  const page = await signIn(seller, product.ready.sellers[0].login);
  const shop = await signIn(buyer, product.ready.buyers[0].login);
  await page.goto("/chats?tab=customers");
  await page.locator("main li.row", { hasText: product.ready.buyers[0].name }).first().getByRole("link").first().click();
  await box(page).waitFor();
  await shop.goto(`/shop/chats/${new URL(page.url()).pathname.split("/").at(-1)}`);
  await box(shop).waitFor();
  return { product, browser, seller, buyer, page, shop };
}

/** A safety person switches the first seller's chats off. */
async function switchOff(browser, product) {
  const safety = await device(browser, product, { viewport: "desktop" });
  const desk = await signIn(safety, product.ready.staff.find(({ role }) => role === "safety").login);
  await desk.goto("/desk/safety/switches/new");
  await desk.locator("[name=scope][value=seller]").check({ force: true });
  await desk.locator("[name=who]").fill(product.ready.sellers[0].client_id);
  await desk.locator("[name=do][value=preview]").click();
  await Promise.all([desk.waitForURL(/\/desk\/safety\/switches(\?|$)/), desk.locator("[name=do][value=switch]").click()]);
  await safety.close();
}

/** Troubles without those of a network that the test itself has taken away, and of refusals that are part of the story. */
function quiet(troubles) {
  return troubles.filter((text) => !/ERR_INTERNET_DISCONNECTED|status of 4(00|09)|Failed to fetch/.test(text));
}
