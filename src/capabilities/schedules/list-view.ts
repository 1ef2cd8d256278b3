import { memberIn } from "#domain/slack-ids";
import { describeInstant } from "#lib/time";
import type { Button, Inline, Item, View } from "#lib/view";
import type { Listed } from "./list.ts";

type Row = Listed["schedules"][number];

const NEW: Button = {
  ...{ label: "New schedule…", opens: "dialog", style: "primary" },
  call: { name: "schedules.form", input: {} },
};

const STATES: Record<string, string> = {
  queued: "about to be posted",
  proposed: "posted",
  quiet: "nothing to say",
  skipped: "skipped",
  failed: "not posted",
};

export function describeSchedules({ schedules, zone }: Listed): View {
  const text =
    schedules.length === 0
      ? "Nothing is posted by the clock yet."
      : `${schedules.length} ${schedules.length === 1 ? "schedule" : "schedules"}. Times are in ${zone}.`;
  return {
    text,
    nodes: [
      { type: "header", text: "Schedules" },
      { type: "text", content: [text] },
      ...(schedules.length > 0 ? [{ type: "items" as const, items: schedules.map((row) => toItem(row, zone)) }] : []),
      { type: "buttons", buttons: [NEW] },
      { type: "note", content: ["By words: ", { code: "/schedule add standup #channel weekdays at 9:30 words:all" }] },
    ],
  };
}

export function describeSaved({
  text,
  schedule,
  next,
  zone,
}: {
  text: string;
  schedule: number;
  next: string[];
  zone: string;
}): View {
  return {
    text,
    nodes: [
      { type: "text", content: [{ bold: text.split(". ")[0] ?? text }] },
      { type: "items", title: "Next", items: next.map((at) => ({ content: [describeInstant(new Date(at), zone)] })) },
      { type: "buttons", buttons: [toRun(schedule), toEdit(schedule)] },
    ],
  };
}

function toItem(row: Row, zone: string): Item {
  const { number, report, words, said, paused, next, runs } = row;
  const state = paused ? ` · paused${paused.why === null ? "" : `: ${paused.why}`}` : "";
  return {
    content: [{ bold: `${number} · ${report}${words ? ` ${words}` : ""}` }, `, ${said}, to `, ...toPlace(row), state],
    detail: [
      next.length > 0 ? `Next: ${next.map((at) => describeInstant(new Date(at), zone)).join("; ")}` : "Not due",
      ...runs.slice(0, 1).map((run) => ` · Last: ${describeRun(run, zone)}`),
    ],
    buttons: toButtons(row),
  };
}

function toPlace({ channel }: Row): Inline[] {
  return memberIn(channel) === undefined ? [{ channel, label: channel }] : [{ user: channel, label: channel }];
}

function describeRun({ due_at, state, words, approval }: Row["runs"][number], zone: string): string {
  const what = words ?? STATES[state] ?? state;
  const by = approval === null ? "" : `, proposal ${approval}`;
  return `${describeInstant(new Date(due_at), zone)}, ${what}${by}`;
}

function toButtons({ number, paused }: Row): Button[] {
  const name = paused ? "resume" : "pause";
  const label = paused ? "Resume" : "Pause";
  return [
    { ...{ label, description: `${label} schedule ${number}` }, call: toCall(name, number) },
    toRun(number),
    toEdit(number),
    {
      ...{ label: "Delete", description: `Delete schedule ${number}`, style: "danger" },
      ...{ call: toCall("delete", number), confirm: `Delete schedule ${number}? What it has posted stays.` },
    },
  ];
}

function toRun(number: number): Button {
  return { label: "Run now", description: `Run schedule ${number} now`, call: toCall("run", number) };
}

function toEdit(number: number): Button {
  return { label: "Edit…", description: `Edit schedule ${number}`, opens: "dialog", call: toCall("form", number) };
}

function toCall(verb: string, schedule: number) {
  return { name: `schedules.${verb}`, input: { schedule } };
}
