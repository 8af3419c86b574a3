// Photos and videos: loaded when somebody first looks at one.
const icon = (path) => `<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`;
/** Shows photos and videos over the page; `back` gets the focus again. */
export function view(links, at, back, words) {
  const box = document.createElement("dialog");
  box.className = "viewer";
  box.setAttribute("aria-label", words.media);
  box.innerHTML = `<div class="viewer-bar"><span></span><button class="icon-btn" data-close>${icon("m6 6 12 12M18 6 6 18")}</button></div><div class="viewer-stage"></div><button class="icon-btn viewer-step prev">${icon("M14.5 5.5 8 12l6.5 6.5")}</button><button class="icon-btn viewer-step next">${icon("M9.5 5.5 16 12l-6.5 6.5")}</button>`;
  const $ = (what, where = box) => where.querySelector(what);
  const stage = $(".viewer-stage"), [close, prev, next] = box.querySelectorAll("button");
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
    $("span").textContent = words.photoOf.replace("{}", at + 1).replace("{}", links.length);
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
