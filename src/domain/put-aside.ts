import type { Finding } from "./findings.ts";
import type { Signal, Snooze } from "./signals.ts";

/** What people have said of what is found. */
export interface PutAside {
  /** In force. */
  snoozes: readonly Snooze[];
  signals: readonly Signal[];
}

/** Why a person need not see a finding now; undefined when they should. */
export function putAsideBy({ snoozes, signals }: PutAside, finding: Finding): "snoozed" | "done" | undefined {
  const { subject, kind, scope, rule } = finding;
  if (snoozes.some((snooze) => isAbout(snooze, { subject, rule }) && !breaks(finding, snooze))) return "snoozed";
  const isDone = signals.some(
    (signal) =>
      signal.subject === subject &&
      signal.kind === kind &&
      signal.scope === scope &&
      signal.state === "resolved" &&
      signal.resolution === "dismissed",
  );
  return isDone ? "done" : undefined;
}

/** Until when a condition is put aside: all the rules that find it must be. Undefined when one of them is not. */
export function snoozedUntil(
  { subject, rules }: { subject: string; rules: readonly string[] },
  snoozes: readonly Snooze[],
): Date | undefined {
  const ends = rules.map((rule) => {
    const own = snoozes.filter((snooze) => isAbout(snooze, { subject, rule }));
    return Math.max(...own.map(({ until }) => until.getTime()), 0);
  });
  const end = Math.min(...ends);
  return end > 0 && Number.isFinite(end) ? new Date(end) : undefined;
}

function isAbout(snooze: Snooze, { subject, rule }: { subject: string; rule: string }): boolean {
  return snooze.subject === subject && (snooze.rule === "" || snooze.rule === rule);
}

/** An incident that began after a person asked for quiet is news to them. */
function breaks({ kind, since }: Finding, { at }: Snooze): boolean {
  return kind === "open_incident" && since > at;
}
