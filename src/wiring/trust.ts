import type { Config } from "#config";
import type { Catalogue } from "#kernel/capability";
import type { Context, Log, Ports } from "#kernel/context";
import type { Membership } from "#kernel/ports/membership";
import type { PolicyEngine, PolicySource } from "#kernel/ports/policy";
import type { VendorWrites } from "#kernel/ports/vendors";
import type { TrustParts } from "#kernel/trust/parts";
import type { Metrics } from "#lib/metrics";
import { createApprovals } from "#store/approvals";
import type { Store } from "#store/db";
import { createSwitches } from "#store/switches";
import { lazily } from "./lazy.ts";

export interface TrustOptions {
  config: Config;
  store: Store;
  catalogue: Catalogue;
  policy: PolicySource;
  membership: Membership;
  writes: VendorWrites;
  /** The ports, which are complete only once trust is among them. */
  ports(): Ports;
  wake(): void;
  metrics: Metrics;
  log: Log;
  now(): Date;
}

/** What proposals are made, decided and performed with. */
export function createTrustParts(options: TrustOptions): TrustParts {
  const { config, store, catalogue, ports, metrics, log, now } = options;
  const { isDryRun, sandboxes, ...timing } = config.effects;
  // What is only looked at while proposing has no deadline of its own: each read of a vendor has.
  const { signal } = new AbortController();
  return {
    ...options,
    approvals: createApprovals(store),
    switches: createSwitches(store),
    engine: config.opaUrl ? engineAt(config.opaUrl, log) : null,
    timing,
    contextOf: ({ actor, origin, traceId }): Context => ({
      ...{ actor, origin, traceId, signal, now, log, catalogue },
      ...ports(),
    }),
    // What is ours is no vendor's: a policy is changed in a dry run, too.
    isDryRun: (vendor) => isDryRun && vendor !== "adjutant" && !sandboxes.includes(vendor),
    onOverride: (from, to) => metrics.count("approvals_override_total", { from, to }),
    onMove(move) {
      countMove(metrics, move);
    },
  };
}

function engineAt(url: string, log: Log): PolicyEngine {
  const onFailure = (error: unknown) => log.warn({ error }, "policy engine gave no answer");
  return lazily(async () => (await import("#integrations/opa/engine")).createPolicyEngine({ url, onFailure }));
}

const DECISIONS = new Set(["approved", "declined", "expired", "superseded"]);

function countMove(metrics: Metrics, { from, to, vendor, mode, waitedMs }: Parameters<TrustParts["onMove"]>[0]): void {
  if (from === "pending" && DECISIONS.has(to)) {
    metrics.count("approvals_decisions_total", { status: to });
    metrics.observe("approvals_latency_seconds", waitedMs / 1_000);
  }
  if (to === "performing") metrics.count("workflows_auto_vs_hitl_total", { mode: mode === "auto" ? "auto" : "hitl" });
  if (from === "performing") metrics.count("effects_total", { vendor, outcome: to });
}
