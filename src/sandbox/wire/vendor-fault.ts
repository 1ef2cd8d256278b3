import { z } from "zod";
import { FaultBase } from "./faults.ts";

const Ms = z.coerce.number().int().min(0).max(600_000);

/** What can go wrong with a vendor; `on` is a method, a path, an operation, or the event of a delivery. */
export const VendorFault = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("status"),
    ...FaultBase,
    status: z.coerce.number().int().min(400).max(599),
    /** Seconds. */
    retryAfter: z.coerce.number().int().optional(),
  }),
  z.object({ kind: z.literal("slow"), ...FaultBase, ms: Ms }),
  /** The connection breaks before anything has happened. */
  z.object({ kind: z.literal("reset"), ...FaultBase }),
  /** It happens, and the answer is lost. */
  z.object({ kind: z.literal("reset_after"), ...FaultBase }),
  /** The answer is lost at once, and it happens so much later. */
  z.object({ kind: z.literal("late"), ...FaultBase, ms: Ms }),
  /** It happens, and half of the answer arrives. */
  z.object({ kind: z.literal("truncated"), ...FaultBase }),
  z.object({ kind: z.literal("token_expired"), ...FaultBase }),
  /** The search does not know yet what is younger than this. */
  z.object({ kind: z.literal("search_lag"), ...FaultBase, ms: Ms }),
  z.object({ kind: z.literal("delivery_dropped"), ...FaultBase }),
  z.object({ kind: z.literal("delivery_doubled"), ...FaultBase }),
  z.object({ kind: z.literal("delivery_late"), ...FaultBase, ms: Ms }),
  z.object({ kind: z.literal("delivery_forged"), ...FaultBase }),
]);
export type VendorFault = z.output<typeof VendorFault>;
export type VendorFaultInput = z.input<typeof VendorFault>;
