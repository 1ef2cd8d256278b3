import { z } from "zod";
import { FaultBase } from "../wire/faults.ts";

/** What kind of server it is: compatible ones differ in just these. */
export const Traits = z.object({
  /** Which response formats it knows: all, `json_object` alone, none (it refuses), or it takes no notice of any. */
  formats: z.enum(["strict", "json_object", "none", "ignored"]).default("strict"),
  /** Whether it says how many tokens it took. */
  tellsUsage: z.boolean().default(true),
  /** Whether the first piece of a stream says who speaks. */
  tellsRole: z.boolean().default(true),
  /** How it calls the longest answer; another name is refused, as reasoning models do. */
  limitField: z.enum(["max_tokens", "max_completion_tokens", "either"]).default("either"),
  /** Whether it lets the caller choose among tools. */
  knowsToolChoice: z.boolean().default(true),
});
export type Traits = z.output<typeof Traits>;

const Ms = z.coerce.number().int().min(0).max(600_000);

/** What a model, or what stands before it, may do instead of what it was asked; `on` is the name of a model. */
export const Mishap = z.discriminatedUnion("kind", [
  /** A well-meant text where an object was asked for. */
  z.object({ kind: z.literal("prose"), ...FaultBase }),
  /** An object between fences, with words around it. */
  z.object({ kind: z.literal("fenced"), ...FaultBase }),
  /** An object that breaks off. */
  z.object({ kind: z.literal("broken_json"), ...FaultBase }),
  z.object({ kind: z.literal("wrong_schema"), ...FaultBase }),
  z.object({ kind: z.literal("empty"), ...FaultBase }),
  /** Addresses, ids and mentions that nobody laid before it. */
  z.object({ kind: z.literal("foreign"), ...FaultBase }),
  z.object({ kind: z.literal("refusal"), ...FaultBase }),
  z.object({ kind: z.literal("too_long"), ...FaultBase }),
  z.object({
    kind: z.literal("status"),
    ...FaultBase,
    status: z.number().int().min(400).max(599),
    retryAfter: z.number().optional(),
  }),
  z.object({ kind: z.literal("slow"), ...FaultBase, ms: Ms }),
  z.object({ kind: z.literal("reset"), ...FaultBase }),
  /** Of embeddings: vectors of another length, and what are no numbers. */
  z.object({ kind: z.literal("other_dimension"), ...FaultBase }),
  z.object({ kind: z.literal("no_numbers"), ...FaultBase }),
  /** Of streams: it goes quiet after the first piece, ends without saying so, breaks, or tells of an error. */
  z.object({ kind: z.literal("stall"), ...FaultBase }),
  z.object({ kind: z.literal("cut"), ...FaultBase }),
  z.object({ kind: z.literal("broken_stream"), ...FaultBase }),
  z.object({ kind: z.literal("error_piece"), ...FaultBase }),
]);
export type Mishap = z.output<typeof Mishap>;
export type MishapInput = z.input<typeof Mishap>;
