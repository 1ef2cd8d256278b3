import { type Planned, planActs } from "#domain/acting/plan";
import type { Plan } from "#domain/acting/situation";
import type { Log, Ports } from "#kernel/context";
import type { Outcome } from "#kernel/invocation";
import type { Invoke } from "#kernel/invoke";
import type { PolicySource } from "#kernel/ports/policy";
import type { Lane } from "#kernel/worker";
import { canonicalJson, toUuid } from "#lib/hash";
import { gatherSituation } from "./acting-situation.ts";
import { findSuggestions } from "./reviewer-suggestions.ts";

export const ACT_QUEUE = "act";

export interface Acting {
  ports: Pick<Ports, "acting" | "signals" | "facts" | "directory" | "rules" | "settings" | "vendors">;
  policy: PolicySource;
  invoke: Invoke;
  log: Log;
  now(): Date;
}

/** What rules do has a lane to itself: it asks vendors, and waits for nothing else. */
export function actingLane(acting: Acting): Lane {
  return { concurrency: 1, handlers: { [ACT_QUEUE]: (_job, signal) => act(acting, signal) } };
}

/**
 * Has the rules act upon what was found. Everything they do is proposed like anybody's wish, so that the policy judges it;
 * repeated, it proposes nothing twice. While a source is silent nothing is known, and nobody is bothered.
 */
export async function act(acting: Acting, signal?: AbortSignal): Promise<void> {
  const { ports, now } = acting;
  if ((await ports.signals.state(now())).frozen.length > 0) return;
  const known = await gatherSituation(acting);
  const found = await findSuggestions(acting, known);
  const { plans, held }: Planned = planActs({ ...known, suggestions: found });
  for (const one of held) await ports.acting.holdBack(one);
  for (const plan of plans) {
    signal?.throwIfAborted();
    await perform(acting, plan);
  }
}

/** Noted once it is proposed. A crash in between repeats it under the same id, which proposes nothing new. */
async function perform({ ports, invoke, log, now }: Acting, plan: Plan): Promise<void> {
  const at = now();
  const invocation = idOf(plan, at);
  const outcome = plan.call && (await propose(invoke, invocation, { ...plan, call: plan.call }));
  if (outcome && !isAnswered(outcome)) {
    log.warn({ rule: plan.rule, name: plan.call?.name, outcome: outcome.status }, "rule could not act");
    return;
  }
  await ports.acting.noteSteps(plan.steps.map((step) => ({ ...step, invocation, at })));
}

function propose(invoke: Invoke, id: string, { call, rule, cause }: Plan & { call: NonNullable<Plan["call"]> }) {
  return invoke({
    ...{ id, name: call.name, input: call.input, isTainted: call.isTainted, cause },
    actor: { kind: "schedule", id: `rule:${rule}` },
    origin: { surface: "rule" },
  });
}

/**
 * What was refused for good would be refused again every ten minutes. What is away, or over a limit for now, may be
 * possible by then: it is not done, and must not be taken for done.
 */
function isAnswered(outcome: Outcome): boolean {
  if (outcome.status === "refused") return outcome.code !== "limit";
  return outcome.status === "proposed" || outcome.status === "done";
}

/** The same for the same thing on the same day, in the form that vendors take for the id of a request. */
function idOf({ rule, call, steps }: Plan, at: Date): string {
  return toUuid(canonicalJson({ rule, call, steps, day: at.toISOString().slice(0, 10) }));
}
