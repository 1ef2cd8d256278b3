import { z } from "zod";
import { isStranger } from "#kernel/actor";
import type { Context } from "#kernel/context";
import { ForbiddenError } from "#kernel/errors";
import type { View } from "#lib/view";

/** What somebody said, and how to take it back. */
export const Recorded = z.object({
  subject: z.string(),
  does: z.string(),
  undo: z.object({ name: z.string(), input: z.record(z.string(), z.unknown()) }),
});
export type Recorded = z.output<typeof Recorded>;

/** Of the invocation, so that a call that arrives twice is kept once. */
export function idOf({ id, traceId }: Pick<Context, "id" | "traceId">): string {
  return id ?? traceId;
}

/** What is said here moves the figures of everybody. */
export async function refuseGuests(context: Context): Promise<void> {
  if (context.actor.kind === "person" && (await isStranger(context)))
    throw new ForbiddenError("Guests cannot say what was deployed or what it broke. Ask somebody of the team.");
}

export function confirmRecord({ subject, does, undo }: Recorded): View {
  const text = `Noted: ${does}. The figures know it from now on.`;
  const button = { label: "Undo", description: `Take back what was said of ${subject}`, call: undo };
  return {
    text,
    nodes: [
      { type: "text", content: [text] },
      { type: "buttons", buttons: [button] },
    ],
  };
}
