import { WEIGHTS } from "../attention.ts";
import type { RuleKind } from "../rules.ts";
import { describeKind } from "./kind-words.ts";
import { nextNudge } from "./nudges.ts";
import type { Matter } from "./plan.ts";
import { calendarOf, isAtWork, isReachable, type Plan, type Situation, slackIdOf } from "./situation.ts";

const ITEMS_MAX = 10;

interface Question {
  matter: Matter;
  login: string;
  recipient: string;
  as: "reviewer" | "code_owner" | "author";
}

/** One message for each person with everything they are asked about, once in a day, while they are at work. */
export function planNudges(situation: Situation, matters: readonly Matter[]): Plan[] {
  const bySubject = Map.groupBy(
    matters.filter(({ then }) => then.nudge !== null),
    ({ signal }) => signal.subject,
  );
  const questions = [...bySubject.values()].flatMap((group) => askAbout(situation, group));
  const byRecipient = Map.groupBy(questions, ({ recipient }) => recipient);
  return [...byRecipient].flatMap(([recipient, asked]) =>
    isAtWork(situation, recipient.slice("slack:".length)) && !wasAskedToday(situation, recipient)
      ? toPlan(recipient, asked.toSorted(compare).slice(0, ITEMS_MAX))
      : [],
  );
}

/** About one subject people are asked for one reason: the weightiest of which somebody can be asked. */
function askAbout(situation: Situation, group: readonly Matter[]): Question[] {
  for (const matter of group.toSorted((a, b) => weightOf(b) - weightOf(a))) {
    const questions = askFor(situation, matter);
    if (questions.length > 0) return questions;
  }
  return [];
}

function askFor(situation: Situation, matter: Matter): Question[] {
  const { signal, then } = matter;
  const pull = situation.pulls.get(signal.subject);
  if (!pull || then.nudge === null) return [];
  const next = nextNudge({
    ...{ signal, pull, target: then.nudge, now: situation.now, calendar: calendarOf(situation, signal) },
    steps: situation.steps.filter(({ subject }) => subject === signal.subject),
    suggested: situation.suggestions.get(signal.subject)?.login ?? null,
    isReachable: (login) => isReachable(situation, login, signal.subject),
  });
  if (next.status === "silent") return [];
  return next.logins.map((login) => ({
    matter,
    login,
    as: next.as,
    recipient: `slack:${slackIdOf(situation, login)}`,
  }));
}

function wasAskedToday(situation: Situation, recipient: string): boolean {
  const { localDate } = calendarOf(situation, { scope: "", subject: "" });
  return situation.sent.some(
    (one) => one.kind === "nudge" && one.recipient === recipient && localDate(one.at) === localDate(situation.now),
  );
}

function toPlan(recipient: string, questions: readonly Question[]): Plan[] {
  const [first] = questions;
  if (!first) return [];
  const items = questions.map(({ matter, as }) => ({ signal: matter.signal.id, as }));
  const others = questions.length === 1 ? "" : `, and ${questions.length - 1} more`;
  const { signal, rule } = first.matter;
  return [
    {
      call: { name: "nudges.dm", input: { person: recipient.slice("slack:".length), items }, isTainted: false },
      rule,
      cause: { ref: `signal:${signal.id}`, words: `${signal.subject} ${describeKind(signal.kind)}${others}.` },
      steps: questions.map(({ matter, login }) => ({
        ...{ signalId: matter.signal.id, subject: matter.signal.subject, kind: "nudge" as const },
        ...{ detail: login, recipient },
      })),
    },
  ];
}

function compare(a: Question, b: Question): number {
  return weightOf(b.matter) - weightOf(a.matter) || a.matter.signal.since.getTime() - b.matter.signal.since.getTime();
}

function weightOf({ signal }: Matter): number {
  return WEIGHTS[signal.kind as RuleKind]?.base ?? 0;
}
