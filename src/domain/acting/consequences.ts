import { z } from "zod";
import type { KindRule } from "../trust/policy.ts";

const CONSEQUENCES_MAX = 10;

/** Who is told, one after the other, while nothing gets better. */
export const RUNGS = ["owner", "unblocker", "team", "lead"] as const;
const Rung = z.enum(RUNGS);
export type Rung = z.output<typeof Rung>;

const Entry = z
  .strictObject({
    nudge: z.enum(["reviewer", "author"]).optional(),
    suggest_reviewer: z.literal(true).optional(),
    label: z.string().trim().min(1).max(50).optional(),
    create_ticket: z.literal(true).optional(),
    escalate: z
      .array(Rung)
      .min(1)
      .refine((rungs) => new Set(rungs).size === rungs.length, { error: "Name each rung once." })
      .optional(),
  })
  .refine((entry) => Object.keys(entry).length === 1, { error: "Name one thing in each entry." });

/** What a rule does about what it finds, as people write it: `[{ nudge: reviewer }, { label: needs-review }]`. */
export const Then = z.array(Entry).max(CONSEQUENCES_MAX);
export type Then = z.output<typeof Then>;

/** The same, put together. */
export interface Consequences {
  nudge: "reviewer" | "author" | null;
  suggestsReviewer: boolean;
  labels: string[];
  createsTicket: boolean;
  /** Empty: nobody is told of it by and by. */
  escalate: Rung[];
}

export const NONE: Consequences = {
  nudge: null,
  suggestsReviewer: false,
  labels: [],
  createsTicket: false,
  escalate: [],
};

function toConsequences(then: Then): Consequences {
  return {
    nudge: then.find(({ nudge }) => nudge)?.nudge ?? null,
    suggestsReviewer: then.some(({ suggest_reviewer }) => suggest_reviewer),
    labels: [...new Set(then.flatMap(({ label }) => label ?? []))],
    createsTicket: then.some(({ create_ticket }) => create_ticket),
    escalate: RUNGS.filter((rung) => then.some(({ escalate }) => escalate?.includes(rung))),
  };
}

interface Acting {
  name: string;
  kind: string;
  then?: Then | undefined;
}

/**
 * What follows from a signal: what its rules say, or where they say nothing, the policy for its kind. A kind that the
 * policy blocks has no consequences, whatever its rules say.
 */
export function consequencesOf(
  signal: { kind: string; rules: readonly string[] },
  rules: readonly Acting[],
  kinds: ReadonlyMap<string, KindRule>,
): Consequences {
  const policy = kinds.get(signal.kind);
  if (policy?.action === "block") return NONE;
  const own = rules.filter(({ name, then }) => then !== undefined && signal.rules.includes(name));
  if (own.length > 0) return toConsequences(own.flatMap(({ then = [] }) => then));
  if (policy?.action === "nudge")
    return { ...NONE, nudge: signal.kind === "pr_without_review" ? "reviewer" : "author" };
  return policy?.action === "escalate" ? { ...NONE, escalate: [...RUNGS] } : NONE;
}
