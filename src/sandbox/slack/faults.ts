import { z } from "zod";
import { FaultBase } from "../wire/faults.ts";

const MsMax = 600_000;
const Ms = z.coerce.number().int().min(0).max(MsMax);

const ACTS = ["refresh", "warning", "link_disabled", "reset", "half_open", "no_pongs"] as const;

/** What is done to open sockets at once; `socket` counts from 0, all of them when it is missing. */
export const SocketFault = z.object({
  kind: z.enum(ACTS),
  socket: z.coerce.number().int().min(0).optional(),
});
export type SocketFault = z.output<typeof SocketFault>;

/** What waits for a call, an envelope or a connection. */
export const ArmedFault = z.discriminatedUnion("kind", [
  /** The call is answered with an HTTP status, and nothing is done. */
  z.object({
    kind: z.literal("status"),
    ...FaultBase,
    status: z.coerce.number().int().min(400).max(599),
    retryAfter: z.coerce.number().int().optional(),
  }),
  /** The call is answered `ok: false`, and nothing is done. */
  z.object({
    kind: z.literal("error"),
    ...FaultBase,
    error: z.string().min(1).max(100),
    needed: z.string().optional(),
    provided: z.string().optional(),
  }),
  z.object({ kind: z.literal("slow"), ...FaultBase, ms: Ms }),
  /** The call is done, the connection breaks before the answer. */
  z.object({ kind: z.literal("answer_lost"), ...FaultBase }),
  /** The connection breaks first; the call is done that much later. */
  z.object({ kind: z.literal("late"), ...FaultBase, ms: Ms }),
  z.object({ kind: z.literal("truncated"), ...FaultBase }),
  /** Blocks of a type are refused, as in workspaces that do not know it yet. */
  z.object({ kind: z.literal("block_refused"), ...FaultBase, blockType: z.string() }),
  z.object({ kind: z.literal("hello_late"), ...FaultBase, ms: Ms }),
  z.object({ kind: z.literal("lost_ack"), ...FaultBase }),
  z.object({ kind: z.literal("duplicate"), ...FaultBase }),
  /** The same event again, in another envelope. */
  z.object({ kind: z.literal("duplicate_new_id"), ...FaultBase }),
  /** The envelope is held back until the next one has been sent. */
  z.object({ kind: z.literal("reorder"), ...FaultBase }),
  /** An `app_rate_limited` goes first, which has no event inside. */
  z.object({ kind: z.literal("eventless"), ...FaultBase }),
  z.object({ kind: z.literal("stream_closed"), ...FaultBase }),
]);
export type ArmedFault = z.output<typeof ArmedFault>;

export type SlackFault = z.input<typeof ArmedFault> | z.input<typeof SocketFault>;

export function isSocketFault(fault: SlackFault): fault is SocketFault {
  return (ACTS as readonly string[]).includes(fault.kind);
}
