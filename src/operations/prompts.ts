import { type Prompt, planPrompts } from "#domain/schedule/standup";
import type { Log, Ports } from "#kernel/context";
import type { Invoke } from "#kernel/invoke";
import type { Lane } from "#kernel/worker";
import { toUuid } from "#lib/hash";
import { DAY_MS } from "#lib/time";

export const PROMPTS_QUEUE = "prompts";
const PEOPLE_MAX = 5_000;

export interface Prompting {
  ports: Pick<Ports, "schedules" | "standups" | "directory" | "settings">;
  invoke: Invoke;
  log: Log;
  now(): Date;
}

/** Everybody is asked at their own nine o'clock, once for each day's standup. */
export function promptsLane(prompting: Prompting): Lane {
  return { concurrency: 1, handlers: { [PROMPTS_QUEUE]: (_job, signal) => askAll(prompting, signal) } };
}

async function askAll(prompting: Prompting, signal?: AbortSignal): Promise<void> {
  for (const prompt of await findPrompts(prompting)) {
    signal?.throwIfAborted();
    const standups = await onlyUnasked(prompting, prompt);
    if (standups.length > 0) await askOne(prompting, { ...prompt, standups });
  }
}

async function findPrompts({ ports, now }: Prompting): Promise<Prompt[]> {
  const { schedules, directory, settings } = ports;
  const listed = await schedules.list();
  if (!listed.some(({ asksMembers }) => asksMembers)) return [];
  const at = now();
  const people = await directory.people(PEOPLE_MAX);
  return planPrompts({
    ...{ schedules: listed, teams: await directory.teams(), zone: settings.zone, now: at },
    people: new Map(people.map((person) => [person.id, person])),
    absences: await directory.absences({ from: new Date(at.getTime() - DAY_MS).toISOString().slice(0, 10) }),
  });
}

/** Not twice, and not whoever has answered already. */
async function onlyUnasked({ ports }: Prompting, { person, standups }: Prompt): Promise<Prompt["standups"]> {
  const isKnown = await Promise.all(
    standups.map(async (standup) => {
      const asked = await ports.standups.asked(standup);
      return asked.includes(person) || (await ports.standups.answerOf(person, standup)) !== undefined;
    }),
  );
  return standups.filter((_standup, index) => !isKnown[index]);
}

/** Noted once it is proposed. A crash in between repeats it under the same id, which asks nobody twice. */
async function askOne({ ports, invoke, log, now }: Prompting, { person, slack, standups }: Prompt): Promise<void> {
  const outcome = await invoke({
    ...{ id: toUuid(JSON.stringify({ person, standups })), name: "prompts.ask", input: { person: slack, standups } },
    ...{ actor: { kind: "schedule", id: "schedule:prompts" }, origin: { surface: "schedule" } },
    cause: { ref: "schedule:prompts", words: "It is nine o'clock where they are, and a standup is to come." },
  });
  if (outcome.status === "unavailable" || outcome.status === "failed") {
    return log.warn({ outcome: outcome.status }, "nobody asked for a standup");
  }
  for (const standup of standups) await ports.standups.ask(person, standup, now());
}
