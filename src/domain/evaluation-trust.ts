import { z } from "zod";
import { describeInstant } from "#lib/time";
import type { ViewNode } from "#lib/view";
import { nameSource } from "./report-header.ts";

/** How far what is listed can be trusted. */
export const Trust = z.object({
  /** When everything was last evaluated; null when it never was, so that an empty list says nothing. */
  evaluated_at: z.string().nullable(),
  /** Sources silent for too long, with the moment they were last heard; while there are any, nothing is opened or resolved. */
  frozen: z.array(z.object({ source: z.string(), since: z.string().nullable() })),
});
export type Trust = z.output<typeof Trust>;

interface State {
  evaluatedAt: Date | null;
  frozen: { source: string; since: Date }[];
}

export function toTrust({ evaluatedAt, frozen }: State): Trust {
  return {
    evaluated_at: evaluatedAt?.toISOString() ?? null,
    // The beginning of time stands for never.
    frozen: frozen.map(({ source, since }) => ({
      source,
      since: since.getTime() > 0 ? since.toISOString() : null,
    })),
  };
}

/** What a reader has to know before they believe a list; nothing while all is well. */
export function describeTrust(trust: Trust, zone: string): ViewNode[] {
  const doubts = trust.frozen.map((one) => describeFrozen(one, zone));
  if (trust.evaluated_at === null) doubts.push("The rules have not been evaluated yet: something may be missing here.");
  return doubts.map((doubt) => ({ type: "text", content: [{ bold: doubt }] }));
}

function describeFrozen({ source, since }: Trust["frozen"][number], zone: string): string {
  const heard = since ? `since ${describeInstant(new Date(since), zone)}` : "yet";
  return `Frozen: nothing heard from ${nameSource(source)} ${heard}; nothing is opened or resolved until it is heard again.`;
}
