// Commands at a steady rate while Slack asks for new connections, and a kill between acknowledgement and answer.
import { setTimeout as pause } from "node:timers/promises";
import type { SlackFault } from "#sandbox/slack/faults";
import { type House, openHouse } from "../../../test/support/bot.ts";
import { typeCommands } from "../../../test/surfaces/slack/load.ts";
import { equal, type Figure } from "../figure.ts";

const PER_SECOND = 50;
const SETTLE_MS = 1_500;

export async function* proveSlack(folder: string, isLong: boolean): AsyncGenerator<Figure> {
  const house = await openHouse({ folder });
  try {
    await house.startBot();
    const seconds = isLong ? 60 : 12;
    yield await proveRefresh(house, "one line refreshed", { seconds, fault: { kind: "refresh", socket: 0 } });
    yield await proveRefresh(house, "both lines refreshed at once", { seconds, fault: { kind: "refresh" } });
    yield* proveReplay(house, isLong ? 30 : 4);
  } finally {
    await house.close();
  }
}

interface Refresh {
  seconds: number;
  fault: SlackFault;
}

async function proveRefresh({ sandbox }: House, name: string, { seconds, fault }: Refresh): Promise<Figure> {
  const { slack } = sandbox;
  const strikes = [{ at: 0.5, strike: () => slack.fault(fault) }];
  const { sent, acked, p99 } = await typeCommands({ slack, perSecond: PER_SECOND, seconds, strikes });
  const figure = equal(`${PER_SECOND} commands/s for ${seconds} s, ${name}: acked`, acked, sent);
  return { ...figure, measured: `${acked} of ${sent}, p99 ${Math.round(p99)} ms` };
}

/** The process dies as soon as it has acknowledged, with the answer not yet given or just on its way. */
async function* proveReplay(house: House, times: number): AsyncGenerator<Figure> {
  const { slack, world } = house.sandbox;
  const user = world.state.people[0]?.slackId ?? "";
  const answers: number[] = [];
  for (let time = 0; time < times; time++) {
    const word = `killed${time}`;
    const { outcome } = await slack.ackCommand({ user, channel: "eng", command: "/adjutant", text: `help ${word}` });
    await house.killBot();
    await house.startBot();
    await pause(SETTLE_MS);
    const seen = slack.messages("eng", user).filter(({ text }) => text.includes(`“${word}”`));
    if (outcome === "acked") answers.push(seen.length);
  }
  yield equal("kill -9 right after the ack: answered", answers.filter((count) => count > 0).length, answers.length);
  yield equal(
    "kill -9 right after the ack: answered once",
    answers.filter((count) => count === 1).length,
    answers.length,
  );
}
