import { withIds } from "./elements.ts";
import { type Block, type Json, SlackError, type View } from "./model.ts";

const KEPT = 5_000;

export type ViewBody = Json & { blocks: Block[] };

/** All views there are, by id. */
export function createShelf(nextId: () => string) {
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

function requireFreeName(known: Map<string, View>, body: ViewBody): void {
  const name = body["external_id"];
  if (typeof name !== "string" || name === "") return;
  for (const view of known.values()) {
    if (view.body["external_id"] === name) throw new SlackError("duplicate_external_id");
  }
}
