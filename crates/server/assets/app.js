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

  // Said once ---------------------------------------------------------------------------------------------------------
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
  // A sentence belongs to one visit: "back" and "reload" do not say it again.
  const here = new URL(location.href);
  if (here.searchParams.has("done")) {
    if (["published", "review-changed", "asked", "asked-waiting", "buyers-answer"].includes(here.searchParams.get("done"))) forgetForms();
    here.searchParams.delete("done");
    history.replaceState(history.state, "", here);
  }

  // Swapping a part of the page -----------------------------------------------------------------------------------------
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
  }
  async function showDetail(url, push = true, options) {
    const got = await part(url, "detail", options);
    if (!got) return;
    putDetail(got.html);
    const address = new URL(got.url);
    address.searchParams.delete("done");
    if (/^\/(reviews|questions)\/[^/]+$|^\/desk\/moderation/.test(address.pathname)) history[push ? "pushState" : "replaceState"](null, "", address);
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
    if (/^\/(reviews|questions)$/.test(location.pathname)) {
      $("#detail").replaceChildren();
      document.body.classList.remove("has-detail");
      showList(location.href, false);
    } else showDetail(location.href, false).catch(() => location.reload());
  });
  on("click", "[data-back]", (e, link) => {
    if (plain(e) && document.referrer.startsWith(location.origin + link.pathname) && history.length > 1) { e.preventDefault(); history.back(); }
  });

  // Search while typing -------------------------------------------------------------------------------------------------
  const search = later(180, (form) => {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const url = `${new URL(form.action).pathname}?${query}`;
    history.replaceState(null, "", url);
    showList(url, false);
  });
  on("input", "[data-live-search] input[type=search]", (_, box) => search(box.form));
  on("submit", "[data-live-search]", (e, form) => { e.preventDefault(); search(form); });

  // Writing an answer ---------------------------------------------------------------------------------------------------
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
    grow(box);
    mark(form);
  }
  // The moderators' rules look over one's shoulder: what they would stop is marked before it is sent.
  const overlay = (form) => $(".typed > .marks", form);
  function mark(form) {
    const marks = overlay(form), box = $("textarea", form);
    // Marks that lie elsewhere than their words are worse than none.
    if (marks && !box.value.startsWith(marks.textContent)) marks.replaceChildren();
  }
  function putMarks(form) {
    const found = $("[data-findings] [data-marks]", form);
    overlay(form).replaceChildren(...(found?.childNodes ?? []));
    mark(form);
    overlay(form).scrollTop = $("textarea", form).scrollTop;
  }
  const check = later(350, async (form, text) => {
    const answer = await fetch(form.dataset.check, { method: "POST", body: new URLSearchParams({ text }) }).catch(() => null);
    if (!answer?.ok || $("textarea", form).value !== text) return;
    $("[data-findings]", form).innerHTML = await answer.text();
    putMarks(form);
  });
  document.addEventListener("scroll", (e) => { const marks = e.target.matches?.(".typed textarea") && overlay(e.target.form); if (marks) marks.scrollTop = e.target.scrollTop; }, true);
  on("input", "[data-composer] textarea", (_, box) => {
    typed(box.form);
    // Kept here as well until the server has it: a tunnel is no reason to type twice.
    localStorage.setItem(box.form.dataset.draft, box.value);
    saveDraft(box.form, box.value);
    if (box.form.dataset.check) check(box.form, box.value);
  });
  // What was asked before may save the question.
  const similar = later(350, async (form, text) => {
    const answer = await fetch(`${form.dataset.similar}?${new URLSearchParams({ text })}`).catch(() => null);
    if (answer?.ok && $("textarea", form).value === text) $("[data-similar-out]", form).innerHTML = await answer.text();
  });
  on("input", "[data-counted] textarea", (_, box) => {
    typed(box.form);
    if (box.form.dataset.similar) similar(box.form, box.value);
  });
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
    if (e.defaultPrevented) return;
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
      if (composer && error instanceof TypeError) { keepForLater(form, body); return; }
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

  // Not sent yet: the answer waits here and goes out by itself; its key makes sure that it is stored once.
  const OUTBOX = "outbox";
  const outbox = () => JSON.parse(localStorage.getItem(OUTBOX) ?? "[]");
  function keepForLater(form, body) {
    localStorage.setItem(OUTBOX, JSON.stringify([...outbox(), { url: form.action, body: String(body) }]));
    const note = document.createElement("div");
    note.className = "comment ours";
    note.innerHTML = '<p class="text"></p><p class="warn-text"></p>';
    note.firstChild.textContent = body.get("text");
    note.lastChild.textContent = words.notSent;
    ($(".thread") ?? $(".sheet-body")).append(note);
    note.scrollIntoView({ block: "nearest" });
    $("textarea", form).value = "";
    typed(form);
    say(words.notSent, true);
  }
  async function sendWaiting() {
    const waiting = outbox();
    if (!waiting.length || !navigator.onLine) return;
    const left = [];
    let gone = 0;
    for (const letter of waiting) {
      try {
        const answer = await fetch(letter.url, { method: "POST", headers: { "X-Fragment": "detail" }, body: new URLSearchParams(letter.body) });
        if (answer.ok) { gone += 1; continue; }
        // Refused meanwhile: the text goes back to where it was written.
        if (answer.status < 500) { localStorage.setItem(`${new URL(letter.url).pathname.replace(/answer$/, "draft")}`, new URLSearchParams(letter.body).get("text")); say(words.sendFailed, true); continue; }
        left.push(letter);
      } catch { left.push(letter); }
    }
    localStorage.setItem(OUTBOX, JSON.stringify(left));
    if (gone) { say(words.sentLater); if (openId()) showDetail(location.href, false).catch(() => {}); }
  }

  // Becoming ready: the whole page at first, a swapped part later.
  function ready(where) {
    $$("[data-composer]", where).forEach((form) => {
      const kept = localStorage.getItem(form.dataset.draft), box = $("textarea", form);
      if (kept && !box.value) box.value = kept;
      typed(form);
      if (form.dataset.check) { putMarks(form); if (box.value) check(form, box.value); }
    });
    $$("[data-grow]", where).forEach(grow);
    $$("[data-undo]", where).forEach((form) => {
      let left = Number(form.dataset.undo);
      const text = $("[data-pattern]", form);
      const tick = setInterval(() => {
        left -= 1;
        if (left > 0) { text.textContent = text.dataset.pattern.replace("{}", left); return; }
        clearInterval(tick);
        form.remove();
      }, 1000);
      form.scrollIntoView({ block: "nearest" });
    });
    $$("[data-copy]", where).forEach((button) => { button.hidden = false; });
    $$("dialog[open]", where).forEach((dialog) => { dialog.close(); dialog.showModal(); });
  }

  // Live ------------------------------------------------------------------------------------------------------------------
  let feed, quiet;
  function listen() {
    if (!document.body.classList.contains("cabinet") || !$(".who") || document.hidden) return;
    feed?.close();
    feed = new EventSource(openId() ? `/live?${$("#detail .detail").dataset.topic}=${openId()}` : "/live");
    feed.addEventListener("happened", (e) => happened(JSON.parse(e.data)));
    feed.addEventListener("answering", (e) => answering(JSON.parse(e.data).names));
  }
  const refreshThread = later(250, async () => {
    const answer = await fetch(location.href, { headers: { "X-Fragment": "detail" } }).catch(() => null);
    if (!answer?.ok) return;
    const fresh = parsed(await answer.text()), thread = $(".thread", fresh), old = $("#detail .thread");
    if ($("#detail .comment details[open]")) return;
    $("#detail .said-stars")?.replaceWith($(".said-stars", fresh));
    if (thread) { old ? old.replaceWith(thread) : $("#detail .inline-context")?.after(thread); ready(thread); } else old?.remove();
  });
  function happened({ kind, id }) {
    const pill = $("#fresh");
    if (pill && kind === `${location.pathname.slice(1).split("/")[0].slice(0, -1)}_published`) pill.hidden = false;
    if (id === openId() && /^(comment|answer)/.test(kind)) refreshThread();
  }
  function answering(names) {
    const line = $("[data-presence]");
    if (!line) return;
    line.hidden = !names.length;
    line.lastElementChild.textContent = words.answering.replace("{}", names.join(", "));
    clearTimeout(quiet);
    quiet = setTimeout(() => { line.hidden = true; }, 30000);
  }
  document.addEventListener("visibilitychange", () => document.hidden ? feed?.close() : listen());
  addEventListener("pagehide", () => feed?.close());
  addEventListener("pageshow", (e) => { if (e.persisted) { listen(); sendWaiting(); } });

  // Selecting several -------------------------------------------------------------------------------------------------------
  const pattern = () => $("#bulk")?.dataset.chosen ?? "{}";
  on("change", ".pick input", () => { $(".bulk-count").textContent = pattern().replace("{}", $$(".pick :checked").length); });
  on("change", ".bulk-item [name=id]", (_, box) => {
    const button = $("[data-bulk-send]"), count = $$(".bulk-item [name=id]:checked").length;
    button.textContent = button.dataset.bulkSend.replace("{}", count);
    button.disabled = count === 0;
  });

  // Photos and videos ---------------------------------------------------------------------------------------------------------
  const icon = (path) => `<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`;
  function view(links, at, back) {
    const box = document.createElement("dialog");
    box.className = "viewer";
    box.setAttribute("aria-label", words.media);
    box.innerHTML = `<div class="viewer-bar"><span></span><button class="icon-btn" data-close>${icon("m6 6 12 12M18 6 6 18")}</button></div><div class="viewer-stage"></div><button class="icon-btn viewer-step prev">${icon("M14.5 5.5 8 12l6.5 6.5")}</button><button class="icon-btn viewer-step next">${icon("M9.5 5.5 16 12l-6.5 6.5")}</button>`;
    const stage = $(".viewer-stage", box), [close, prev, next] = $$("button", box);
    [[close, words.close], [prev, words.previous], [next, words.next]].forEach(([button, label]) => button.setAttribute("aria-label", label));
    let scale = 1, x = 0, y = 0, start = null;
    const fingers = new Map();
    const place = () => { if (stage.firstChild) stage.firstChild.style.transform = `translate(${x}px, ${y}px) scale(${scale})`; };
    const show = (to) => {
      at = (to + links.length) % links.length;
      [scale, x, y] = [1, 0, 0];
      const video = links[at].hasAttribute("data-video"), item = document.createElement(video ? "video" : "img");
      Object.assign(item, video ? { controls: true, src: links[at].href, playsInline: true } : { src: links[at].href, alt: $("img", links[at])?.alt || links[at].getAttribute("aria-label") || "" });
      stage.replaceChildren(item);
      $("span", box).textContent = words.photoOf.replace("{}", at + 1).replace("{}", links.length);
      prev.hidden = next.hidden = links.length < 2;
    };
    prev.onclick = () => show(at - 1);
    next.onclick = () => show(at + 1);
    close.onclick = () => box.close();
    box.onkeydown = (e) => { if (e.key === "ArrowLeft") show(at - 1); if (e.key === "ArrowRight") show(at + 1); };
    const gap = () => { const [a, b] = [...fingers.values()]; return Math.hypot(a.x - b.x, a.y - b.y); };
    stage.onpointerdown = (e) => {
      if (e.target.tagName === "VIDEO") return;
      stage.setPointerCapture(e.pointerId);
      fingers.set(e.pointerId, { x: e.clientX, y: e.clientY });
      start = { x: e.clientX, y: e.clientY, left: x, top: y, scale, gap: fingers.size === 2 ? gap() : 0 };
    };
    stage.onpointermove = (e) => {
      if (!fingers.has(e.pointerId)) return;
      fingers.set(e.pointerId, { x: e.clientX, y: e.clientY });
      if (fingers.size === 2 && start.gap) scale = Math.min(5, Math.max(1, start.scale * gap() / start.gap));
      else { x = start.left + e.clientX - start.x; y = scale > 1 ? start.top + e.clientY - start.y : 0; }
      place();
    };
    stage.onpointerup = stage.onpointercancel = (e) => {
      if (!fingers.delete(e.pointerId) || fingers.size) return;
      if (scale === 1) { const moved = x; x = y = 0; Math.abs(moved) > 60 ? show(at + (moved < 0 ? 1 : -1)) : place(); }
    };
    stage.ondblclick = () => { scale = scale > 1 ? 1 : 2.5; x = y = 0; place(); };
    box.onclose = () => { box.remove(); back.focus(); };
    document.body.append(box);
    show(at);
    box.showModal();
  }
  on("click", "[data-viewer] a", (e, link) => {
    if (!plain(e)) return;
    e.preventDefault();
    const links = $$("a", link.closest("[data-viewer]"));
    view(links, links.indexOf(link), link);
  });

  // Small things ----------------------------------------------------------------------------------------------------------------
  on("click", "[data-dialog]", (e, link) => { e.preventDefault(); link.closest("details")?.removeAttribute("open"); $(`#${link.dataset.dialog}`)?.showModal(); });
  on("click", "dialog [data-close]", (e, link) => { e.preventDefault(); link.closest("dialog").close(); });
  document.addEventListener("click", (e) => $$("details.drop[open]").forEach((drop) => drop.contains(e.target) || drop.removeAttribute("open")));
  on("click", "[data-copy]", (_, button) => navigator.clipboard.writeText($(`#${button.dataset.copy}`).value).then(() => say(words.copied)));
  on("change", "[data-appearance] [name=theme]", (_, choice) => {
    choice.value === "system" ? delete document.documentElement.dataset.theme : document.documentElement.dataset.theme = choice.value;
  });
  on("change", "input[type=file]", (_, input) => { const out = $("[data-files]"); if (out) out.textContent = [...input.files].map((file) => file.name).join(", "); });
  if ($("[data-poll]")) setTimeout(() => location.reload(), 1500);

  // A long form is kept while it is typed, until it has been sent.
  function forgetForms() { Object.keys(localStorage).filter((key) => key.startsWith("form:")).forEach(forget); }
  $$("[data-keep]").forEach((keeps) => {
    const key = `form:${keeps.dataset.keep}`, fields = $$("textarea", keeps), kept = JSON.parse(localStorage.getItem(key) ?? "{}");
    fields.forEach((field) => { if (!field.value && kept[field.name]) { field.value = kept[field.name]; grow(field); } });
    keeps.addEventListener("input", () => localStorage.setItem(key, JSON.stringify(Object.fromEntries(fields.map((field) => [field.name, field.value])))));
  });

  // Keyboard -----------------------------------------------------------------------------------------------------------------------
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

  // Network ------------------------------------------------------------------------------------------------------------------------
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
  addEventListener("online", () => { network(); say(words.backOnline); sendWaiting(); listen(); });
  on("submit", "form[action='/sign-out']", () => { caches?.delete("pages"); });

  network();
  ready(document);
  listen();
  sendWaiting();
  navigator.serviceWorker?.register("/sw.js");
})();
