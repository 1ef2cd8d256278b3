import type { Prd, RequirementLink, StoredVersion } from "#domain/prd/prd";
import type { KnownTicket } from "#domain/spec/trace";
import type { Context } from "#kernel/context";
import { requirePrd } from "#kernel/prds";
import { spotOfTicket } from "./places.ts";

const AT_ONCE = 5;
const TICKETS_MAX = 100;

/** A PRD with what it says now. */
export async function requireText(context: Context, number: number): Promise<{ prd: Prd; head: StoredVersion }> {
  const prd = await requirePrd(context, number);
  const head = await context.prds.head(prd.id);
  if (!head) throw new Error(`PRD ${number} has no text.`);
  return { prd, head };
}

/** The tickets of a PRD as their trackers have them now; of one that cannot be asked, what is known of it. */
export async function readTickets(context: Context, links: readonly RequirementLink[]): Promise<KnownTicket[]> {
  const known = [...new Map(links.map((link) => [link.ref, link])).values()].slice(0, TICKETS_MAX);
  const tickets: KnownTicket[] = [];
  for (let start = 0; start < known.length; start += AT_ONCE) {
    const some = known.slice(start, start + AT_ONCE);
    tickets.push(...(await Promise.all(some.map((link) => readTicket(context, link)))));
  }
  return tickets;
}

async function readTicket(context: Context, { ref, title, url }: RequirementLink): Promise<KnownTicket> {
  try {
    const spot = await spotOfTicket(context, ref);
    const found = await spot.tracker.ticket(context, spot.ref);
    return { ref, title: found.title, url: found.url, status: found.status, isDone: found.isDone };
  } catch (error) {
    context.log.warn({ error, ref }, "ticket not read");
    return { ref, title, url, status: null, isDone: null };
  }
}
