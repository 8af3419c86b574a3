// Otklik: promotions. Fields that follow one another, the worst case while one types, tables that take a paste. Builds on
// app.js; without scripts the same forms do the same.
(() => {
  "use strict";
  const { $, $$, on, say, parsed, plain, later, words } = window.otklik;

  // The same sums as domain::promotions::linked, in whole kopecks and hundredths of a percent; neither is ever a fraction.
  const WHOLE = 10000n;
  /** "1 190,5" in hundredths; nothing where that is no number of two decimals. */
  function hundredths(text) {
    const clean = text.replace(/[\s\u00a0₽%]/g, "").replace(",", ".");
    const found = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(clean);
    return found ? BigInt(found[1]) * 100n + BigInt((found[2] ?? "").padEnd(2, "0")) : null;
  }
  function written(n) {
    const [whole, rest] = [n / 100n, n % 100n];
    return rest ? `${whole},${String(rest).padStart(2, "0").replace(/0$/, "")}` : String(whole);
  }
  const money = (n) => n % 100n ? `${n / 100n},${String(n % 100n).padStart(2, "0")}` : String(n / 100n);
  const field = (where, name) => $(`[data-f=${name}]`, where);
  /** What was changed stays as it was typed; the other follows it. */
  function follow(where, changed) {
    const base = BigInt(where.dataset.base || 0), value = hundredths(changed.value), f = changed.dataset.f;
    const [price, discount] = [field(where, "price"), field(where, "discount")];
    if (value === null || !base || !price || !discount) return;
    if (f === "discount" && value <= WHOLE) price.value = money(base - base * value / WHOLE);
    if (f === "price") discount.value = value <= base ? written((base - value) * WHOLE / base) : "";
  }

  // The editor: opened as a sheet, the worst case reckoned by the server.
  const sheet = $("#editor");
  const state = (form) => ["discount", "price", "quantity"].map((name) => field(form, name)?.value.trim()).join(";");
  function ready(where) {
    $$("[data-edit]", where).forEach((form) => {
      form.dataset.begin = state(form);
      const reckon = $("[data-reckon]", form);
      if (reckon) reckon.hidden = true;
      allow(form);
    });
  }
  function allow(form) {
    const save = $("[data-save]", form);
    if (!save) return;
    const idle = "waits" in form.dataset && state(form) === form.dataset.begin, blocked = $("[data-blocked]", form);
    save.disabled = idle || Boolean(blocked) || form.hasAttribute("aria-busy");
    $("[data-idle-note]", form).hidden = !idle || Boolean(blocked);
  }
  const reckon = later(250, async (form) => {
    const asked = state(form), body = new URLSearchParams(new FormData(form));
    body.set("do", "reckon");
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Fragment": "changes" } }).catch(() => null);
    if (state(form) !== asked) return;
    form.removeAttribute("aria-busy");
    if (answer?.ok) $("[data-bill]", form).innerHTML = await answer.text();
    allow(form);
  });
  on("input", "[data-linked] [data-f]", (_, input) => {
    const where = input.closest("[data-linked]");
    follow(where, input);
    if (!where.matches("[data-edit]")) return;
    // What was reckoned for other numbers allows nothing.
    where.setAttribute("aria-busy", "true");
    allow(where);
    reckon(where);
  });
  async function put(answer) {
    if (answer.redirected) { location.assign(answer.url); return; }
    const html = await answer.text();
    if (html.startsWith("<!doctype")) throw new Error(String(answer.status));
    sheet.replaceChildren(parsed(html));
    ready(sheet);
    if (!sheet.open) sheet.showModal();
  }
  on("click", "[data-editor]", (e, link) => {
    if (!plain(e) || !sheet) return;
    e.preventDefault();
    link.setAttribute("aria-busy", "true");
    fetch(link.href, { headers: { "X-Fragment": "detail" } }).then(put).catch(() => location.assign(link.href))
      .finally(() => link.removeAttribute("aria-busy"));
  });
  on("submit", "#editor form", (e, form) => {
    e.preventDefault();
    const body = new URLSearchParams(new FormData(form, e.submitter));
    fetch(form.action, { method: "POST", body, headers: { "X-Fragment": "detail" } }).then(put).catch(() => say(words.sendFailed, true));
  });
  sheet?.addEventListener("click", (e) => e.target === sheet && sheet.close());

  // Tables: what was changed is marked, columns from a spreadsheet land where they belong.
  const inputs = (row) => $$("input[data-f]", row);
  const changed = (row) => inputs(row).some((input) => input.value !== input.defaultValue);
  function mark(table) {
    const rows = $$("tbody tr", table);
    rows.forEach((row) => row.classList.toggle("changed", changed(row)));
    const save = $("[data-save]", table);
    if (save) save.disabled = !rows.some((row) => changed(row) || "refused" in row.dataset);
  }
  $$("[data-table]").forEach((table) => {
    mark(table);
    new MutationObserver(() => mark(table)).observe($("tbody", table), { childList: true });
    // Rows that nobody touched are not sent.
    table.addEventListener("submit", () => $$("tbody tr", table).forEach((row) => {
      if (!changed(row) && !("refused" in row.dataset)) $$("input", row).forEach((input) => { input.disabled = true; });
    }));
    addEventListener("pageshow", () => $$("tbody input", table).forEach((input) => { input.disabled = false; }));
  });
  on("input", "[data-table] input", (_, input) => mark(input.closest("[data-table]")));
  on("input", ".candidate input[data-f]", (_, input) => {
    const row = input.closest("tr");
    $("[name=sku]", row).checked ||= Boolean(input.value);
    chosen(row.closest("form"));
  });
  function type(input, value) {
    if (!input) return;
    input.value = value.trim();
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
  on("paste", ".grid input[data-f]", (e, input) => {
    const lines = e.clipboardData.getData("text/plain").replace(/\r/g, "").split("\n").filter((line) => line.trim()).map((line) => line.split("\t"));
    if (lines.length < 2 && lines[0]?.length < 2) return;
    e.preventDefault();
    const rows = $$("tbody tr", input.closest("table")), at = rows.indexOf(input.closest("tr"));
    const named = (cells) => rows.find(({ dataset }) => [dataset.sku, dataset.offer].includes(cells[0].trim()));
    const byName = lines.some(named), first = byName ? null : input.dataset.f;
    let put = 0;
    lines.forEach((cells, i) => {
      const row = byName ? named(cells) : rows[at + i];
      if (!row) return;
      const all = inputs(row).map(({ dataset }) => dataset.f);
      const names = byName ? all.filter((name) => name !== "discount") : all.slice(all.indexOf(first));
      (byName ? cells.slice(1) : cells).forEach((cell, j) => names[j] && type(field(row, names[j]), cell));
      put += 1;
    });
    say(words.chosen.replace("{}", put));
  });

  // Choosing what to add.
  function chosen(form) {
    if (!form) return;
    const all = $("[name=all]", form)?.checked, count = $$("[name=sku]:checked", form).length;
    $("[data-chosen]", form).textContent = words.chosen.replace("{}", all ? $(".all-match span", form).textContent.replace(/\D+/g, " ").trim() : count);
    $$("[data-choose]", form).forEach((button) => { button.disabled = !all && !count; });
  }
  $$("[data-add]").forEach((form) => {
    $("[data-all]", form).hidden = false;
    chosen(form);
    form.addEventListener("change", () => chosen(form));
  });
  on("change", "[data-all]", (_, box) => $$("[name=sku]:not(:disabled)", box.form).forEach((one) => { one.checked = box.checked; }));

  // Clocks that run out.
  const units = $("script[data-units]").dataset.units.split(",");
  setInterval(() => $$("[data-until]").forEach((clock) => {
    const minutes = Math.ceil((Date.parse(clock.dataset.until) - Date.now()) / 60000);
    if (minutes <= 0) { clock.remove(); return; }
    const [d, h, m] = [Math.floor(minutes / 1440), Math.floor(minutes % 1440 / 60), minutes % 60];
    const parts = (d ? [[d, 0], [h, 1]] : [[h, 1], [m, 2]]).filter(([n]) => n).map(([n, unit]) => `${n}\u00a0${units[unit]}`);
    clock.lastElementChild.textContent = clock.dataset.pattern.replace("{}", parts.join(" "));
  }), 30000);
  ready(document);
})();
