import type { RequirementLink, State } from "../prd/prd.ts";
import type { TracedRequirement } from "./trace.ts";

export const DRIFT_KINDS = ["no_ticket", "changed_since", "closed_unmerged", "unplanned"] as const;

/** Where what is written and what is done have come apart. */
export interface Drift {
  kind: (typeof DRIFT_KINDS)[number];
  words: string;
  /** What it is about: a requirement, a ticket. */
  about: string;
  url: string | null;
}

export interface Drifting {
  state: State;
  requirements: readonly TracedRequirement[];
  links: readonly RequirementLink[];
  /** What each requirement said in the versions that tickets were made from, by version and id. */
  texts: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Merged pull requests of the project with tickets that no PRD speaks of. */
  unplanned: readonly { ref: string; subject: string; url: string }[];
}

/** Everything that has drifted, what matters most first. */
export function listDrift({ state, requirements, links, texts, unplanned }: Drifting): Drift[] {
  return [
    ...(state === "approved" ? requirements.flatMap(withoutTicket) : []),
    ...requirements.flatMap((requirement) => changedSince(requirement, links, texts)),
    ...requirements.flatMap(closedUnmerged),
    ...unplanned.map(({ ref, subject, url }) => ({
      ...{ kind: "unplanned" as const, about: ref, url },
      words: `${subject} was merged for ${ref}, which no PRD speaks of.`,
    })),
  ];
}

function withoutTicket({ id, text, tickets }: TracedRequirement): Drift[] {
  if (tickets.length > 0) return [];
  return [{ kind: "no_ticket", about: id, url: null, words: `${id} is approved and has no ticket: ${text}` }];
}

function changedSince(
  { id, text }: TracedRequirement,
  links: readonly RequirementLink[],
  texts: Drifting["texts"],
): Drift[] {
  const old = links.filter(({ requirement, version }) => {
    const before = requirement === id ? texts.get(version)?.get(id) : undefined;
    return before !== undefined && before !== text;
  });
  return [...new Map(old.map((link) => [link.ref, link])).values()].map(({ ref, url }) => ({
    ...{ kind: "changed_since" as const, about: id, url },
    words: `${id} was changed since ${ref} was made from it.`,
  }));
}

function closedUnmerged({ tickets }: TracedRequirement): Drift[] {
  return tickets.flatMap(({ ref, url, isDone, pulls }) => {
    const open = isDone === true ? pulls.filter(({ state }) => state === "open") : [];
    return open.map(({ subject }) => ({
      ...{ kind: "closed_unmerged" as const, about: ref, url },
      words: `${ref} is closed, and its pull request ${subject} is not merged.`,
    }));
  });
}
