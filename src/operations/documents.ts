import { AUDIENCE, WORKSPACE } from "#domain/knowledge/document";
import type { SourceState } from "#domain/knowledge/source";
import { UserError } from "#kernel/errors";
import type { Operation } from "#kernel/operation";
import type { VectorSpace, Vectors } from "#store/knowledge/vectors";
import { type FolderReport, type IndexingDesk, indexFolder } from "./index-folder.ts";

const SKIPPED_SHOWN_MAX = 20;

interface DocumentsDesk extends IndexingDesk {
  knowledge: IndexingDesk["knowledge"] & { sources(): Promise<SourceState[]> };
  /** Undefined where none are made. */
  vectors?: { filling: { vectors: Pick<Vectors, "space"> } } | undefined;
}

/** What takes documents of this machine in, and says what is there. */
export function documentOperations(open: () => Promise<DocumentsDesk>): Operation[] {
  return [addDocuments(open), showStatus(open)];
}

function addDocuments(open: () => Promise<DocumentsDesk>): Operation {
  return {
    name: "index add",
    usage: "adjutant index add FOLDER|FILE… [--audience workspace] [--gone keep|remove] [--json]",
    summary: "Take in the documents of a folder (Markdown and text); again, only what has changed since.",
    async run({ words, fields, json, terminal }) {
      if (words.length === 0) throw new UserError("Name a folder or a file: adjutant index add docs");
      const wanted = readWishes(fields);
      const desk = await open();
      let isWhole = true;
      for (const path of words) {
        const progress = terminal.progress(`index ${path}`);
        try {
          const onProgress = (done: number, total: number) => progress.update(done, total);
          const report = await indexFolder(desk, path, { ...wanted, onProgress });
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

function readWishes({ audience: [audience = WORKSPACE] = [], gone: [gone = "keep"] = [] }: Record<string, string[]>) {
  if (!AUDIENCE.test(audience)) {
    throw new UserError("Name an audience: workspace, channel:C024BE91L, group:S024BE91L or user:U024BE91L.");
  }
  if (gone !== "keep" && gone !== "remove") throw new UserError("Say what becomes of what is gone: keep or remove.");
  return { audience, isForced: gone === "remove" };
}

function describe({ key, documents, unchanged, chunks, removed, heldBack, skipped, isComplete }: FolderReport): string {
  const reasons = skipped.slice(0, SKIPPED_SHOWN_MAX).map(({ uri, reason }) => `  ${uri}: ${reason}`);
  const more = skipped.length - reasons.length;
  return [
    `${key}: ${documents} documents, ${documents - unchanged} new or changed with ${chunks} passages, ${removed} removed.`,
    ...(skipped.length > 0 ? [`${skipped.length} left out:`, ...reasons] : []),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...(heldBack > 0
      ? [`${heldBack} documents are gone there, which is more than a fifth. They are kept; --gone remove removes them.`]
      : []),
    ...(isComplete ? [] : ["Not all of it could be read, so nothing was removed."]),
  ].join("\n");
}

function showStatus(open: () => Promise<DocumentsDesk>): Operation {
  return {
    name: "index status",
    usage: "adjutant index status [--json]",
    summary: "The sources of documents: the last reading of each, and what is indexed of it.",
    async run({ json, terminal }) {
      const { knowledge, vectors: parts } = await open();
      const [sources, vectors] = await Promise.all([knowledge.sources(), parts?.filling.vectors.space()]);
      terminal.print(
        json ? JSON.stringify({ sources, vectors: vectors ?? null }) : describeStatus(sources, vectors).join("\n"),
      );
      return sources.every(({ outcome }) => outcome !== "failed");
    },
  };
}

function describeStatus(sources: readonly SourceState[], vectors: VectorSpace | undefined): string[] {
  const none = sources.length === 0 ? ["There are no documents yet: adjutant index add FOLDER"] : [];
  return [...none, ...sources.map(describeSource), ...(vectors ? [describeVectors(vectors)] : [])];
}

function describeVectors({ model, filled, total, completedAt, error }: VectorSpace): string {
  const use = completedAt ? "" : "; they are searched once every passage has one";
  return [`vectors of ${model}: ${filled} of ${total} passages${use}`, ...(error === null ? [] : [`  ${error}`])].join(
    "\n",
  );
}

function describeSource(source: SourceState): string {
  const { key, audience, documents, chunks, truncated, outcome, startedAt, endedAt, nextRunAt, error } = source;
  const { heldBack, skipped, skippedFirst, done, total } = source;
  const progress = total === null ? "" : `, ${done} of ${total}`;
  const since = `being read since ${startedAt.toISOString()}${progress}`;
  const when = endedAt ? `${outcome} ${endedAt.toISOString()}` : since;
  return [
    `${key} (${audience}): ${documents} documents, ${chunks} passages; ${when}`,
    ...(nextRunAt ? [`  next: ${nextRunAt.toISOString()}`] : []),
    ...(error === null ? [] : [`  ${error}`]),
    ...(truncated > 0 ? [`  ${truncated} are longer than what is taken in`] : []),
    ...(heldBack > 0 ? [`  ${heldBack} are gone there and kept here`] : []),
    ...skippedFirst.map(({ uri, reason }) => `  left out ${uri}: ${reason}`),
    ...(skipped > skippedFirst.length ? [`  and ${skipped - skippedFirst.length} more left out`] : []),
  ].join("\n");
}
