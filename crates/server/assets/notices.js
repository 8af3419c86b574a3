// Switches that turn at once, and push on this device. Without it each switch is a form.
(() => {
  "use strict";
  const { $, $$, on, say, words } = window.otklik;
  const post = (url, fields) => fetch(url, { method: "POST", body: new URLSearchParams(fields), headers: { "X-Fragment": "detail" } });
  const done = (answer) => { if (!answer.ok || answer.redirected) throw new Error(String(answer.status)); };

  on("submit", "[data-toggle]", async (e, form) => {
    e.preventDefault();
    const field = $("[name=on]", form), knob = $(".toggle", form), wanted = field.value;
    const turn = (value) => { knob.setAttribute("aria-checked", String(value === "1")); field.value = value === "1" ? "0" : "1"; };
    turn(wanted);
    try {
      done(await post(form.action, { on: wanted }));
      const sub = $("[data-sub]", form.closest("li") ?? form);
      if (sub) {
        const html = await (await fetch(location.href)).text();
        const fresh = new DOMParser().parseFromString(html, "text/html").getElementById(form.closest("li").id);
        sub.textContent = $("[data-sub]", fresh).textContent;
      }
    } catch { turn(wanted === "1" ? "0" : "1"); say(words.sendFailed, true); }
  });
  $$("[data-auto] .buttons").forEach((buttons) => { buttons.hidden = true; });
  on("change", "[data-auto] input", (_, input) => post(input.form.action, new FormData(input.form)).then(done).catch(() => say(words.sendFailed, true)));

  // Push on this device ---
  const row = $("[data-push]"), knob = row && $(".toggle", row);
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  async function subscribe(worker) {
    if (await Notification.requestPermission() !== "granted") { say(row.dataset.denied, true); return false; }
    const key = await fetch("/push/key");
    done(key);
    const leave = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(await key.text()) });
    const { endpoint, keys } = leave.toJSON();
    done(await post(row.dataset.push, { endpoint, ...keys }));
    return true;
  }
  async function push() {
    if (!row || !("PushManager" in window) || !navigator.serviceWorker) return;
    const worker = await navigator.serviceWorker.ready;
    let leave = await worker.pushManager.getSubscription();
    $("[data-no-push]").remove();
    row.hidden = false;
    knob.disabled = false;
    knob.setAttribute("aria-checked", String(Boolean(leave)));
    if (Notification.permission === "denied") $("[data-note]", row).textContent = row.dataset.denied;
    knob.addEventListener("click", async () => {
      knob.disabled = true;
      try {
        if (leave) {
          done(await post(`${row.dataset.push}/forget`, { endpoint: leave.endpoint }));
          await leave.unsubscribe();
        } else if (!await subscribe(worker)) return;
        location.reload();
      } catch { say(row.dataset.failed, true); } finally { knob.disabled = false; }
    });
  }
  push();
})();
