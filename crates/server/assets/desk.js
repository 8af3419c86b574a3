// Otklik, the operator's desk: every decision without the mouse. Without this file the same buttons work by hand.
(() => {
  "use strict";
  const { $, $$, later, markOpen } = window.otklik;

  // What the author will read of the chosen reasons stands above the words that one may add.
  document.addEventListener("change", (e) => {
    if (!e.target.matches("[data-fix]")) return;
    $("[data-offered]").replaceChildren(...$$("[data-fix]:checked").map((box) => {
      const line = document.createElement("li");
      line.textContent = box.dataset.fix;
      return line;
    }));
  });

  const step = (by, name = "") => {
    const all = $$(`[data-fix]${name && `[name=${name}]`}`).filter((box) => box.checkVisibility()), at = all.indexOf(document.activeElement);
    all[Math.min(all.length - 1, Math.max(0, at + by))]?.focus();
  };
  // What needs a reason is not sent without one: the reasons come first.
  const reasoned = ({ dataset: { needs } }) => needs && $(`[name=${needs}]:checked`);
  document.addEventListener("click", (e) => {
    const button = e.target.closest("[data-needs]");
    if (button?.dataset.needs && !reasoned(button)) { e.preventDefault(); step(1, button.dataset.needs); }
  });
  const run = {
    Enter: () => ($$("[data-needs]").find(reasoned) ?? $("[data-needs=reason]")).click(),
    j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1),
  };

  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || $(".busy")) return;
    if (e.target.closest("input:not([type=checkbox]), textarea, select, dialog")) return;
    if (e.key === "Enter" && e.target.closest("a, button, summary")) return;
    const key = e.key > "~" && /^Key/.test(e.code) ? e.code[3].toLowerCase() : e.key;
    const button = $(`[data-key="${CSS.escape(key)}"]`), move = $("[data-needs]") && run[key];
    if (!button && !move) return;
    e.preventDefault();
    // A key that is held decides one case, not the whole queue.
    if (!e.repeat || key.startsWith("Arrow")) button ? button.click() : move();
  });

  // The queue of support as it stands now: who was taken is gone from it, who waits is there.
  const queue = $("#list[data-refresh]"), refresh = later(300, async () => {
    const answer = await fetch(queue.dataset.refresh, { headers: { "X-Fragment": "list" } }).catch(() => null);
    if (!answer?.ok) return;
    queue.innerHTML = await answer.text();
    markOpen();
  });
  if (queue) ["happened", "listening", "drawn"].forEach((event) => document.addEventListener(event, refresh));

  // A verdict that is on its way is not sent twice; the next case is read from its beginning.
  document.addEventListener("submit", (e) => { if ($(".busy")) e.preventDefault(); }, true);
  const panes = $("#detail");
  if (panes) new MutationObserver(() => $("#case-title")?.focus()).observe(panes, { childList: true });
})();
