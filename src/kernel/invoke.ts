import { randomUUIDv7 } from "node:crypto";
import type { z } from "zod";
import { explainIssue, joinIssues, toIssues } from "#lib/issues";
import { redactDeep } from "#lib/redact";
import { type Action, type Capability, type Catalogue, type Effect, isEffect } from "./capability.ts";
import type { Call, Log, Ports } from "./context.ts";
import { withinTime } from "./deadline.ts";
import { ForbiddenError, outageIn, UserError } from "./errors.ts";
import type { Invocation, Outcome, RefusalCode } from "./invocation.ts";
import type { Audit } from "./ports/audit.ts";
import { describeProposal } from "./trust/proposal-view.ts";

/** Nothing a person waits for takes longer; what does is cut off and says so. */
const TIME_MAX_MS = 30_000;

/** The signal aborts when whoever asked wants no answer any more. */
export type Invoke = (invocation: Invocation, signal?: AbortSignal) => Promise<Outcome>;

export interface Kernel {
  catalogue: Catalogue;
  ports: Ports;
  audit: Audit;
  log: Log;
  now(): Date;
  /** How long a person waits at most; half a minute unless given. */
  timeMaxMs?: number;
  /** Hears of every invocation that ended, for metrics. */
  onEnd(name: string, outcome: Outcome["status"], ms: number): void;
  /** Hears when an entry of the audit could not be written. */
  onAuditDropped(): void;
}

/** The only way in, for every surface: validate, apply policy, perform, and keep a record of it. */
export function createInvoke(kernel: Kernel): Invoke {
  return async function invoke(invocation, signal) {
    const startedAt = performance.now();
    const id = invocation.id ?? randomUUIDv7();
    const traceId = randomUUIDv7();
    const log = kernel.log.child({ invocation: invocation.name, trace: traceId });
    const call = { now: kernel.now, log, actor: invocation.actor, origin: invocation.origin, traceId, id };

    const outcome = await settle(kernel, { id, invocation, call, given: signal });
    const ms = Math.round(performance.now() - startedAt);
    await record(kernel, call, { id, invocation, outcome, ms });
    return outcome;
  };
}

interface Running {
  id: string;
  invocation: Invocation;
  call: Omit<Call, "signal">;
  given: AbortSignal | undefined;
}

async function settle(kernel: Kernel, { id, invocation, call, given }: Running): Promise<Outcome> {
  const capability = kernel.catalogue.get(invocation.name);
  if (!capability) return refuse(id, "unknown", `There is no “${invocation.name}”. Try “help”.`);

  if (invocation.refusal !== undefined) return refuse(id, "forbidden", invocation.refusal);

  const input = capability.input.safeParse(invocation.input ?? {}, { error: explainIssue });
  if (!input.success) return refuseInput(id, input.error);

  try {
    const work = (signal: AbortSignal) => {
      const running = { id, invocation, call, given, signal, input: input.data };
      return isEffect(capability) ? propose(kernel, capability, running) : perform(kernel, capability, running);
    };
    return await withinTime(kernel.timeMaxMs ?? TIME_MAX_MS, work, given);
  } catch (error) {
    return explain(call, id, error);
  }
}

interface Parsed extends Running {
  input: unknown;
  signal: AbortSignal;
}

async function perform(
  kernel: Kernel,
  action: Action,
  { id, invocation, call, signal, input }: Parsed,
): Promise<Outcome> {
  const earlier = invocation.id === undefined ? undefined : await findEarlier(kernel, action, invocation.id);
  if (earlier) return earlier;
  const { isPosted = false } = invocation;
  if (isPosted && action.isPersonal) throw new ForbiddenError(describePersonal(action));
  const context = { ...call, ...kernel.ports, catalogue: kernel.catalogue, signal, ...(isPosted && { isPosted }) };
  return toDone(action, id, await action.run(context, input));
}

function describePersonal(action: Action): string {
  return `That is about you alone. Ask me in a direct message, or type ${action.command ?? `/adjutant ${action.name}`}.`;
}

/** What changes the outside world is kept, and runs when the policy or a person has agreed to it. */
async function propose(
  { ports }: Kernel,
  effect: Effect,
  { invocation, call, input, signal }: Parsed,
): Promise<Outcome> {
  const { id, cause, isTainted = false } = invocation;
  const approval = await ports.trust.propose({
    call: { ...call, signal },
    effect,
    input,
    id,
    isTainted,
    ...(cause && { cause }),
  });
  const { number, status, risk, createdAt, expiresAt } = approval;
  const ttl = Math.round((expiresAt.getTime() - createdAt.getTime()) / 1_000);
  const proposed = { id: approval.id, number, status, risk, ttl };
  return { status: "proposed", id: approval.id, approval: proposed, view: describeProposal(approval) };
}

/** A change of our records that arrives twice, as after a crash, would find its own doing in the way; it has its answer. */
async function findEarlier({ audit }: Kernel, capability: Action, id: string): Promise<Outcome | undefined> {
  if (capability.risk === "read") return undefined;
  const entry = await audit.find(id);
  if (entry?.outcome === "refused") return refuse(id, "user", entry.message ?? "");
  const result = capability.result.safeParse(entry?.result);
  return entry?.outcome === "done" && result.success ? toDone(capability, id, result.data) : undefined;
}

function toDone(capability: Action, id: string, result: unknown): Outcome {
  return { status: "done", id, result, view: capability.view(result) };
}

function explain(context: Running["call"], id: string, error: unknown): Outcome {
  if (error instanceof ForbiddenError) return refuse(id, "forbidden", error.message);
  if (error instanceof UserError) return refuse(id, error.code, error.message);
  const outage = outageIn(error);
  if (outage) {
    context.log.warn({ error }, "dependency unavailable");
    return { status: "unavailable", id, message: `${outage.message} Please try again in a few minutes.` };
  }
  context.log.error({ error }, "capability crashed");
  const reference = context.traceId.slice(-8);
  return { status: "failed", id, message: `Something went wrong on our side. It was logged as ${reference}.` };
}

function refuse(id: string, code: Exclude<RefusalCode, "invalid">, message: string): Outcome {
  return { status: "refused", id, code, message };
}

function refuseInput(id: string, error: z.ZodError): Outcome {
  const issues = toIssues(error);
  return { status: "refused", id, code: "invalid", message: joinIssues(issues), issues };
}

interface Ended {
  id: string;
  invocation: Invocation;
  outcome: Outcome;
  ms: number;
}

/** Only a change of our own records has to answer the same again; an effect is kept as an approval. */
const isKept = (capability: Capability | undefined) => capability?.risk === "record";

function abridge(capability: Capability | undefined, input: unknown): unknown {
  return capability && "abridge" in capability && capability.abridge ? capability.abridge(input) : input;
}

/** What a limit refuses may be possible later, under the same id: it is not the answer. */
function isForNow(outcome: Outcome): boolean {
  return outcome.status === "refused" && outcome.code === "limit";
}

/** Reads go on when the audit cannot be written, as on a full disk; the gap is counted and logged. */
async function record(kernel: Kernel, call: Running["call"], { id, invocation, outcome, ms }: Ended): Promise<void> {
  const capability = kernel.catalogue.get(invocation.name);
  kernel.onEnd(capability?.name ?? "unknown", outcome.status, ms);
  call.log.info({ actor: call.actor.id, surface: call.origin.surface, outcome: outcome.status, ms }, "invoked");
  const entry = {
    ...{ id, traceId: call.traceId, ms, at: kernel.now(), outcome: isForNow(outcome) ? "unavailable" : outcome.status },
    invocation: { ...invocation, input: redactDeep(abridge(capability, invocation.input)) },
    message: "message" in outcome ? outcome.message : null,
    result: isKept(capability) && outcome.status === "done" ? outcome.result : null,
  };
  try {
    await kernel.audit.append(entry);
  } catch (error) {
    kernel.onAuditDropped();
    call.log.error({ error }, "audit entry dropped");
  }
}
