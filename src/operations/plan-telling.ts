import { setTimeout as pause } from "node:timers/promises";
import type { Plan } from "#domain/plan/plan";
import { slackIdIn } from "#domain/slack-ids";
import { NotYetError } from "#kernel/errors";
import type { Standing } from "#kernel/ports/announcements";
import type { View } from "#lib/view";
import type { Planning } from "./planning.ts";

const LOOK_MS = 100;
const LOOKS_MAX = 50;
const AGAIN_MS = 15_000;

/** Shows how far a plan is, in one message that is edited. The end must be told; what lies before it may be missed. */
export async function tellProgress(planning: Planning, plan: Plan): Promise<void> {
  try {
    await tellStep(planning, plan);
  } catch (error) {
    // Nobody's plan fails because a message about it could not be edited.
    planning.log.warn({ error, plan: plan.id }, "progress not told");
  }
}

/** The message of the progress says how it ended, and the draft follows in its thread. */
export async function tellEnd(planning: Planning, plan: Plan): Promise<void> {
  const channel = channelOf(plan);
  if (channel === undefined) return;
  const { announcements } = planning.ports;
  const key = keyOf(plan);
  const progress = await show(planning, plan, "progress");
  const draft = plan.stage === "done" ? await show(planning, plan, "draft") : undefined;
  if (!progress) return;
  const standing = await findStanding(planning, plan, { channel, view: progress });
  if (!standing) return tellDirectly(planning, plan, draft ?? progress);
  await announcements.update({ of: standing, view: progress, key: `${key}:end` });
  if (!draft) return;
  const thread = plan.thread ?? standing.ts;
  await announcements.post({ channel, view: draft, key: `${key}:draft`, thread });
  await noteThread(planning, plan, thread);
}

/** Where it is talked about: what is said there answers its questions, and later versions are told of there. */
async function noteThread({ ports, now }: Planning, { prd: number, place, asker, wish }: Plan, thread: string) {
  const prd = wish.kind === "draft" && number !== null ? await ports.prds.find(number) : undefined;
  if (!prd || prd.thread !== null || prd.place !== place) return;
  await ports.prds.change(prd.id, { thread, by: asker.id }, now());
}

async function tellStep(planning: Planning, plan: Plan): Promise<void> {
  const channel = channelOf(plan);
  if (channel === undefined) return;
  const { announcements } = planning.ports;
  const view = await show(planning, plan, "progress");
  if (!view) return;
  const key = keyOf(plan);
  const standing = await announcements.standing({ key });
  if (standing) await announcements.update({ of: standing, view, key: `${key}:${plan.stage}` });
  else await announcements.post({ channel, view, key, ...(plan.thread !== null && { thread: plan.thread }) });
}

interface Place {
  channel: string;
  view: View;
}

/** Undefined where nothing can be said in the place, as where we were not invited. */
async function findStanding(planning: Planning, plan: Plan, { channel, view }: Place): Promise<Standing | undefined> {
  const { announcements } = planning.ports;
  const key = keyOf(plan);
  await announcements.post({ channel, view, key, ...(plan.thread !== null && { thread: plan.thread }) });
  for (let looks = 0; looks < LOOKS_MAX; looks++) {
    const state = (await announcements.find(key))?.state;
    if (state === "sent") return announcements.standing({ key });
    if (state === "failed" || state === "uncertain") return undefined;
    await pause(LOOK_MS);
  }
  throw new NotYetError("Slack has not taken the message yet.", new Date(planning.now().getTime() + AGAIN_MS));
}

async function tellDirectly({ ports }: Planning, plan: Plan, view: View): Promise<void> {
  const channel = slackIdIn(plan.asker.id);
  if (channel !== undefined) await ports.announcements.post({ channel, view, key: `${keyOf(plan)}:direct` });
}

/** As whoever asked would see it where they asked. */
async function show({ invoke, log }: Planning, { id, asker, place }: Plan, part: string): Promise<View | undefined> {
  const origin = { surface: "slack" as const, ...(place !== null && { place }) };
  const outcome = await invoke({ name: "plan.show", input: { plan: id, part }, actor: asker, origin });
  if (outcome.status === "done") return outcome.view;
  log.warn({ plan: id, outcome: outcome.status }, "plan cannot be shown");
  return undefined;
}

/** Where an answer is due; undefined outside Slack, where whoever asked looks for themselves. */
function channelOf({ surface, place }: Plan): string | undefined {
  return surface === "slack" ? slackIdIn(place ?? undefined) : undefined;
}

function keyOf({ id }: Pick<Plan, "id">): string {
  return `plan:${id}`;
}
