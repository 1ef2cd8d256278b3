import { UserError } from "#kernel/errors";
import type { Operation } from "#kernel/operation";
import type { Events } from "#kernel/ports/events";
import type { Store } from "#store/db";
import { countJobs, dropJob, listDead, reviveJob } from "#store/jobs";
import { abandon, bury, countLetters, exhume, listBuried, listUncertain, resend } from "#store/slack-letters";

const SHOWN_MAX = 50;

export interface JobsDesk {
  store: Store;
  events: Events;
  now(): Date;
}

/** What was given up, for a person to look at, to try again or to leave. */
export function jobOperations(open: () => Promise<JobsDesk>): Operation[] {
  return [listJobs(open), retryJobs(open), dropJobs(open)];
}

function listJobs(open: () => Promise<JobsDesk>): Operation {
  return {
    name: "jobs",
    usage: "adjutant jobs [--json]",
    summary: "What waits for a person: jobs, events and Slack deliveries given up, and messages of uncertain fate.",
    async run({ json, terminal }) {
      const waiting = await readWaiting(await open());
      terminal.print(json ? JSON.stringify(waiting) : describe(waiting).join("\n"));
      return true;
    },
  };
}

type Waiting = Awaited<ReturnType<typeof readWaiting>>;

async function readWaiting({ store, events }: JobsDesk) {
  const [{ ready, dead }, letters] = await Promise.all([countJobs(store), countLetters(store)]);
  return {
    ...{ ready, dead, uncertain: letters.uncertain, undelivered: letters.dead },
    dead_jobs: await listDead(store, SHOWN_MAX),
    poisoned_events: await events.poisoned(SHOWN_MAX),
    uncertain_messages: await listUncertain(store, SHOWN_MAX),
    dead_deliveries: await listBuried(store, SHOWN_MAX),
  };
}

function describe(waiting: Waiting): string[] {
  const { ready, dead, uncertain, undelivered, poisoned_events } = waiting;
  const lists = [
    ...section(
      "Jobs that were given up:",
      waiting.dead_jobs.map(({ id, queue, attempt, error }) => `${id} ${queue}, ${attempt} attempts: ${error ?? ""}`),
    ),
    ...section(
      "Events that could not be folded (“adjutant jobs retry events” tries them all again):",
      poisoned_events.map(({ id, kind, delivery, error }) => `event ${id} ${kind} ${delivery}: ${error}`),
    ),
    ...section(
      "Slack messages that may have been posted. Look in the channel; then retry the ID to post it again, or drop it:",
      waiting.uncertain_messages.map(({ id, channel, createdAt, reason }) =>
        `${id} in ${channel}, ${createdAt.toISOString()}: ${reason ?? ""}`.trim(),
      ),
    ),
    ...section(
      "What Slack delivered and could not be performed:",
      waiting.dead_deliveries.map(({ key, type, receivedAt, reason }) =>
        `${key} ${type}, ${receivedAt.toISOString()}: ${reason ?? ""}`.trim(),
      ),
    ),
  ];
  return [
    `${ready} jobs wait, ${dead} were given up; ${poisoned_events.length} events could not be folded.`,
    `In Slack, ${uncertain} messages may have been posted, and ${undelivered} deliveries were given up.`,
    ...lists,
    ...(lists.length > 0 ? ["", "To try one again: adjutant jobs retry ID. To leave it: adjutant jobs drop ID."] : []),
  ];
}

function section(title: string, lines: string[]): string[] {
  return lines.length > 0 ? ["", title, ...lines.map((line) => `  ${line}`)] : [];
}

function retryJobs(open: () => Promise<JobsDesk>): Operation {
  return {
    name: "jobs retry",
    usage: "adjutant jobs retry ID|events",
    summary: "Try again what “jobs” lists by its ID, or every event that could not be folded.",
    async run({ words: [id], terminal }) {
      if (!id) throw new UserError("Name what to try again, or say events: adjutant jobs retry ID");
      const { store, events, now } = await open();
      if (id === "events") {
        terminal.print(`${await events.retryPoisoned()} events will be tried again.`);
        return true;
      }
      const at = now();
      const isFound =
        (await reviveJob(store, id, at)) || (await resend(store, id, at)) || (await exhume(store, id, at));
      if (!isFound) throw unknown(id);
      terminal.print("It will be tried again, as soon as Adjutant runs.");
      return true;
    },
  };
}

function dropJobs(open: () => Promise<JobsDesk>): Operation {
  return {
    name: "jobs drop",
    usage: "adjutant jobs drop ID",
    summary: "Leave what “jobs” lists by its ID as it is; it is listed no more.",
    async run({ words: [id], terminal }) {
      if (!id) throw new UserError("Name what to leave: adjutant jobs drop ID");
      const { store, now } = await open();
      const isFound = (await dropJob(store, id, now())) || (await abandon(store, id)) || (await bury(store, id));
      if (!isFound) throw unknown(id);
      terminal.print("It is left as it is.");
      return true;
    },
  };
}

function unknown(id: string): UserError {
  return new UserError(`Nothing called ${id} waits for anybody. “adjutant jobs” lists what does.`);
}
