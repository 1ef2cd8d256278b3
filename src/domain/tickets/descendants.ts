import type { Ticket } from "./ticket.ts";

/** What is below a ticket, however deep, what is deepest first. Trackers do not keep people from parents in a circle. */
export function descendantsOf<Known extends Pick<Ticket, "ref" | "parent">>(ref: string, tickets: readonly Known[]) {
  const byParent = Map.groupBy(tickets, ({ parent }) => parent);
  const seen = new Set([ref]);
  const found: Known[] = [];
  for (let level = byParent.get(ref) ?? []; level.length > 0; ) {
    const fresh = level.filter((ticket) => !seen.has(ticket.ref));
    for (const ticket of fresh) seen.add(ticket.ref);
    found.unshift(...fresh);
    level = fresh.flatMap((ticket) => byParent.get(ticket.ref) ?? []);
  }
  return found;
}
