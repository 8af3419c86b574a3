// Pages that were seen stay readable without a network; what never was seen gets the page that says so.
"use strict";
const FILES = "files", PAGES = "pages", KEPT = 40;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(PAGES).then((cache) => cache.add("/offline")).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function file(request) {
  const cache = await caches.open(FILES);
  const known = await cache.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) {
    // One version of a file is enough.
    const path = new URL(request.url).pathname;
    const old = (await cache.keys()).filter((kept) => new URL(kept.url).pathname === path);
    await Promise.all(old.map((kept) => cache.delete(kept)));
    await cache.put(request, answer.clone());
  }
  return answer;
}

async function page(request) {
  const cache = await caches.open(PAGES);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) {
      await cache.put(request, answer.clone());
      const keys = (await cache.keys()).filter((kept) => new URL(kept.url).pathname !== "/offline");
      await Promise.all(keys.slice(0, -KEPT).map((kept) => cache.delete(kept)));
    }
    return answer;
  } catch (error) {
    return (await cache.match(request, { ignoreVary: true })) ?? (await cache.match("/offline", { ignoreVary: true })) ?? Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/assets/") && url.search) event.respondWith(file(request));
  else if (request.mode === "navigate" && !/^\/(sign-in|api|menu\/(keys|receipts)|exports)/.test(url.pathname)) event.respondWith(page(request));
});
