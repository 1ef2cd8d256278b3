import type { Deployment } from "../delivery.ts";
import type { RequirementLink } from "../prd/prd.ts";
import type { PullRequest } from "../pull-request.ts";

/** How far a requirement has come; each stage is proved by what is listed under it. */
export const STAGES = ["no ticket", "planned", "in work", "merged", "deployed"] as const;
export type Stage = (typeof STAGES)[number];

/** A ticket as its tracker has it; `isDone` is null where it could not be asked. */
export interface KnownTicket {
  ref: string;
  title: string;
  url: string | null;
  status: string | null;
  isDone: boolean | null;
}

export interface TracedPull {
  subject: string;
  title: string;
  url: string;
  state: PullRequest["state"];
  mergedAt: Date | null;
  /** The first production deployment of its repository that began after it was merged and succeeded. */
  deployedAt: Date | null;
  deployment: string | null;
}

export interface TracedTicket extends KnownTicket {
  pulls: TracedPull[];
}

export interface TracedRequirement {
  id: string;
  text: string;
  stage: Stage;
  tickets: TracedTicket[];
}

export interface Tracing {
  requirements: readonly { id: string; text: string }[];
  links: readonly RequirementLink[];
  tickets: readonly KnownTicket[];
  /** Pull requests with the tickets that they name. */
  pulls: readonly { pull: PullRequest; names: readonly string[] }[];
  deployments: readonly Deployment[];
}

/** From each requirement over its tickets to pull requests and deployments. */
export function traceRequirements({ requirements, links, tickets, pulls, deployments }: Tracing): TracedRequirement[] {
  const traced = new Map(
    tickets.map((ticket) => {
      const mine = pulls.filter(({ names }) => names.some((name) => name.toLowerCase() === ticket.ref.toLowerCase()));
      return [ticket.ref, { ...ticket, pulls: mine.map(({ pull }) => tracePull(pull, deployments)) }] as const;
    }),
  );
  return requirements.map(({ id, text }) => {
    const refs = new Set(links.flatMap(({ requirement, ref }) => (requirement === id ? [ref] : [])));
    const own = [...refs].flatMap((ref) => traced.get(ref) ?? []);
    return { id, text, stage: stageOf(own), tickets: own };
  });
}

function tracePull({ subject, title, url, state, mergedAt, repo }: PullRequest, deployments: readonly Deployment[]) {
  const after = deployments
    .filter((one) => one.repo === repo && one.status === "success" && mergedAt !== null && one.createdAt >= mergedAt)
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const [first] = after;
  const deployedAt = first?.finishedAt ?? null;
  return { subject, title, url, state, mergedAt, deployedAt, deployment: first?.url ?? null };
}

/** As far as the ticket that is least far. */
function stageOf(tickets: readonly TracedTicket[]): Stage {
  const [first, ...others] = tickets.map(stageOfTicket).sort((a, b) => STAGES.indexOf(a) - STAGES.indexOf(b));
  return first ?? others[0] ?? "no ticket";
}

function stageOfTicket({ pulls }: TracedTicket): Stage {
  const kept = pulls.filter(({ state }) => state === "open" || state === "merged");
  if (kept.length === 0) return "planned";
  if (kept.some(({ state }) => state === "open")) return "in work";
  return kept.every(({ deployedAt }) => deployedAt !== null) ? "deployed" : "merged";
}
