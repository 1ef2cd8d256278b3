/** What the page knows, and who wants to know when it changes. */

const listeners = new Map();

export const state = {
  user: "",
  /** A channel id; `app` for the app's place. */
  room: "",
  tab: "home",
  thread: null,
  panel: null,
  workspace: null,
  unread: new Map(),
  statuses: new Map(),
};

export function on(what, listener) {
  listeners.set(what, [...(listeners.get(what) ?? []), listener]);
}

export function tell(what, details) {
  for (const listener of listeners.get(what) ?? []) listener(details);
}

/** The channel that is shown; of the app's place the direct conversation. */
export function roomId() {
  return state.room === "app" ? direct() : state.room;
}

export function direct() {
  return `D${state.user.slice(1)}`;
}

export function channelOf(id) {
  return state.workspace?.channels.find((channel) => channel.id === id);
}

export function isHomeShown() {
  return state.room === "app" && state.tab === "home";
}

/** The address says where one is, so that it can be kept and shared. */
export function writeAddress() {
  const place = state.room === "app" ? `app/${state.tab}` : state.room;
  history.replaceState(null, "", `?as=${encodeURIComponent(state.user)}#${place}`);
}

export function readAddress() {
  const [room = "", tab = ""] = location.hash.slice(1).split("/");
  return { user: new URLSearchParams(location.search).get("as"), room, tab };
}
