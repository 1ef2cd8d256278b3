import { z } from "zod";
import { HELD_BACK_MS } from "#domain/acting/plan";
import { toTrust } from "#domain/evaluation-trust";
import type { Observation } from "#domain/observation";
import type { PutAside } from "#domain/put-aside";
import { AsOfField, readMoment, TeamField } from "#domain/report-fields";
import { toHeader } from "#domain/report-header";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { observe } from "#kernel/observe";
import { makeTriage, TriageReport } from "./report.ts";
import { view } from "./view.ts";
import { findViewer, keepTheirs, type Viewer } from "./viewer.ts";

const LINES_SHOWN = 5;
const LINES_MAX = 100;
/** A subject has no more kinds of conditions than there are kinds of rules. */
const SIGNALS_MAX = 50_000;

export const triage = defineCapability({
  name: "triage",
  summary: "What needs somebody, ranked, each with its reason and whose step is next.",
  risk: "read",
  command: "/triage",
  phrases: [
    { words: "what needs me", input: { mine: true } },
    { words: "what needs attention", input: {} },
    { words: "what is stuck", input: {} },
  ],
  input: z.object({
    team: TeamField,
    mine: z.boolean().default(false).describe("Only what needs you: your pull requests, reviews and next steps."),
    limit: z.coerce.number().int().min(1).max(LINES_MAX).default(LINES_SHOWN).describe("How many lines to show."),
    as_of: AsOfField,
  }),
  result: TriageReport,

  async run(context, { team, mine, limit, as_of }) {
    const now = context.now();
    const isLive = as_of === undefined;
    const viewer = mine ? await findViewer(context) : undefined;
    const observation = await observe(context, { team, asOf: readMoment(as_of, now) });
    const header = toHeader(observation, { now, isLive, pollIntervalMs: context.settings.pollIntervalMs });
    const present = isLive ? await readPresent(context, findSubjects(observation, viewer)) : PAST;
    return makeTriage(observation, { header, ...present, viewer, limit });
  },

  view,
});

const PAST = {
  ...{ aside: { snoozes: [], signals: [] }, trust: { evaluated_at: null, frozen: [] } },
  known: undefined,
};

/** What anything was found about, as far as it is shown to whoever asks. */
function findSubjects({ evaluations, open }: Observation, viewer: Viewer | undefined): string[] {
  const all = evaluations.flatMap(({ findings }) => findings);
  const { findings } = keepTheirs(viewer, { findings: all, open });
  return [...new Set(findings.map(({ subject }) => subject))];
}

/** What people did to what was found, and how far it can be trusted: both count for now, not for the past. */
async function readPresent({ signals, acting, directory, now }: Context, subjects: string[]) {
  const aside: PutAside = {
    snoozes: await signals.snoozes({ at: now(), subjects }),
    signals: await signals.list({ subjects, isLiving: true, limit: SIGNALS_MAX }),
  };
  const suggestions = await acting.suggestions(subjects);
  const known = {
    suggestions: new Map(suggestions.map((one) => [one.subject, one])),
    heldBack: await acting.heldBack(new Date(now().getTime() - HELD_BACK_MS)),
    teams: await directory.teams(),
    projects: await directory.projects(),
  };
  return { aside, trust: toTrust(await signals.state(now())), known };
}
