import { ALIKE_MIN, likeness } from "#domain/plan/twins";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import { TicketField } from "./fields.ts";
import { type Spot, spotOfProject, spotOfTicket } from "./places.ts";
import type { Created } from "./tracker.ts";

const ISSUE_ADDRESS = /\/([\w.-]+\/[\w.-]+)\/issues\/(\d{1,9})(?:[/?#]|$)/;
const KEY_ADDRESS = /\/([A-Za-z][A-Za-z0-9]{0,19}-\d{1,9})(?:[/?#]|$)/;

/**
 * The ticket that somebody says was made of this, by its name or its address: read from the tracker, and taken where it is
 * in the same place and is called alike. Its own address comes from the tracker, never from what was typed.
 */
export async function readNamed(
  context: Context,
  { project, title }: { project: string; title: string },
  words: string,
): Promise<{ spot: Spot; created: Created }> {
  const ref = TicketField.safeParse(toRef(words));
  if (!ref.success) throw new UserError("became: Write it like API-12 or owner/name#7, or give its address.");
  const [asked, spot] = await Promise.all([spotOfProject(context, project), spotOfTicket(context, ref.data)]);
  const place = spot.ref.replace(/[#-]\d+$/, "");
  if (spot.name !== asked.name || place.toLowerCase() !== asked.ref.toLowerCase()) {
    throw new UserError(`became: ${ref.data} is not in ${asked.ref}, where it was to be made.`);
  }
  const ticket = await spot.tracker.ticket(context, spot.ref);
  if (likeness(ticket.title, title) < ALIKE_MIN) {
    throw new UserError(`became: ${ticket.ref} is called “${ticket.title}”, which is not “${title}”.`);
  }
  return { spot, created: { ref: ticket.ref, url: ticket.url } };
}

function toRef(words: string): string {
  const typed = words.trim();
  const [, repository, number] = ISSUE_ADDRESS.exec(typed) ?? [];
  if (repository !== undefined) return `${repository}#${number}`;
  const [, key] = KEY_ADDRESS.exec(typed) ?? [];
  return /^https?:/i.test(typed) ? (key ?? typed) : typed;
}
