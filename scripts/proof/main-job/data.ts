// The shared sample through the terminal: what goes in, what comes out, and what repeating it changes.
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { equal, type Figure, missing } from "../figure.ts";
import { adjutant } from "./terminal.ts";

const SAMPLE = process.env["ADJUTANT_SAMPLE_DATA"] ?? "../shared/data/github-12-weeks";
const WINDOW_END = "2026-08-17T00:00:00Z";
/** The sample's figures are by the calendar and count bots, which ours leave out unless told otherwise. */
const CALENDAR_RULES = `rules:
  - { kind: stale_pr, older_than_hours: 48, clock: wall, authors: all }
  - { kind: pr_without_review, older_than_hours: 12, clock: wall, authors: all }
  - { kind: no_ticket_link, authors: all }
`;

export async function* proveData(folder: string): AsyncGenerator<Figure> {
  const events = join(SAMPLE, "events.ndjson");
  if (!existsSync(events)) {
    yield missing("sample data", `${SAMPLE} is not there; say where with ADJUTANT_SAMPLE_DATA`);
    return;
  }
  const env = { DATABASE_URL: join(folder, "sample.db") };
  const first = JSON.parse(await adjutant(env, "import", events, "--json"));
  yield equal("sample: events in", first.inserted, 2_234);
  const before = JSON.parse(await adjutant(env, "facts", "rebuild", "--json"));
  const second = JSON.parse(await adjutant(env, "import", events, "--json"));
  yield equal("sample again: events in, duplicates", [second.inserted, second.duplicates], [0, 2_234]);
  const after = JSON.parse(await adjutant(env, "facts", "rebuild", "--json"));
  yield equal(
    "rebuild: rows that differed",
    [before.changed, before.removed, after.changed, after.removed],
    [0, 0, 0, 0],
  );
  const same = JSON.stringify(before.digests) === JSON.stringify(after.digests);
  yield equal(`rebuild: digests of ${Object.keys(after.digests).length} fact tables are the same`, same, true);
  yield* proveWindowEnd(env, folder);
}

async function* proveWindowEnd(env: Record<string, string>, folder: string): AsyncGenerator<Figure> {
  const rules = join(folder, "calendar.yaml");
  writeFileSync(rules, CALENDAR_RULES);
  const report = JSON.parse(await adjutant({ ...env, RULES_PATH: rules }, "triage", "--as-of", WINDOW_END, "--json"));
  yield equal("window end: open", report.open_prs_total, 63);
  yield equal("window end: without activity for 48 h, by the calendar", report.stale_pr_count, 54);
  yield equal("window end: without review after 12 h, by the calendar", report.pr_without_review_count, 53);
  yield equal("window end: without a ticket key", report.counts.no_ticket_link, 15);
  const results = JSON.parse(
    await adjutant(env, "signals.evaluate", "--yaml", CALENDAR_RULES, "--as-of", WINDOW_END, "--json"),
  ).results;
  const counts = ["stale_pr", "pr_without_review", "no_ticket_link"].map((kind) => results[kind].length);
  yield equal("window end: the signals of the same rules", counts, [54, 53, 15]);
}
