import { z } from "zod";
import { FaultBase } from "../wire/faults.ts";

const Ms = z.coerce.number().int().min(0).max(600_000);

/** What waits for a request (`on` is its path) or for a delivery (`on` is its event). */
export const GithubFault = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("status"),
    ...FaultBase,
    status: z.coerce.number().int().min(400).max(599),
    retryAfter: z.coerce.number().int().optional(),
  }),
  /** 403 with the words GitHub uses for its limit on bursts. */
  z.object({ kind: z.literal("secondary_limit"), ...FaultBase, retryAfter: z.coerce.number().int().default(60) }),
  /** 403 with nothing left until the reset. */
  z.object({ kind: z.literal("primary_limit"), ...FaultBase, resetSeconds: z.coerce.number().int().default(60) }),
  z.object({ kind: z.literal("slow"), ...FaultBase, ms: Ms }),
  z.object({ kind: z.literal("reset"), ...FaultBase }),
  /** It happens, and the answer is lost. */
  z.object({ kind: z.literal("reset_after"), ...FaultBase }),
  /** The answer is lost at once, and it happens so much later. */
  z.object({ kind: z.literal("late"), ...FaultBase, ms: Ms }),
  z.object({ kind: z.literal("truncated"), ...FaultBase }),
  /** A page without entries that says there is a next one. */
  z.object({ kind: z.literal("empty_page"), ...FaultBase }),
  /** A list of files with only some of them, which says so. */
  z.object({ kind: z.literal("cut"), ...FaultBase }),
  z.object({ kind: z.literal("token_expired"), ...FaultBase }),
  z.object({ kind: z.literal("delivery_dropped"), ...FaultBase }),
  z.object({ kind: z.literal("delivery_doubled"), ...FaultBase }),
  /** Held back until the next one has been sent. */
  z.object({ kind: z.literal("delivery_reordered"), ...FaultBase }),
  z.object({ kind: z.literal("delivery_late"), ...FaultBase, ms: Ms }),
  z.object({ kind: z.literal("delivery_forged"), ...FaultBase }),
]);
export type GithubFault = z.output<typeof GithubFault>;
export type GithubFaultInput = z.input<typeof GithubFault>;
