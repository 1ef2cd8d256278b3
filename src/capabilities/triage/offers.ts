import { z } from "zod";
import { describeKind } from "#domain/acting/kind-words";
import type { HeldBack, Suggestion } from "#domain/acting/records";
import { describeTicket, projectOf } from "#domain/acting/ticket";
import type { AttentionEntry } from "#domain/attention-entry";
import type { Project, Team } from "#domain/directory";
import type { PullRequest } from "#domain/pull-request";
import { describeDuration, HOUR_MS } from "#lib/time";
import type { Button } from "#lib/view";

/** The label that says of a pull request what a kind of finding says of it. */
const LABELS: Record<string, string> = {
  blocked_pr: "blocked",
  changes_requested_idle: "waiting-for-author",
  no_ticket_link: "needs-ticket",
  pr_without_review: "needs-review",
  stale_pr: "stale",
};
const ASKED_MAX = 5;

/** What can be done about a line at once; null where that makes no sense. */
export const Offers = z.object({
  nudge: z.string().nullable(),
  reviewer: z.object({ login: z.string(), reason: z.string() }).nullable(),
  label: z.string().nullable(),
  ticket: z.object({ project: z.string(), title: z.string(), body: z.string() }).nullable(),
});
export type Offers = z.output<typeof Offers>;

/** What is known beside the findings; nothing of it for a moment in the past. */
export interface Known {
  suggestions: ReadonlyMap<string, Suggestion>;
  heldBack: readonly HeldBack[];
  teams: readonly Team[];
  projects: readonly Project[];
}

export const NOTHING: Offers = { nudge: null, reviewer: null, label: null, ticket: null };

/** Only a pull request that waits for somebody can be helped on with one click. */
export function offersFor(entry: AttentionEntry, pull: PullRequest | undefined, known: Known): Offers {
  if (!pull) return NOTHING;
  const suggestion = pull.requestedReviewers.length === 0 ? known.suggestions.get(pull.subject) : undefined;
  const isUnreviewed = pull.firstReviewAt === null;
  return {
    nudge: wordNudge(entry),
    reviewer: suggestion && isUnreviewed ? { login: suggestion.login, reason: suggestion.reason } : null,
    label: labelFor(entry, pull),
    ticket: entry.kind === "no_ticket_link" ? ticketFor(pull, known) : null,
  };
}

/** What a nudge says beside the pull request: whose step it is, and since when; no word of anybody else's. */
function wordNudge({ owners, kind, waited_hours, next_step }: AttentionEntry): string | null {
  if (owners.length === 0) return null;
  const asked = owners.slice(0, ASKED_MAX).map((login) => `@${login}`);
  const since = describeDuration(waited_hours * HOUR_MS, "working");
  return `${asked.join(", ")}: this ${describeKind(kind)}, for ${since} now. Next: ${next_step}.`;
}

function labelFor({ kind }: AttentionEntry, { labels }: PullRequest): string | null {
  const label = LABELS[kind];
  return label === undefined || labels.some((one) => one.toLowerCase() === label) ? null : label;
}

function ticketFor(pull: PullRequest, { teams, projects }: Known): Offers["ticket"] {
  return describeTicket(pull, projectOf(pull.repo, teams, projects)).input;
}

/** A button for each; every one is a proposal, of which the policy says who has to agree. */
export function offerButtons(subject: string, { nudge, reviewer, label, ticket }: Offers): Button[] {
  const on = (name: string, input: Record<string, unknown>) => ({ name, input: { pull: subject, ...input } });
  return [
    ...(nudge === null
      ? []
      : [
          {
            ...{ label: "Nudge", description: `Comment on ${subject} for those whose step it is` },
            call: on("pr.comment", { body: nudge, kind: "nudge" }),
          },
        ]),
    ...(reviewer === null
      ? []
      : [
          {
            ...{ label: `Ask ${reviewer.login}`, description: `Ask ${reviewer.login}, who ${reviewer.reason}` },
            call: on("pr.request-review", { login: reviewer.login }),
          },
        ]),
    ...(ticket === null
      ? []
      : [
          {
            ...{ label: "Create ticket", description: `Create a ticket for ${subject}` },
            call: { name: "triage.ticket", input: { pull: subject } },
          },
        ]),
    ...(label === null
      ? []
      : [{ label: "Label", description: `Label ${subject} “${label}”`, call: on("pr.label", { label }) }]),
  ];
}
