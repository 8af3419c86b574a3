// Every page there is, who looks at it, and how to get there.

/**
 * `status`: what the page answers instead of 200. `bilingual`: it speaks both languages on purpose.
 * `samples`: its content is made up, pictures included. `variant`: built as another page that is measured, so it is looked at
 * and not measured once more.
 *
 * Addresses that depend on the data are found the way a person finds them: by following links, one or several; `then` is what
 * stands behind the last one.
 */
export const pages = [
  { name: "home", who: "seller", path: "/" },
  { name: "reviews", who: "seller", path: "/reviews" },
  { name: "reviews-found", variant: true, who: "seller", path: "/reviews?q=%D0%BA%D0%B0%D1%87%D0%B5%D1%81%D1%82%D0%B2%D0%BE" },
  { name: "reviews-nothing-found", variant: true, who: "seller", path: "/reviews?q=%D1%8A%D1%8A%D1%8A%D1%8A%D1%8A" },
  { name: "review", who: "seller", from: "/reviews", follow: "main a[href^='/reviews/0']" },
  { name: "questions", who: "seller", path: "/questions" },
  { name: "questions-nothing-found", variant: true, who: "seller", path: "/questions?q=%D1%8A%D1%8A%D1%8A%D1%8A%D1%8A" },
  { name: "question", variant: true, who: "seller", from: "/questions", follow: "main a[href^='/questions/0']" },
  { name: "questions-export", variant: true, who: "seller", path: "/questions/export" },
  { name: "chats", who: "seller", path: "/chats" },
  { name: "chats-nothing-found", variant: true, who: "seller", path: "/chats?q=%D1%8A%D1%8A%D1%8A%D1%8A%D1%8A" },
  { name: "chat", who: "seller", from: "/chats?tab=customers", follow: "main a[href^='/chats/0']" },
  { name: "chat-support", variant: true, who: "seller", from: "/chats?tab=support", follow: "main a[href^='/chats/0']" },
  { name: "announcements", variant: true, who: "seller", path: "/chats/announcements" },
  { name: "promotions", who: "seller", path: "/promotions" },
  { name: "promotions-mine", variant: true, who: "seller", path: "/promotions?tab=mine" },
  { name: "promotions-nothing-found", variant: true, who: "seller", path: "/promotions?q=%D1%8A%D1%8A%D1%8A%D1%8A%D1%8A" },
  { name: "promotions-calendar", variant: true, who: "seller", path: "/promotions/calendar" },
  { name: "promotions-standing", variant: true, who: "seller", path: "/promotions/standing" },
  { name: "promotion", who: "seller", from: "/promotions?tab=mine", follow: "main .promo a.row-link" },
  { name: "promotion-product", who: "seller", from: "/promotions?tab=mine", follow: ["main .promo a.row-link", "main tr a.row-link"] },
  { name: "promotion-add", who: "seller", from: "/promotions", follow: "main .promo a.row-link", then: "/add" },
  { name: "menu-prices", who: "seller", path: "/menu/prices" },
  { name: "discount-requests", variant: true, who: "seller", path: "/promotions/requests" },
  { name: "discount-request", variant: true, who: "seller", from: "/promotions/requests", follow: "main a[href^='/promotions/requests/4']" },
  { name: "menu", who: "seller", path: "/menu" },
  { name: "menu-templates", variant: true, who: "seller", path: "/menu/templates" },
  { name: "menu-receipts", variant: true, who: "seller", path: "/menu/receipts" },
  { name: "menu-keys", variant: true, who: "seller", path: "/menu/keys" },
  { name: "menu-appearance", who: "seller", path: "/menu/appearance", bilingual: true },
  { name: "notices", who: "seller", path: "/notices" },
  { name: "menu-notifications", who: "seller", path: "/menu/notifications" },
  { name: "menu-notifications-topic", variant: true, who: "seller", path: "/menu/notifications/reviews" },
  { name: "menu-webhooks", variant: true, who: "seller", path: "/menu/webhooks" },
  { name: "shop-notifications", variant: true, who: "buyer", path: "/shop/notifications" },
  { name: "desk-notices", variant: true, who: "staff", path: "/desk/notices" },
  { name: "desk-unsent", variant: true, who: "staff", path: "/desk/unsent" },
  { name: "unsubscribe-unknown", variant: true, who: "visitor", path: "/unsubscribe?t=unknown", status: 404 },
  { name: "shop", who: "visitor", path: "/shop" },
  { name: "shop-product", who: "visitor", from: "/shop", follow: "main a[href^='/shop/p/']" },
  { name: "shop-orders", variant: true, who: "buyer", path: "/shop/orders" },
  { name: "shop-order", variant: true, who: "buyer", from: "/shop/orders", follow: "main a.link[href^='/shop/orders/']" },
  { name: "shop-basket", who: "buyer", path: "/shop/basket" },
  { name: "shop-product-questions", variant: true, who: "buyer", from: "/shop/questions", follow: "main a.product[href^='/shop/p/']" },
  { name: "shop-own-questions", who: "buyer", path: "/shop/questions" },
  { name: "shop-requests", variant: true, who: "buyer", path: "/shop/requests" },
  { name: "shop-notices", variant: true, who: "buyer", path: "/shop/notices" },
  { name: "shop-chats", who: "buyer", path: "/shop/chats" },
  { name: "shop-chat", variant: true, who: "buyer", from: "/shop/chats", follow: "main a[href^='/shop/chats/0']" },
  { name: "shop-transparency", who: "visitor", path: "/shop/transparency" },
  { name: "shop-write-review", who: "buyer", from: "/shop/orders", follow: "main a[href^='/shop/orders/'][href$='/review']" },
  { name: "own-promotions", who: "seller", path: "/promotions/own" },
  { name: "own-promotion-kinds", variant: true, who: "seller", path: "/promotions/own/new" },
  { name: "own-promotion-form", variant: true, who: "seller", path: "/promotions/own/new?kind=multi_level" },
  { name: "own-promotion-voucher", variant: true, who: "seller", path: "/promotions/own/new?kind=voucher" },
  { name: "desk", who: "staff", path: "/desk" },
  { name: "desk-promotions", variant: true, who: "marketer", path: "/desk/promotions" },
  { name: "desk-promotion-form", variant: true, who: "marketer", path: "/desk/promotions/new?kind=discount" },
  { name: "desk-moderation", who: "staff", path: "/desk/moderation" },
  { name: "desk-moderation-empty", variant: true, who: "staff", path: "/desk/moderation?queue=second" },
  { name: "desk-stats", variant: true, who: "staff", path: "/desk/moderation/stats" },
  { name: "desk-reasons", variant: true, who: "staff", path: "/desk/moderation/reasons" },
  { name: "desk-support", variant: true, who: "support", path: "/desk/support" },
  { name: "desk-support-chat", variant: true, who: "support", from: "/desk/support", follow: "main a[href^='/desk/support/chats/0']" },
  { name: "desk-safety", variant: true, who: "safety", path: "/desk/safety" },
  { name: "desk-safety-campaigns", variant: true, who: "safety", path: "/desk/safety/campaigns" },
  { name: "desk-safety-switches", variant: true, who: "safety", path: "/desk/safety/switches" },
  { name: "desk-safety-case", variant: true, who: "safety", path: "/desk/moderation?queue=safety" },
  { name: "desk-components", variant: true, who: "staff", path: "/desk/components", samples: true },
  { name: "api-docs", who: "visitor", path: "/api/docs" },
  { name: "sign-in", who: "visitor", path: "/sign-in" },
  { name: "not-found", who: "seller", path: "/no-such-page", status: 404 },
];

/** The link that signs in a kind of person; a visitor has none. */
export function login(product, who) {
  const { sellers, buyers, staff } = product.ready;
  const as = (role) => staff?.find((one) => one.role === role)?.login;
  return { seller: sellers?.[0]?.login, buyer: buyers?.[0]?.login, staff: staff?.[0]?.login, support: as("support"), safety: as("safety"), marketer: as("marketer") }[who];
}

/** The page's address for whoever is signed in in this context. */
export async function address(context, { path, from, follow, then = "" }) {
  if (path) return path;
  const page = await context.newPage();
  try {
    let href = from;
    for (const step of [follow].flat()) {
      await page.goto(href);
      const link = page.locator(step).first();
      await link.waitFor({ state: "attached" });
      href = await link.getAttribute("href");
    }
    return href + then;
  } finally {
    await page.close();
  }
}
