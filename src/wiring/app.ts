import { catalogue } from "#capabilities/index";
import type { Config } from "#config";
import type { Findings, Query } from "#domain/knowledge/passage";
import type { Log, Ports, Settings } from "#kernel/context";
import { createInvoke } from "#kernel/invoke";
import type { Announcements } from "#kernel/ports/announcements";
import type { Knowledge } from "#kernel/ports/knowledge";
import type { Membership } from "#kernel/ports/membership";
import type { PolicySource, PolicyWrites } from "#kernel/ports/policy";
import type { Rules } from "#kernel/ports/rules";
import type { EvaluationReport, Signals } from "#kernel/ports/signals";
import { createTrust } from "#kernel/trust/trust";
import type { Metrics } from "#lib/metrics";
import { createActing } from "#store/acting";
import { createStandups } from "#store/answers";
import { createAudit } from "#store/audit";
import { createCorrections } from "#store/corrections";
import type { Store } from "#store/db";
import { createEvents } from "#store/events";
import { createFacts } from "#store/facts";
import { createFeedback } from "#store/feedback";
import type { GroupCommit } from "#store/group-commit";
import { type HolidaysSource, withHolidays } from "#store/holidays-file";
import { createKnowledge } from "#store/knowledge";
import { createMemory } from "#store/memory";
import { createMetrics } from "#store/metrics";
import { createPeople } from "#store/people";
import { createPlans } from "#store/plans";
import { createPrds } from "#store/prds";
import { createQuestions } from "#store/questions";
import { createSchedules } from "#store/schedules";
import { createSignals } from "#store/signals";
import { createTalk } from "#store/talk";
import { createTeams } from "#store/teams";
import { createTickets } from "#store/tickets";
import { createUpkeep } from "#store/upkeep";
import { createModelPorts } from "./model.ts";
import { createTrustParts } from "./trust.ts";
import { createVectorParts, type VectorParts } from "./vectors.ts";
import { createVendors } from "./vendors.ts";

const MINUTE_MS = 60_000;

export type App = ReturnType<typeof createApp>;

export interface AppOptions {
  config: Config;
  store: Store;
  /** Shared by all who write a little, often. */
  join: GroupCommit;
  rules: Rules;
  /** The days off of everybody. */
  holidays: HolidaysSource;
  announcements: Announcements;
  policy: PolicySource & { writes: PolicyWrites | null };
  membership: Membership;
  /** Hears when an evaluation has changed what there is to see. */
  onSignals?: () => void;
  metrics: Metrics;
  log: Log;
}

/** What lies between the store and the surfaces: the ports, and the way in. */
export function createApp(options: AppOptions) {
  const { config, store, join, rules, announcements, metrics, log } = options;
  const now = () => new Date();
  const events = createEvents(store);
  const facts = createFacts(store, { environments: config.productionEnvironments });
  const directory = withHolidays({ ...createPeople(store), ...createTeams(store) }, options.holidays);
  const settings = toSettings(config);
  const signals = tellChanges(createSignals({ store, facts, directory, rules, settings }), options.onSignals);
  const vendors = createVendors(config, metrics);
  const bell = { wake: () => {} };
  const parts = createTrustParts({
    ...{ config, store, catalogue, metrics, log, now, policy: options.policy, membership: options.membership },
    writes: { ...vendors.writes, adjutant: options.policy.writes },
    ports: () => ports,
    wake: () => bell.wake(),
  });
  const memory = createMemory(store);
  const knowledge = createKnowledge(store, { url: config.databaseUrl });
  const vectors = createVectorParts({ config, store, policy: options.policy, metrics, log, now });
  const ports: Ports = {
    ...createModelPorts({ config, store, memory, policy: options.policy, metrics, now }),
    acting: createActing(store),
    feedback: createFeedback(store),
    knowledge: countSearches(knowledge, vectors, metrics),
    plans: createPlans(store, () => bell.wake()),
    talk: createTalk(store, () => options.policy.current().conversations),
    ...{ announcements, directory, facts, memory, rules, settings, signals },
    ...{
      places: options.membership,
      corrections: createCorrections(store),
      metrics: createMetrics(store, config.tickets.statuses),
      prds: createPrds(store, { quorum: config.prdReviewQuorum }),
      questions: createQuestions(store),
      tickets: createTickets(store, config.tickets.statuses),
      ...{ schedules: createSchedules(store), standups: createStandups(store) },
      ...{ trust: createTrust(parts), upkeep: createUpkeep(store) },
      vendors: vendors.reads,
    },
  };
  const invoke = createInvoke({
    ...{ catalogue, ports, log, now },
    audit: createAudit(store, join),
    onEnd(name, outcome, ms) {
      metrics.count("invocations_total", { name, outcome });
      metrics.observe("invocation_seconds", ms / 1_000, { name });
    },
    onAuditDropped: () => metrics.count("audit_dropped_total"),
  });
  return { config, catalogue, store, knowledge, vectors, events, ports, parts, bell, invoke, log, now };
}

/** How often each source that is connected is read. */
function pollIntervalsOf({ github, jira, linear, reconcileIntervalMin }: Config): Record<string, number | null> {
  const intervalMs = reconcileIntervalMin * MINUTE_MS;
  return {
    github: github.token ? intervalMs : null,
    ...(jira && { jira: intervalMs }),
    ...(linear && { linear: intervalMs }),
  };
}

function toSettings(config: Config): Settings {
  return {
    zone: config.zone,
    allowedProjects: config.allowedProjects,
    services: config.delivery.services,
    pollIntervalMs: pollIntervalsOf(config),
  };
}

/** Beside what is counted of every invocation: how often it is searched, and with which prospects. */
function countSearches(knowledge: Knowledge, vectors: VectorParts, metrics: Metrics): Knowledge {
  const find = vectors?.searchWith(knowledge.search) ?? knowledge.search;
  async function search(query: Query): Promise<Findings> {
    const findings = await find(query);
    metrics.count("quota_rag_searches_total");
    metrics.count("rag_searches_total", { mode: findings.mode, band: findings.band });
    return findings;
  }
  return { ...knowledge, search };
}

function tellChanges(signals: Signals, onSignals: () => void = () => {}): Signals {
  async function evaluate(now: Date, subjects?: string[]): Promise<EvaluationReport> {
    const report = await signals.evaluate(now, subjects);
    if (report.opened + report.resolved + report.changed > 0) onSignals();
    return report;
  }
  return { ...signals, evaluate };
}
