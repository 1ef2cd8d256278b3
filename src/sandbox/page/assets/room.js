import { act, read } from "./api.js";
import { createComposer } from "./composer.js";
import { $, arrange, avatar, el, fromServer, icon } from "./dom.js";
import { channelOf, isHomeShown, roomId, state, tell } from "./state.js";

const NEAR_END = 120;

const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });

export function drawHead() {
  const isApp = state.room === "app";
  const channel = channelOf(roomId());
  const sign = icon(channel.kind === "private" ? "lock" : "hash");
  $("room-title").replaceChildren(...(isApp ? ["Adjutant"] : [sign, channel.name]));
  $("room-topic").textContent = isApp ? "Chief of staff" : `${channel.topic} · ${channel.members.length} members`;
  document.title = `${isApp ? "Adjutant" : `#${channel.name}`} – Acme in a box`;
  $("room-tools").replaceChildren(...["world", "faults", "ledger"].map(toolButton));
  $("room-tabs").hidden = !isApp;
  $("room-tabs").replaceChildren(...["home", "messages"].map(tabButton));
  $("messages").hidden = isHomeShown();
  $("home").hidden = !isHomeShown();
  $("composer-place").hidden = isHomeShown();
}

const TOOLS = { world: "World", faults: "Faults", ledger: "Ledger" };

function toolButton(name) {
  const isOpen = state.panel === name;
  const onclick = () => tell("panel", { name });
  return el("button", { type: "button", class: "tool", "aria-pressed": String(isOpen), onclick }, TOOLS[name]);
}

function tabButton(tab) {
  const isOpen = state.tab === tab;
  const onclick = () => tell("enter", { room: "app", tab });
  const label = tab === "home" ? "Home" : "Messages";
  return el("button", { type: "button", class: "tab", role: "tab", "aria-selected": String(isOpen), onclick }, label);
}

/** Reads the room again and changes only what has changed, so that what is half filled in stays. */
export async function refreshRoom({ isFresh = false } = {}) {
  if (isHomeShown()) return;
  const room = roomId();
  const { messages } = await read("/_page/room", { user: state.user, channel: room });
  if (room !== roomId()) return;
  const place = $("messages");
  const wasAtEnd = isFresh || place.scrollHeight - place.scrollTop - place.clientHeight < NEAR_END;
  if (isFresh) place.replaceChildren();
  drawList(place, messages, { isThread: false });
  drawStatus(place, room);
  if (wasAtEnd) showEnd(place);
}

/** The end of the talk; of a message higher than the room, its beginning. */
function showEnd(place) {
  place.scrollTop = place.scrollHeight;
  const last = place.querySelector(".message:last-of-type");
  if (last && last.offsetHeight > place.clientHeight) place.scrollTop = last.offsetTop - place.offsetTop;
}

function drawStatus(place, room) {
  place.querySelector(".status")?.remove();
  const status = state.statuses.get(room);
  if (status) place.append(el("p", { class: "status" }, `Adjutant ${status}`));
}

function drawList(place, messages, { isThread }) {
  const known = new Map([...place.querySelectorAll(":scope > .message")].map((node) => [node.dataset.ts, node]));
  const nodes = [];
  let lastDay = "";
  let before = null;
  for (const message of messages) {
    const at = new Date(Number(message.ts) * 1_000);
    if (!isThread && day.format(at) !== lastDay) {
      lastDay = day.format(at);
      nodes.push(el("div", { class: "day" }, el("span", {}, lastDay)));
      before = null;
    }
    const isFollowing =
      before?.user === message.user &&
      Number(message.ts) - Number(before.ts) < 180 &&
      !message.isPrivate &&
      !before.isPrivate;
    nodes.push(sameOrNew(known.get(message.ts), message, { at, isThread, isFollowing }));
    before = message;
  }
  if (messages.length === 0) nodes.push(emptyRoom());
  arrange(place, nodes);
}

function sameOrNew(node, message, setting) {
  const key = `${message.key}:${setting.isFollowing}`;
  if (node?.dataset.key === key) return node;
  const fresh = messageNode(message, setting);
  fresh.dataset.key = key;
  return fresh;
}

function messageNode(message, setting) {
  const { ts, name, isPrivate } = message;
  const { at, isThread, isFollowing } = setting;
  const classes = ["message", isPrivate ? "private" : "", isFollowing ? "following" : ""].join(" ");
  return el(
    "article",
    { class: classes, "data-ts": ts, "data-channel": roomId(), "aria-label": `${name}, ${time.format(at)}` },
    isPrivate ? el("p", { class: "eyes" }, icon("eye"), "Only visible to you") : null,
    faceOf(message, setting),
    contentOf(message, setting),
    isThread || isPrivate ? null : threadButton(ts),
  );
}

function timeNode(at) {
  return el("time", { datetime: at.toISOString() }, time.format(at));
}

function faceOf({ user, name, isFromApp }, { at, isFollowing }) {
  return isFollowing ? el("span", { class: "gutter" }, timeNode(at)) : avatar({ id: user, name, isApp: isFromApp });
}

function contentOf({ ts, name, isFromApp, html, isEdited, isWriting, replies }, { at, isThread, isFollowing }) {
  const tag = isFromApp ? el("span", { class: "tag" }, "APP") : null;
  const head = el("div", { class: "byline" }, el("strong", {}, name), tag, timeNode(at));
  const body = el("div", { class: "body" });
  body.append(fromServer(html));
  return el(
    "div",
    { class: "content" },
    isFollowing ? null : head,
    body,
    isEdited ? el("span", { class: "edited" }, "(edited)") : null,
    isWriting ? stopButton(ts) : null,
    replies > 0 && !isThread ? repliesButton(ts, replies) : null,
  );
}

function stopButton(ts) {
  const onclick = () => act({ act: "stop", user: state.user, channel: roomId(), ts });
  return el("button", { type: "button", class: "bk-button", onclick }, "Stop");
}

function repliesButton(ts, count) {
  const onclick = () => tell("panel", { name: "thread", details: ts });
  return el("button", { type: "button", class: "replies", onclick }, `${count} ${count === 1 ? "reply" : "replies"}`);
}

function threadButton(ts) {
  const onclick = () => tell("panel", { name: "thread", details: ts });
  return el(
    "button",
    { type: "button", class: "hover-tool", "aria-label": "Reply in a thread", title: "Reply in a thread", onclick },
    icon("reply"),
  );
}

function emptyRoom() {
  const commands = state.workspace.commands.map(({ command }) => command).filter((command) => command !== "/invite");
  const hint =
    commands.length > 0
      ? `Try ${commands.slice(0, 3).join(", ")}, or mention @Adjutant.`
      : "Say something, or mention @Adjutant.";
  return el(
    "div",
    { class: "empty" },
    avatar({ isApp: true }, "large"),
    el("h2", {}, "It is quiet here"),
    el("p", {}, hint),
  );
}

export function showThread(ts) {
  state.thread = ts;
  $("side-title").textContent = "Thread";
  const list = el("div", {
    class: "thread-list",
    id: "thread-list",
    role: "log",
    "aria-live": "polite",
    "aria-label": "Thread",
  });
  const place = el("div", { class: "composer-place" });
  $("side-body").replaceChildren(list, place);
  createComposer(place, { isThread: true });
  void refreshThread();
}

export async function refreshThread() {
  const list = $("thread-list");
  if (!state.thread || !list) return;
  const { messages } = await read("/_page/room", { user: state.user, channel: roomId(), thread: state.thread });
  drawList(list, messages, { isThread: true });
  list.scrollTop = list.scrollHeight;
}
