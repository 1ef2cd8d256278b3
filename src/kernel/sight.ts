import type { Prd } from "#domain/prd/prd";
import { slackIdIn } from "#domain/slack-ids";
import { isHidden } from "#domain/trust/sight";
import type { Context } from "./context.ts";
import { ForbiddenError, UnavailableError } from "./errors.ts";

/** What is at home somewhere: who brought it there, and the Slack ids of the places. */
export interface Homed {
  requester: string;
  homes: readonly string[];
  /** Whether whoever asks may see it wherever they are. */
  isEntitled?: boolean;
}

const NOBODY = { id: "", isEntitled: false };

/**
 * Whether something is kept from whoever asks where they ask, because not everybody may read where it is at home. What is
 * posted for everybody is seen by nobody in particular, but for those in the place where it is posted.
 */
export async function isKeptFrom(context: Context, { requester, homes, isEntitled = false }: Homed): Promise<boolean> {
  const { places, origin, isPosted = false } = context;
  const known = await Promise.all(homes.map(async (id) => ({ id, kind: (await places.placeOf(id)).kind })));
  const here = slackIdIn(origin.place);
  const viewer = isPosted ? { ...NOBODY, here } : { id: await personBehind(context), isEntitled, here };
  return isHidden({ requester }, known, viewer);
}

/** Whoever is at the machine reads the database itself, and our own jobs act for those who asked. */
function seesAll({ actor, isPosted = false }: Context): boolean {
  return !isPosted && (actor.kind === "operator" || actor.kind === "schedule");
}

/** A PRD belongs to the place where it was planned: one of a private place is seen there, and by whoever planned it. */
async function isPrdHidden(context: Context, { place, createdBy }: Prd): Promise<boolean> {
  const home = slackIdIn(place ?? undefined);
  if (home === undefined || seesAll(context)) return false;
  return isKeptFrom(context, { requester: createdBy, homes: [home] });
}

/** Whether a PRD is kept from those who do not read the place where it was planned. */
export async function isPrdPrivate({ places }: Pick<Context, "places">, { place }: Prd): Promise<boolean> {
  const home = slackIdIn(place ?? undefined);
  return home !== undefined && (await places.placeOf(home)).kind !== "public";
}

/** The PRD of this number, as far as whoever asks may see it; throws a ForbiddenError where they may not. */
export async function findPrd(context: Context, number: number): Promise<Prd | undefined> {
  const prd = await context.prds.find(number);
  if (prd && (await isPrdHidden(context, prd))) {
    throw new ForbiddenError(
      `PRD ${number} is private: it is seen where it was planned, and by whoever planned it, who can bring it elsewhere with /prd share ${number}.`,
    );
  }
  return prd;
}

/** Of these PRDs, those that whoever asks may see. */
export async function onlyVisible(context: Context, prds: readonly Prd[]): Promise<Prd[]> {
  const hidden = await Promise.all(prds.map((prd) => isPrdHidden(context, prd)));
  return prds.filter((_prd, index) => !hidden[index]);
}

/** A key stands for the member whose it is; while nobody can say whose, for nobody. */
async function personBehind({ actor, places, log }: Context): Promise<string> {
  if (actor.kind !== "key") return actor.id;
  try {
    const [owner] = (await places.voterOf(actor))?.slackIds ?? [];
    return owner === undefined ? actor.id : `slack:${owner}`;
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error;
    log.warn({ error }, "owner of a key not known");
    return actor.id;
  }
}
