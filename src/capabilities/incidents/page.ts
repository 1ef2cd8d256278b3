import { z } from "zod";
import { type Attempt, defineEffect, type Preview } from "#kernel/capability";
import type { Context, Writing } from "#kernel/context";
import { UnavailableError, UserError } from "#kernel/errors";

const SETTLE_MS = 10_000;
/** For so long it is told again. */
const REPEAT_MS = 10 * 60_000;
const SUMMARY_MAX = 1_000;

const Paged = z.object({ alert: z.string(), summary: z.string() });

const pageIncident = defineEffect({
  name: "incident.page",
  summary: "Page whoever is on call about an incident.",
  risk: "high",
  vendor: "pagerduty",
  settleMs: SETTLE_MS,
  isRepeatable: true,
  input: z.object({
    summary: z.string().trim().min(1).max(SUMMARY_MAX).describe("What is wrong, in a sentence."),
    severity: z
      .enum(["critical", "error", "warning", "info"])
      .default("critical")
      .describe("critical, error, warning or info."),
    service: z.string().trim().min(1).max(200).default("adjutant").describe("What is in trouble, like checkout."),
  }),
  result: Paged,
  target: ({ service }) => `pagerduty:${service.toLowerCase()}`,

  async preview(_context, { summary, severity, service }): Promise<Preview> {
    return {
      ...{ version: "page", does: `Page whoever is on call about ${service}`, subject: service, link: null },
      place: { kind: "private", members: 0 },
      payload: [
        { label: "Summary", text: summary },
        { label: "Severity", text: severity },
      ],
    };
  },
  async run(writing, { summary, severity, service: source }, { key }) {
    await requireWrites(writing).page({ dedupKey: key, summary, severity, source });
    return { alert: key, summary };
  },
  reconcile: repeatForAWhile,
  inverse: (_input, { alert }) => ({ name: "incident.resolve", input: { alert } }),
  view: ({ summary }) => ({
    text: `Paged whoever is on call: ${summary}`,
    nodes: [{ type: "text", content: ["Paged whoever is on call: ", summary] }],
  }),
});

const resolveIncident = defineEffect({
  name: "incident.resolve",
  summary: "Resolve an alert that Adjutant raised.",
  risk: "high",
  vendor: "pagerduty",
  settleMs: SETTLE_MS,
  isRepeatable: true,
  input: z.object({
    alert: z
      .string()
      .regex(/^[\w:-]{1,255}$/, { error: "Write the key of the alert, as its page said it." })
      .describe("The alert's key, as its page said it."),
  }),
  result: z.object({ alert: z.string() }),
  target: ({ alert }) => `pagerduty:alert:${alert}`,

  async preview(_context, { alert }): Promise<Preview> {
    return {
      ...{ version: "resolve", does: "Resolve the alert", subject: alert, link: null },
      ...{ place: { kind: "private", members: 0 }, payload: [{ label: "Alert", text: alert }] },
    };
  },
  async run(writing, { alert }) {
    await requireWrites(writing).resolve(alert);
    return { alert };
  },
  reconcile: repeatForAWhile,
  view: ({ alert }) => ({ text: `Resolved the alert ${alert}.`, nodes: [] }),
});

/** What was raised, and can be taken back. */
export const incidentEffects = [pageIncident, resolveIncident];

/**
 * PagerDuty cannot be asked, and need not be: told twice under one key, it is one alert for as long as that is open. So it
 * is told again; but what nobody has answered for minutes is for a person to look at.
 */
async function repeatForAWhile({ now }: Context, _input: unknown, { since }: Attempt): Promise<undefined> {
  if (now().getTime() - since.getTime() < REPEAT_MS) return undefined;
  throw new UnavailableError("PagerDuty does not answer, and cannot be asked what it has heard.");
}

function requireWrites({ writes }: Writing) {
  if (!writes.pagerduty) throw new UserError("PagerDuty is not connected: set PAGERDUTY_ROUTING_KEY.");
  return writes.pagerduty;
}
