import { z } from "zod";
import { STATUSES } from "#domain/trust/status";
import { UnavailableError } from "#kernel/errors";
import type { View } from "#lib/view";
import type { CardDesk } from "./cards.ts";

const DECIDERS_MAX = 20;

/** What of an approval decides where its card goes. */
const Proposal = z.object({
  status: z.enum(STATUSES),
  mode: z.enum(["auto", "ask", "require_approval"]),
  deciders: z.array(z.string()),
  requester: z.string(),
  place: z.string().nullable(),
  part_of: z.string().nullable(),
});
export type Proposal = z.output<typeof Proposal>;

/** An approval as it is now, and how it is shown; undefined when there is none. */
export async function readProposal(
  desk: Pick<CardDesk, "invoke" | "log">,
  id: string,
): Promise<{ proposal: Proposal; view: View } | undefined> {
  const outcome = await desk.invoke({
    name: "approvals.show",
    input: { approval: id },
    actor: { kind: "schedule", id: "schedule:cards" },
    origin: { surface: "schedule" },
  });
  if (outcome.status === "done") return { proposal: Proposal.parse(outcome.result), view: outcome.view };
  if (outcome.status !== "refused") throw new UnavailableError("The approval cannot be read at the moment.");
  desk.log.warn({ approval: id, why: outcome.message }, "approval without a card");
  return undefined;
}

/** Where the card goes: the channel for cards, or else to those who may decide, and where it was asked for. */
export async function listDestinations(
  desk: Pick<CardDesk, "cardChannel" | "membersOf">,
  { deciders, requester, place }: Proposal,
): Promise<string[]> {
  const channel = desk.cardChannel();
  if (channel !== undefined) return [channel];
  const people = await expand(desk, deciders);
  const asked = [place, requester].flatMap((id) => (id?.startsWith("slack:") ? [id.slice("slack:".length)] : []));
  return [...new Set([...people.slice(0, DECIDERS_MAX), ...asked.slice(0, 1)])];
}

/** Groups become their members. */
async function expand({ membersOf }: Pick<CardDesk, "membersOf">, ids: readonly string[]): Promise<string[]> {
  const people: string[] = [];
  for (const id of ids) people.push(...(id.startsWith("S") ? await membersOf(id) : [id]));
  return [...new Set(people)];
}
