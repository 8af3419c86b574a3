// Otklik: what pages can do beyond links and forms. Everything here is optional; without it each page still works.
(() => {
  "use strict";
  const $ = (what, where = document) => where.querySelector(what);
  const $$ = (what, where = document) => [...where.querySelectorAll(what)];
  const words = $("#words")?.dataset ?? {};
  const wide = matchMedia("(min-width: 1024px)");
  const later = (ms, run) => { let timer; return (...given) => { clearTimeout(timer); timer = setTimeout(run, ms, ...given); }; };
  const on = (event, what, run) => document.addEventListener(event, (e) => {
    const hit = e.target instanceof Element && e.target.closest(what);
    if (hit) run(e, hit);
  });

  const forget = (key) => localStorage.removeItem(key);
  const tell = (event, detail) => document.dispatchEvent(new CustomEvent(event, { detail }));

  // Said once ---
  const leave = (toast) => toast.classList.contains("bad") || setTimeout(() => {
    toast.classList.add("gone");
    setTimeout(() => toast.remove(), 200);
  }, 4000);
  const say = (text, bad) => {
    const toast = document.createElement("p");
    toast.className = bad ? "toast bad" : "toast";
    toast.textContent = text;
    $("#toasts")?.replaceChildren(toast);
    leave(toast);
  };
  $$("#toasts .toast").forEach(leave);
  function forgetForms() { Object.keys(localStorage).filter((key) => key.startsWith("form:")).forEach(forget); }
  // A sentence belongs to one visit: "back" and "reload" do not say it again.
  const here = new URL(location.href);
  if (here.searchParams.has("done")) {
    if (["published", "review-changed", "asked", "asked-waiting", "buyers-answer"].includes(here.searchParams.get("done"))) forgetForms();
    here.searchParams.delete("done");
    history.replaceState(history.state, "", here);
  }

  // Swapping a part of the page ---
  let asked;
  async function part(url, name, options = {}) {
    asked?.abort();
    asked = new AbortController();
    const place = $(name === "list" ? "#list" : "#detail");
    place?.classList.add("busy");
    try {
      const answer = await fetch(url, { ...options, headers: { "X-Fragment": name }, signal: asked.signal });
      const type = answer.headers.get("content-type") ?? "";
      if (answer.redirected && new URL(answer.url).pathname === "/sign-in") { location.assign(answer.url); return null; }
      const html = await answer.text();
      if (!type.startsWith("text/html") || html.startsWith("<!doctype")) throw new Error(String(answer.status));
      return { html, url: answer.url };
    } finally { place?.classList.remove("busy"); }
  }
  const parsed = (html) => { const box = document.createElement("template"); box.innerHTML = html; return box.content; };

  // The search box stays, so that typing goes on while the rows change.
  function putList(html) {
    const list = $("#list"), fresh = parsed(html);
    const [top, newTop] = [$(".list-top", list), $(".list-top", fresh)];
    const [form, newForm] = [$(".search", top), $(".search", newTop)];
    $$("input[type=hidden]", form).forEach((field) => field.remove());
    form.prepend(...$$("input[type=hidden]", newForm));
    const box = $("input[type=search]", form);
    if (document.activeElement !== box) box.value = $("input[type=search]", newForm).value;
    [...top.children].forEach((child) => child !== form && child.remove());
    let before = true;
    [...newTop.children].forEach((child) => child === newForm ? before = false : before ? form.before(child) : top.append(child));
    [...list.children].forEach((child) => child !== top && child.remove());
    newTop.remove();
    list.append(fresh);
    markOpen();
  }
  async function showList(url, push = true) {
    try {
      const got = await part(url, "list");
      if (!got) return;
      putList(got.html);
      if (push) history.pushState(null, "", url);
    } catch (error) { if (error.name !== "AbortError") location.assign(url); }
  }
  function putDetail(html) {
    const fresh = parsed(html), said = $("[data-said]", fresh);
    $("#detail").replaceChildren(fresh);
    document.body.classList.add("has-detail");
    if (said) { $("#toasts").replaceChildren(said); leave(said); }
    markOpen();
    ready($("#detail"));
    listen();
    tell("drawn");
  }
  async function showDetail(url, push = true, options) {
    const got = await part(url, "detail", options);
    if (!got) return;
    putDetail(got.html);
    const address = new URL(got.url);
    address.searchParams.delete("done");
    if (/^\/(reviews|questions|(shop\/)?chats)\/[^/]+$|^\/desk\/(moderation|support)/.test(address.pathname)) history[push ? "pushState" : "replaceState"](null, "", address);
  }
  const openId = () => $("#detail .detail")?.dataset.open;
  function markOpen() {
    $$("#rows .row").forEach((row) => {
      const open = row.dataset.id === openId();
      row.classList.toggle("open", open);
      const link = $(".row-link", row);
      open ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
      if (open) { $(".dot", row)?.remove(); }
    });
  }
  const plain = (e) => e.button === 0 && !(e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) && !e.defaultPrevented;

  on("click", "#list [data-swap], #list [data-select]", (e, link) => { if (plain(e)) { e.preventDefault(); showList(link.href); } });
  on("click", "#list .row-link, .earlier a", (e, link) => {
    if (!plain(e) || !wide.matches || !$("#detail")) return;
    e.preventDefault();
    showDetail(link.href).then(() => $("#detail-title")?.closest("article")?.scrollTo?.(0, 0), () => location.assign(link.href));
  });
  on("click", "[data-more]", async (e, link) => {
    if (!plain(e)) return;
    e.preventDefault();
    link.setAttribute("aria-busy", "true");
    try {
      const html = await (await fetch(link.href, { headers: { "X-Fragment": "list" } })).text();
      const fresh = html.startsWith("<!doctype") ? new DOMParser().parseFromString(html, "text/html") : parsed(html);
      const rows = $("#rows", fresh), first = rows.firstElementChild;
      $("#rows").append(...rows.children);
      const more = $(".more", fresh);
      more ? link.closest(".more").replaceWith(more) : link.closest(".more").remove();
      $("a", first)?.focus({ preventScroll: true });
      markOpen();
    } catch { location.assign(link.href); }
  });
  addEventListener("popstate", () => {
    if (!$("#list")) return;
    if (/^\/(reviews|questions|(shop\/)?chats|desk\/support)$/.test(location.pathname)) {
      $("#detail").replaceChildren();
      document.body.classList.remove("has-detail");
      showList(location.href, false);
    } else showDetail(location.href, false).catch(() => location.reload());
  });
  on("click", "[data-back]", (e, link) => {
    if (plain(e) && document.referrer.startsWith(location.origin + link.pathname) && history.length > 1) { e.preventDefault(); history.back(); }
  });

  // Search while typing ---
  const search = later(180, (form) => {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const url = `${new URL(form.action).pathname}?${query}`;
    history.replaceState(null, "", url);
    showList(url, false);
  });
  on("input", "[data-live-search] input[type=search]", (_, box) => search(box.form));
  on("submit", "[data-live-search]", (e, form) => { e.preventDefault(); search(form); });

  // Writing an answer ---
  const grows = CSS.supports("field-sizing", "content");
  function grow(box) { if (!grows) { box.style.height = "auto"; box.style.height = `${box.scrollHeight}px`; } }
  const saveDraft = later(700, (form, text) => {
    // Sent meanwhile: it is a draft no longer.
    if (localStorage.getItem(form.dataset.draft) !== text) return;
    fetch(form.dataset.draft, { method: "PUT", body: text, headers: { "Content-Type": "text/plain" } })
      .then((answer) => answer.ok && forget(form.dataset.draft), () => {});
  });
  function typed(form) {
    const box = $("textarea", form), counter = $("[data-counter]", form), limit = Number(form.dataset.limit);
    const length = [...box.value].length;
    counter.textContent = length > limit ? form.dataset.tooLong.replace("{}", length - limit) : `${length} / ${limit}`;
    counter.classList.toggle("over", length > limit);
    counter.classList.toggle("near", length > limit - 200);
    grow(box);
    tell("typed", form);
  }
  on("input", "[data-composer] textarea", (_, box) => {
    typed(box.form);
    // Kept here as well until the server has it: a tunnel is no reason to type twice.
    localStorage.setItem(box.form.dataset.draft, box.value);
    saveDraft(box.form, box.value);
  });
  on("input", "[data-counted] textarea", (_, box) => typed(box.form));
  on("input", "[data-grow]", (_, box) => grow(box));
  on("click", "[data-insert]", (e, link) => {
    if (!plain(e)) return;
    e.preventDefault();
    const box = $("#answer");
    const gap = /\S$/.test(box.value.slice(0, box.selectionStart)) ? " " : "";
    box.setRangeText(gap + link.dataset.insert, box.selectionStart, box.selectionEnd, "end");
    link.closest(".drop")?.removeAttribute("open");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
    const hole = box.value.match(/\{\w+\}/);
    if (hole) box.setSelectionRange(hole.index, hole.index + hole[0].length);
  });
  on("keydown", "textarea", (e, box) => {
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && box.form) { e.preventDefault(); box.form.requestSubmit(); }
  });

  // What was done to a review changes the page in place.
  on("submit", "#detail form[method=post]", async (e, form) => {
    if (e.defaultPrevented || form.matches("[data-chat], [data-away]")) return;
    e.preventDefault();
    const body = new URLSearchParams(new FormData(form, e.submitter));
    const composer = form.matches("[data-composer]"), draft = form.dataset.draft;
    try {
      // Forgotten first, or the fresh page would take it up again.
      if (composer) forget(draft);
      await showDetail(form.action, false, { method: "POST", body });
      if (composer && wide.matches) $("#answer")?.focus({ preventScroll: true });
      refreshRow();
    } catch (error) {
      if (composer && error instanceof TypeError) { tell("unsent", { form, body }); return; }
      if (composer) localStorage.setItem(draft, body.get("text"));
      if (error.name === "AbortError") return;
      say(words.sendFailed, true);
    }
  });
  async function refreshRow() {
    if (!$("#list") || !wide.matches) return;
    const url = $("#fresh")?.href;
    const answer = url && await fetch(url, { headers: { "X-Fragment": "list" } }).catch(() => null);
    if (!answer?.ok) return;
    const fresh = parsed(await answer.text());
    const row = $(`#rows [data-id="${openId()}"]`, fresh), old = $(`#rows [data-id="${openId()}"]`);
    if (row && old) old.replaceWith(row);
    const chips = $(".chips", fresh);
    if (chips) $("#list .chips").replaceChildren(...chips.children);
    markOpen();
  }

  // Becoming ready: the whole page at first, a swapped part later.
  function ready(where) {
    $$("[data-composer]", where).forEach((form) => {
      const kept = localStorage.getItem(form.dataset.draft), box = $("textarea", form);
      if (kept && !box.value) box.value = kept;
      typed(form);
    });
    $$("[data-grow]", where).forEach(grow);
    $$("[data-copy]", where).forEach((button) => { button.hidden = false; });
    $$("dialog[open]", where).forEach((dialog) => { dialog.close(); dialog.showModal(); });
    tell("ready", where);
  }

  // Live ---
  let feed, quiet;
  function listen() {
    const at = ["shop", "desk"].find((surface) => document.body.classList.contains(surface));
    const bell = $("[data-bell]"), open = openId();
    if (document.hidden || !bell) return;
    feed?.close();
    feed = new EventSource(`${at ? `/${at}` : ""}/live?told=${bell.dataset.bell}${open ? `&${$("#detail .detail").dataset.topic}=${open}` : ""}`);
    feed.addEventListener("notices", (e) => noticed(JSON.parse(e.data).unread));
    feed.addEventListener("happened", (e) => happened(JSON.parse(e.data)));
    feed.addEventListener("answering", (e) => answering(JSON.parse(e.data).names));
    feed.addEventListener("open", () => tell("listening"));
  }
  function happened({ kind, id }) {
    const pill = $("#fresh");
    if (pill && kind === `${location.pathname.slice(1).split("/")[0].slice(0, -1)}_published`) pill.hidden = false;
    $$("[data-of]").forEach((badge) => RegExp(`^(${badge.dataset.of})`).test(kind) && toCount.add(badge));
    count();
    tell("happened", { kind, id });
  }
  const put = (badge, count) => { badge.hidden = count == 0; badge.firstElementChild.textContent = count > 99 ? "99+" : count; };
  const toCount = new Set();
  const count = later(400, () => {
    toCount.forEach((badge) => fetch(badge.dataset.count).then(async (answer) => answer.ok && put(badge, await answer.text()), () => {}));
    toCount.clear();
  });
  async function noticed(unread) {
    $$("[data-bell]").forEach((bell) => { bell.dataset.bell = unread; put($(".badge", bell), unread); });
    navigator.setAppBadge?.(unread).catch(() => {});
    const answer = $("#told") && !location.search && await fetch(location.href, { headers: { "X-Fragment": "list" } }).catch(() => null);
    if (answer?.ok) $("#told").replaceChildren(parsed(await answer.text()));
  }
  function answering(names) {
    const line = $("[data-presence]");
    if (!line) return;
    line.hidden = !names.length;
    const pattern = line.closest("form")?.dataset.typingWords;
    line.lastElementChild.textContent = (pattern ?? words.answering).replace("{}", names.join(", "));
    clearTimeout(quiet);
    quiet = setTimeout(() => { line.hidden = true; }, pattern ? 6000 : 30000);
  }
  document.addEventListener("visibilitychange", () => document.hidden ? feed?.close() : listen());
  addEventListener("pagehide", () => feed?.close());
  addEventListener("pageshow", (e) => { if (e.persisted) { listen(); tell("back"); } });

  // Photos and videos ---
  on("click", "[data-viewer] a", (e, link) => {
    if (!plain(e) || link.matches("[data-plain]")) return;
    e.preventDefault();
    const links = $$("a:not([data-plain])", link.closest("[data-viewer]"));
    import(`/assets/viewer.js?v=${document.body.dataset.asset}`).then(({ view }) => view(links, links.indexOf(link), link, words), () => location.assign(link.href));
  });

  // Small things ---
  on("click", "[data-dialog]", (e, link) => { e.preventDefault(); link.closest("details")?.removeAttribute("open"); $(`#${link.dataset.dialog}`)?.showModal(); });
  on("click", "dialog [data-close]", (e, link) => { e.preventDefault(); link.closest("dialog").close(); });
  document.addEventListener("click", (e) => $$("details.drop[open]").forEach((drop) => drop.contains(e.target) || drop.removeAttribute("open")));
  on("click", "[data-copy]", (_, button) => navigator.clipboard.writeText($(`#${button.dataset.copy}`).value).then(() => say(words.copied)));
  on("change", "[data-appearance] [name=theme]", (_, choice) => {
    choice.value === "system" ? delete document.documentElement.dataset.theme : document.documentElement.dataset.theme = choice.value;
  });
  on("change", "input[type=file]", (_, input) => { const out = $("[data-files]"); if (out) out.textContent = [...input.files].map((file) => file.name).join(", "); });
  if ($("[data-poll]")) setTimeout(() => location.reload(), 1500);

  // Keyboard ---
  let going = false;
  function step(by) {
    const links = $$("#rows .row-link");
    const at = Math.max(links.indexOf(document.activeElement), links.findIndex((link) => link.closest(".row").classList.contains("open")));
    const link = links[Math.min(links.length - 1, Math.max(0, at + by))];
    link?.focus();
    link?.scrollIntoView({ block: "nearest" });
  }
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    r: () => $("#answer")?.focus(),
    e: () => $("[data-mark]")?.click(),
    "/": () => $("input[type=search]")?.focus(),
    "?": () => $("#keys")?.showModal(),
    g: () => { going = true; setTimeout(() => { going = false; }, 1200); },
  };
  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape") {
      const drop = $("details.drop[open]");
      if (drop) { drop.removeAttribute("open"); $("summary", drop).focus(); } else if (e.target.matches?.("input, textarea")) e.target.blur();
      return;
    }
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input:not([type=checkbox]), textarea, select, dialog")) return;
    // On a keyboard that is switched to Russian the keys are where they are.
    const key = e.key > "~" && /^Key/.test(e.code) ? e.code[3].toLowerCase() : e.key;
    const go = going && $(`[data-go="${key}"]`);
    going = false;
    if (go) { e.preventDefault(); go.click(); return; }
    const run = keys[key];
    if (run) { e.preventDefault(); run(); }
  });

  // Network ---
  function network() {
    $(".offline-bar")?.remove();
    if (navigator.onLine) return;
    const bar = document.createElement("p");
    bar.className = "offline-bar";
    bar.setAttribute("role", "status");
    bar.textContent = words.noNetwork;
    document.body.prepend(bar);
  }
  addEventListener("offline", network);
  addEventListener("online", () => { network(); say(words.backOnline); tell("back"); listen(); });
  on("submit", "form[action='/sign-out']", () => { caches?.delete("pages"); indexedDB.deleteDatabase("outbox"); });

  network();
  ready(document);
  listen();
  navigator.serviceWorker?.register("/sw.js");
  window.otklik = { $, $$, on, say, parsed, plain, later, forget, grow, typed, ready, showDetail, openId, markOpen, words };
})();
