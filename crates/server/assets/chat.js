// Otklik: chats. Builds on app.js; without scripts the same forms and links do the same, with a reload.
(() => {
  "use strict";
  const { $, $$, on, say, parsed, plain, later, forget, typed, ready, openId, markOpen, words } = window.otklik;
  const hear = document.addEventListener.bind(document);
  const units = document.currentScript.dataset.units.split(",");
  const desk = matchMedia("(hover: hover) and (min-width: 768px)");
  const thread = () => $("[data-thread]"), lines = () => $("#lines"), form = () => $("form[data-chat]");
  const path = () => $("[data-path]")?.dataset.path;
  // Ids are numbers that grow, larger than a script counts exactly.
  const before = (a, b) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
  const get = async (url, name) => {
    const answer = await fetch(url, { headers: { "X-Fragment": name } }).catch(() => null);
    const html = answer?.ok && !answer.redirected ? await answer.text() : "";
    return html && !html.startsWith("<!doctype") ? parsed(html) : null;
  };

  // Where one reads ---
  let place = {};
  const atEnd = () => { const box = thread(); return !box || box.scrollHeight - box.scrollTop - box.clientHeight < 80; };
  const toEnd = () => { const box = thread(); if (box) box.scrollTop = box.scrollHeight; };
  function reading() {
    const box = thread(), down = $("[data-to-end]");
    place = { path: path(), top: box.scrollTop };
    down.hidden = atEnd();
    if (down.hidden) { down.lastElementChild.hidden = true; down.lastElementChild.textContent = ""; }
    if (box.scrollTop < 120) earlier();
  }
  hear("scroll", (e) => { if (e.target === thread()) reading(); }, true);
  on("click", "[data-to-end]", (e) => { e.preventDefault(); toEnd(); });
  let loading;
  async function earlier() {
    const link = $("[data-earlier]");
    if (!link || loading) return;
    loading = true;
    const got = await get(link.href, "detail"), box = thread(), height = box.scrollHeight;
    if (got) {
      const days = $$("[data-day]", got).map((day) => day.dataset.day), first = $("[data-day]", lines());
      if (days.includes(first?.dataset.day)) first.remove();
      lines().prepend(...$$("#lines > :not(.chat-new)", got));
      const more = $("[data-earlier]", got);
      more ? link.href = more.href : link.parentElement.remove();
      box.scrollTop += box.scrollHeight - height;
    }
    loading = false;
  }

  // What changed ---
  function put(line) {
    const all = lines(), { message, client, day } = line.dataset;
    const old = message ? $(`[data-message="${message}"]`, all) ?? (client && $(`[data-client="${client}"]`, all)) : day && $(`[data-day="${day}"]`, all);
    if (old?.dataset.message) { if (old.outerHTML !== line.outerHTML && !$("details[open]", old)) old.replaceWith(line); return 0; }
    if (day ? old : !message) return 0;
    old?.remove();
    const next = day ? null : $$("[data-message], [data-pending]", all).find((other) => other.dataset.pending ?? before(other.dataset.message, message) > 0);
    all.insertBefore(line, next ?? $("[data-pending]", all));
    return old ? 0 : 1;
  }
  function merge(got) {
    if (!got || !lines()) return;
    const end = atEnd(), foot = $("[data-foot]", got), said = $("[data-said]", got);
    const fresh = $$(".chat-lines > li", got).reduce((sum, line) => sum + put(line), 0);
    if (lines().children.length) $("[data-no-messages]")?.remove();
    if (foot) {
      const writing = document.activeElement?.id === "answer";
      $("[data-foot]").replaceWith(foot);
      ready(foot);
      slow();
      if (writing && !$("[data-brake]")) $("#answer")?.focus();
    }
    if (said) say(said.textContent, said.classList.contains("bad"));
    if (end) toEnd();
    else if (fresh) { const badge = $("[data-to-end] .badge"); badge.hidden = false; badge.textContent = Number(badge.textContent) + fresh; }
  }
  const news = later(30, async () => {
    const last = $$("#lines [data-message]").at(-1)?.dataset.message, seen = atEnd() ? "&seen=1" : "";
    if (path()) merge(await get(`${path()}/new?after=${last ?? ""}${seen}`, "changes"));
  });
  const changes = later(150, async () => { if (path()) merge(await get(`${path()}/new`, "changes")); });
  // The chat itself changed: who may write, until when, what it says at the top.
  const frame = later(200, async () => {
    const got = path() && await get(location.href, "detail");
    if (!got) return;
    for (const what of [".top", ".about-chat", ".dispute", "[data-foot]", "aside.context"]) {
      const old = $(`#detail ${what}, main ${what}`), now = $(what, got);
      if (old && now && old.innerHTML !== now.innerHTML && !$("details[open], dialog[open]", old)) old.replaceWith(now);
    }
    ready($("[data-foot]"));
    slow();
    merge(got);
  });
  const list = later(300, async () => {
    const got = $("#list") && $("#fresh") && await get($("#fresh").href, "list"), rows = $("#rows");
    if (!got) return;
    const fresh = $$("#rows > li", got), segments = $(".segments", got);
    if (!rows) { if (fresh.length) $("#list").replaceChildren(got); return; }
    if (segments) $(".segments").replaceWith(segments);
    const at = document.activeElement.closest?.("#rows li")?.dataset.id;
    fresh.forEach((row) => $(`[data-id="${row.dataset.id}"]`, rows)?.remove());
    rows.prepend(...fresh);
    markOpen();
    if (at) $(`[data-id="${at}"] a`, rows)?.focus({ preventScroll: true });
  });
  hear("happened", ({ detail: { kind, id } }) => {
    list();
    // What concerns somebody's chats altogether names none of them.
    if (id !== openId() && !/^(friction|chats)_/.test(kind)) return;
    if (kind === "message_sent") news(); else changes();
    if (!/^message/.test(kind)) frame();
  });
  hear("listening", () => { changes(); list(); drain(); });

  // Sending ---
  const uuid = () => "10000000-1000-4000-8000-100000000000".replace(/[01]/g, () => Math.floor(Math.random() * 16).toString(16));
  let chosen = [], line = Promise.resolve();
  const waiting = new Map();
  const drain = () => navigator.serviceWorker?.controller?.postMessage("drain");
  function pending({ client, text, files = [], note }, state) {
    let li = $(`#lines [data-client="${client}"]`);
    if (li?.dataset.message) return;
    if (!li) {
      li = $("[data-bubble]").content.cloneNode(true).firstElementChild;
      li.dataset.client = client;
      li.firstElementChild.classList.toggle("note-bubble", Boolean(note));
      $(".bubble-text", li).textContent = text;
      $(".chat-files", li).append(...files.map(picture));
      $("[data-no-messages]")?.remove();
      lines().append(li);
    }
    $(".under", li).classList.toggle("failed", state === "failed");
    $(".under span", li).textContent = $("[data-bubble]").dataset[state];
    $("[data-again]", li).hidden = state !== "failed";
  }
  const gone = (client) => $(`#lines [data-client="${client}"][data-pending]`)?.remove();
  async function post(item) {
    if (path() === item.path) pending(item, "sending");
    try {
      const answer = await fetch(item.url, { method: "POST", body: item.body, headers: { "X-Fragment": "changes", "X-Client": item.client } });
      if (answer.headers.has("X-Kept")) { keep(item); if (path() === item.path) pending(item, "queued"); drain(); return; }
      const html = await answer.text();
      if (html.startsWith("<!doctype") || answer.redirected) throw new Error(String(answer.status));
      waiting.delete(item.client);
      if (path() !== item.path) return;
      if (!answer.ok) { gone(item.client); chosen = item.files; }
      merge(parsed(html));
      if (!answer.ok) { show(); $("[data-brake-safe]") ?? $("#answer")?.focus(); }
      list();
    } catch { waiting.set(item.client, item); if (path() === item.path) pending(item, "failed"); }
  }
  const send = (item) => { line = line.then(() => post(item)); };
  hear("submit", (e) => {
    const from = e.target;
    if (!from.matches("[data-chat]")) return;
    e.preventDefault();
    const body = new FormData(from, e.submitter), text = body.get("text").trim();
    if ((!text && !chosen.length) || from.querySelector("[data-slowed]") || [...text].length > from.dataset.limit) return;
    body.delete("files");
    chosen.forEach((file) => body.append("files", file));
    const item = { url: from.action, path: path(), body, text, files: chosen, client: body.get("client_id"), note: body.has("note") };
    [chosen, $("textarea", from).value, from.elements.client_id.value] = [[], "", uuid()];
    $("[data-brake]")?.remove();
    $("#composer-error")?.remove();
    forget(from.dataset.draft);
    told = 0;
    answers();
    show();
    typed(from);
    pending(item, "sending");
    toEnd();
    send(item);
  });
  on("click", "[data-again]", (_, button) => send(waiting.get(button.closest("li").dataset.client)));
  addEventListener("online", () => { drain(); [...waiting.values()].forEach(send); });
  // What the service worker keeps is drawn again after a reload.
  const kept = () => JSON.parse(localStorage.getItem("kept") ?? "[]");
  const store = (all) => localStorage.setItem("kept", JSON.stringify(all));
  const keep = ({ path, client, text, note }) => store([...kept(), { path, client, text, note }]);
  navigator.serviceWorker?.addEventListener("message", ({ data: { ok, client, html } }) => {
    const item = kept().find((one) => one.client === client);
    store(kept().filter((one) => one.client !== client));
    if (!item || item.path !== path()) return;
    if (!ok) { gone(client); say(words.sendFailed, true); }
    if (!html.startsWith("<!doctype")) merge(parsed(html));
    list();
  });

  // The composer ---
  on("keydown", "[data-chat] textarea", (e, box) => {
    if (e.key === "Enter" && !e.shiftKey && !e.ctrlKey && !e.metaKey && !e.isComposing && desk.matches) { e.preventDefault(); box.form.requestSubmit($(".send", box.form)); }
  });
  let told = 0;
  on("input", "[data-chat] textarea", (_, box) => {
    if (Date.now() - told < 3000 || !box.value) return;
    told = Date.now();
    fetch(box.form.dataset.typing, { method: "POST" }).catch(() => {});
  });
  on("change", "[data-chat] [name=note]", (_, toggle) => {
    const box = $("#answer");
    toggle.form.classList.toggle("noting", toggle.checked);
    box.placeholder = toggle.checked ? box.dataset.noteHint : box.dataset.hint;
  });
  function answers(id, bubble) {
    const bar = $("[data-answers-to]"), put = (to, from) => { $(to, bar).textContent = (bubble && $(from, bubble)?.textContent) ?? ""; };
    if (!bar) return;
    bar.hidden = !id;
    $("input", bar).value = id ?? "";
    put("b", ".bubble-head b");
    put(".quote > span", ".bubble-text");
  }
  on("click", "[data-reply]", (e, link) => {
    if (!plain(e) || !form()) return;
    e.preventDefault();
    link.closest("details").removeAttribute("open");
    answers(link.dataset.reply, link.closest(".bubble"));
    $("#answer").focus();
  });
  on("click", "[data-reply-cancel]", (e) => { e.preventDefault(); answers(); });
  on("click", "[data-brake-safe]", (e, link) => { e.preventDefault(); link.closest("dialog").remove(); $("#answer").focus(); });
  on("click", "#lines a[href$='/report']", (e, link) => {
    const sheet = $("#report");
    if (!plain(e) || !sheet) return;
    e.preventDefault();
    $("form", sheet).action = link.href;
    sheet.showModal();
  });
  function picture(file) {
    const item = document.createElement(file.type.startsWith("image/") ? "img" : "span");
    if (item.tagName === "IMG") Object.assign(item, { src: URL.createObjectURL(file), alt: file.name }); else item.textContent = file.name;
    return item;
  }
  function show() {
    const box = $("[data-chosen]");
    box?.replaceChildren(...chosen.map((file) => {
      const li = $("[data-chosen-file]").content.cloneNode(true).firstElementChild, button = li.firstElementChild;
      button.onclick = () => { chosen = chosen.filter((other) => other !== file); show(); $("#answer").focus(); };
      li.append(picture(file));
      return li;
    }));
  }
  function choose(files) {
    const input = $("[data-chat] [type=file]");
    if (!input) return;
    chosen = [...chosen, ...files];
    if (chosen.length > input.dataset.most) { chosen.length = input.dataset.most; say(input.dataset.mostWords, true); }
    input.value = "";
    show();
  }
  on("change", "[data-chat] [type=file]", (_, input) => choose(input.files));
  on("paste", "[data-chat] textarea", (e) => { if (e.clipboardData.files.length) { e.preventDefault(); choose(e.clipboardData.files); } });
  on("dragover", ".chat", (e) => e.preventDefault());
  on("drop", ".chat", (e) => { e.preventDefault(); choose(e.dataTransfer.files); });

  // Clocks ---
  setInterval(() => $$("[data-until]").forEach((clock) => {
    const left = Math.floor((new Date(clock.dataset.until) - Date.now()) / 60000);
    if (left < 0) { clock.removeAttribute("data-until"); frame(); return; }
    const parts = [Math.floor(left / 1440), Math.floor(left / 60) % 24, left % 60], at = parts.findIndex((n) => n > 0);
    const said = parts.map((n, i) => n && i - at < 2 ? `${n}\u00a0${units[i]}` : "").filter(Boolean).join(" ") || `1\u00a0${units[2]}`;
    clock.lastElementChild.textContent = clock.dataset.pattern.replace("{}", said);
    if (clock.classList.contains("clock")) clock.className = `clock ${left < 60 ? "bad" : left < 360 ? "warn" : ""}`;
  }), 30000);
  let slowing;
  function slow() {
    clearInterval(slowing);
    let left = Number(form()?.dataset.slow ?? 0);
    if (left) slowing = setInterval(() => {
      left -= 1;
      const out = $("[data-slow-left]");
      out.textContent = form().dataset.slowWords.replace("{}", left);
      if (left <= 0) { clearInterval(slowing); out.hidden = true; $("[data-slowed]")?.removeAttribute("data-slowed"); }
    }, 1000);
  }

  // Drawn: at first, and when another chat was opened in place.
  function drawn() {
    const safety = $("[data-safety]"), fresh = $("#new");
    if (safety && localStorage.getItem("safety") === "folded") safety.open = false;
    safety?.addEventListener("toggle", () => safety.open ? forget("safety") : localStorage.setItem("safety", "folded"));
    if (!thread()) return;
    if (place.path !== path()) chosen = [];
    kept().filter((one) => one.path === path()).forEach((one) => pending(one, "queued"));
    waiting.forEach((item) => item.path === path() && pending(item, "failed"));
    if (place.path === path()) thread().scrollTop = place.top;
    else if (location.hash) $(`[id="${location.hash.slice(1)}"]`)?.scrollIntoView();
    else if (fresh) fresh.scrollIntoView({ block: "center" });
    else toEnd();
    reading();
    show();
    slow();
  }
  hear("drawn", drawn);
  drawn();
  drain();
})();
