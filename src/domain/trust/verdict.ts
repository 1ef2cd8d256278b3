import { type Answer, isStricter, type Mode } from "./mode.ts";
import type { EffectRule, Policy, WrittenMode } from "./policy.ts";
import { highest, isAtLeast, type Risk, raised, votesNeeded } from "./risk.ts";

/** More than so many objects at once is never a small thing. */
const OBJECTS_MAX = 20;

export type Place =
  | { kind: "dm" }
  | { kind: "private" | "public"; members: number }
  /** Slack Connect, guests, a public repository, or nothing is known of it. */
  | { kind: "external" };

/** What the policy is asked about one effect. */
export interface Question {
  name: string;
  /** Finer names of the same effect, most specific first, like issue.create.low. */
  variants: readonly string[];
  /** Finer names that whoever asks only claims; nothing proves them, so they can make it stricter and never laxer. */
  claims?: readonly string[];
  /** The least that the capability itself says. */
  floor: Risk;
  /** False where the effect's name is not in the catalogue. */
  isKnown: boolean;
  place: Place;
  project: string | null;
  channel: string | null;
  /** Whether words of strangers flowed into the input. */
  isTainted: boolean;
  objects: number;
  isRequesterHuman: boolean;
}

export interface Verdict {
  mode: Answer;
  risk: Risk;
  needed: number;
  /** The key of the policy that decided, or "default". */
  rule: string;
  /** Why it is more than the policy's rule says, in words for the card. */
  reasons: string[];
}

/** What the policy says, and what nothing can loosen: strangers' words, many objects, two people for the critical. */
export function judge(policy: Policy, question: Question): Verdict {
  const { claims = [], variants } = question;
  const claimed = claims.map((claim) => judgeAs(policy, { ...question, variants: [claim, ...variants] }));
  return claimed.reduce(strictest, judgeAs(policy, question));
}

function strictest(a: Verdict, b: Verdict): Verdict {
  const stricter = isStricter(b.mode, a.mode) ? b : a;
  const risk = highest(a.risk, b.risk);
  return { ...stricter, risk, needed: votesNeeded(risk) };
}

function judgeAs(policy: Policy, question: Question): Verdict {
  const { key, rule } = findRule(policy, question);
  if (rule?.mode === "deny" || isBlocked(policy, question)) {
    const risk = highest(question.floor, rule?.risk ?? "low");
    return { mode: "deny", risk, needed: votesNeeded(risk), rule: key, reasons: ["The policy does not allow it."] };
  }
  const { risk, reasons } = judgeRisk(question, rule);
  return {
    mode: judgeMode({ policy, question, risk }, rule?.mode),
    risk,
    needed: votesNeeded(risk),
    rule: key,
    reasons,
  };
}

function isBlocked({ kinds }: Policy, { name }: Question): boolean {
  return kinds.get(name)?.action === "block";
}

/** The most specific key wins: those of the channel, then of the project, then for everything. */
function findRule(policy: Policy, { name, variants, channel, project }: Question) {
  const tables = [
    channel === null ? undefined : policy.channels.get(channel)?.actions,
    project === null ? undefined : policy.projects.get(project)?.actions,
    policy.actions,
  ];
  const keys = [...variants, name, ...prefixesOf(name)];
  for (const table of tables) {
    const key = keys.find((candidate) => table?.has(candidate));
    if (key !== undefined) return { key, rule: table?.get(key) };
  }
  return { key: "default", rule: undefined };
}

/** `pr.comment.summary` → `pr.comment.*`, `pr.*`. */
function prefixesOf(name: string): string[] {
  const words = name.split(".");
  return words.slice(1).map((_word, index) => `${words.slice(0, words.length - 1 - index).join(".")}.*`);
}

function judgeRisk({ floor, isKnown, isTainted, objects }: Question, rule: EffectRule | undefined) {
  const reasons: string[] = [];
  let risk = highest(floor, rule?.risk ?? "low", isKnown ? "low" : "high");
  if (!isKnown) reasons.push("Nobody has said how risky this is.");
  if (isTainted) {
    risk = raised(risk);
    reasons.push("It contains text from outside the team.");
  }
  if (objects > OBJECTS_MAX) {
    risk = "critical";
    reasons.push(`It touches ${objects} objects at once.`);
  }
  return { risk, reasons };
}

interface Judged {
  policy: Policy;
  question: Question;
  risk: Risk;
}

function judgeMode({ policy, question, risk }: Judged, mode: WrittenMode | undefined): Mode {
  if (isAtLeast(risk, "high")) return "require_approval";
  const wanted = mode === "ask_if_channel_public" ? askIfPublic(policy, question.place) : (mode ?? DEFAULT_MODES[risk]);
  if (wanted === "auto") return question.isTainted ? "ask" : "auto";
  return wanted === "require_approval" ? wanted : "ask";
}

const DEFAULT_MODES: Record<Risk, Mode> = {
  low: "auto",
  medium: "ask",
  high: "require_approval",
  critical: "require_approval",
};

function askIfPublic({ limits }: Policy, place: Place): Mode {
  if (place.kind === "dm") return "auto";
  return place.kind === "private" && place.members <= limits.max_channel_size_auto_post ? "auto" : "ask";
}
