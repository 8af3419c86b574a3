// Screenshots for people to look at: target/screens/<page>-<viewport>-<theme>-<language>.png

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../../lib/product.js";

export async function screenshot(page, name, { viewport = "phone", theme = "light", language = "ru" } = {}) {
  const home = join(root, "target/screens");
  await mkdir(home, { recursive: true });
  await page.screenshot({ path: join(home, `${name}-${viewport}-${theme}-${language}.png`), animations: "disabled" });
}

/** The same moment, light and dark. */
export async function bothThemes(page, name, look) {
  for (const theme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme: theme });
    await screenshot(page, name, { ...look, theme });
  }
}
