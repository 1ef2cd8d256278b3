import { MAIN } from "#domain/prd/prd";
import { listPieces, type Piece } from "#domain/prd/sections";
import type { Inline, View, ViewNode } from "#lib/view";
import { listButtons } from "./buttons.ts";
import { toPerson } from "./people.ts";
import type { Shown } from "./show.ts";

/** A stretch of text in Slack takes so much; and an answer that people read, so much of it. */
const PIECE_CHARS_MAX = 2_500;
const PIECES_MAX = 25;
const CHARS_MAX = 8_000;

const STATES = { draft: "Draft", in_review: "In review", approved: "Approved", archived: "Archived" } as const;

export function describePrd(prd: Shown): View {
  const { number, title, state, version, branch } = prd;
  const where = branch === MAIN ? "" : ` on the branch ${branch}`;
  return {
    text: `PRD ${number}, ${title}: ${STATES[state].toLowerCase()}, version ${version.number}${where}.`,
    nodes: [
      { type: "header", text: `PRD ${number}: ${title}` },
      { type: "text", content: describeStanding(prd, where) },
      { type: "divider" },
      ...describeText(prd.text),
      { type: "divider" },
      ...describeReviews(prd),
      { type: "buttons", buttons: listButtons({ number, state, branch }) },
      { type: "note", content: describeRest(prd) },
    ],
  };
}

function describeStanding({ state, version, project, approvals, approvals_needed }: Shown, where: string): Inline[] {
  const votes = state === "in_review" || approvals > 0 ? ` · ${approvals} of ${approvals_needed} approvals` : "";
  const ofProject = project === null ? "" : ` · ${project}`;
  return [
    { bold: STATES[state] },
    ` · version ${version.number}${where} by `,
    toPerson(version.author),
    `: ${version.message}${votes}${ofProject}`,
  ];
}

/** Section by section, as much as people read at once. */
function describeText(text: string): ViewNode[] {
  const pieces = listPieces(text, PIECE_CHARS_MAX);
  const shown = pieces.slice(0, countFitting(pieces));
  const lines = pieces.slice(shown.length).reduce((sum, { from, to }) => sum + to - from, 0);
  const nodes = shown.flatMap(describePiece);
  if (lines === 0) return nodes.length > 0 ? nodes : [{ type: "text", content: ["It is empty."] }];
  return [...nodes, { type: "note", content: [`${lines} more lines. “Export” shows all of it.`] }];
}

function countFitting(pieces: readonly Piece[]): number {
  let chars = 0;
  const beyond = pieces.findIndex(({ text }, index) => {
    chars += text.length;
    return chars > CHARS_MAX || index >= PIECES_MAX;
  });
  return beyond < 0 ? pieces.length : beyond;
}

function describePiece({ heading, part, text }: Piece): ViewNode[] {
  if (heading === null || part > 1) {
    const body = text.trim();
    return body === "" ? [] : [{ type: "text", content: [body] }];
  }
  const body = text.split("\n").slice(1).join("\n").trim();
  return [{ type: "text", content: [{ bold: heading }, ...(body === "" ? [] : [`\n${body}`])] }];
}

const VERDICTS = {
  ...{ requested: " asked for a review", approved: " approved it" },
  ...{ changes: " asked for changes", rejected: " rejected it" },
} as const;

function describeReviews({ reviews, stale_review_of, version }: Shown): ViewNode[] {
  if (stale_review_of !== null) {
    const words = `The review was of version ${stale_review_of}. Version ${version.number} has landed since, so it has to be asked for again.`;
    return [{ type: "text", content: [words] }];
  }
  if (reviews.length === 0) return [];
  const items = reviews.map(({ verdict, by, comment }) => ({
    content: [toPerson(by), VERDICTS[verdict]],
    ...(comment !== null && { detail: [comment] }),
  }));
  return [{ type: "items", title: "Review", items }];
}

function describeRest({ number, branches, comments, is_tainted, is_private }: Shown): string[] {
  const others = branches.map(({ name, version }) => `${name} (version ${version})`).join(", ");
  return [
    others === "" ? "No other branches." : `Other branches: ${others}.`,
    comments === 0 ? "" : ` ${comments} ${comments === 1 ? "comment" : "comments"}.`,
    is_tainted ? " It was first written with words from outside the team." : "",
    is_private
      ? ` It is seen here and by whoever planned it alone, until they say /prd share ${number} elsewhere.`
      : "",
  ].filter((words) => words !== "");
}
