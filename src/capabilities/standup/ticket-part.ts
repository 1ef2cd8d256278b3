import { z } from "zod";
import type { Observation } from "#domain/observation";
import { describeDuration } from "#lib/time";
import { ownerKey, type Work } from "./work.ts";

const LISTED_MAX = 50;

const Ticket = z.object({ subject: z.string(), title: z.string(), url: z.string() });

/** What trackers and channels add to the standup; null where they were never heard of. */
export const TicketPart = z.object({
  /** Explicit blockers, in words; null while no source of them is connected. */
  blockers: z.array(z.string()).nullable(),
  /** Those that were there before the last working day. */
  carried_over: z.array(z.string()).nullable(),
  closed_tickets: z.array(z.string()).nullable(),
  /** The same with what a reader needs. */
  closed: z.array(Ticket).nullable(),
  in_progress_by_epic: z
    .array(
      z.object({
        epic: z.string().nullable(),
        title: z.string().nullable(),
        /** The owner is whose next step it is. */
        items: z.array(Ticket.extend({ owner: z.string().nullable(), since: z.string() })),
      }),
    )
    .nullable(),
  todo: z.number().nullable(),
  backlog: z.number().nullable(),
  sprint: z.string().nullable(),
  /** Tickets that were asked for in channels, and not made; null where nobody listens. */
  untracked_talk: z.array(z.object({ channel: z.string(), ts: z.string(), title: z.string() })).nullable(),
});
export type TicketPart = z.output<typeof TicketPart>;

export function describeWork(work: Work, observation: Observation): TicketPart {
  const { tickets, talk } = work;
  return {
    ...describeBlockers(work, observation),
    closed_tickets: tickets?.closed.slice(0, LISTED_MAX).map(({ ticket }) => ticket.ref) ?? null,
    closed: tickets?.closed.slice(0, LISTED_MAX).map(({ ticket }) => toTicket(ticket)) ?? null,
    in_progress_by_epic: listEpics(work),
    todo: tickets?.todo ?? null,
    backlog: tickets?.backlog ?? null,
    sprint: tickets?.sprint ?? null,
    untracked_talk: talk?.slice(0, LISTED_MAX) ?? null,
  };
}

interface Blocker {
  words: string;
  since: number;
}

function describeBlockers({ tickets }: Work, observation: Observation): Pick<TicketPart, "blockers" | "carried_over"> {
  const findings = observation.evaluations.flatMap((evaluation) => evaluation.findings);
  const pulls = findings.filter(({ kind }) => kind === "blocked_pr");
  if (!tickets && pulls.length === 0) return { blockers: null, carried_over: null };
  const lasted = (since: number) => describeDuration(observation.asOf.getTime() - since);
  const all: Blocker[] = [
    ...pulls.map(({ subject, reason, since }) => ({ words: `${subject}: ${reason}`, since: since.getTime() })),
    ...(tickets?.blocked ?? []).map(({ ticket, since }) => ({
      words: `${ticket.ref} ${ticket.title}: blocked for ${lasted(since)}`,
      since,
    })),
  ];
  const words = (blockers: readonly Blocker[]) => blockers.slice(0, LISTED_MAX).map((one) => one.words);
  return { blockers: words(all), carried_over: words(all.filter(({ since }) => since < observation.since.getTime())) };
}

function listEpics({ tickets, owners }: Work): TicketPart["in_progress_by_epic"] {
  return (
    tickets?.epics.slice(0, LISTED_MAX).map(({ epic, title, items }) => ({
      ...{ epic, title },
      items: items.slice(0, LISTED_MAX).map(({ ticket, since }) => ({
        ...toTicket(ticket),
        ...{
          owner: owners.get(ownerKey(ticket)) ?? (ticket.assignee === null ? null : "somebody"),
          since: new Date(since).toISOString(),
        },
      })),
    })) ?? null
  );
}

function toTicket({ ref, title, url }: { ref: string; title: string; url: string }) {
  return { subject: ref, title, url };
}
