import { z } from "zod";
import type { Config } from "#config";
import { toTrace } from "#domain/model/trace";
import type { BucketOptions } from "#integrations/s3/bucket";
import { createGate } from "#kernel/model/gate";
import { createModel } from "#kernel/model/model";
import type { Measured } from "#kernel/model/parts";
import type { Memory } from "#kernel/ports/memory";
import type { ChatEndpoint, Model, Traces } from "#kernel/ports/model";
import type { PolicySource } from "#kernel/ports/policy";
import type { Lane } from "#kernel/worker";
import type { Metrics } from "#lib/metrics";
import { DAY_MS } from "#lib/time";
import type { Store } from "#store/db";
import { createModelLedger, forgetCalls, TRACE_QUEUE } from "#store/model-ledger";
import type { App } from "./app.ts";
import { lazily } from "./lazy.ts";

export interface ModelWiring {
  config: Config;
  store: Store;
  memory: Memory;
  policy: PolicySource;
  metrics: Metrics;
  now(): Date;
}

/** The model that writes, null where none is configured, and what is kept of its calls. */
export function createModelPorts(wiring: ModelWiring): { model: Model | null; traces: Traces } {
  const { config, store, memory, policy, metrics, now } = wiring;
  const ledger = createModelLedger(store, {
    isExported: config.traces.webhook !== null || config.traces.bucket !== null,
  });
  if (!config.model) return { model: null, traces: ledger };
  const { name, tasks, concurrency, ...settings } = config.model;
  const model = createModel({
    ...{ ledger, memory, now, gate: createGate(concurrency), endpoint: endpointOf(config.model, metrics) },
    settings: { ...settings, model: name, models: tasks, keepsBodies: config.traces.keepsBodies },
    limits() {
      const { max_monthly_cost_usd: monthlyUsdMax, pii_redaction: piiRedaction } = policy.current().limits;
      return { monthlyUsdMax, piiRedaction };
    },
    onCall: (measured) => measure(metrics, measured),
  });
  return { model, traces: ledger };
}

/** Tells of calls that ended to whoever wants to hear of them. */
export function traceLane({ config, ports, now }: App): Lane {
  const { webhook, bucket: place } = config.traces;
  const receiver = webhook && lazily(async () => loadReceiver({ ...webhook, now }));
  const bucket = place && lazily(async () => loadBucket({ ...place, now }));
  /** Where one of them does not take it, both are told again: each knows it by the id of the call. */
  async function tell({ payload }: { payload: unknown }): Promise<void> {
    const [call] = await ports.traces.find(z.object({ call: z.string() }).parse(payload).call);
    if (!call) return;
    const trace = toTrace(call);
    const key = `${trace.at.slice(0, 10).replaceAll("-", "/")}/${call.id}.json`;
    const told = await Promise.allSettled([receiver?.tell(call.id, trace), bucket?.put(key, trace)]);
    for (const one of told) if (one.status === "rejected") throw one.reason;
  }
  return { concurrency: 1, handlers: { [TRACE_QUEUE]: tell } };
}

/** Forgets traces that are older than they are kept. */
export function forgetTraces({ config, store, now }: App): Promise<number> {
  const at = now();
  return forgetCalls(store, { now: at, before: new Date(at.getTime() - config.traces.retentionDays * DAY_MS) });
}

function endpointOf({ apiKey, baseUrl, limitField }: NonNullable<Config["model"]>, metrics: Metrics): ChatEndpoint {
  return lazily(async () => {
    const { createChat } = await import("#integrations/openai/chat");
    return createChat({
      ...{ apiKey, baseUrl, limitField },
      onAttempt({ status, ms }) {
        metrics.count("vendor_requests_total", { vendor: "model", status: String(status) });
        metrics.observe("vendor_request_seconds", ms / 1_000, { vendor: "model" });
      },
    });
  });
}

async function loadReceiver(options: { url: string; secret: string; now(): Date }) {
  return (await import("#integrations/traces/webhook")).createTraceWebhook(options);
}

async function loadBucket(options: BucketOptions) {
  return (await import("#integrations/s3/bucket")).createBucket(options);
}

function measure(metrics: Metrics, { task, outcome, seconds, tokensIn, tokensOut, costUsd }: Measured): void {
  metrics.count("model_calls_total", { task, outcome });
  metrics.observe("model_call_seconds", seconds, { task });
  metrics.count("model_tokens_total", { direction: "in" }, tokensIn);
  metrics.count("model_tokens_total", { direction: "out" }, tokensOut);
  metrics.count("model_cost_usd_total", { task }, costUsd);
}
