import type { Status } from "#domain/trust/status";
import { describeInstant } from "#lib/time";
import type { Inline, ViewNode } from "#lib/view";
import type { Shown } from "./fields.ts";
import { toPerson } from "./people.ts";

export const STATUS_WORDS: Record<Status, string> = {
  pending: "waits for a decision",
  approved: "is approved",
  declined: "was declined",
  expired: "expired",
  superseded: "was replaced",
  performing: "is being carried out",
  done: "is done",
  failed: "failed",
  uncertain: "needs a look: it may have happened",
  described: "was a dry run",
};

/** What became of an approval: who decided, and what came of it. */
export function describeCourse(shown: Shown): ViewNode[] {
  const course = [describeDecision(shown), ENDINGS[shown.status]?.(shown) ?? []].flatMap((content) =>
    content.length > 0 ? [{ type: "text" as const, content }] : [],
  );
  return [...course, ...describeRows(shown)];
}

const ROW_WORDS: Partial<Record<string, string>> = {
  ...STATUS_WORDS,
  done: "done",
  waiting: "waits for its turn",
  skipped: "left out",
};

/** How far a batch is: in a sentence, and line by line. */
function describeRows({ rows, status }: Shown): ViewNode[] {
  if (rows === null || status !== "done") return [];
  const counts = Object.entries(Object.groupBy(rows, (row) => row.status));
  const said = counts.map(([word, some]) => `${some?.length ?? 0} ${ROW_WORDS[word] ?? word}`).join(", ");
  const items = rows.map((row) => ({
    content: [
      ...(row.link === null ? [row.label] : [{ link: row.link, label: row.label }]),
      row.status === "done" ? "" : `: ${ROW_WORDS[row.status] ?? row.status}`,
      row.why === null ? "" : `. ${row.why}`,
      row.status !== "done" && row.number !== null ? ` (approval ${row.number})` : "",
    ].filter((part) => part !== ""),
  }));
  return [{ type: "items", title: `${said}.`, items }];
}

function describeDecision(shown: Shown): Inline[] {
  const { decided_by, decided_at, status, reason, agreed, broke_glass, names, zone } = shown;
  if (decided_by === null || decided_at === null) return [];
  const approved = broke_glass ? "Approved alone, breaking the glass, by " : "Approved by ";
  const word = status === "declined" ? "Declined by " : approved;
  const others = agreed.filter((by) => by !== decided_by && status !== "declined");
  return [
    { bold: word },
    toPerson(decided_by, names),
    ...others.flatMap((by) => [" and ", toPerson(by, names)]),
    `, ${describeInstant(new Date(decided_at), zone)}.`,
    ...(reason === null ? [] : [` “${reason}”`]),
  ];
}

const ENDINGS: Partial<Record<Status, (shown: Shown) => Inline[]>> = {
  done: ({ result_link, rows }) => [
    { bold: rows === null ? "Done. " : "" },
    ...(result_link === null ? [] : [{ link: result_link, label: "See what came of it" }]),
  ],
  failed: ({ error }) => [{ bold: "Nothing was done. " }, error ?? ""],
  uncertain: ({ error, link }) => [
    { bold: "Nobody can tell whether it happened. " },
    `${error ?? ""} Look there, and say what you found. Nothing is tried again. `,
    ...(link === null ? [] : [{ link, label: "Open the target" }]),
  ],
  superseded: ({ superseded_by, error }) => [
    superseded_by === null ? (error ?? "") : `Approval ${superseded_by} took its place.`,
  ],
  described: () => ["Nothing was sent. What is shown here is what would have been."],
  expired: ({ error }) => [error ?? "Nobody decided in time. Nothing was done."],
  approved: ({ error }) => (error === null ? [] : [`It waits: ${error}`]),
};
