// Every page on a phone and a desktop, light and dark, in Russian and in English: it fits, nobody is shut out, nothing breaks.
// Every two of the three meet: what breaks in one theme only in one language on one screen would be news.
// The pictures are in target/screens.

import assert from "node:assert/strict";
import test from "node:test";
import { violations } from "./lib/audit.js";
import { device, launch, signIn } from "./lib/chromium.js";
import { address, login, pages } from "./lib/pages.js";
import { screenshot } from "./lib/screens.js";
import { demo } from "../lib/product.js";

const looks = [
  { viewport: "phone", theme: "light", language: "ru" },
  { viewport: "phone", theme: "dark", language: "en" },
  { viewport: "desktop", theme: "light", language: "en" },
  { viewport: "desktop", theme: "dark", language: "ru" },
];

/** In the English page's own words these mean that a translation is missing. */
const cyrillic = /[а-яё]/i;

test("every page", { concurrency: 2 }, async (t) => {
  const product = await demo(t);
  const browser = await launch(t);
  const each = looks.map((look) => {
    const { viewport, theme, language } = look;
    return t.test(`on a ${theme} ${viewport} in ${language}`, (t) => everyPage(t, browser, product, look));
  });
  await Promise.all(each);
});

async function everyPage(t, browser, product, look) {
  for (const who of ["seller", "buyer", "staff", "support", "safety", "visitor"]) {
    const context = await device(browser, product, look);
    const link = login(product, who);
    if (link) await signIn(context, link);
    for (const entry of pages.filter((page) => page.who === who)) {
      await t.test(`${entry.name} is whole and open to everybody`, () => wholeAndOpen(context, entry, look));
    }
    await context.close();
  }
}

async function wholeAndOpen(context, entry, look) {
  context.troubles.length = 0;
  const page = await context.newPage();
  try {
    const response = await page.goto(await address(context, entry));
    assert.equal(response.status(), entry.status ?? 200);
    await page.waitForLoadState("load");
    await screenshot(page, entry.name, look);
    assert.deepEqual(await violations(page), []);
    assert.equal(await sideways(page), 0, "the page scrolls sideways");
    assert.deepEqual(await outOfThumbsReach(page, look), [], "too small to touch");
    assert.equal(await page.evaluate(() => document.documentElement.lang), look.language);
    if (look.language === "en" && !entry.bilingual) assert.doesNotMatch(await frame(page), cyrillic);
    assert.deepEqual(context.troubles.filter((text) => !expected(entry, text)), []);
  } finally {
    await page.close();
  }
}

/** The browser notes every answer that is not a success, wanted or not. */
const expected = ({ status, samples }, text) => Boolean(status || samples) && text.includes(`status of ${status ?? 404}`);

/** How many pixels wider than the screen the page is. */
const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What belongs to the page itself, not to what people wrote (that stands in `bdi`): buttons, navigation, labels. */
const frame = (page) =>
  page.evaluate(() => {
    const own = "nav[aria-label] a > span:not(.who-text), button, summary, label > span:not(.sr), legend, th";
    const words = (node) => {
      const copy = node.cloneNode(true);
      copy.querySelectorAll("bdi").forEach((theirs) => theirs.remove());
      return copy.textContent;
    };
    return [...document.querySelectorAll(own)].map(words).join("\n");
  });

/** What cannot be touched in 44 × 44 pixels on a phone; links within a text may be as small as the text. */
const outOfThumbsReach = (page, { viewport }) =>
  viewport !== "phone"
    ? []
    : page.evaluate(() => {
        const touched = "button, summary, select, textarea, input:not([type=hidden]):not([type=checkbox]):not([type=radio]), nav a, a.btn, a.row-link";
        // What is touched may reach beyond what is drawn, by a pseudo-element or by the label around it.
        const hits = (node, x, y) => {
          const at = document.elementFromPoint(x, y);
          return Boolean(at) && (node.contains(at) || at.closest("label")?.control === node || at.contains(node));
        };
        const reach = (node) => {
          node.scrollIntoView({ block: "center", inline: "center" });
          const { x, y, width, height } = node.getBoundingClientRect();
          const [cx, cy, half] = [x + width / 2, y + height / 2, 21];
          const wide = width >= 43.5 || (hits(node, cx - half, cy) && hits(node, cx + half, cy));
          const high = height >= 43.5 || (hits(node, cx, cy - half) && hits(node, cx, cy + half));
          return { width, height, enough: width < 1 || height < 1 || (wide && high) };
        };
        return [...document.querySelectorAll(touched)]
          .filter((node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true }))
          .map((node) => ({ node, ...reach(node) }))
          .filter(({ enough }) => !enough)
          .map(({ node, width, height }) => `${node.outerHTML.slice(0, 100)} ${Math.round(width)}×${Math.round(height)}`);
      });
