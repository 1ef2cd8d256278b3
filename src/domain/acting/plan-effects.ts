import { describeKind } from "./kind-words.ts";
import { heldBy } from "./nudges.ts";
import type { Matter } from "./plan.ts";
import type { StepKind } from "./records.ts";
import type { Plan, Situation } from "./situation.ts";
import { describeTicket, projectOf } from "./ticket.ts";

/** What rules do to the pull requests themselves, each thing once for a signal. */
export function planEffects(situation: Situation, matters: readonly Matter[]): Plan[] {
  return matters.flatMap((matter) => {
    const { signal } = matter;
    const pull = situation.pulls.get(signal.subject);
    if (!pull || signal.state !== "open" || heldBy(pull, signal.kind) !== undefined) return [];
    const wanted = [
      ...listLabels(situation, matter),
      ...listReviewers(situation, matter),
      ...listTickets(situation, matter),
    ];
    return wanted.filter((one) => !isDone(situation, matter, one)).map((one) => toPlan(matter, one));
  });
}

interface Wanted {
  kind: StepKind;
  detail: string;
  call: NonNullable<Plan["call"]>;
}

function listLabels({ pulls }: Situation, { signal: { subject }, then }: Matter): Wanted[] {
  const present = new Set(pulls.get(subject)?.labels.map((label) => label.toLowerCase()));
  return then.labels
    .filter((label) => !present.has(label.toLowerCase()))
    .map((label) => ({
      kind: "label",
      detail: label,
      call: { name: "pr.label", input: { pull: subject, label }, isTainted: false },
    }));
}

function listReviewers({ pulls, suggestions }: Situation, { signal: { subject }, then }: Matter): Wanted[] {
  const suggestion = suggestions.get(subject);
  const isAsked = (pulls.get(subject)?.requestedReviewers.length ?? 0) > 0;
  if (!then.suggestsReviewer || !suggestion || isAsked) return [];
  const input = { pull: subject, login: suggestion.login };
  return [{ kind: "reviewer", detail: "", call: { name: "pr.request-review", input, isTainted: false } }];
}

function listTickets({ pulls, teams, projects }: Situation, { signal: { subject }, then }: Matter): Wanted[] {
  const pull = pulls.get(subject);
  if (!then.createsTicket || !pull) return [];
  // The title of a pull request is anybody's.
  return [
    {
      kind: "ticket",
      detail: "",
      call: { ...describeTicket(pull, projectOf(pull.repo, teams, projects)), isTainted: true },
    },
  ];
}

function isDone({ steps }: Situation, { signal }: Matter, { kind, detail }: Wanted): boolean {
  return steps.some((step) => step.signalId === signal.id && step.kind === kind && step.detail === detail);
}

function toPlan({ signal, rule }: Matter, { kind, detail, call }: Wanted): Plan {
  const { id: signalId, subject } = signal;
  return {
    call,
    rule,
    cause: { ref: `signal:${signalId}`, words: `${subject} ${describeKind(signal.kind)}.` },
    steps: [{ signalId, subject, kind, detail, recipient: "" }],
  };
}
