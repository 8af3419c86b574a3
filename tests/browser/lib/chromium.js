// A real Chromium, and the devices, themes and languages that people look at Otklik with.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

export const executablePath =
  process.env.OTKLIK_TEST_CHROMIUM || ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

// It talks to nobody but the product.
export const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

export const viewports = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1, hasTouch: false, isMobile: false },
};
export const themes = ["light", "dark"];
export const languages = { ru: "ru-RU", en: "en-US" };

// How long a person would wait before calling it broken; nothing is slowed down by it.
const PATIENCE = 15_000;

/** One browser for a test file; closed with it. */
export async function launch(t) {
  const browser = await chromium.launch({ executablePath, args: flags, chromiumSandbox: false });
  t.after(() => browser.close());
  return browser;
}

/** A person's own browser profile on a device. Errors of scripts in its pages fail the test through `calm`. */
export async function device(browser, product, { viewport = "phone", theme = "light", language = "ru", javaScript = true } = {}) {
  const context = await browser.newContext({
    ...viewports[viewport],
    baseURL: product.url,
    colorScheme: theme,
    locale: languages[language],
    timezoneId: "Europe/Moscow",
    reducedMotion: "reduce",
    javaScriptEnabled: javaScript,
  });
  context.setDefaultTimeout(PATIENCE);
  context.troubles = [];
  context.on("weberror", (error) => context.troubles.push(String(error.error())));
  context.on("console", (message) => {
    if (message.type() === "error") context.troubles.push(message.text());
  });
  return context;
}

/** Opens the link that signs a person in, and gives the page behind it. */
export async function signIn(context, login) {
  const page = await context.newPage();
  await page.goto(login);
  // A link that opens in a mail reader's preview must not sign in by itself, so there may be a button to press.
  const button = page.locator("form[action^='/sign-in'] button");
  if (new URL(page.url()).pathname.startsWith("/sign-in") && (await button.count())) {
    await Promise.all([page.waitForURL((url) => !url.pathname.startsWith("/sign-in")), button.first().click()]);
  }
  return page;
}
