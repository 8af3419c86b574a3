// Otklik: answers to reviews and questions, and long forms. Builds on app.js; without scripts the same forms do the same.
(() => {
  "use strict";
  const { $, $$, on, say, parsed, later, forget, grow, typed, ready, showDetail, openId, words } = window.otklik;

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
  document.addEventListener("typed", ({ detail: form }) => mark(form));
  on("input", "[data-composer] textarea", (_, box) => { if (box.form.dataset.check) check(box.form, box.value); });
  // What was asked before may save the question.
  const similar = later(350, async (form, text) => {
    const answer = await fetch(`${form.dataset.similar}?${new URLSearchParams({ text })}`).catch(() => null);
    if (answer?.ok && $("textarea", form).value === text) $("[data-similar-out]", form).innerHTML = await answer.text();
  });
  on("input", "[data-similar] textarea", (_, box) => similar(box.form, box.value));

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
  document.addEventListener("unsent", ({ detail: { form, body } }) => keepForLater(form, body));
  document.addEventListener("back", sendWaiting);

  const refreshThread = later(250, async () => {
    const answer = await fetch(location.href, { headers: { "X-Fragment": "detail" } }).catch(() => null);
    if (!answer?.ok) return;
    const fresh = parsed(await answer.text()), thread = $(".thread", fresh), old = $("#detail .thread");
    if ($("#detail .comment details[open]")) return;
    $("#detail .said-stars")?.replaceWith($(".said-stars", fresh));
    if (thread) { old ? old.replaceWith(thread) : $("#detail .inline-context")?.after(thread); ready(thread); } else old?.remove();
  });
  document.addEventListener("happened", ({ detail: { kind, id } }) => {
    if (id === openId() && /^(comment|answer)/.test(kind)) refreshThread();
  });

  // Selecting several ---
  const pattern = () => $("#bulk")?.dataset.chosen ?? "{}";
  on("change", ".pick input", () => { $(".bulk-count").textContent = pattern().replace("{}", $$(".pick :checked").length); });
  on("change", ".bulk-item [name=id]", (_, box) => {
    const button = $("[data-bulk-send]"), count = $$(".bulk-item [name=id]:checked").length;
    button.textContent = button.dataset.bulkSend.replace("{}", count);
    button.disabled = count === 0;
  });

  // A long form is kept while it is typed, until it has been sent.
  $$("[data-keep]").forEach((keeps) => {
    const key = `form:${keeps.dataset.keep}`, fields = $$("textarea", keeps), kept = JSON.parse(localStorage.getItem(key) ?? "{}");
    fields.forEach((field) => { if (!field.value && kept[field.name]) { field.value = kept[field.name]; grow(field); } });
    keeps.addEventListener("input", () => localStorage.setItem(key, JSON.stringify(Object.fromEntries(fields.map((field) => [field.name, field.value])))));
  });

  function drawn(where) {
    $$("[data-check]", where).forEach((form) => {
      const box = $("textarea", form);
      putMarks(form);
      if (box.value) check(form, box.value);
    });
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
  }
  document.addEventListener("ready", ({ detail: where }) => drawn(where));
  drawn(document);
  sendWaiting();
})();
