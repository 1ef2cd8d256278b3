import { ticketEffects } from "#capabilities/tickets/effects";
import type { Effect } from "#kernel/capability";
import { NeverSentError, RefusedError } from "#kernel/errors";
import type { VendorFaultInput } from "#sandbox/wire/vendor-fault";
import type { Ticket } from "#sandbox/world/tickets";
import type { Thread } from "#sandbox/world/work";
import type { World } from "#sandbox/world/world";
import { attemptOf, openTrackers, type Trackers } from "./trackers.ts";

/** An effect in a tracker: what it is asked, the vendor's name for its write, and how often it shows in the world. */
export interface Case {
  name: string;
  vendor: "github" | "jira" | "linear";
  input: Record<string, unknown>;
  operation: string;
  count(world: World): number;
}

const I = "/rest/api/3/issue";
const R = "/repos/acme/infra/issues";
const NEW = { title: "A new one", body: "**Why**", priority: "low", kind: "bug" };
const named = (title: string) => (world: World) =>
  [...world.state.tickets, ...world.state.issues].filter((one) => one.title === title).length;
const said = ({ state }: World) =>
  [...state.tickets, ...state.issues].reduce((count, { comments }) => count + comments.length, 0);
const ticket = (project: string, isSo: (ticket: Ticket) => boolean) => (world: World) =>
  world.state.tickets.filter((one) => one.project === project && one.number === 1_003 && isSo(one)).length;
const issue = (isSo: (issue: Thread) => boolean) => (world: World) => world.state.issues.filter(isSo).length;
const inProgress = ({ status }: Ticket) => status === "In Progress";
const isBens = ({ assignee }: Ticket) => assignee === "benosei";
const isClosed = ({ state }: Thread) => state === "closed";
const hasBen = ({ repo, assignees }: Thread) => repo.name === "infra" && assignees.includes("benosei");

/** ISSUE stands for an open issue of acme/infra, which is new in every test. */
const ROWS: [name: string, vendor: Case["vendor"], input: Case["input"], operation: string, count: Case["count"]][] = [
  ["issue.create", "github", { project: "OPS", ...NEW }, R, named("A new one")],
  ["issue.create", "jira", { project: "API", ...NEW }, `POST ${I}`, named("A new one")],
  ["issue.create", "linear", { project: "web", ...NEW }, "issueCreate", named("A new one")],
  ["issue.comment", "github", { issue: "ISSUE", body: "So?" }, "POST", said],
  ["issue.comment", "jira", { issue: "API-1003", body: "So?" }, `POST ${I}/{id}/comment`, said],
  ["issue.comment", "linear", { issue: "web-1003", body: "So?" }, "commentCreate", said],
  ["issue.transition", "github", { issue: "ISSUE", status: "closed" }, "PATCH", issue(isClosed)],
  [
    ...([
      "issue.transition",
      "jira",
      { issue: "API-1003", status: "in progress" },
      `POST ${I}/{id}/transitions`,
    ] as const),
    ticket("API", inProgress),
  ],
  [
    "issue.transition",
    "linear",
    { issue: "WEB-1003", status: "In Progress" },
    "issueUpdate",
    ticket("WEB", inProgress),
  ],
  ["issue.assign", "github", { issue: "ISSUE", assignee: "<@U0BEN>" }, "POST", issue(hasBen)],
  [
    "issue.assign",
    "jira",
    { issue: "API-1003", assignee: "<@U0BEN>" },
    `PUT ${I}/{id}/assignee`,
    ticket("API", isBens),
  ],
  ["issue.assign", "linear", { issue: "WEB-1003", assignee: "Ben Osei" }, "issueUpdate", ticket("WEB", isBens)],
];
export const CASES = ROWS.map(
  ([name, vendor, input, operation, count]): Case => ({ name, vendor, input, operation, count }),
);
export const caseOf = (name: string, vendor: Case["vendor"]) =>
  CASES.find((one) => one.name === name && one.vendor === vendor) as Case;

export function effectNamed(name: string): Effect {
  const effect = ticketEffects.find((one) => one.name === name);
  if (!effect) throw new Error(`There is no ${name}.`);
  // Each of them takes its own input, which is parsed by its own schema before it is used.
  return effect as unknown as Effect;
}

export async function begin({ name, vendor, input: given, operation, count }: Case) {
  const trackers = await openTrackers();
  const { world, writing } = trackers;
  const effect = effectNamed(name);
  const input = { ...given, ...(given["issue"] === "ISSUE" && { issue: openIssue(trackers) }) };
  const attempt = await attemptOf(effect, writing, input);
  const parsed = effect.input.parse(input);
  const before = count(world);
  return {
    ...trackers,
    run: (signal = writing.signal) => effect.run({ ...writing, signal }, parsed, attempt),
    reconcile: () => effect.reconcile(writing, parsed, attempt),
    strike: (fault: VendorFaultInput & { kind: Shared }) => trackers[vendor].fault({ ...fault, on: operation }),
    writes: () => countWrites(trackers, vendor, operation),
    count: () => count(world) - before,
  };
}

/** What all of the vendors can be struck with. */
export type Shared = "late" | "reset" | "reset_after" | "status" | "token_expired" | "truncated";

function openIssue({ world }: Trackers): string {
  const made = world.changes.make({
    ...{ change: "issue", repo: "acme/infra", by: "finnhal", title: "An old one", body: "", labels: [] },
  });
  if (!("number" in made)) throw new Error("An issue has a number.");
  return `acme/infra#${made.number}`;
}

function countWrites({ github, jira, linear }: Trackers, vendor: Case["vendor"], operation: string): number {
  if (vendor === "github") return github.requests.entries().filter(({ method }) => method !== "GET").length;
  const { requests } = vendor === "jira" ? jira : linear;
  return requests.entries().filter((one) => one.operation === operation).length;
}

export async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

export function isUnknown(error: unknown): boolean {
  return error instanceof Error && !(error instanceof RefusedError) && !(error instanceof NeverSentError);
}

export const isLagging = ({ name, vendor }: Case) => name === "issue.create" && vendor === "jira";
