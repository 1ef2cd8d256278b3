import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import type { Connector } from "#domain/knowledge/connector";
import type { SourceState } from "#domain/knowledge/source";
import { UserError } from "#kernel/errors";
import type { Operation } from "#kernel/operation";
import { readSource, type SourceReport, type SourcesDesk } from "./read-source.ts";

const SKIPPED_SHOWN_MAX = 20;
const KEYS_SHOWN_MAX = 50;

export interface SourceOperationsDesk extends SourcesDesk {
  knowledge: SourcesDesk["knowledge"] & {
    drop(key: string): Promise<number>;
    sources(): Promise<Pick<SourceState, "key" | "location">[]>;
  };
  /** Throws a UserError where the list of them is wrong. */
  connectors(): Promise<Connector[]>;
}

/** What an operator does with the sources that are read again and again. */
export function sourceOperations(open: () => Promise<SourceOperationsDesk>): Operation[] {
  return [syncSources(open), dropSource(open)];
}

function syncSources(open: () => Promise<SourceOperationsDesk>): Operation {
  return {
    name: "index sync",
    usage: "adjutant index sync [KEY…] [--gone keep|remove] [--json]",
    summary: "Read the sources of DOCUMENTS_PATH now, or some of them: only what has changed since.",
    async run({ words, fields, json, terminal }) {
      const { gone: [gone = "keep"] = [] } = fields;
      if (gone !== "keep" && gone !== "remove")
        throw new UserError("Say what becomes of what is gone: keep or remove.");
      const desk = await open();
      let isWhole = true;
      for (const connector of choose(await desk.connectors(), words)) {
        const progress = terminal.progress(connector.key);
        try {
          const onProgress = (done: number, total: number) => progress.update(done, total);
          const options = { signal: new AbortController().signal, isForced: gone === "remove", onProgress };
          const report = await readSource(desk, connector, options);
          terminal.print(json ? JSON.stringify(report) : describe(report));
          isWhole &&= report.isComplete;
        } finally {
          progress.stop();
        }
      }
      return isWhole;
    },
  };
}

/** Channels are read by the bot alone, which knows who is who there. */
function choose(all: readonly Connector[], keys: readonly string[]): Connector[] {
  const unknown = keys.find((key) => all.every((one) => one.key !== key));
  if (unknown !== undefined) {
    throw new UserError(`There is no source ${unknown}. There are: ${all.map(({ key }) => key).join(", ") || "none"}.`);
  }
  const wanted = all.filter(({ key }) => keys.length === 0 || keys.includes(key));
  const readable = wanted.filter(({ kind }) => kind !== "slack");
  if (wanted.length > 0 && readable.length === 0)
    throw new UserError("Channels of Slack are read by the bot while it runs.");
  return readable;
}

function describe({ key, documents, changed, removed, heldBack, skipped, error, isComplete }: SourceReport): string {
  const reasons = skipped.slice(0, SKIPPED_SHOWN_MAX).map(({ uri, reason }) => `  left out ${uri}: ${reason}`);
  const more = skipped.length - reasons.length;
  return [
    `${key}: ${documents} documents, ${changed} new or changed, ${removed} removed.`,
    ...(error === null ? [] : [`  ${error}`]),
    ...reasons,
    ...(more > 0 ? [`  and ${more} more left out`] : []),
    ...(heldBack > 0
      ? [`  ${heldBack} documents are gone there, which is more than a fifth. --gone remove removes them.`]
      : []),
    ...(isComplete || error !== null ? [] : ["  Not all of it could be read, so nothing was removed."]),
  ].join("\n");
}

function dropSource(open: () => Promise<SourceOperationsDesk>): Operation {
  return {
    name: "index drop",
    usage: "adjutant index drop KEY|FOLDER",
    summary: "Forget a source with all its documents. One that is still listed comes back when it is read next.",
    async run({ words: [named], terminal }) {
      if (named === undefined) throw new UserError("Name the source as “adjutant index status” shows it.");
      const { knowledge } = await open();
      const key = await findKey(await knowledge.sources(), named);
      terminal.print(`${key}: ${await knowledge.drop(key)} documents forgotten.`);
      return true;
    },
  };
}

/** By its key, or by the folder as it was taken in, which need not be there any more. */
async function findKey(sources: readonly Pick<SourceState, "key" | "location">[], named: string): Promise<string> {
  const path = await realpath(named).catch(() => resolve(named));
  const found = sources.find(({ key, location }) => key === named || location === named || location === path);
  if (found) return found.key;
  const keys = sources.slice(0, KEYS_SHOWN_MAX).map(({ key }) => key);
  const more = sources.length > keys.length ? ` and ${sources.length - keys.length} more` : "";
  throw new UserError(`There is no source “${named}”. There are: ${keys.join(", ") || "none"}${more}.`);
}
