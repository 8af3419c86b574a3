// The buyer's half of promotions: prices on a card, the basket, ordering.

/** What the card at `path` asks for, as it is written: `{ now, before, deal }`; the last two only where there are such. */
export async function cardPrice(page, path) {
  await page.goto(path);
  const text = async (selector) => ((await page.locator(selector).count()) ? words(await page.locator(selector).first().innerText()) : undefined);
  return { now: await text("main .buy .price b"), before: await text("main .buy .price s"), deal: await text("main .buy .deal") };
}

/** Puts a piece of the product of this card into the basket. */
export async function putIntoBasket(page, path) {
  await page.goto(path);
  await page.getByRole("button", { name: "В корзину" }).click();
  await page.getByText("Положено в корзину").first().waitFor();
}

/** Opens the basket and says what it costs, what makes it cheaper, and how long that holds. */
export async function basket(page) {
  await page.goto("/shop/basket");
  const total = words(await page.locator(".sums .sum dd").innerText());
  const gifts = await page.locator(".basket-row .gifts li").allInnerTexts();
  const clock = page.locator("[data-held]:visible b");
  return { total, gifts: gifts.map(words), held: (await clock.count()) ? await clock.innerText() : undefined };
}

/** Orders what is in the basket; the page that confirms it is open then. The number of the first order. */
export async function order(page) {
  await page.goto("/shop/basket");
  await page.getByRole("button", { name: /^Заказать за/ }).click();
  await page.waitForURL(/\/shop\/basket\/ordered\//);
  return (await page.locator(".order-head b").first().innerText()).replace(/\D*/, "");
}

/** No-break spaces are spaces to a reader. */
function words(text) {
  return text.replace(/\s+/g, " ").trim();
}
