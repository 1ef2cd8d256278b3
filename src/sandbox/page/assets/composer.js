import { act } from "./api.js";
import { el, icon } from "./dom.js";
import { on, roomId, state } from "./state.js";

const OFFERED = 8;
const TALLEST = 220;

/** The message field, with an offer of commands, people and channels while one types. */
export function createComposer(place, { isThread }) {
  const prefix = isThread ? "thread" : "composer";
  const offer = el("ul", {
    class: "offer",
    id: `${prefix}-offer`,
    role: "listbox",
    "aria-label": "Suggestions",
    hidden: true,
  });
  const text = el("textarea", {
    id: `${prefix}-text`,
    rows: "1",
    placeholder: isThread ? "Reply…" : "Message, or / for commands",
    "aria-label": isThread ? "Reply in the thread" : "Message",
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": `${prefix}-offer`,
  });
  const send = el(
    "button",
    { type: "button", class: "send", "aria-label": "Send", onclick: () => submit(composer) },
    icon("send"),
  );
  const prompts = el("div", { class: "prompts" });
  const composer = { text, offer, isThread, found: [], at: 0, history: [], back: 0 };

  text.addEventListener("input", () => {
    grow(text);
    suggest(composer);
  });
  text.addEventListener("keydown", (event) => onKey(composer, event));
  text.addEventListener("blur", () => setTimeout(() => hide(composer), 120));
  place.replaceChildren(prompts, offer, el("div", { class: "composer" }, text, send));
  if (!isThread) on("prompts", (list) => drawPrompts(prompts, composer, list));
}

function drawPrompts(place, composer, list) {
  const buttons = list.map(({ title, message }) => {
    const onclick = () => {
      composer.text.value = message;
      submit(composer);
    };
    return el("button", { type: "button", class: "prompt", onclick }, title);
  });
  place.replaceChildren(...buttons);
}

function onKey(composer, event) {
  const { offer } = composer;
  const isOffering = !offer.hidden;
  if (isOffering && KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key](composer);
    return;
  }
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    submit(composer);
  }
  if (event.key === "ArrowUp" && composer.text.value === "") recall(composer);
}

const KEYS = {
  ArrowDown: (composer) => move(composer, 1),
  ArrowUp: (composer) => move(composer, -1),
  Tab: (composer) => accept(composer),
  Enter: (composer) => (isComplete(composer) ? submit(composer) : accept(composer)),
  Escape: (composer) => hide(composer),
};

/** What stands there in full is sent, not offered again. */
function isComplete({ text, found, at, from }) {
  return text.value.slice(from).trim() === found[at]?.value;
}

function recall(composer) {
  const last = composer.history.at(-1);
  if (last) composer.text.value = last;
}

function submit(composer) {
  const { text, isThread } = composer;
  const words = text.value.trim();
  if (words === "") return;
  composer.history = [...composer.history.slice(-20), words];
  text.value = "";
  grow(text);
  hide(composer);
  const thread = isThread ? { thread: state.thread } : {};
  void act({ act: "say", user: state.user, channel: roomId(), text: words, ...thread });
}

function suggest(composer) {
  const { text, isThread } = composer;
  const before = text.value.slice(0, text.selectionStart);
  const [, sign, word = ""] = /(?:^|\s)([@#])([\w-]*)$/.exec(before) ?? [];
  const isCommand = !isThread && /^\/\S*$/.test(before);
  composer.found = (isCommand ? commands(before) : sign ? names(sign, word.toLowerCase()) : []).slice(0, OFFERED);
  composer.at = 0;
  composer.from = isCommand ? 0 : before.length - word.length - 1;
  draw(composer);
}

function commands(typed) {
  return state.workspace.commands
    .filter(({ command }) => command.startsWith(typed))
    .map(({ command, description, usage_hint }) => ({ value: command, hint: usage_hint, note: description }));
}

function names(sign, word) {
  if (sign === "#") {
    const rooms = state.workspace.channels.filter(({ kind, name }) => kind !== "im" && name.startsWith(word));
    return rooms.map(({ name, topic }) => ({ value: `#${name}`, note: topic }));
  }
  const app = { name: "Adjutant", realName: "Adjutant", title: "App" };
  return [app, ...state.workspace.people]
    .filter(({ name, realName }) => name.toLowerCase().startsWith(word) || realName.toLowerCase().startsWith(word))
    .map(({ name, realName, title }) => ({ value: `@${name}`, hint: realName === name ? "" : realName, note: title }));
}

function draw(composer) {
  const { offer, text, found, at } = composer;
  if (found.length === 0) {
    hide(composer);
    return;
  }
  const items = found.map(({ value, hint, note }, index) =>
    el(
      "li",
      {
        ...{ role: "option", id: `${offer.id}-${index}`, "aria-selected": String(index === at) },
        onmousedown: (event) => {
          event.preventDefault();
          composer.at = index;
          accept(composer);
        },
      },
      el("strong", {}, value),
      hint ? el("span", { class: "hint" }, hint) : null,
      note ? el("small", {}, note) : null,
    ),
  );
  offer.replaceChildren(...items);
  offer.hidden = false;
  text.setAttribute("aria-expanded", "true");
  text.setAttribute("aria-activedescendant", `${offer.id}-${at}`);
  items[at].scrollIntoView({ block: "nearest" });
}

function move(composer, by) {
  const { found } = composer;
  composer.at = (composer.at + by + found.length) % found.length;
  draw(composer);
}

function accept(composer) {
  const { text, found, at, from } = composer;
  const chosen = found[at];
  if (!chosen) return;
  const rest = text.value.slice(text.selectionStart);
  text.value = `${text.value.slice(0, from)}${chosen.value} ${rest}`;
  const end = from + chosen.value.length + 1;
  text.setSelectionRange(end, end);
  hide(composer);
  text.focus();
}

function hide({ offer, text }) {
  offer.hidden = true;
  text.setAttribute("aria-expanded", "false");
  text.removeAttribute("aria-activedescendant");
}

function grow(text) {
  text.rows = Math.min(8, text.value.split("\n").length);
  text.classList.toggle("tall", text.scrollHeight > TALLEST);
}
