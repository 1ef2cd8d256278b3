import type { MetricName } from "#domain/metrics/definitions";
import { openRows } from "#domain/metrics/flow";
import type { PullRequest } from "#domain/pull-request";
import type { Db } from "../db.ts";
import { createFacts } from "../facts.ts";
import { changeView, type Reading } from "./changes.ts";
import { judgeFailed, judgeRework, loadDeploymentRows } from "./deployments.ts";
import { loadRecoveries, loadRestorations } from "./incidents.ts";
import { loadWipByDay } from "./spans.ts";
import { loadFlowRows, loadSprintRows } from "./sprints.ts";
import { computed, pooled, type Question, type View } from "./view.ts";

const MERGED = { within: "merged_at", humansOnly: true } as const;
const SHIPPED = { within: "shipped_at", humansOnly: false } as const;
const NO_COMMITS = { first_commit_at: "its commits are not known" };
const NO_REVIEW = { first_review_at: "merged without review" };
const NO_APPROVAL = { approved_at: "merged without approval" };

/** How long each part of the way to production took, of the changes that were shipped. */
export const LEAD_TIME_PARTS: Record<string, Reading> = {
  first_commit_to_opened: {
    from: "first_commit_at",
    to: "opened_at",
    ...SHIPPED,
    isFloored: true,
    lacking: NO_COMMITS,
  },
  opened_to_merged: { from: "opened_at", to: "merged_at", ...SHIPPED },
  merged_to_deployed: { from: "merged_at", to: "shipped_at", ...SHIPPED },
};

/** Where the rows of each metric come from. */
export const VIEWS: Record<MetricName, View> = {
  lead_time: changeView({ from: "first_commit_at", to: "shipped_at", ...SHIPPED, lacking: NO_COMMITS }),
  deploy_time: changeView({ from: "merged_at", to: "shipped_at", ...SHIPPED }),
  deployment_frequency: computed((db, question) => loadDeploymentRows(db, question, () => null)),
  change_fail_rate: computed((db, question) => loadDeploymentRows(db, question, judgeFailed)),
  rework_rate: computed((db, question) => loadDeploymentRows(db, question, judgeRework)),
  recovery_time: computed(loadRecoveries),
  time_to_restore: computed(loadRestorations),
  coding_time: changeView({
    from: "first_commit_at",
    to: "opened_at",
    ...MERGED,
    isFloored: true,
    lacking: NO_COMMITS,
  }),
  first_review_time: changeView({ from: "clock_start", to: "first_review_at", ...MERGED, lacking: NO_REVIEW }),
  review_time: changeView({
    ...{ from: "first_review_at", to: "approved_at", ...MERGED },
    lacking: { ...NO_REVIEW, ...NO_APPROVAL },
  }),
  review_rework: changeView({ from: "opened_at", to: "approved_at", ...MERGED, count: "rework", lacking: NO_APPROVAL }),
  merge_time: changeView({ from: "approved_at", to: "merged_at", ...MERGED, lacking: NO_APPROVAL }),
  cycle_time: changeView({ from: "opened_at", to: "merged_at", ...MERGED }),
  throughput: changeView({ from: "opened_at", to: "merged_at", ...MERGED, count: "one" }),
  wip: openView(({ openedAt }) => openedAt),
  average_wip: computed(loadWipByDay),
  ageing_wip: openView(({ clockStart }) => clockStart),
  idle_time: openView(({ lastActivityAt }) => lastActivityAt),
  velocity: computed(loadSprintRows(({ sums }) => sums.completed.points)),
  predictability: computed(loadSprintRows(({ predictability }) => predictability)),
  scope_change: computed(loadSprintRows(({ scopeChange }) => scopeChange)),
  flow_efficiency: pooled(loadFlowRows),
};

/** What is open at the moment asked for. */
function openView(measure: (pull: PullRequest) => Date): View {
  return computed(async (db: Db, { repositories, own, asOf }: Question) => {
    const pulls = await createFacts(db).openPullRequests([...repositories], asOf);
    const chosen = own === null ? pulls : pulls.filter(({ author }) => own.includes(author));
    return openRows(chosen, measure, asOf);
  });
}
