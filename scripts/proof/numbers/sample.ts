import { wholeWeeks } from "#domain/metrics/window";
import { parseDeliveryLine } from "#integrations/import-line";
import type { MetricQuestion } from "#kernel/ports/metrics";
import { zoneOf } from "#lib/time";
import type { Store } from "#store/db";
import { createEvents, EVENTS_PER_BATCH } from "#store/events";
import { importEvents } from "#store/import";
import {
  hasSample,
  SAMPLE_END,
  SAMPLE_REPO,
  sampleCommits,
  sampleExpected,
  sampleLines,
  sampleTicketLines,
  sampleTruth,
} from "../../../test/support/sample.ts";

export type Sample = NonNullable<ReturnType<typeof openSample>>;

/** The shared twelve weeks; undefined where they are not. */
export function openSample() {
  if (!hasSample) return undefined;
  return {
    fillWebhooks,
    fillCommits,
    fillTickets,
    ask,
    expected: sampleExpected(),
    truth: sampleTruth(),
    repository: SAMPLE_REPO,
  };
}

async function fillWebhooks(store: Store): Promise<void> {
  await importEvents(store, sampleLines(), { parse: parseDeliveryLine });
}

/** The commits of each pull request, which no webhook tells and GitHub lists. */
async function fillCommits(store: Store): Promise<void> {
  const commits = sampleCommits();
  for (let start = 0; start < commits.length; start += EVENTS_PER_BATCH) {
    await createEvents(store).ingest(commits.slice(start, start + EVENTS_PER_BATCH));
  }
}

/** What Jira told of the same weeks. */
async function fillTickets(store: Store): Promise<void> {
  await importEvents(store, sampleTicketLines(), { parse: parseDeliveryLine });
}

/** Whole weeks up to a moment, in the convention of the reference: UTC. */
function ask(asOf = SAMPLE_END, weeks = 12): MetricQuestion {
  const window = wholeWeeks(zoneOf("UTC"), asOf, weeks);
  return { repositories: [SAMPLE_REPO], own: null, window, zone: "UTC", asOf };
}
