import { withIds } from "./elements.ts";
import { type Block, type Json, SlackError, type View } from "./model.ts";
import { APP, TEAM } from "./workspace.ts";

const DEPTH_MAX = 3;
const KEPT = 5_000;

export type ViewBody = Json & { blocks: Block[] };

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

/** All views there are, by id. */
function createShelf(nextId: () => string) {
  const known = new Map<string, View>();

  function replace(view: View, body: ViewBody): View {
    view.body = { ...body, blocks: withIds(body.blocks, nextId) };
    view.hash = `${nextId()}.${view.id}`;
    view.errors = {};
    return view;
  }

  return {
    replace,
    add(user: string, body: ViewBody, below?: View): View {
      requireFreeName(known, body);
      const id = `V${nextId()}`;
      const links = { rootId: below?.rootId ?? id, previousId: below?.id ?? null };
      const type = body["type"] === "home" ? ("home" as const) : ("modal" as const);
      const view: View = { id, type, user, hash: "", body, values: {}, errors: {}, ...links };
      known.set(id, replace(view, body));
      if (known.size > KEPT) known.delete(known.keys().next().value ?? "");
      return view;
    },
    drop: (view: View) => void known.delete(view.id),
    find(id: string): View {
      const view = known.get(id);
      if (!view) throw new SlackError("not_found");
      return view;
    },
    named(externalId: string | undefined): View {
      const view = [...known.values()].find((one) => one.body["external_id"] === externalId);
      if (!view) throw new SlackError("not_found");
      return view;
    },
  };
}

function requireHash(view: View, hash: string | undefined): void {
  if (hash !== undefined && hash !== view.hash) throw new SlackError("hash_conflict");
}

function requireFreeName(known: Map<string, View>, body: ViewBody): void {
  const name = body["external_id"];
  if (typeof name !== "string" || name === "") return;
  for (const view of known.values()) {
    if (view.body["external_id"] === name) throw new SlackError("duplicate_external_id");
  }
}

/** As the Web API and payloads show it. */
export function toWireView(view: View): Json {
  const { id, type, hash, body, values, rootId, previousId } = view;
  const defaults = { private_metadata: "", callback_id: "", external_id: "", title: null, close: null, submit: null };
  return {
    ...defaults,
    clear_on_close: false,
    notify_on_close: false,
    ...body,
    ...{ id, type, hash, team_id: TEAM.id, app_id: APP.id, bot_id: APP.botId, app_installed_team_id: TEAM.id },
    state: { values },
    root_view_id: rootId,
    previous_view_id: previousId,
  };
}
