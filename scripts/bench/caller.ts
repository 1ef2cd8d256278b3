// What benches of Slack share: they wait for a bot, type commands as one person, and count how long each took.
import { setTimeout as pause } from "node:timers/promises";
import type { Sandbox } from "#sandbox/start";

const DEADLINE_MS = 60_000;

/** Both contenders answer it with their own words: Bolt echoes, and Adjutant knows no such topic. */
const textOf = (id: number) => `help id${id}`;

export const untilConnected = (sandbox: Sandbox) => untilTrue(() => sandbox.slack.office.sockets.count() > 0);

export async function untilTrue(test: () => boolean): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  while (!test()) {
    if (performance.now() > deadline) throw new Error("The bench waited for a minute.");
    await pause(2);
  }
}

/** Types commands, each with an id of its own, and knows which were answered. */
export function createCaller({ slack, world }: Sandbox) {
  const user = world.state.people[0]?.slackId ?? "";
  const waiting = new Map<number, () => void>();
  let [next, open] = [0, 0];
  slack.office.feed.subscribe((news) => {
    if (news.type !== "message") return;
    const id = Number(/id(\d+)/.exec(news.message.text)?.[1] ?? Number.NaN);
    waiting.get(id)?.();
    if (waiting.delete(id)) open--;
  });

  function begin() {
    const id = next++;
    const answered = new Promise<void>((resolve) => waiting.set(id, resolve));
    open++;
    const acked = slack.ackCommand({ user, channel: "eng", command: "/adjutant", text: textOf(id) });
    return { acked, answered };
  }

  return {
    async ack(): Promise<void> {
      const { outcome } = await begin().acked;
      if (outcome !== "acked") throw new Error(`A command ended as ${outcome}.`);
    },
    answer: (): Promise<void> => begin().answered,
    drained: () => untilTrue(() => open === 0),
  };
}

/** Does `total` of them, so many at once; answers how long each took, and all. */
export async function inFlight(atOnce: number, total: number, act: () => Promise<void>) {
  const each: number[] = [];
  let begun = 0;
  async function worker(): Promise<void> {
    while (begun < total) {
      begun++;
      const startedAt = performance.now();
      await act();
      each.push(performance.now() - startedAt);
    }
  }
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { each, totalMs: performance.now() - startedAt };
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
