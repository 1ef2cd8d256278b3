// Metrics against an independent computation over the same twelve weeks, and the properties that keep them honest.
import type { Store } from "#store/db";
import { describe, passes } from "../bench/result.ts";
import { inScratch, withStore } from "../bench/scratch.ts";
import type { Figure } from "./figure.ts";
import { missing } from "./figure.ts";
import { proveClock } from "./numbers/clock.ts";
import { proveDelivery } from "./numbers/delivery.ts";
import { openSample, type Sample } from "./numbers/sample.ts";
import { proveShipments } from "./numbers/shipments.ts";
import { proveSprints } from "./numbers/sprints.ts";
import { proveWeeks } from "./numbers/weeks.ts";
import { proveFiles } from "./suite.ts";

export async function* prove(isLong: boolean): AsyncGenerator<Figure | string> {
  const sample = openSample();
  if (!sample) {
    yield missing("sample data", "it is not there; say where with ADJUTANT_SAMPLE_DATA");
    return;
  }
  const figures: (Figure | string)[] = [];
  await inScratch((folder) =>
    withStore(`${folder}/sample.db`, async (store) => {
      for await (const figure of measure(store, sample, isLong)) figures.push(figure);
    }),
  );
  yield* figures;
  yield* proveClock(isLong);
  yield await proveFiles(
    "every figure recounted from its rows; any moment as a store that heard nothing later; both engines",
    ["test/store/metrics.test.ts"],
  );
  yield await proveFiles(
    "shipments and causes the same in every order, with repetitions, and after a rebuild",
    ["test/store/shipments.test.ts"],
    isLong ? { FC_RUNS: "25" } : {},
  );
  yield await proveFiles("sprint health: each figure recounted from its rows, on both engines", [
    "test/capabilities/sprint",
  ]);
  yield await proveFiles("shown, opened, refused and corrected as people ask", ["test/capabilities/metrics"]);
  const bench: typeof import("../bench/metrics.bench.ts") = await import("../bench/metrics.bench.ts");
  for (const result of await bench.run(isLong)) {
    yield { name: "bench", measured: describe(result), bar: "its own", ok: passes(result) };
  }
}

/** What the webhooks alone tell, and then what the commits of the pull requests tell besides. */
async function* measure(store: Store, sample: Sample, isLong: boolean): AsyncGenerator<Figure | string> {
  await sample.fillWebhooks(store);
  yield* proveWeeks(store, sample);
  await sample.fillCommits(store);
  yield* proveShipments(store, sample);
  yield* proveDelivery(store, sample);
  await sample.fillTickets(store);
  yield* proveSprints(store, sample, isLong);
}
