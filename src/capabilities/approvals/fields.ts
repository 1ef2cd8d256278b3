import { z } from "zod";
import { TAG } from "#domain/trust/approval";
import { MODES } from "#domain/trust/mode";
import { RISKS } from "#domain/trust/risk";
import { STATUSES } from "#domain/trust/status";

export const ApprovalField = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(
    z
      .string()
      .trim()
      .regex(/^#?(?:\d{1,9}|[\w:.-]{8,120})$/, { error: "Name an approval by its number, like 12." })
      .transform((ref) => ref.replace(/^#/, "")),
  )
  .describe("The number of the approval, like 12, or its id.");

export const TagField = z
  .string()
  .regex(TAG, { error: "It is not a tag." })
  .optional()
  .describe("The first 16 signs of the payload_hash that was read: what is risky is decided with it alone.");

export const ReasonField = z
  .string()
  .trim()
  .max(500)
  .optional()
  .meta({ takesRest: true })
  .describe("Why, for those who asked.");

export const BecameField = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .optional()
  .describe("What it became, like API-12 or its address, where other things refer to it.");

/** A part of what will be sent. `before` is what it replaces. */
const Part = z.object({ label: z.string(), text: z.string(), before: z.string().optional() });
export type Part = z.output<typeof Part>;

/** An approval as it is shown and answered. The upper half bears the names that other programs know. */
export const Shown = z.object({
  id: z.string(),
  action_type: z.string(),
  target_ref: z.string(),
  risk_level: z.enum(RISKS),
  proposed_payload: z.unknown(),
  requester: z.string(),
  /** In seconds, from when it was proposed. */
  ttl: z.number(),
  status: z.enum(STATUSES),
  decided_by: z.string().nullable(),
  decided_at: z.string().nullable(),
  decision: z.enum(["approve", "decline"]).nullable(),
  reason: z.string().nullable(),
  model_version: z.string().nullable(),
  trace_id: z.string(),

  number: z.number(),
  created_at: z.string(),
  expires_at: z.string(),
  does: z.string(),
  subject: z.string(),
  link: z.string().nullable(),
  payload: z.array(Part),
  payload_hash: z.string(),
  /** What else to know, as it was when it was proposed. */
  remarks: z.array(z.object({ words: z.string(), links: z.array(z.object({ label: z.string(), url: z.string() })) })),
  cause: z.string(),
  because: z.string(),
  rule: z.string(),
  risk_reasons: z.array(z.string()),
  is_tainted: z.boolean(),
  is_dry_run: z.boolean(),
  mode: z.enum(MODES),
  /** Slack ids of people and groups. */
  deciders: z.array(z.string()),
  /** How many have to agree, and who has. */
  needed: z.number(),
  agreed: z.array(z.string()),
  /** Whether a security admin decided alone, in an emergency. */
  broke_glass: z.boolean(),
  /** Where it was asked for, like slack:C024BE91L. */
  place: z.string().nullable(),
  /** Why it came to what it came to, or why it has to wait. */
  error: z.string().nullable(),
  result: z.unknown(),
  result_link: z.string().nullable(),
  /** Of a batch, how far each part of it is; null of what is no batch. */
  rows: z
    .array(
      z.object({
        label: z.string(),
        status: z.string(),
        number: z.number().nullable(),
        link: z.string().nullable(),
        /** Why it was never begun. */
        why: z.string().nullable(),
      }),
    )
    .nullable(),
  /** The id of the batch that it is a part of. */
  part_of: z.string().nullable(),
  can_undo: z.boolean(),
  /** Whether somebody who finds it can say what it became. */
  is_nameable: z.boolean(),
  superseded_by: z.number().nullable(),
  /** What people are called, by the ids above. */
  names: z.record(z.string(), z.string()),
  /** In which times are told. */
  zone: z.string(),
  /** Whether all of it is wanted, however long. */
  is_whole: z.boolean(),
});
export type Shown = z.output<typeof Shown>;

/** An approval that not everybody may read of: that it is there, and nothing else. */
const Hidden = z.object({ number: z.number(), risk_level: z.enum(RISKS), status: z.enum(STATUSES) });
export type Hidden = z.output<typeof Hidden>;

export const Listed = z.object({
  of: z.enum(["mine", "all", "both"]),
  /** What whoever asks may decide. */
  mine: z.array(Shown),
  others: z.array(Shown),
  /** Of which nobody knows whether it happened. */
  uncertain: z.array(Shown),
  hidden: z.array(Hidden),
  /** Whether there are more than are listed; those that run out first are. */
  is_cut: z.boolean(),
});
export type Listed = z.output<typeof Listed>;
