import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { NewEvent } from "#domain/events";
import { parseDeliveryLine } from "#integrations/github/import-line";

const FOLDER = process.env["ADJUTANT_SAMPLE_DATA"] ?? join(import.meta.dirname, "../../../shared/data/github-12-weeks");
const FILE = join(FOLDER, "events.ndjson");

/** Twelve weeks of real work; tests that need it are skipped where it is not. */
export const hasSample = existsSync(FILE);

export const SAMPLE_END = new Date("2026-08-17T00:00:00Z");
export const SAMPLE_REPO = "demo-org/vitest";

if (!hasSample) {
  process.stderr.write(`\n!!! SAMPLE DATA TESTS SKIPPED: ${FILE} is not there. Set ADJUTANT_SAMPLE_DATA.\n\n`);
}

export function sampleLines(): string[] {
  return readFileSync(FILE, "utf8").trimEnd().split("\n");
}

export function sampleEvents(): NewEvent[] {
  return sampleLines().map((line) => {
    const parsed = parseDeliveryLine(line);
    if ("problem" in parsed) throw new Error(parsed.problem);
    return parsed.event;
  });
}

/** What an independent computation found in the same data. */
export function sampleExpected(): Record<string, unknown> {
  return JSON.parse(readFileSync(join(FOLDER, "expected.json"), "utf8"));
}
