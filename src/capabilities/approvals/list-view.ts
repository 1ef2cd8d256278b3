import { describeInstant } from "#lib/time";
import type { Button, Inline, Item, View, ViewNode } from "#lib/view";
import { listDecisions } from "./buttons.ts";
import type { Hidden, Listed, Shown } from "./fields.ts";
import { hasUnseen } from "./payload.ts";
import { nameOf } from "./people.ts";

/** What is as short as this is shown in its line, and can be decided there. */
const BRIEF_MAX = 300;

export function describeList(listed: Listed): View {
  const { of, mine, others, uncertain, hidden, is_cut } = listed;
  const sections = [
    section("Waits for your word", mine.map(toDecidable)),
    section(of === "all" ? "Waits for a decision" : "Waits for others", others.map(toItem)),
    section("Needs a look: nobody can tell whether it happened", uncertain.map(toItem)),
    section("In private places", hidden.map(toHiddenItem)),
  ];
  const summary = summarise(listed);
  const text = is_cut ? `${summary} There are more; these run out first.` : summary;
  return {
    text,
    nodes: [{ type: "header", text: "Approvals" }, { type: "text", content: [text] }, ...sections.flat()],
  };
}

function summarise({ of, mine, others, uncertain, hidden }: Listed): string {
  const waiting = mine.length + others.length + hidden.filter(({ status }) => status === "pending").length;
  const unclear = uncertain.length > 0 ? ` ${uncertain.length} may or may not have happened.` : "";
  if (waiting === 0) return `Nothing waits for ${of === "mine" ? "your word" : "a decision"}.${unclear}`;
  if (of === "mine") return `${mine.length} ${mine.length === 1 ? "waits" : "wait"} for your word.${unclear}`;
  const yours = of === "both" ? `, ${mine.length || "none"} of them for yours` : "";
  return `${waiting} ${waiting === 1 ? "waits" : "wait"} for a decision${yours}.${unclear}`;
}

function section(title: string, items: Item[]): ViewNode[] {
  return items.length > 0 ? [{ type: "items", title, items }] : [];
}

/** With the payload in it, if it is short; else it is decided where all of it is shown. */
function toDecidable(shown: Shown): Item {
  const payload = shown.payload.map(({ label, text }) => (text === "" ? label : `${label}: ${text}`)).join(" · ");
  // What is left out here, a warning or a part of the payload, is seen where all of it is shown, and decided there.
  const isPlain = !shown.is_tainted && !shown.is_dry_run && !hasUnseen(payload);
  const isBrief = isPlain && payload.length <= BRIEF_MAX && shown.payload.every(({ before }) => before === undefined);
  const [first, ...rest] = toDetail(shown);
  const detail = isBrief ? [`${payload}. `, first ?? "", ...rest] : [first ?? "", ...rest];
  return { ...toItem(shown), detail, buttons: [...listDecisions(shown, isBrief), ...(isBrief ? [look(shown)] : [])] };
}

function toItem(shown: Shown): Item {
  return { content: toTitle(shown), detail: toDetail(shown), buttons: [look(shown)] };
}

function toHiddenItem({ number, risk_level }: Hidden): Item {
  return { content: [{ bold: `${number} ` }, "private"], detail: [`Risk ${risk_level}`] };
}

function toTitle({ number, does, subject, link }: Shown): Inline[] {
  return [{ bold: `${number} ` }, `${does} · `, link === null ? subject : { link, label: subject }];
}

function toDetail({ risk_level, requester, names, expires_at, is_tainted, zone, status, error }: Shown): string[] {
  const tainted = is_tainted ? ", contains untrusted text" : "";
  const wait = status === "pending" ? `, until ${describeInstant(new Date(expires_at), zone)}` : `. ${error ?? ""}`;
  return [`Risk ${risk_level}${tainted}, asked by ${nameOf(requester, names)}${wait}`];
}

function look({ id, number }: Shown): Button {
  const call = { name: "approvals.show", input: { approval: id, whole: true } };
  return { label: "Look", description: `Look at approval ${number}`, call, opens: "dialog" };
}
