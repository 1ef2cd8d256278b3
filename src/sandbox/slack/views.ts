import { SlackError, type View } from "./model.ts";
import { createShelf, type ViewBody } from "./view-shelf.ts";

const DEPTH_MAX = 3;

export interface Views {
  open(user: string, body: ViewBody): View;
  push(user: string, body: ViewBody): View;
  /** By view id or external id. Throws SlackError `not_found` or `hash_conflict`. */
  update(target: { id?: string; externalId?: string; hash?: string }, body: ViewBody): View;
  publish(user: string, body: ViewBody, hash?: string): View;
  /** Takes the top view away; with `all`, the views below it, too. Answers what is shown now. */
  close(user: string, all?: boolean): View | undefined;
  /** What the person has before them, the top one last. */
  stack(user: string): View[];
  home(user: string): View | undefined;
  /** Throws SlackError `not_found`. */
  find(id: string): View;
}

/** Modals, stacked by person, and everybody's home tab. */
export function createViews(nextId: () => string): Views {
  const shelf = createShelf(nextId);
  const stacks = new Map<string, View[]>();
  const homes = new Map<string, View>();
  const stack = (user: string) => stacks.get(user) ?? [];

  return {
    open(user, body) {
      for (const old of stack(user)) shelf.drop(old);
      const view = shelf.add(user, body);
      stacks.set(user, [view]);
      return view;
    },
    push(user, body) {
      if (stack(user).length >= DEPTH_MAX) throw new SlackError("push_limit_reached");
      const view = shelf.add(user, body, stack(user).at(-1));
      stacks.set(user, [...stack(user), view]);
      return view;
    },
    update({ id, externalId, hash }, body) {
      const view = id === undefined ? shelf.named(externalId) : shelf.find(id);
      requireHash(view, hash);
      return shelf.replace(view, body);
    },
    publish(user, body, hash) {
      const old = homes.get(user);
      if (old) requireHash(old, hash);
      const view = old ? shelf.replace(old, body) : shelf.add(user, body);
      homes.set(user, view);
      return view;
    },
    close(user, all = false) {
      const open = stack(user);
      const left = all ? [] : open.slice(0, -1);
      for (const view of open.slice(left.length)) shelf.drop(view);
      stacks.set(user, left);
      return left.at(-1);
    },
    stack,
    home: (user) => homes.get(user),
    find: shelf.find,
  };
}

function requireHash(view: View, hash: string | undefined): void {
  if (hash !== undefined && hash !== view.hash) throw new SlackError("hash_conflict");
}
