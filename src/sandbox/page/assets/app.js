import { act, listen, read } from "./api.js";
import { installBlocks } from "./blocks.js";
import { createComposer } from "./composer.js";
import { $, icon, toast } from "./dom.js";
import { showFaults } from "./faults.js";
import { refreshLedger, showLedger } from "./ledger.js";
import { refreshViews } from "./modal.js";
import { drawHead, refreshRoom, refreshThread, showThread } from "./room.js";
import { drawSidebar } from "./sidebar.js";
import { channelOf, isHomeShown, on, readAddress, roomId, state, tell, writeAddress } from "./state.js";
import { installLinks, showStory } from "./story.js";
import { refreshWorld, showWorld } from "./world.js";

const PANELS = { world: showWorld, ledger: showLedger, faults: showFaults, thread: showThread, story: showStory };
const FIRST_USER = "U0ADA";
const FIRST_ROOM = "C0ENG";

let stopListening = () => {};

async function become(user) {
  state.user = user;
  state.workspace = await read("/_page/workspace", { user });
  if (state.room !== "app" && !channelOf(state.room)) state.room = FIRST_ROOM;
  state.unread.clear();
  state.thread = null;
  stopListening();
  stopListening = listen(user, hear);
  if (state.panel === "thread") closeSide();
  await enter(state.room, state.tab);
}

async function enter(room, tab = "home") {
  const isAnother = state.room !== room;
  state.room = room;
  state.tab = tab;
  state.unread.delete(roomId());
  if (isAnother && state.panel === "thread") closeSide();
  writeAddress();
  $("shell").classList.remove("sidebar-open");
  drawSidebar();
  drawHead();
  if (room === "app") void act({ act: "tab", user: state.user, tab });
  await Promise.all([refreshRoom({ isFresh: true }), refreshViews()]);
  if (!isHomeShown()) $("composer-text")?.focus({ preventScroll: true });
}

function openPanel(name, details) {
  state.panel = name;
  $("side").hidden = false;
  $("shell").classList.add("side-open");
  void PANELS[name](details);
  $("close-side").focus({ preventScroll: true });
  drawHead();
}

function closeSide() {
  state.panel = null;
  state.thread = null;
  $("side").hidden = true;
  $("shell").classList.remove("side-open");
  drawHead();
}

const HEARS = {
  ready: () => {
    void refreshRoom();
    void refreshViews();
  },
  away: () => {},
  message(news) {
    if (news.channel === roomId()) void refreshRoom();
    else if (news.act === "posted" && !news.isOwn) {
      state.unread.set(news.channel, (state.unread.get(news.channel) ?? 0) + 1);
      drawSidebar();
    }
    if (news.isFromApp) state.statuses.delete(news.channel);
    if (state.thread && news.channel === roomId()) void refreshThread();
    notify(news);
  },
  view: () => refreshViews(),
  home: () => refreshViews(),
  notice: ({ text }) => toast(text, "bad"),
  status({ channel, text }) {
    state.statuses.set(channel, text);
    void refreshRoom();
  },
  prompts: ({ prompts }) => tell("prompts", prompts),
  world: () => state.panel === "world" && refreshWorld(),
  ledger({ sockets }) {
    state.workspace.isConnected = sockets > 0;
    drawSidebar();
    if (state.panel === "ledger") void refreshLedger();
  },
};

function hear(news) {
  HEARS[news.type]?.(news);
}

/** A screen reader and a notification read the text of a message, not its blocks. */
function notify({ act: what, channel, text, isOwn, isFromApp }) {
  const isElsewhere = channel !== roomId() || isHomeShown();
  if (what !== "posted" || isOwn || !isFromApp || !isElsewhere) return;
  const place = channelOf(channel);
  toast(`${place?.kind === "im" ? "Adjutant" : `Adjutant in #${place?.name}`}: ${text}`);
}

function installTheme() {
  const stored = localStorage.getItem("theme");
  if (stored) document.documentElement.dataset.theme = stored;
  on("theme", () => {
    const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = document.documentElement.dataset.theme ?? (isDark ? "dark" : "light");
    const next = now === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    localStorage.setItem("theme", next);
  });
}

function installKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.panel && !event.defaultPrevented && !document.querySelector("dialog[open]"))
      closeSide();
  });
}

async function start() {
  installTheme();
  installKeys();
  installBlocks();
  installLinks();
  $("messages").tabIndex = 0;
  $("open-sidebar").append(icon("menu"));
  $("close-side").append(icon("close"));
  createComposer($("composer-place"), { isThread: false });
  on("become", become);
  on("enter", ({ room, tab }) => enter(room, tab));
  on("panel", ({ name, details }) => (state.panel === name && !details ? closeSide() : openPanel(name, details)));
  $("close-side").addEventListener("click", closeSide);
  $("open-sidebar").addEventListener("click", () => $("shell").classList.toggle("sidebar-open"));
  const { user, room, tab } = readAddress();
  state.room = room || FIRST_ROOM;
  state.tab = tab || "home";
  await become(user || FIRST_USER);
}

start().catch((error) => toast(error.message, "bad"));
