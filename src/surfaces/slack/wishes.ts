import type { Outcome } from "#kernel/invocation";
import { type Destination, postAside, postView } from "./announcements.ts";
import { toView } from "./answers.ts";
import { type Asker, ask, type Desk } from "./desk.ts";
import { showProgress } from "./progress.ts";
import type { Wish } from "./request.ts";
import { describeCall } from "./wish-words.ts";

interface Wished {
  wishes: readonly Wish[];
  destination: Destination & { thread: string };
  title: string;
}

/** Answers several wishes one after the other, each with a message of its own; whoever looks on can stop it in between. */
export async function answerWishes(desk: Desk, asker: Asker, { wishes, destination, title }: Wished): Promise<void> {
  const { channel, thread, key } = destination;
  const steps = wishes.map(({ call, capability }) => describeCall(call, capability));
  const progress = await showProgress(desk, asker, { channel, thread, title, steps });
  const session = desk.sessions.begin(channel, thread);
  let done = 0;
  try {
    for (const [index, wish] of wishes.entries()) {
      if (session.signal.aborted) break;
      await progress.step(index, "in_progress");
      const { call, isChosenByModel } = wish;
      const outcome = await ask(desk, asker, { call, isChosenByModel, step: String(index), signal: session.signal });
      if (session.signal.aborted && outcome.status !== "done") break;
      await tellOutcome(desk, asker, { wish, outcome, destination: { ...destination, key: `${key}:${index}` } });
      await progress.step(index, isGood(outcome) ? "complete" : "error");
      done += 1;
    }
  } finally {
    session.end();
    await progress.end(describeEnd(done, wishes.length));
  }
}

interface Answer {
  wish: Wish;
  outcome: Outcome;
  destination: Destination;
}

/** Says what came of one wish. */
export async function tellOutcome(desk: Desk, asker: Asker, { wish, outcome, destination }: Answer): Promise<void> {
  const from = outcome.status === "done" ? wish.call : undefined;
  const view = toView(outcome, wish.capability);
  await postView(desk, destination, { view, from });
  if (view.aside) await postAside(desk, asker, { view: view.aside, key: destination.key });
}

function isGood({ status }: Outcome): boolean {
  return status === "done" || status === "proposed";
}

function describeEnd(done: number, all: number): string {
  return done === all ? "All done." : `Stopped: ${done} of ${all} done.`;
}
