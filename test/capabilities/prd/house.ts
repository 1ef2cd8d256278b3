import { catalogue } from "#capabilities/index";
import type { Ports } from "#kernel/context";
import type { Outcome } from "#kernel/invocation";
import type { Model } from "#kernel/ports/model";
import type { Button, Form, View, ViewNode } from "#lib/view";
import { createPeople } from "#store/people";
import { createPrds } from "#store/prds";
import { createTeams } from "#store/teams";
import { NOW, testKernel } from "../../support/kernel.ts";
import { type dialects, openTestStore } from "../../support/stores.ts";

export const TEXT = `# Export
Teams copy tables by hand.

## Goals
- Export in one click.

## Risks
None yet.
`;

interface Options {
  model?: Model;
  /** What kind of place a channel is; public unless given. */
  kindOf?: (channel: string) => "public" | "private" | "dm";
  /** Whom keys stand for, as Slack members. */
  owners?: Record<string, string>;
  quorum?: number;
  dialect?: (typeof dialects)[number];
}

/** PRDs over a real store, as several people ask for them. */
export async function openPrds({ quorum = 1, dialect = "sqlite", model, ...places }: Options = {}) {
  const store = await openTestStore(dialect);
  const prds = createPrds(store, { quorum });
  const directory = { ...createTeams(store), ...createPeople(store) };
  const seen = (handle: string, name: string) => ({
    vendor: "slack" as const,
    handle,
    name,
    email: null,
    kind: "human" as const,
  });
  await directory.see([seen("U01", "Ann"), seen("U02", "Ben"), seen("U03", "Cleo")], NOW);
  const about = { settings: { zone: "UTC" } as never, vendors: { google: null } as never };
  const { invoke } = testKernel(catalogue, {
    prds,
    directory,
    model: model ?? null,
    places: placesFor(places),
    ...about,
  });

  function call(name: string, input: object, user = "U01", channel = "C1"): Promise<Outcome> {
    const actor = user.startsWith("U")
      ? { kind: "person" as const, id: `slack:${user}` }
      : { kind: "key" as const, id: `key:${user}` };
    return invoke({ name: `prd.${name}`, input, actor, origin: { surface: "slack", place: `slack:${channel}` } });
  }

  /** What it answers; throws what it refuses. */
  async function ask(name: string, input: object, user?: string, channel?: string) {
    const outcome = await call(name, input, user, channel);
    if (outcome.status !== "done") throw new Error("message" in outcome ? outcome.message : outcome.status);
    // biome-ignore lint/suspicious/noExplicitAny: each caller knows which answer it asked for.
    return { result: outcome.result as any, view: outcome.view };
  }

  return { store, prds, invoke, call, ask };
}

function placesFor({ kindOf = () => "public", owners = {} }: Pick<Options, "kindOf" | "owners">): Ports["places"] {
  return {
    isIn: async () => false,
    async placeOf(channel) {
      const kind = kindOf(channel);
      return kind === "dm" ? { kind } : { kind, members: 9 };
    },
    async voterOf({ id }) {
      const owner = owners[id.replace("key:", "")];
      return owner === undefined ? undefined : { person: owner, slackIds: [owner], isGuest: false, isOperator: false };
    },
  };
}

/** With PRD 1 in it, by Ann. */
export async function openPrd(options: Options & { text?: string } = {}) {
  const house = await openPrds(options);
  await house.ask("import", { file: options.text ?? TEXT, project: "ACME" });
  return house;
}

export function formOf({ nodes }: View): Form {
  const form = nodes.find((node) => node.type === "form");
  if (!form) throw new Error("There is no form in it.");
  return form;
}

export function buttonsOf({ nodes }: View): Button[] {
  return nodes.flatMap((node) => (node.type === "buttons" ? node.buttons : []));
}

/** What a form sends when it is filled in so; what is left empty is left out. */
export function fillIn({ call, under, fields }: Form, values: Record<string, string> = {}) {
  const prefilled = Object.fromEntries(fields.map(({ name, value = "" }) => [name, values[name] ?? value]));
  const sent = Object.fromEntries(Object.entries(prefilled).filter(([, value]) => value !== ""));
  const name = call.name.replace(/^prd\./, "");
  return { name, input: under === undefined ? { ...call.input, ...sent } : { ...call.input, [under]: sent } };
}

export function wordsOf({ text, nodes }: View): string {
  return JSON.stringify([text, nodes satisfies ViewNode[]]);
}
