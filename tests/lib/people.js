// People who speak to the product without a browser.

/** The cookie of somebody who follows a sign-in link of this product; a page that asks first is answered. */
export async function signedIn(product, login) {
  const { pathname, search } = new URL(login);
  const link = product.url + pathname + search;
  const page = await fetch(link, { redirect: "manual" });
  const pressed = page.headers.getSetCookie().length ? page : await fetch(link, { method: "POST", redirect: "manual" });
  const cookies = pressed.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  if (cookies.length === 0) throw new Error(`no session from ${pathname}: ${pressed.status}`);
  return cookies.join("; ");
}
