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

// Messages written without a network wait here and are sent in order. Each has the id that its page gave it, so that one which
// did arrive before the network went is stored once.
const box = (mode, run) => new Promise((done, fail) => {
  const opened = indexedDB.open("outbox", 1);
  opened.onupgradeneeded = () => opened.result.createObjectStore("letters", { autoIncrement: true });
  opened.onerror = () => fail(opened.error);
  opened.onsuccess = () => {
    const asked = run(opened.result.transaction("letters", mode).objectStore("letters"));
    asked.onsuccess = () => { done(asked.result); opened.result.close(); };
    asked.onerror = () => fail(asked.error);
  };
});
async function letter(request) {
  const copy = request.clone();
  try {
    if (await box("readonly", (letters) => letters.count()) === 0) return await fetch(request);
  } catch { /* kept below */ }
  const headers = ["Content-Type", "X-Fragment", "X-Client"].map((name) => [name, copy.headers.get(name)]);
  const kept = { url: copy.url, headers, body: await copy.blob() };
  await box("readwrite", (letters) => letters.add(kept));
  self.registration.sync?.register("outbox").catch(() => {});
  if (navigator.onLine) drain().catch(() => {});
  return new Response(null, { status: 202, headers: { "X-Kept": "1" } });
}

let draining;
const drain = () => draining ??= sendAll().finally(() => { draining = null; });
async function sendAll() {
  for (let key; (key = (await box("readonly", (letters) => letters.getAllKeys(null, 1)))[0]) !== undefined;) {
    const { url, headers, body } = await box("readonly", (letters) => letters.get(key));
    const answer = await fetch(url, { method: "POST", headers, body, redirect: "manual" });
    // Signed out, busy or broken: it waits on.
    if (!answer.status || answer.status >= 500 || [401, 429].includes(answer.status)) return;
    await box("readwrite", (letters) => letters.delete(key));
    const said = { ok: answer.ok, client: new Headers(headers).get("X-Client"), html: await answer.text() };
    for (const client of await self.clients.matchAll()) client.postMessage(said);
  }
}
self.addEventListener("sync", (event) => event.waitUntil(drain()));
self.addEventListener("message", (event) => event.waitUntil(drain().catch(() => {})));

// What is pushed is shown, one for each topic; tapping it opens its page, in a window that is open already where there is one.
self.addEventListener("push", (event) => {
  let told = {};
  try { told = event.data.json(); } catch { /* shown without words rather than not */ }
  const { title = "Otklik", body, url = "/", tag, count } = told;
  const icon = "/assets/icon-192.png";
  event.waitUntil(self.registration.showNotification(title, { body, tag, renotify: Boolean(tag), icon, badge: icon, data: { url } }));
  if (count !== undefined) navigator.setAppBadge?.(count).catch(() => {});
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.url ?? "/", location.origin);
  if (url.origin !== location.origin) return;
  event.waitUntil((async () => {
    const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const open = windows.find((page) => page.url === url.href) ?? windows.find((page) => page.visibilityState === "visible");
    if (!open) return self.clients.openWindow(url.href);
    await open.focus();
    return open.url === url.href ? open : open.navigate(url.href).catch(() => self.clients.openWindow(url.href));
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method === "POST" && request.headers.has("X-Client")) { event.respondWith(letter(request)); return; }
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/assets/") && url.search) event.respondWith(file(request));
  else if (request.mode === "navigate" && !/^\/(sign-in|api|menu\/(keys|receipts|webhooks|notifications)|unsubscribe|confirm-email|exports|files|chats\/.*steps)/.test(url.pathname)) event.respondWith(page(request));
});
