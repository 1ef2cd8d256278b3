import { type Connector, type Listed, type Listing, NOBODY } from "#domain/knowledge/connector";
import { WORKSPACE } from "#domain/knowledge/document";
import type { Prd } from "#domain/prd/prd";
import { slackIdIn } from "#domain/slack-ids";
import type { Membership } from "#kernel/ports/membership";
import type { Prds } from "#kernel/ports/prds";

const PRDS_MAX = 10_000;
const LIVING = ["draft", "in_review", "approved"] as const;

export interface PrdSource {
  key: string;
  everyMinutes: number;
  prds: Pick<Prds, "list" | "head">;
  places: Pick<Membership, "placeOf">;
}

/** The PRDs of this house, each for those who read the place where it was planned. */
export function createPrdDocuments({ key, everyMinutes, prds, places }: PrdSource): Connector {
  async function list(): Promise<Listing> {
    const living = await prds.list({ states: LIVING, limit: PRDS_MAX });
    const items: Listed[] = [];
    for (const prd of living) {
      const head = await prds.head(prd.id);
      if (head) items.push(await toItem(prd, head));
    }
    return { items, skipped: [], isComplete: living.length < PRDS_MAX };
  }

  async function toItem(prd: Prd, head: NonNullable<Awaited<ReturnType<Prds["head"]>>>): Promise<Listed> {
    const audience = await readersOf(prd, places);
    const { number, title, origin, project, createdBy, state } = prd;
    return {
      uri: `prd:${number}`,
      version: `${head.id}:${state}`,
      audience,
      read: async () => ({
        ...{ uri: `prd:${number}`, text: head.text, format: "markdown", anchors: "none", audience },
        title: `PRD ${number}: ${title}`,
        trust: origin.isTainted ? "anyone" : "member",
        ...{ author: createdBy, updatedAt: new Date(head.at), meta: { prd: number, state, project } },
      }),
    };
  }

  // Its parts have readers of their own, so it is shown to whoever looks after all of them.
  return { key, kind: "prds", location: "PRDs", audience: NOBODY, everyMinutes, list };
}

/** One planned in a public channel, or nowhere in Slack, is everybody's; one of a direct message is its author's. */
async function readersOf({ place, createdBy }: Prd, { placeOf }: PrdSource["places"]): Promise<string> {
  const home = slackIdIn(place ?? undefined);
  if (home === undefined) return WORKSPACE;
  const { kind } = await placeOf(home);
  if (kind === "public") return WORKSPACE;
  if (/^[CG]/.test(home) && kind !== "dm") return `channel:${home}`;
  const author = slackIdIn(createdBy);
  return author === undefined ? NOBODY : `user:${author}`;
}
