import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Memory } from "#kernel/ports/memory";
import type { Pictures } from "#kernel/ports/pictures";
import { sha256 } from "#lib/hash";
import type { Chart } from "#lib/view";

const KEPT = "slack:pictures";
const KEPT_MAX = 200;
const Kept = z.array(z.tuple([z.string(), z.string()])).catch([]);

export interface UploadOptions {
  client: WebClient;
  pictures: Pictures;
  memory: Memory;
  now(): Date;
}

export interface Uploads {
  /** The file in Slack that shows a chart; equal charts have the same. */
  idOf(chart: Chart): Promise<string>;
  /** Slack does not show what was uploaded: everything is uploaded anew. */
  forget(): Promise<void>;
}

export function createUploads({ client, pictures, memory, now }: UploadOptions): Uploads {
  // One after the other, so that two messages with the same chart share a file.
  let last: Promise<unknown> = Promise.resolve();

  async function find(chart: Chart): Promise<string> {
    const hash = sha256(JSON.stringify(chart));
    const kept = Kept.parse(await memory.recall(KEPT));
    const [, known] = kept.find(([of]) => of === hash) ?? [];
    if (known !== undefined) return known;
    const id = await upload(client, { chart, file: await pictures.draw(chart) });
    await memory.remember(KEPT, [...kept.slice(1 - KEPT_MAX), [hash, id]], now());
    return id;
  }

  return {
    idOf(chart) {
      const found = last.then(() => find(chart));
      last = found.catch(() => undefined);
      return found;
    },
    forget: () => memory.remember(KEPT, [], now()),
  };
}

/** Into no channel: it is seen where a message shows it. */
async function upload(client: WebClient, { chart, file }: { chart: Chart; file: Buffer }): Promise<string> {
  const answer = await client.filesUploadV2({ file, filename: "chart.png", title: chart.title, alt_text: chart.alt });
  const id = answer.files[0]?.files?.[0]?.id;
  if (id === undefined) throw new Error("Slack did not say which file it made.");
  return id;
}
