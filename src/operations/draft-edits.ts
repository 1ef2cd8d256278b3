import { describeEdit } from "#domain/plan/feedback";
import type { Plan } from "#domain/plan/plan";
import type { StoredVersion } from "#domain/prd/prd";
import type { Ports } from "#kernel/context";
import type { Plans } from "#kernel/ports/plans";
import type { Lane } from "#kernel/worker";
import { DAY_MS } from "#lib/time";

export const EDITS_QUEUE = "draft-edits";

/** Whoever has not touched a draft by then has nothing to say about it. */
const LOOKED_AT_MS = 30 * DAY_MS;
const DRAFTS_MAX = 500;

export interface Edits {
  ports: Pick<Ports, "feedback" | "prds"> & { plans: Pick<Plans, "ofVersion"> };
  now(): Date;
}

/** Looks what people made of drafts by models, which says more than a thumb. */
export function editsLane(edits: Edits): Lane {
  return { concurrency: 1, handlers: { [EDITS_QUEUE]: (_job, signal) => noteEdits(edits, signal) } };
}

async function noteEdits({ ports, now }: Edits, signal: AbortSignal): Promise<void> {
  const since = new Date(now().getTime() - LOOKED_AT_MS);
  for (const plan of await ports.feedback.unedited(since, DRAFTS_MAX)) {
    signal.throwIfAborted();
    await noteEdit({ ports, now }, plan);
  }
}

async function noteEdit({ ports }: Edits, plan: Plan): Promise<void> {
  const prd = plan.prd === null ? undefined : await ports.prds.find(plan.prd);
  if (!prd) return;
  const history = await ports.prds.history(prd.id);
  const draft = history.find(({ id }) => id === plan.version);
  const next = draft && history.find(({ parents }) => parents.includes(draft.id));
  // What a model made of it says nothing of what a person thinks.
  if (!draft || !next || (await isByModel(ports.plans, next))) return;
  const { text, author, id, at } = next;
  await ports.feedback.noteEdit({
    ...describeEdit(draft.text, text),
    ...{ plan: plan.id, by: author, version: id, at: new Date(at) },
  });
}

async function isByModel(plans: Edits["ports"]["plans"], { id }: StoredVersion): Promise<boolean> {
  return ((await plans.ofVersion(id))?.writer ?? null) !== null;
}
