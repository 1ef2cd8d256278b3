/** Makes an element. Properties beginning with `on` listen; `data`, `aria` and plain attributes are set; null is skipped. */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) setProperty(node, name, value);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function setProperty(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "class") node.className = value;
  else if (name in node && typeof value !== "string") node[name] = value;
  else node.setAttribute(name, value === true ? "" : value);
}

export function $(id) {
  return document.getElementById(id);
}

/**
 * Makes `nodes` the children of a place and leaves those alone that are there already: whoever stands on one with the
 * keyboard stays there. Where theirs is drawn anew, they find themselves on the control that took its place.
 */
export function arrange(place, nodes) {
  const mine = document.activeElement;
  const child = [...place.children].find((one) => one.contains(mine));
  putInOrder(place, nodes);
  if (child && !nodes.includes(child)) focusInstead(mine, nodes.find((one) => isSame(one, child)) ?? place);
}

/** A node that is moved loses the keyboard: what goes is taken out first, so that what stays need not move. */
function putInOrder(place, nodes) {
  const wanted = new Set(nodes);
  for (const old of [...place.children]) if (!wanted.has(old)) old.remove();
  let next = place.firstElementChild;
  for (const node of nodes) {
    if (node === next) next = next.nextElementSibling;
    else place.insertBefore(node, next);
  }
}

function isSame(one, other) {
  return one.dataset.ts !== undefined && one.dataset.ts === other.dataset.ts;
}

function focusInstead(gone, place) {
  const controls = [...place.querySelectorAll("button, a[href], input, select, textarea")];
  const name = (control) => control.getAttribute("aria-label") ?? control.textContent;
  const same = controls.find((control) => name(control) === name(gone));
  (same ?? controls[0] ?? place).focus({ preventScroll: true });
}

/** HTML that our own server has drawn, every text in it escaped. */
export function fromServer(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** Initials on a colour that belongs to the person. */
export function avatar({ id, name, isApp = false }, size = "") {
  if (isApp) return el("img", { class: `avatar ${size}`, src: "/assets/icon.svg", alt: "" });
  const words = name.split(" ").filter(Boolean);
  const initials = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => (word ?? "").slice(0, 1)).join("");
  const hue = [...id].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % 8;
  return el("span", { class: `avatar hue-${hue} ${size}`, "aria-hidden": "true" }, initials.toUpperCase());
}

const TOAST_MS = 9_000;

/** A word in passing; it can be dismissed and goes by itself. */
export function toast(text, kind = "info") {
  const close = el(
    "button",
    { type: "button", class: "icon-button", "aria-label": "Dismiss", onclick: () => node.remove() },
    "✕",
  );
  const node = el("div", { class: `toast ${kind}` }, el("p", {}, text), close);
  $("toasts").append(node);
  setTimeout(() => node.remove(), TOAST_MS);
}

const ICONS = {
  lock: "M5 9V7a5 5 0 0 1 10 0v2M4 9h12v8H4z",
  eye: "M2 10s3-5.5 8-5.5S18 10 18 10s-3 5.5-8 5.5S2 10 2 10zm8-2.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z",
  reply: "M4 4h12v9H9l-4 3.5V13H4z",
  send: "M4 4l13 6-13 6 2.5-6z",
  theme: "M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14",
  phone: "M6 3h8a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM9 14.5h2",
  close: "M5 5l10 10M15 5L5 15",
  back: "M12 4l-6 6 6 6",
  menu: "M3 6h14M3 10h14M3 14h14",
  hash: "M8 3L6 17M14 3l-2 14M3.5 7.5h14M2.5 12.5h14",
};
const SVG = "http://www.w3.org/2000/svg";

/** A drawing in the colour of the text; it says nothing by itself, so whoever uses it says it in words. */
export function icon(name) {
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(path);
  return svg;
}
