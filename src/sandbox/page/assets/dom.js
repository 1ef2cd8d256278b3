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
