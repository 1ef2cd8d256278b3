// From an idea to tickets: plans with a model and without, documents that lose no word, tickets that are made once.
import { describe, passes } from "../bench/result.ts";
import type { Figure } from "./figure.ts";
import { proveFiles } from "./suite.ts";

/** How often each property is tried, in the short and in the long form. */
const RUNS = { short: 300, long: 5_000 };

export async function* prove(isLong: boolean): AsyncGenerator<Figure | string> {
  const runs = String(isLong ? RUNS.long : RUNS.short);
  yield proveFiles(
    "in a browser, with a model and without: form, draft, two writers, conflict, review, tickets over kill -9, shipped",
    ["test/journeys/plan-page.test.ts"],
    { ALL_JOURNEYS: "true" },
  );
  yield proveFiles(
    `merges as git merge-file does, and patches that come back, ${runs} times each`,
    ["test/domain/prd/merge.test.ts"],
    {
      FC_RUNS: runs,
    },
  );
  yield proveFiles(`blame as git blame says, ${isLong ? 300 : 25} histories`, ["test/domain/prd/blame.test.ts"], {
    FC_RUNS: isLong ? "300" : "25",
  });
  yield proveFiles("versions that never change, edits that lose no word, on both engines", [
    "test/store/prds.test.ts",
    "test/capabilities/prd",
  ]);
  yield proveFiles(
    "forty misbehaving models: every command answered within its timeout + 5 s, nothing done, nothing foreign, the ledger within its cap",
    ["test/capabilities/plan/misbehaving.test.ts"],
    { PROVE_ANSWERS: "true" },
  );
  yield proveFiles("fifty ideas, ten bad; drafts and answers; the ledger and the ladder", [
    "test/capabilities/plan",
    "test/kernel/model",
  ]);
  yield proveFiles("the gateway against a server in each of its behaviours", ["test/integrations/openai"]);
  yield proveFiles("batches of tickets: once each, in their order, also taken up again", [
    "test/capabilities/tickets/plan.test.ts",
  ]);
  const bench: typeof import("../bench/prd.bench.ts") = await import("../bench/prd.bench.ts");
  for (const result of await bench.run(isLong)) {
    yield { name: "bench", measured: describe(result), bar: "its own", ok: passes(result) };
  }
}
