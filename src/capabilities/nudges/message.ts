import { z } from "zod";
import { mayBeBlocked } from "#domain/acting/blocking";
import { describeKind } from "#domain/acting/kind-words";
import type { Signal } from "#domain/signals";
import { toLink } from "#domain/subject";
import type { Context } from "#kernel/context";
import type { Button, View, Item as ViewItem } from "#lib/view";

/** A signal, and what the person who is written to is to it. */
export const Item = z.object({
  signal: z.string().min(1).max(64),
  as: z.enum(["reviewer", "code_owner", "author", "owner", "unblocker", "lead"]),
});
type Item = z.output<typeof Item>;

export interface Listed {
  signal: Signal;
  as: Item["as"];
}

/** What of it still needs somebody. */
export async function loadListed({ signals }: Context, items: readonly Item[]): Promise<Listed[]> {
  const listed: Listed[] = [];
  for (const { signal: id, as } of items) {
    const signal = await signals.find(id);
    if (signal?.state === "open" || signal?.state === "acknowledged") listed.push({ signal, as });
  }
  return listed;
}

/** Why this person hears of it. */
const PARTS: Record<Item["as"], string> = {
  reviewer: "Your review is asked for.",
  code_owner: "Nobody is asked to review it, and it may be yours.",
  author: "It is yours.",
  owner: "The next step is yours.",
  unblocker: "You may be the one who can clear the way.",
  lead: "Nothing has changed for three working days, so you hear of it as lead.",
};

export function toLines(listed: readonly Listed[]): string[] {
  return listed.map((one) => `${one.signal.subject} ${one.signal.title}: ${one.signal.reason}. ${describePart(one)}`);
}

function describePart({ signal, as }: Listed): string {
  return as === "author" && mayBeBlocked(signal.kind) ? `${PARTS[as]} Is it blocked?` : PARTS[as];
}

export function toMessage(listed: readonly Listed[]): View {
  const [first] = listed;
  const more = listed.length > 1 ? `, and ${listed.length - 1} more` : "";
  const about = first ? `${first.signal.subject} ${describeKind(first.signal.kind)}${more}.` : "It is done already.";
  return {
    text: about,
    nodes: [
      { type: "text", content: [{ bold: listed.length > 1 ? "These need you" : "This needs you" }] },
      { type: "items", items: listed.map(toItem) },
      { type: "note", content: ["To be left alone for a week: ", { code: "/adjutant nudges quiet" }, "."] },
    ],
  };
}

function toItem(listed: Listed): ViewItem {
  const { subject, title, reason, kind } = listed.signal;
  return {
    content: [toLink(listed.signal), ` ${title}`],
    detail: [`${reason}. ${describePart(listed)}`],
    buttons: [
      ...(listed.as === "author" && mayBeBlocked(kind) ? [itIsBlocked(subject)] : []),
      {
        ...{ label: "Snooze", description: `Snooze ${subject} for a day` },
        call: { name: "signals.snooze", input: { subject } },
      },
      {
        ...{ label: "Not me", description: `Do not ask me about ${subject}` },
        call: { name: "nudges.not-me", input: { subject } },
      },
      {
        ...{ label: "Why", description: `Why ${subject}`, opens: "dialog" },
        call: { name: "signals.explain", input: { subject } },
      },
    ],
  };
}

/** What somebody says outranks what it looks like: it begins the ladder, whose first step is the next one's. */
function itIsBlocked(subject: string): Button {
  return {
    ...{ label: "It is blocked…", description: `${subject} is blocked`, opens: "dialog" },
    call: { name: "blockers.form", input: { subject } },
  };
}
