import { randomUUIDv7 } from "node:crypto";
import { z } from "zod";
import { redactDeep } from "#lib/redact";
import type { Action, Catalogue } from "./capability.ts";
import type { Call, Context, Log, Ports } from "./context.ts";
import { outageIn, UnavailableError, UserError } from "./errors.ts";
import type { Invocation, Issue, Outcome } from "./invocation.ts";
import { decide } from "./policy.ts";
import type { Audit } from "./ports/audit.ts";

/** Nothing a person waits for takes longer; what does is cut off and says so. */
const TIME_MAX_MS = 30_000;

export type Invoke = (invocation: Invocation, signal?: AbortSignal) => Promise<Outcome>;

export interface Kernel {
  catalogue: Catalogue;
  ports: Ports;
  audit: Audit;
  log: Log;
  now(): Date;
  /** Hears of every invocation that ended, for metrics. */
  onEnd(name: string, outcome: Outcome["status"], ms: number): void;
  /** Hears when an entry of the audit could not be written. */
  onAuditDropped(): void;
}

/** The only way in, for every surface: validate, apply policy, perform, and keep a record of it. */
export function createInvoke(kernel: Kernel): Invoke {
  return async function invoke(invocation, signal = AbortSignal.timeout(TIME_MAX_MS)) {
    const startedAt = performance.now();
    const id = invocation.id ?? randomUUIDv7();
    const traceId = randomUUIDv7();
    const log = kernel.log.child({ invocation: invocation.name, trace: traceId });
    const call: Call = { now: kernel.now, log, actor: invocation.actor, origin: invocation.origin, traceId, signal };

    const outcome = await settle(kernel, { id, invocation, call });
    const ms = Math.round(performance.now() - startedAt);
    await record(kernel, call, { id, invocation, outcome, ms });
    return outcome;
  };
}

interface Running {
  id: string;
  invocation: Invocation;
  call: Call;
}

async function settle(kernel: Kernel, { id, invocation, call }: Running): Promise<Outcome> {
  const capability = kernel.catalogue.get(invocation.name);
  if (!capability) return refuse(id, "unknown", `There is no “${invocation.name}”. Try “help”.`);

  const input = capability.input.safeParse(invocation.input ?? {});
  if (!input.success) return refuseInput(id, input.error);

  const decision = decide(capability);
  if (decision.mode === "refuse") return refuse(id, "forbidden", decision.message);
  const context = { ...call, ...kernel.ports, catalogue: kernel.catalogue };
  return perform(capability as Action, context, { id, input: input.data });
}

async function perform(
  capability: Action,
  context: Context,
  { id, input }: { id: string; input: unknown },
): Promise<Outcome> {
  try {
    const result = await withinTime(capability.run(context, input), context.signal);
    return { status: "done", id, result, view: capability.view(result) };
  } catch (error) {
    return explain(context, id, error);
  }
}

/** Rejects when the signal does; what the run still does then is nobody's answer any more. */
async function withinTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(new UnavailableError("That took too long and was stopped."));
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

function explain(context: Context, id: string, error: unknown): Outcome {
  if (error instanceof UserError) return refuse(id, "user", error.message);
  const outage = outageIn(error);
  if (outage) {
    context.log.warn({ error }, "dependency unavailable");
    return { status: "unavailable", id, message: `${outage.message} Please try again in a few minutes.` };
  }
  context.log.error({ error }, "capability crashed");
  const reference = context.traceId.slice(-8);
  return { status: "failed", id, message: `Something went wrong on our side. It was logged as ${reference}.` };
}

function refuse(id: string, code: "unknown" | "forbidden" | "user", message: string): Outcome {
  return { status: "refused", id, code, message };
}

function refuseInput(id: string, error: z.ZodError): Outcome {
  const issues: Issue[] = error.issues.map((issue) => ({ field: issue.path.join("."), message: issue.message }));
  return { status: "refused", id, code: "invalid", message: z.prettifyError(error), issues };
}

interface Ended {
  id: string;
  invocation: Invocation;
  outcome: Outcome;
  ms: number;
}

/** Reads go on when the audit cannot be written, as on a full disk; the gap is counted and logged. */
async function record(kernel: Kernel, call: Call, { id, invocation, outcome, ms }: Ended): Promise<void> {
  kernel.onEnd(kernel.catalogue.has(invocation.name) ? invocation.name : "unknown", outcome.status, ms);
  call.log.info({ actor: call.actor.id, surface: call.origin.surface, outcome: outcome.status, ms }, "invoked");
  const message = "message" in outcome ? outcome.message : null;
  const kept = { ...invocation, input: redactDeep(invocation.input) };
  try {
    const at = kernel.now();
    await kernel.audit.append({
      id,
      traceId: call.traceId,
      invocation: kept,
      outcome: outcome.status,
      message,
      ms,
      at,
    });
  } catch (error) {
    kernel.onAuditDropped();
    call.log.error({ error }, "audit entry dropped");
  }
}
