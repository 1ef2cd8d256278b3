import { createSetting, toPayload } from "../github/payload.ts";
import { DAY_MS } from "./calendar.ts";
import { type Changes, createChanges } from "./changes.ts";
import type { Happening } from "./happening.ts";
import { type Delivery, slim } from "./history.ts";
import type { State } from "./model.ts";
import { createChannels, createPeople, createRepos } from "./people.ts";
import { plannedTickets } from "./planned.ts";
import { createRandom, type Random } from "./random.ts";
import { planDay } from "./routine.ts";
import { planScenes } from "./scenes.ts";
import { createScribe, type Scribe } from "./scribe.ts";
import { createSprints } from "./sprints.ts";
import { createTickets } from "./tickets.ts";
import { createTimeline } from "./timeline.ts";

const WEEKS = 12;

export interface World {
  readonly state: State;
  /** When the twelve weeks end and life begins. */
  readonly startedAt: Date;
  readonly now: () => Date;
  /** The twelve weeks as GitHub told them, oldest first; the same for the same seed and moment. */
  history(): Delivery[];
  /** What can be made to happen from now on. */
  readonly changes: Changes;
  /** Hears of everything that happens from now on, with the whole payload. Returns how to stop. */
  onDelivery(listener: (delivery: Delivery) => void): () => void;
}

/** The fictional team Acme: its people, its repositories and twelve weeks of its work, relative to `now`. */
export function createWorld({ seed, now }: { seed: number; now: () => Date }): World {
  const startedAt = new Date(Math.floor(now().getTime() / 1_000) * 1_000);
  const listeners: Listeners = new Set();
  const { state, scribe } = live({ seed, startedAt }, listeners);
  let history: Delivery[] | undefined;
  return {
    state,
    startedAt,
    now,
    history() {
      history ??= recount({ seed, startedAt });
      return history;
    },
    changes: createChanges(scribe, now),
    onDelivery(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

interface Beginning {
  seed: number;
  startedAt: Date;
}

type Listeners = Set<(delivery: Delivery) => void>;

/** Lives through the twelve weeks. What nobody listens to is not told, but chance is asked for its id all the same. */
function live({ seed, startedAt }: Beginning, listeners: Listeners): { state: State; scribe: Scribe } {
  const random = createRandom(seed);
  const state = createState(random, startedAt);
  const setting = createSetting(state);

  function tell(happening: Happening): void {
    const delivery = uuid(random);
    if (listeners.size === 0) return;
    const { event, payload } = toPayload(happening, setting);
    const told = { delivery, event, received_at: iso(happening.at), payload };
    for (const listener of listeners) listener(told);
  }

  const scribe = createScribe(state, random, tell);
  const stage = { scribe, timeline: createTimeline(startedAt) };
  const firstDay = Math.floor(startedAt.getTime() / DAY_MS) * DAY_MS - WEEKS * 7 * DAY_MS;
  planScenes(stage, startedAt);
  for (let day = 0; day < WEEKS * 7; day++) planDay(stage, new Date(firstDay + day * DAY_MS));
  stage.timeline.run();
  state.tickets.push(...plannedTickets(state, startedAt));
  return { state, scribe };
}

/** Lives through the same weeks again and listens: to tell them takes longer than they do, and few want to know. */
function recount({ seed, startedAt }: Beginning): Delivery[] {
  const past: Delivery[] = [];
  live({ seed, startedAt }, new Set([(delivery) => past.push(slim(delivery))]));
  return past
    .filter(({ received_at }) => received_at <= iso(startedAt))
    .sort((a, b) => (a.received_at < b.received_at ? -1 : Number(a.received_at > b.received_at)));
}

function createState(random: Random, now: Date): State {
  const createdAt = new Date(now.getTime() - 2 * 365 * DAY_MS);
  const repos = createRepos(createdAt, () => random.hex(40));
  return {
    people: createPeople(),
    channels: createChannels(),
    repos,
    pulls: [],
    issues: [],
    tickets: createTickets(now),
    sprints: createSprints(now),
    runs: [],
    deployments: [],
    releases: [],
    mainline: new Map(
      repos.map((repo) => {
        const first = { sha: repo.headSha, parent: repo.headSha, message: "Start", author: "ada-park", at: createdAt };
        return [repo.fullName, [first]];
      }),
    ),
  };
}

/** Written like GitHub's GUIDs; from the seed, so that the same world has the same ones. */
function uuid({ hex }: Random): string {
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
}

function iso(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
