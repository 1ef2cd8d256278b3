import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createInterface } from "node:readline";
import { parseDeliveryLine } from "#integrations/import-line";
import type { JiraReadingOptions } from "#integrations/jira/normalise";
import { UserError } from "#kernel/errors";
import type { Operation, Progress } from "#kernel/operation";
import type { Store } from "#store/db";
import { type ImportReport, importEvents } from "#store/import";
import { requestEvaluation } from "./evaluation.ts";

const PROBLEMS_SHOWN_MAX = 20;

export interface ImportDesk {
  store: Store;
  /** Logins in lower case that are bots although GitHub calls them users. */
  bots: ReadonlySet<string>;
  /** How the Jira site is to be read. */
  jira?: JiraReadingOptions;
  now(): Date;
}

/** `adjutant import FILE.ndjson`: may be stopped and run again, because what is there already is recognised. */
export function importFile(open: () => Promise<ImportDesk>): Operation {
  return {
    name: "import",
    usage: "adjutant import FILE.ndjson",
    summary: "Take in a file of webhooks of GitHub or Jira: a line each of delivery, event, received_at and payload.",
    async run({ words: [file], json, terminal }) {
      if (!file) throw new UserError("Name the file: adjutant import FILE.ndjson");
      const progress = terminal.progress("import");
      try {
        const desk = await open();
        const report = await importFrom(desk, file, progress);
        await requestEvaluation(desk.store, desk.now());
        terminal.print(json ? JSON.stringify(report) : describe(report));
        return report.invalid === 0;
      } finally {
        progress.stop();
      }
    },
  };
}

async function importFrom(
  { store, bots, jira = {} }: ImportDesk,
  file: string,
  progress: Progress,
): Promise<ImportReport> {
  const { size } = await stat(file).catch((cause) => {
    throw new UserError(`${file} cannot be read.`, { cause });
  });
  const input = createReadStream(file);
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  const onProgress = () => progress.update(input.bytesRead, size);
  return importEvents(store, lines, { parse: (line) => parseDeliveryLine(line, { bots, jira }), onProgress });
}

function describe({ inserted, duplicates, poisoned, invalid, problems }: ImportReport): string {
  const shown = problems.slice(0, PROBLEMS_SHOWN_MAX).map(({ line, problem }) => `  line ${line}: ${problem}`);
  const more = invalid - shown.length;
  return [
    `${inserted} events in, ${duplicates} were there already.`,
    ...(poisoned > 0 ? [`${poisoned} made no sense; they are kept with their error.`] : []),
    ...(invalid > 0 ? [`${invalid} lines are no deliveries and were left out:`, ...shown] : []),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join("\n");
}
