import type { Idea } from "#domain/plan/idea";
import type { Plan } from "#domain/plan/plan";
import { type Candidate, findRelated, type Related } from "#domain/plan/related";
import { slackIdIn } from "#domain/slack-ids";
import { isHidden } from "#domain/trust/sight";
import { DAY_MS } from "#lib/time";
import type { Planning } from "./planning.ts";

const PRDS_MAX = 500;
const PULLS_MAX = 3_000;
const ENDED_WITHIN_MS = 90 * DAY_MS;
const SHARED_SHOWN = 4;

/**
 * Other PRDs and pull requests that speak of the same things, a line for each. They are named by their numbers and by the
 * words of the idea itself: titles are other people's words, which have no place in this one's text.
 */
export async function findRelatedWork(
  planning: Planning,
  { plan, idea }: { plan: Plan; idea: Idea },
): Promise<string[]> {
  const text = [idea.title, idea.idea, idea.context].join("\n");
  const found = findRelated(text, [...(await listPrds(planning, plan)), ...(await listPulls(planning))]);
  return found.map(describe);
}

function describe({ ref, url, shared }: Related): string {
  const words = shared.slice(0, SHARED_SHOWN).join(", ");
  return `${url === null ? ref : `[${ref}](${url})`}, also about ${words}`;
}

/** Those that everybody in the place of this one may know of, whoever asks: its text is read by all of them. */
async function listPrds({ ports }: Planning, { place }: Plan): Promise<Candidate[]> {
  const all = await ports.prds.list({ states: ["draft", "in_review", "approved"], limit: PRDS_MAX });
  const reader = { id: "", isEntitled: false, here: slackIdIn(place ?? undefined) };
  const open = await Promise.all(
    all.map(async (prd) => {
      const home = slackIdIn(prd.place ?? undefined);
      const homes = home === undefined ? [] : [{ id: home, kind: (await ports.places.placeOf(home)).kind }];
      return isHidden({ requester: prd.createdBy }, homes, reader) ? [] : [prd];
    }),
  );
  return open.flat().map(({ number, title }) => ({ ref: `PRD ${number}`, title, url: null }));
}

async function listPulls({ ports, now }: Planning): Promise<Candidate[]> {
  const to = now();
  const ended = { from: new Date(to.getTime() - ENDED_WITHIN_MS), to };
  const pulls = [
    ...(await ports.facts.openPullRequests(null, to)),
    ...(await ports.facts.endedPullRequests(null, ended)),
  ];
  return pulls.slice(0, PULLS_MAX).map(({ subject, title, url }) => ({ ref: subject, title, url }));
}
