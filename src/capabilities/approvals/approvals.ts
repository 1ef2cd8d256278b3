import type { Capability } from "#kernel/capability";
import { breakGlass } from "./break-glass.ts";
import { approve, decline } from "./decide.ts";
import { approvalForm } from "./form.ts";
import { listApprovals } from "./list.ts";
import { modify } from "./modify.ts";
import { postApprovals } from "./post.ts";
import { resolve } from "./resolve.ts";
import { showApproval } from "./show.ts";
import { undo } from "./undo.ts";
import { whyApproval } from "./why.ts";

/** What people do about proposals. */
export const approvals: readonly Capability[] = [
  listApprovals,
  showApproval,
  whyApproval,
  approve,
  decline,
  breakGlass,
  approvalForm,
  modify,
  resolve,
  undo,
  postApprovals,
];
