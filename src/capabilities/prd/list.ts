import { z } from "zod";
import { ProjectKey } from "#domain/directory";
import { STATES } from "#domain/prd/prd";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import { onlyVisible } from "#kernel/sight";
import type { View, ViewNode } from "#lib/view";
import { State } from "./fields.ts";

const PRDS_MAX = 50;
const PROJECTS_SHOWN_MAX = 50;
/** Some of them may be of places that whoever asks does not read. */
const LOOKED_AT_MAX = 500;
const OPEN = STATES.filter((state) => state !== "archived");

const Row = z.object({
  number: z.number(),
  title: z.string(),
  project: z.string().nullable(),
  state: State,
});
const Listed = z.object({ prds: z.array(Row), has_more: z.boolean() });
type Listed = z.output<typeof Listed>;

export const listPrds = defineCapability({
  name: "prd.list",
  summary: "The PRDs, newest first, and where each stands.",
  risk: "read",
  command: "/prd",
  input: z.object({
    state: State.optional().describe("Only those: draft, in_review, approved or archived."),
    project: ProjectKey.optional().describe("Key of a project, like ACME."),
  }),
  result: Listed,
  async run(context, { state, project }) {
    const filter = { states: state ? [state] : OPEN, ...(project !== undefined && { project }) };
    const found = await onlyVisible(context, await context.prds.list({ ...filter, limit: LOOKED_AT_MAX }));
    if (found.length === 0 && project !== undefined) await requireProject(context, project);
    const rows = found.slice(0, PRDS_MAX).map((prd) => ({
      ...{ number: prd.number, title: prd.title, project: prd.project, state: prd.state },
    }));
    return { prds: rows, has_more: found.length > PRDS_MAX };
  },
  view: describeList,
});

/** Whatever is typed and is no state is taken for a project, so that both are named. */
async function requireProject({ directory }: Context, key: string): Promise<void> {
  const known = (await directory.projects()).map((project) => project.key);
  if (known.includes(key)) return;
  const projects = known.length > 0 ? ` or of a project: ${known.slice(0, PROJECTS_SHOWN_MAX).join(", ")}` : "";
  throw new UserError(`There is no project “${key}”. Ask for those in a state: ${STATES.join(", ")}${projects}.`);
}

const STATE_WORDS: Record<z.output<typeof State>, string> = {
  ...{ draft: "draft", in_review: "in review", approved: "approved", archived: "archived" },
};

const IMPORT: ViewNode = {
  type: "buttons",
  buttons: [{ label: "Import…", call: { name: "prd.import-form", input: {} }, opens: "dialog" }],
};

function describeList({ prds, has_more }: Listed): View {
  if (prds.length === 0) {
    const text =
      "There is no PRD like that yet. “/plan IDEA” drafts one, and one that you have as Markdown can be imported.";
    return { text, nodes: [{ type: "text", content: [text] }, IMPORT] };
  }
  const text = `${prds.length}${has_more ? "+" : ""} ${prds.length === 1 ? "PRD" : "PRDs"}: ${prds.map(({ number, title }) => `${number} ${title}`).join(", ")}.`;
  const items = prds.map(({ number, title, project, state }) => ({
    content: [{ bold: `${number}` }, ` ${title} · ${STATE_WORDS[state]}${project === null ? "" : ` · ${project}`}`],
    buttons: [{ label: "Show", description: `Show PRD ${number}`, call: { name: "prd.show", input: { prd: number } } }],
  }));
  const more = has_more ? [{ type: "note" as const, content: ["There are more: name a project or a state."] }] : [];
  return { text, nodes: [{ type: "header", text: "PRDs" }, { type: "items", items }, ...more, IMPORT] };
}
