import { z } from "zod";
import { ANSWERS } from "./mode.ts";
import { isAtLeast, Risk } from "./risk.ts";
import { Roles } from "./roles.ts";

const RULES_MAX = 500;

const PlainMode = z.enum([...ANSWERS, "ask_if_channel_public"]);
const WrittenMode = z.union([
  PlainMode,
  z.strictObject({ ask_if_channel_public: z.literal(true) }).transform(() => "ask_if_channel_public" as const),
]);
/** A mode, or the question on which it depends. */
export type WrittenMode = z.output<typeof PlainMode>;

/** What the policy says of one kind of effect. */
const EffectRule = z
  .strictObject({ risk: Risk, mode: WrittenMode.optional() })
  .refine(({ risk, mode }) => mode !== "auto" || !isAtLeast(risk, "high"), {
    error: "What is high or critical cannot be automatic.",
  });
export type EffectRule = z.output<typeof EffectRule>;

/** A map, because `constructor` is a property of every object. */
const EffectRules = z
  .record(z.string().max(100), EffectRule)
  .transform((rules) => new Map(Object.entries(rules)))
  .refine((rules) => rules.size <= RULES_MAX, { error: `No more than ${RULES_MAX} rules.` });
export type EffectRules = z.output<typeof EffectRules>;

const Limits = z.strictObject({
  max_monthly_cost_usd: z.number().nonnegative().default(0),
  max_channel_size_auto_post: z.int().nonnegative().default(0),
  pii_redaction: z.enum(["off", "standard", "strict"]).default("strict"),
});

/** What is done about a kind of signal, or whether a kind of effect may happen at all. */
export const KindRule = z.strictObject({
  action: z.enum(["allow", "block", "nudge", "escalate"]),
  /** From so many hours, or so much work in progress. */
  threshold: z.number().positive().optional(),
});
export type KindRule = z.output<typeof KindRule>;

const Overrides = z
  .record(z.string().max(100), z.strictObject({ actions: EffectRules }))
  .transform((places) => new Map(Object.entries(places)));

/** Where approval cards go; people who may decide get theirs directly where no channel is named. */
const Cards = z.strictObject({
  channel: z
    .string()
    .regex(/^[CG][A-Z0-9]+$/, "Name a channel by its id.")
    .optional(),
});

const CHANNELS_MAX = 200;
const Threshold = z.number().min(0.3).max(1);

/** Where what people say about work may be heard, and how sure one has to be before something is proposed. */
const Conversations = z.strictObject({
  channels: z
    .array(z.string().regex(/^[CG][A-Z0-9]+$/, "Name channels by their ids."))
    .max(CHANNELS_MAX)
    .default([]),
  threshold: Threshold.default(0.8),
  projects: z
    .record(z.string().max(100), z.strictObject({ threshold: Threshold }))
    .transform((projects) => new Map(Object.entries(projects)))
    .prefault({}),
});

export const PolicyFile = z.strictObject({
  actions: EffectRules.prefault({}),
  limits: Limits.prefault({}),
  kinds: z
    .record(z.string(), KindRule)
    .transform((kinds) => new Map(Object.entries(kinds)))
    .prefault({}),
  projects: Overrides.prefault({}),
  channels: Overrides.prefault({}),
  roles: Roles.prefault({}),
  cards: Cards.prefault({}),
  conversations: Conversations.prefault({}),
});

/** What may happen by itself, what needs whose word, and what may not happen. */
export type Policy = z.output<typeof PolicyFile> & { /** Of the text it was read from. */ hash: string };
