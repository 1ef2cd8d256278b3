import { createSetting, toPayload } from "../github/payload.ts";
import { DAY_MS } from "./calendar.ts";
import { type Changes, createChanges } from "./changes.ts";
import type { Happening } from "./happening.ts";
import { type Delivery, slim } from "./history.ts";
import type { State } from "./model.ts";
import { createChannels, createPeople, createRepos } from "./people.ts";
import { createRandom, type Random } from "./random.ts";
import { planDay } from "./routine.ts";
import { planScenes } from "./scenes.ts";
import { createScribe } from "./scribe.ts";
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
  const random = createRandom(seed);
  const state = createState(random, startedAt);
  const setting = createSetting(state);
  const past: Delivery[] = [];
  const listeners = new Set<(delivery: Delivery) => void>();
  let isLive = false;

  function tell(happening: Happening): void {
    const { event, payload } = toPayload(happening, setting);
    const delivery = { delivery: uuid(random), event, received_at: iso(happening.at), payload };
    if (!isLive) past.push(slim(delivery));
    else for (const listener of listeners) listener(delivery);
  }

  const scribe = createScribe(state, random, tell);
  const stage = { scribe, timeline: createTimeline(startedAt) };
  const firstDay = Math.floor(startedAt.getTime() / DAY_MS) * DAY_MS - WEEKS * 7 * DAY_MS;
  planScenes(stage, startedAt);
  for (let day = 0; day < WEEKS * 7; day++) planDay(stage, new Date(firstDay + day * DAY_MS));
  stage.timeline.run();
  isLive = true;

  const history = past
    .filter(({ received_at }) => received_at <= iso(startedAt))
    .sort((a, b) => (a.received_at < b.received_at ? -1 : Number(a.received_at > b.received_at)));
  return {
    state,
    startedAt,
    now,
    history: () => history,
    changes: createChanges(scribe, now),
    onDelivery(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
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
