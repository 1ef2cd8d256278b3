import type { z } from "zod";
import type { Mapped } from "../conclude.ts";
import { type Mapping, toRepo } from "./mapping.ts";
import type { GonePayload, IssuePayload, RepositoryPayload } from "./payloads.ts";

const DEPARTURES = new Set(["deleted", "transferred"]);

export function isDeparture(action: string | null | undefined): boolean {
  return DEPARTURES.has(action ?? "");
}

/** GitHub names no instant at which an issue left: it says so when it happens. */
export function fromLeavingIssue(payload: z.output<typeof IssuePayload>, { receivedAt: at }: Mapping): Mapped {
  const { issue, changes } = payload;
  const home = changes?.new_repository ? toRepo(changes.new_repository) : null;
  const movedTo = home && changes?.new_issue ? `${home}#${changes.new_issue.number}` : home;
  return toGone({ repo: toRepo(payload.repository), number: issue.number, at, movedTo });
}

export function fromRepository(payload: z.output<typeof RepositoryPayload>, { receivedAt: at }: Mapping): Mapped {
  const now = toRepo(payload.repository);
  if (payload.action === "deleted") return toGone({ repo: now, number: null, at, movedTo: null });
  const before = findOldName(payload, now);
  if (before === undefined) return { subject: now, at, key: "", normalised: null };
  return toGone({ repo: before, number: null, at, movedTo: now });
}

export function fromGone(payload: z.output<typeof GonePayload>, { receivedAt: at }: Mapping): Mapped {
  const { number, moved_to: movedTo } = payload;
  return toGone({ repo: toRepo(payload.repository), number, at, movedTo: movedTo?.toLowerCase() ?? null });
}

interface Departure {
  repo: string;
  number: number | null;
  at: number;
  movedTo: string | null;
}

function toGone(departure: Departure): Mapped {
  const { repo, number, at } = departure;
  const subject = number === null ? repo : `${repo}#${number}`;
  return { subject, at, key: "", normalised: { kind: "gone", ...departure } };
}

/** The name under which we knew a repository that was renamed or given away; undefined when neither happened. */
function findOldName({ changes }: z.output<typeof RepositoryPayload>, now: string): string | undefined {
  const [owner = "", name = ""] = now.split("/");
  const oldName = changes?.repository?.name.from;
  const { user, organization } = changes?.owner?.from ?? {};
  const oldOwner = user?.login ?? organization?.login;
  if (oldName === undefined && oldOwner === undefined) return undefined;
  return `${oldOwner ?? owner}/${oldName ?? name}`.toLowerCase();
}
