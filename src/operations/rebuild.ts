import type { Operation } from "#kernel/operation";
import type { Store } from "#store/db";
import { type RebuildReport, rebuildFacts as rebuild } from "#store/rebuild";

/** `adjutant facts rebuild`: folds every event anew while intake goes on, and puts right what differs. */
export function rebuildFacts(openStore: () => Promise<Store>): Operation {
  return {
    name: "facts rebuild",
    usage: "adjutant facts rebuild [--json]",
    summary: "Fold every event anew; facts that differ from what the events say are put right.",
    async run({ json, terminal }) {
      const progress = terminal.progress("subjects");
      try {
        const report = await rebuild(await openStore(), { onProgress: (subjects) => progress.update(subjects) });
        terminal.print(json ? JSON.stringify(report) : describe(report));
        return true;
      } finally {
        progress.stop();
      }
    },
  };
}

function describe({ subjects, events, changed, removed, poisoned, digests }: RebuildReport): string {
  const verdict =
    changed + removed === 0 ? "Every fact was as it should be." : `${changed} rows put right, ${removed} removed.`;
  return [
    `${subjects} subjects from ${events} events. ${verdict}`,
    ...(poisoned > 0 ? [`${poisoned} events could not be folded; they are kept with their error.`] : []),
    ...Object.entries(digests).map(([table, digest]) => `  ${table.padEnd(20)} ${digest}`),
  ].join("\n");
}
