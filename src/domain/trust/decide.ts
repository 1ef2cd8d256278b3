import type { Mode } from "./mode.ts";
import { isAtLeast, type Risk } from "./risk.ts";
import { isApprover, isLead, isSecurityAdmin, isViewer, type Member, type Roles, type Subject } from "./roles.ts";
import type { Status } from "./status.ts";

/** What is decided upon, as far as it matters for who may. */
export interface Decidable extends Subject {
  status: Status;
  risk: Risk;
  mode: Mode;
  isTainted: boolean;
  needed: number;
  expiresAt: Date;
  /** The person who asked for it, or null where no human did. */
  requesterPerson: string | null;
  /** The persons who have agreed so far. */
  votes: readonly string[];
  /** Slack ids of those whose own it is, and who so do not agree to it. */
  authors?: readonly string[];
}

export interface Voter extends Member {
  person: string;
  /** Guests and members of other workspaces decide nothing. */
  isGuest: boolean;
  /** Whoever is at the machine itself, which has no credential to protect: may do what an approver may. */
  isOperator: boolean;
}

/** Who decides, under which roles, and how: a button carries part of the hash, a typed word does not. */
export interface Ballot {
  voter: Voter;
  roles: Roles;
  verdict: "approve" | "decline";
  isBound: boolean;
  /** One security admin stands in for everybody else whose word is needed. */
  breaksGlass?: boolean;
  now: Date;
}

export type Ruling =
  | { status: "accepted" /** Whether the votes now suffice. */; isComplete: boolean }
  | { status: "refused"; code: RefusalCode; message: string };

type RefusalCode = "over" | "expired" | "guest" | "role" | "self" | "twice" | "unbound";

/** May this person decide, now and in this way? Everything else only feeds it. */
export function decide(approval: Decidable, ballot: Ballot): Ruling {
  return (
    refuseState(approval, ballot) ??
    refusePerson(approval, ballot) ?? {
      status: "accepted",
      isComplete:
        ballot.verdict === "decline" || ballot.breaksGlass === true || approval.votes.length + 1 >= approval.needed,
    }
  );
}

function refuseState({ status, expiresAt, risk }: Decidable, ballot: Ballot): Ruling | undefined {
  if (status !== "pending") return refuse("over", `This is ${status} already.`);
  if (ballot.now.getTime() >= expiresAt.getTime()) return refuse("expired", "The time to decide is over.");
  if (ballot.verdict === "approve" && !ballot.isBound && isAtLeast(risk, "high")) {
    return refuse("unbound", "What is this risky is decided on its card, where all of it can be seen.");
  }
  return undefined;
}

function refusePerson(approval: Decidable, { roles, voter, verdict, breaksGlass }: Ballot): Ruling | undefined {
  if (voter.isGuest) return refuse("guest", "Guests cannot decide.");
  if (breaksGlass) {
    return mayBreakGlass(roles, voter) ? undefined : refuse("role", "Only a security admin may break the glass.");
  }
  const isOwn = voter.person === approval.requesterPerson;
  // To take back one's own proposal harms nobody.
  if (verdict === "decline" && isOwn) return undefined;
  if (approval.votes.includes(voter.person))
    return refuse("twice", "You have agreed already; it needs a second person.");
  return refuseAuthor(approval, voter) ?? refuseRole(approval, roles, voter);
}

function refuseAuthor(approval: Decidable, { person, slackIds }: Voter): Ruling | undefined {
  const { authors = [], requesterPerson } = approval;
  if (slackIds.some((id) => authors.includes(id))) {
    return refuse("self", "Somebody else has to agree to what you wrote.");
  }
  if (person !== requesterPerson || mayConfirmOwn(approval)) return undefined;
  return refuse("self", "Somebody else has to agree to what you proposed.");
}

function refuseRole(approval: Decidable, roles: Roles, voter: Voter): Ruling | undefined {
  return mayDecide(approval, roles, voter) ? undefined : refuse("role", "You may not decide on this.");
}

/** One's own small matters, unless words of strangers are in them. */
function mayConfirmOwn({ risk, mode, isTainted }: Decidable): boolean {
  return !isAtLeast(risk, "high") && mode === "ask" && !isTainted;
}

/** Whether somebody who agreed might do so still; asked again before it is performed. */
export function mayAgree(
  approval: Omit<Decidable, "votes"> & { brokeGlass?: boolean },
  roles: Roles,
  voter: Voter,
): boolean {
  if (voter.isGuest) return false;
  return mayDecide(approval, roles, voter) || (approval.brokeGlass === true && mayBreakGlass(roles, voter));
}

/** In an emergency one person may stand in for the second, never for the audit. */
function mayBreakGlass(roles: Roles, voter: Voter): boolean {
  return voter.isOperator || isSecurityAdmin(roles, voter);
}

function mayDecide(approval: Omit<Decidable, "votes">, roles: Roles, voter: Voter): boolean {
  if (voter.isOperator || isApprover(roles, voter, approval)) return true;
  if (isAtLeast(approval.risk, "high") || isViewer(roles, voter)) return false;
  const isOwn = voter.person === approval.requesterPerson;
  return isOwn || isLead(roles, voter, approval) || (approval.risk === "low" && approval.mode === "ask");
}

function refuse(code: RefusalCode, message: string): Ruling {
  return { status: "refused", code, message };
}
