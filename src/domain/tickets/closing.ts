import { descendantsOf } from "./descendants.ts";
import type { Ticket } from "./ticket.ts";

export const CLOSE = "issue.close";
export const CLOSE_ALL = "issue.close-all";

/**
 * The call that closes a ticket: it alone, or with what is open below it in its project, as far as that is known. Who agrees
 * to close something in one project agrees to nothing in another.
 */
export function closingOf(issue: string, open: readonly Pick<Ticket, "ref" | "parent">[]) {
  const [project = ""] = issue.toUpperCase().split("-");
  const below = descendantsOf(issue.toUpperCase(), open).map(({ ref }) => ref);
  const children = below.filter((ref) => ref.startsWith(`${project}-`));
  if (children.length === 0) return { name: CLOSE, input: { issue } };
  return { name: CLOSE_ALL, input: { issue, children } };
}
