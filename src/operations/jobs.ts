import { UserError } from "#kernel/errors";
import type { Operation } from "#kernel/operation";
import type { Events } from "#kernel/ports/events";
import type { Store } from "#store/db";
import { countJobs, listDead, reviveJob } from "#store/jobs";

const SHOWN_MAX = 50;

export interface JobsDesk {
  store: Store;
  events: Events;
  now(): Date;
}

/** What was given up, for a person to look at and to try again. */
export function jobOperations(open: () => Promise<JobsDesk>): Operation[] {
  return [listJobs(open), retryJobs(open)];
}

function listJobs(open: () => Promise<JobsDesk>): Operation {
  return {
    name: "jobs",
    usage: "adjutant jobs [--json]",
    summary: "Jobs that were given up after several attempts, and events that could not be folded.",
    async run({ json, terminal }) {
      const { store, events } = await open();
      const [counts, dead, poisoned] = [
        await countJobs(store),
        await listDead(store, SHOWN_MAX),
        await events.poisoned(SHOWN_MAX),
      ];
      if (json) {
        terminal.print(JSON.stringify({ ...counts, dead_jobs: dead, poisoned_events: poisoned }));
        return true;
      }
      terminal.print(
        `${counts.ready} jobs wait, ${counts.dead} were given up; ${poisoned.length} events could not be folded.`,
      );
      for (const { id, queue, attempt, error } of dead)
        terminal.print(`  ${id} ${queue}, ${attempt} attempts: ${error ?? ""}`);
      for (const { id, kind, delivery, error } of poisoned)
        terminal.print(`  event ${id} ${kind} ${delivery}: ${error}`);
      return true;
    },
  };
}

function retryJobs(open: () => Promise<JobsDesk>): Operation {
  return {
    name: "jobs retry",
    usage: "adjutant jobs retry ID | events",
    summary: "Give a job another round of attempts, or every event that could not be folded another try.",
    async run({ words: [id], terminal }) {
      if (!id) throw new UserError("Name the job, or say events: adjutant jobs retry ID");
      const { store, events, now } = await open();
      if (id === "events") {
        terminal.print(`${await events.retryPoisoned()} events will be tried again.`);
        return true;
      }
      if (!(await reviveJob(store, id, now()))) throw new UserError(`There is no job ${id} that was given up.`);
      terminal.print("It will be tried again.");
      return true;
    },
  };
}
