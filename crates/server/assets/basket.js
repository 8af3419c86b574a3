// The clock of a basket: the server has drawn the time that is left; here it is counted. An order is sent once.
const held = document.querySelector("[data-held]");
if (held) {
  const until = Date.parse(held.dataset.held), shown = held.querySelector("b");
  const skew = (() => {
    const [minutes, seconds] = shown.textContent.split(":").map(Number);
    return until - (minutes * 60 + seconds) * 1000 - Date.now();
  })();
  const tick = () => {
    const left = Math.max(0, Math.round((until - Date.now() - skew) / 1000));
    shown.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    held.classList.toggle("warn", left < 120);
    if (left) return;
    clearInterval(timer);
    held.hidden = true;
    const over = document.querySelector("[data-over]");
    if (over) over.hidden = false;
  };
  const timer = setInterval(tick, 1000);
}
for (const button of document.querySelectorAll("[data-once]")) {
  button.form.addEventListener("submit", (event) => {
    if (button.getAttribute("aria-busy")) event.preventDefault();
    button.setAttribute("aria-busy", "true");
  });
}
