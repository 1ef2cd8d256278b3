// Nothing acts without a person's word: what was agreed to happens once, and everything can be told afterwards.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { proveCorruption } from "./approvals/corruption.ts";
import { proveCuts } from "./approvals/cuts.ts";
import { proveKills } from "./approvals/kills.ts";
import { proveModel, proveTests } from "./approvals/model.ts";
import { proveOutage } from "./approvals/outage.ts";
import type { Figure } from "./figure.ts";

export async function* prove(isLong: boolean): AsyncGenerator<Figure | string> {
  const folder = mkdtempSync(join(tmpdir(), "adjutant-proof-"));
  try {
    if (isLong) yield* proveTests();
    else yield "the journeys and the tables of the suite: only with --long, and in npm test";
    yield* proveModel(isLong);
    yield* proveCorruption(folder);
    yield* proveOutage(folder);
    yield* proveCuts(folder, isLong);
    yield* proveKills(folder, isLong);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
