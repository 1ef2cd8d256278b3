import { type NewPull, openPull } from "./pulls.ts";
import { repoOf, type Stage, ticketFor } from "./stage.ts";
import type { Pull } from "./work.ts";

type Scene = Omit<NewPull, "repo" | "at"> & { repo: string; later?: (pull: Pull) => void };

export function open(stage: Stage, at: Date, { repo: name, later, ...scene }: Scene): void {
  const repo = repoOf(stage, name);
  const ticket = scene.ticket === undefined ? ticketFor(stage, repo) : scene.ticket;
  stage.timeline.plan(at, () => {
    const pull = openPull(stage.scribe, { ...scene, repo, at, ticket });
    later?.(pull);
  });
}
