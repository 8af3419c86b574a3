// What a page must be for everybody: accessible (axe-core) and good by Lighthouse's four measures.

import { createRequire } from "node:module";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as chromeLauncher from "chrome-launcher";
import lighthouse from "lighthouse";
import { root } from "../../lib/product.js";
import { executablePath, flags } from "./chromium.js";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core finds on the page as it stands, one line each: rule, help, and where. */
export async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id} (${rule.help}): ${node.target.join(" ")} ${node.html.slice(0, 160)}`),
  );
}

/** A Chromium that Lighthouse may have for itself; ended with the test. */
export async function laboratory(t) {
  const chrome = await chromeLauncher.launch({ chromePath: executablePath, chromeFlags: flags, ignoreDefaultFlags: true, logLevel: "silent" });
  t.after(() => chrome.kill());
  return chrome;
}

export const AT_LEAST = 0.95;

/**
 * Lighthouse's categories below AT_LEAST on a phone, each with the audits that cost points.
 * A busy machine can only lower a score, so the best of a few attempts counts. Reports go to target/lighthouse.
 */
export async function shortcomings(laboratory, url, { name, cookie, signedIn = Boolean(cookie), attempts = 3 }) {
  const best = new Map();
  for (let attempt = 0; attempt < attempts; attempt++) {
    const result = await lighthouse(url, {
      port: laboratory.port,
      output: "html",
      logLevel: "silent",
      onlyCategories: ["performance", "accessibility", "best-practices", "seo"],
      // What is behind a sign-in is not for search engines, and says so.
      skipAudits: signedIn ? ["is-crawlable"] : [],
      // The pages are whole when they are loaded: what is awaited after that is half of what Lighthouse takes.
      pauseAfterFcpMs: 250,
      pauseAfterLoadMs: 250,
      networkQuietThresholdMs: 500,
      cpuQuietThresholdMs: 500,
      disableFullPageScreenshot: true,
      extraHeaders: cookie ? { Cookie: cookie } : undefined,
    });
    await keep(name, result);
    const { lhr } = result;
    if (lhr.finalDisplayedUrl !== url) throw new Error(`${url} led to ${lhr.finalDisplayedUrl}`);
    if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
    for (const category of Object.values(lhr.categories)) {
      if (category.score >= (best.get(category.id)?.score ?? -1)) best.set(category.id, { score: category.score, why: why(category, lhr) });
    }
    if ([...best.values()].every(({ score }) => score >= AT_LEAST)) return [];
  }
  return [...best].filter(([, { score }]) => score < AT_LEAST).map(([id, { score, why }]) => `${id} ${score}: ${why.join("; ")}`);
}

function why(category, lhr) {
  return category.auditRefs
    .filter(({ weight, id }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 0.9)
    .map(({ id }) => `${id} ${lhr.audits[id].displayValue ?? ""} ${items(lhr.audits[id])}`.trim());
}

function items(audit) {
  const nodes = audit.details?.items?.slice(0, 3).map((item) => item.node?.selector ?? item.description ?? item.url ?? item.source ?? "");
  return (nodes ?? []).filter(Boolean).join(", ");
}

async function keep(name, { report }) {
  const home = join(root, "target/lighthouse");
  await mkdir(home, { recursive: true });
  await writeFile(join(home, `${name}.html`), report);
}
