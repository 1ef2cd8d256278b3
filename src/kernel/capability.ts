import { z } from "zod";
import type { Risk } from "#domain/trust/risk";
import type { Place } from "#domain/trust/verdict";
import type { Remark } from "#lib/remark";
import type { Call, View } from "#lib/view";
import { usageOf } from "#lib/words";
import type { Context, Writing } from "./context.ts";

type AnySchema = z.ZodType;

/** Words for a capability, in lower case, and the input that they stand for. */
export interface Phrase {
  words: string;
  input: Record<string, unknown>;
}

interface Definition<Input extends AnySchema, Result extends AnySchema> {
  /** `area.verb` or one word, in kebab case. */
  name: string;
  summary: string;
  input: Input;
  result: Result;
  /** The words people type: "/standup", or "/adjutant link". Every capability also answers to "/adjutant NAME". */
  command?: `/${string}`;
  /** How people write it, where it takes more than words can say: "/standup post #channel". */
  usage?: string;
  /** What people call it in a sentence, beside its command: "stale PRs", with what that means for its input. */
  phrases?: readonly Phrase[];
  /** What stands in the menu of a message; such a capability takes the message as `message`. */
  shortcut?: string;
  /**
   * `threads`: it hears what people write in threads where something waits for their answer. It takes `thread` and `text`,
   * and shows nothing where that was no answer. `sentences`: it hears what people write to us that is no command. It takes
   * `request`, and answers `steps`. `questions`: of those, it hears the questions, which it takes as `question`. `talk`: it
   * hears what people say to each other in channels that are listened to; it takes `ts`, `thread` and `text`, and shows
   * nothing where nothing follows from it.
   */
  hears?: "threads" | "sentences" | "questions" | "talk";
  /** What it answered is left as it stands when a button in it was clicked: to ask anew costs, or is counted. */
  isShownOnce?: true;
  /** It is about whoever asks, and shown to nobody else: neither posted, nor answered where others read along. */
  isPersonal?: true;
  /** Whether a report has nothing to say, so that nobody has to read it. */
  isQuiet?(result: z.output<Result>): boolean;
  /** It shows what the members of its `team` were asked for and said, so that they are asked before it is posted. */
  showsAnswers?: true;
  view(result: z.output<Result>): View;
}

/** Runs at once: looks something up, or keeps a record of our own. */
export interface Action<Input extends AnySchema = AnySchema, Result extends AnySchema = AnySchema>
  extends Definition<Input, Result> {
  /**
   * `read` changes nothing. `record` changes only our own records (a snooze, a link, a team), in the name of the person
   * who asked.
   */
  risk: "read" | "record";
  /** What the audit keeps of an input that is too long to keep, whether it is valid or not. */
  abridge?(input: unknown): unknown;
  run(context: Context, input: z.output<Input>): Promise<z.output<Result>>;
}

/** Whose system an effect changes; each has a lane of its own, so that one that is away holds up no other. */
export const EFFECT_VENDORS = ["slack", "github", "jira", "linear", "pagerduty", "google", "adjutant"] as const;
export type EffectVendor = (typeof EFFECT_VENDORS)[number];

/** What an approver sees of an effect: read from the vendor when it is proposed, and again before it is performed. */
export interface Preview {
  /** Of the target, as far as it matters here. Another one later voids the approval. */
  version: string;
  /** In plain words: "Comment on acme/api#7". */
  does: string;
  /** The target by its name, and where it can be seen. */
  subject: string;
  link: string | null;
  /** What will be sent, exactly; `before` is what it replaces. */
  payload: { label: string; text: string; before?: string }[];
  /** Whose system it is, where that depends on the input. */
  vendor?: EffectVendor;
  project?: string | null;
  team?: string | null;
  /** Where it will be read; `external` where nothing is known. */
  place?: Place;
  /** The Slack channel that it is about, where its target does not say so. */
  channel?: string;
  /** How many things it touches; one unless given. */
  objects?: number;
  /** Whether words of strangers are in what the input only refers to. */
  isTainted?: boolean;
}

/** What carries one attempt of an effect. */
export interface Attempt {
  /** By which the vendor, or we, find the effect again: the same for every attempt. */
  key: string;
  /** The version that was approved. */
  version: string;
  /** When the first attempt began. */
  since: Date;
}

/** One effect of a batch. */
export interface Row {
  /** For people: "Story: Pay by card". */
  label: string;
  /** The rows, by index, that have to be done before. */
  after: readonly number[];
  /** It changes what the batch has named, and not the place that the batch's version is of: it has a version of its own. */
  hasOwnTarget?: true;
  /** What is done, given the results of the rows that were done before; a UserError where they are of no use. */
  call(results: ReadonlyMap<number, unknown>): Call;
}

/** Changes the outside world, so it must also say what it touches and how to find out whether it happened. */
export interface Effect<Input extends AnySchema = AnySchema, Result extends AnySchema = AnySchema>
  extends Definition<Input, Result> {
  /** What a mistaken run could cost. Policy may only raise it. */
  risk: Risk;
  vendor: EffectVendor;
  /**
   * Finer names for the policy, most specific first: "issue.create.low". They may be judged laxer than the name, so they
   * follow from what is sent alone, as a priority does: whoever reads it sees that it is so.
   */
  variants?(input: z.output<Input>): string[];
  /**
   * Finer names that the input only claims, like what a comment is for: "pr.comment.summary". Of our own rules they are
   * taken as variants; whoever else asks makes it no laxer by them, for the stricter of both rules holds.
   */
  claims?(input: z.output<Input>): string[];
  /** "github:acme/api#7": what it touches, for the card, the lock and the audit. */
  target(input: z.output<Input>): string;
  preview(context: Context, input: z.output<Input>): Promise<Preview>;
  /** Whose own it is, as actors: they may take it back, and somebody else has to agree. */
  authors?(context: Context, input: z.output<Input>): Promise<string[]>;
  /**
   * What else whoever decides should know, read once when it is proposed, where anybody decides. Nothing of it is bound by
   * what they decide, and it is no obstacle: what could not be read is one of the remarks.
   */
  remarks?(context: Context, input: z.output<Input>): Promise<Remark[]>;
  /** One write, and nothing after it that could fail. Throws RefusedError when the vendor says no, NeverSentError when nothing was sent; all else is unknown. */
  run(context: Writing, input: z.output<Input>, attempt: Attempt): Promise<z.output<Result>>;
  /** Done already? The earlier result; undefined when proved absent; throws UnavailableError when it cannot be known. */
  reconcile(context: Context, input: z.output<Input>, attempt: Attempt): Promise<z.output<Result> | undefined>;
  /**
   * What somebody says it became, of which nobody could tell whether it happened: read from the vendor, and a UserError
   * where it is not there or something else.
   */
  identify?(context: Context, input: z.output<Input>, words: string): Promise<z.output<Result>>;
  /** How late the vendor may show what it was told: before this, absence proves nothing. */
  settleMs: number;
  /** Told twice under one key, it happens once: what nobody saw the ending of is told again, until `reconcile` throws. */
  isRepeatable?: true;
  /** Where the result can be seen. */
  linkOf?(result: z.output<Result>): string | null;
  /**
   * What follows row by row once this was agreed to: each an effect of its own, carried out and told of like any other. The
   * previews of the rows have the version of this one's, by which they are known to go where it was agreed that they go.
   */
  fanOut?(input: z.output<Input>): Row[];
  /** Hears of each row that is done, more than once perhaps. */
  onRow?(context: Context, input: z.output<Input>, row: { index: number; result: unknown }): Promise<void>;
  /** What takes it back, where anything does. */
  inverse?(input: z.output<Input>, result: z.output<Result>): Call | null;
}

/**
 * One thing the product can do. Every surface (Slack, HTTP, CLI, schedule) is derived from this definition, so a
 * capability never knows who called it.
 */
export type Capability = Action | Effect;

/** Everything the product can do, by name. */
export type Catalogue = ReadonlyMap<string, Capability>;

export function isEffect(capability: Capability): capability is Effect {
  return capability.risk !== "read" && capability.risk !== "record";
}

/** The effect of that name; undefined where there is none, or none any more. */
export function findEffect(catalogue: Catalogue, name: string): Effect | undefined {
  const capability = catalogue.get(name);
  return capability && isEffect(capability) ? capability : undefined;
}

/** How people ask for it: "/standup [team] [hours]". */
export function describeUsage({ command, name, usage, input }: Capability): string {
  return usage ?? `${command ?? `/adjutant ${name}`} ${usageOf(input)}`.trim();
}

/** Infers the schemas at the definition site; adds nothing at run time. */
export function defineCapability<Input extends AnySchema, Result extends AnySchema>(
  capability: Action<Input, Result>,
): Action<Input, Result> {
  return capability;
}

export function defineEffect<Input extends AnySchema, Result extends AnySchema>(
  effect: Effect<Input, Result>,
): Effect<Input, Result> {
  return effect;
}

export function createCatalogue(capabilities: readonly Capability[]): Catalogue {
  const catalogue = new Map(capabilities.map((capability) => [capability.name, refusingUnknown(capability)]));
  if (catalogue.size !== capabilities.length) throw new Error("Two capabilities share a name.");
  return catalogue;
}

/** A field that does not exist is a mistake, which whoever made it wants to hear of. */
function refusingUnknown(capability: Capability): Capability {
  const { input } = capability;
  return input instanceof z.ZodObject ? { ...capability, input: input.strict() } : capability;
}
