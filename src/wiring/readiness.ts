import { isStale } from "#domain/delivery";
import type { Check } from "#lib/check";
import { readClock } from "#store/clock";
import { countJobs } from "#store/jobs";
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
      async probe() {
        await readClock(store);
        return `${store.dialect} answers.`;
      },
    },
    ...(ballast ? [{ name: "disk", probe: async () => describeDisk(ballast) }] : []),
    { name: "jobs", probe: async () => describeJobs(await countJobs(store)) },
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
  ];
}

function describeDisk(ballast: Ballast): string {
  const problem = ballast.problem();
  if (problem) throw new Error(problem);
  return "There is room.";
}

/** Dead letters wait for a person; they do not keep the process from its work. */
function describeJobs({ ready, dead }: { ready: number; dead: number }): string {
  return `${ready} waiting${dead > 0 ? `, ${dead} dead: see them with “adjutant jobs”` : ""}.`;
}

function describeSlack(slack: Slack | undefined): string {
  if (!slack) return "Not configured.";
  const state = slack.state();
  if (state?.degraded) throw new Error(`${state.degraded.code}: ${state.degraded.remedy}`);
  if (!state?.isReady) throw new Error("No connection is up. Slack may be away; we keep trying.");
  return `${state.linesUp} connections up.`;
}
