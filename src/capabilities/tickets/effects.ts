import { assignIssue } from "./assign.ts";
import { closeAll } from "./close-all.ts";
import { commentIssue } from "./comment.ts";
import { createIssue } from "./create.ts";
import { createPlan } from "./create-plan.ts";
import { closeIssue, transitionIssue } from "./transition.ts";

/** What can be done to a ticket, wherever it lives. */
export const ticketEffects = [
  createIssue,
  commentIssue,
  transitionIssue,
  closeIssue,
  assignIssue,
  createPlan,
  closeAll,
];
