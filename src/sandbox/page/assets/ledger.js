import { read } from "./api.js";
import { $, el } from "./dom.js";

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

export function showLedger() {
  $("side-title").textContent = "Ledger";
  $("side-body").replaceChildren(
    el("div", { id: "ledger-figures", class: "figures" }),
    el("div", { id: "ledger-list" }),
  );
  void refreshLedger();
}

/** Every envelope that went to the app and every call that came from it, the latest first. */
export async function refreshLedger() {
  const { count, sockets, pending, acks, entries } = await read("/_sandbox/ledger");
  const list = $("ledger-list");
  if (!list) return;
  $("ledger-figures").replaceChildren(
    figure("Connections", sockets),
    figure("Waiting", pending),
    figure("Ack p50", milliseconds(acks.p50)),
    figure("Ack p99", milliseconds(acks.p99)),
    figure("Entries", count),
  );
  const known = new Map([...list.children].map((node) => [node.dataset.key, node]));
  list.replaceChildren(...entries.map((entry) => known.get(keyOf(entry)) ?? row(entry)));
}

function keyOf({ at, kind, name, id, ms }) {
  return [at, kind, name, id, ms].join("|");
}

function figure(label, value) {
  return el("div", { class: "figure" }, el("strong", {}, String(value)), el("span", {}, label));
}

function milliseconds(value) {
  return value === null ? "–" : `${value.toFixed(1)} ms`;
}

const SIGNS = { envelope: "→", call: "←", response: "←" };

function row(entry) {
  const { at, kind, name, outcome, ms, attempt, details } = entry;
  const isGood = outcome === "acked" || outcome === "ok";
  return el(
    "details",
    { class: "entry", "data-key": keyOf(entry) },
    el(
      "summary",
      {},
      el("span", { class: "sign", title: kind === "envelope" ? "to the app" : "from the app" }, SIGNS[kind]),
      el("span", { class: "entry-name" }, name, attempt > 0 ? el("span", { class: "tag" }, `retry ${attempt}`) : null),
      el("span", { class: isGood ? "good" : "bad" }, outcome),
      el("span", { class: "number" }, milliseconds(ms)),
      el("time", { datetime: at }, clock.format(new Date(at))),
    ),
    el("pre", {}, details),
  );
}
