import { z } from "zod";
import { GLASS_QUEUE } from "#domain/trust/jobs";
import type { Policy } from "#domain/trust/policy";
import type { Approval } from "#domain/trust/stored";
import type { Announcements } from "#kernel/ports/announcements";
import type { Lane } from "#kernel/worker";
import type { Inline, View } from "#lib/view";

const Told = z.object({ id: z.string(), when: z.enum(["now", "review"]) });

export interface GlassParts {
  announcements: Announcements;
  find(id: string): Promise<Approval | undefined>;
  policy(): Policy;
  membersOf(group: string): Promise<string[]>;
  /** Where the audit is spoken of, where a channel is set. */
  auditChannel: string | null;
}

/** Who decided alone is told of at once, and the next day once more for a review. */
export function glassLane(parts: GlassParts): Lane {
  async function tell({ payload }: { payload: unknown }): Promise<void> {
    const { id, when } = Told.parse(payload);
    const approval = await parts.find(id);
    if (!approval) return;
    const view = when === "now" ? describeNow(approval) : describeReview(approval);
    for (const channel of await listPlaces(parts)) {
      await parts.announcements.post({ channel, view, key: `glass:${id}:${when}:${channel}` });
    }
  }
  return { concurrency: 1, handlers: { [GLASS_QUEUE]: tell } };
}

/** The channel of the audit, or that of the cards; without either, each security admin and policy admin in person. */
async function listPlaces({ policy, membersOf, auditChannel }: GlassParts): Promise<string[]> {
  const { cards, roles } = policy();
  const channel = auditChannel ?? cards.channel;
  if (channel) return [channel];
  const people: string[] = [];
  for (const id of [...roles.security_admins, ...roles.policy_admins]) {
    people.push(...(id.startsWith("S") ? await membersOf(id) : [id]));
  }
  return [...new Set(people)];
}

function describeNow(approval: Approval): View {
  const { number, grounds, reason } = approval;
  const text = `The glass was broken for approval ${number}: ${grounds.preview.does}, on one person's word alone.`;
  return toView(text, [
    ...[{ bold: "The glass was broken. " }, toPerson(approval), ` agreed alone to approval ${number}: `],
    `${grounds.preview.does}. “${reason ?? ""}” It is reviewed tomorrow.`,
  ]);
}

function describeReview(approval: Approval): View {
  const { number, grounds, status, reason } = approval;
  const text = `To be reviewed: the glass was broken yesterday for approval ${number}: ${grounds.preview.does}.`;
  return toView(text, [
    ...[{ bold: "To be reviewed. " }, "Yesterday ", toPerson(approval), ` agreed alone to approval ${number}: `],
    ...[`${grounds.preview.does}. “${reason ?? ""}” It is ${status} now. At the machine: `],
    { code: `adjutant audit story ${number}` },
  ]);
}

function toPerson({ decidedBy }: Approval): Inline {
  const [, handle] = /^slack:(\w+)$/.exec(decidedBy ?? "") ?? [];
  return handle ? { user: handle, label: handle } : (decidedBy ?? "somebody");
}

function toView(text: string, content: Inline[]): View {
  return { text, nodes: [{ type: "text", content }] };
}
