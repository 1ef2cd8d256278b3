import { isStale } from "#domain/delivery";
import type { Check } from "#lib/check";
import { readClock } from "#store/clock";
import { countJobs } from "#store/jobs";
import { countLetters } from "#store/slack-letters";
import type { App } from "./app.ts";
import type { Ballast } from "./ballast.ts";
import type { Slack } from "./slack.ts";

interface Parts {
  slack: Slack | undefined;
  ballast: Ballast | undefined;
}

/** What the process needs to do its work, as /health/ready asks for it. */
export function readinessChecks({ store, ports, now }: App, { slack, ballast }: Parts): Check[] {
  return [
    {
      name: "database",
      isVital: true,
      async probe() {
        await readClock(store);
        return `${store.dialect} answers.`;
      },
    },
    ...(ballast ? [{ name: "disk", isVital: true, probe: async () => describeDisk(ballast) }] : []),
    { name: "jobs", probe: async () => describeJobs(await countJobs(store), await countLetters(store)) },
    {
      name: "sources",
      async probe() {
        const sources = await ports.facts.freshness();
        const stale = sources.filter((one) => isStale(one, now(), ports.settings.pollIntervalMs[one.source] ?? null));
        if (stale.length > 0)
          throw new Error(`Nothing heard for too long from ${stale.map(({ source }) => source).join(", ")}.`);
        return sources.length > 0
          ? `${sources.map(({ source }) => source).join(", ")} fresh.`
          : "None has told anything yet.";
      },
    },
    { name: "rules", probe: async () => ports.rules.problem() ?? `${ports.rules.current().length} in force.` },
    { name: "slack", probe: async () => describeSlack(slack) },
    ...(slack ? [{ name: "slack token", isVital: true, probe: async () => describeToken(slack) }] : []),
  ];
}

function describeDisk(ballast: Ballast): string {
  const problem = ballast.problem();
  if (problem) throw new Error(problem);
  return "There is room.";
}

/** What waits for a person does not keep the process from its work. */
function describeJobs(jobs: { ready: number; dead: number }, letters: { uncertain: number; dead: number }): string {
  const waiting = [
    ...(jobs.dead > 0 ? [`${jobs.dead} given up`] : []),
    ...(letters.dead > 0 ? [`${letters.dead} Slack deliveries given up`] : []),
    ...(letters.uncertain > 0 ? [`${letters.uncertain} Slack messages uncertain`] : []),
  ];
  return `${[`${jobs.ready} waiting`, ...waiting].join(", ")}${waiting.length > 0 ? ": see them with “adjutant jobs”" : ""}.`;
}

/** Slack's silence is survived: what is to be said waits for it. */
function describeSlack(slack: Slack | undefined): string {
  if (!slack) return "Not configured.";
  const state = slack.state();
  if (!state?.isReady) throw new Error("No connection is up. Slack may be away; we keep trying.");
  return `${state.linesUp} connections up.`;
}

/** A token that is refused stays refused until a person mends it. */
function describeToken(slack: Slack): string {
  const degraded = slack.state()?.degraded;
  if (degraded) throw new Error(`${degraded.code}: ${degraded.remedy}`);
  return "Not refused.";
}
