import { columnsFor, type Dialect } from "./dialect.ts";
import { defineAbsences } from "./schema/absences.ts";
import { defineActing } from "./schema/acting.ts";
import { defineApprovalCards } from "./schema/approval-cards.ts";
import { defineApprovals } from "./schema/approvals.ts";
import { defineAudit } from "./schema/audit.ts";
import { defineDelivery } from "./schema/delivery.ts";
import { defineDirectory } from "./schema/directory.ts";
import { defineEvents } from "./schema/events.ts";
import { defineFacts } from "./schema/facts.ts";
import { defineJobs } from "./schema/jobs.ts";
import { defineKnowledge } from "./schema/knowledge.ts";
import { defineModel } from "./schema/model.ts";
import { definePlans } from "./schema/plans.ts";
import { definePrds } from "./schema/prds.ts";
import { defineQuestions } from "./schema/questions.ts";
import { defineSchedules } from "./schema/schedules.ts";
import { defineSignals } from "./schema/signals.ts";
import { defineSlack } from "./schema/slack.ts";
import { defineTalk } from "./schema/talk.ts";
import { defineTickets } from "./schema/tickets.ts";

export type Tables = ReturnType<typeof defineTables>;

/** Every table, written once for both engines; one file per group. */
export function defineTables(dialect: Dialect) {
  const columns = columnsFor(dialect);
  return {
    ...defineEvents(columns),
    ...defineFacts(columns),
    ...defineTickets(columns),
    ...defineDelivery(columns),
    ...defineSignals(columns),
    ...defineJobs(columns),
    ...defineAudit(columns),
    ...defineApprovals(columns),
    ...defineApprovalCards(columns),
    ...defineActing(columns),
    ...defineDirectory(columns),
    ...defineAbsences(columns),
    ...defineSchedules(columns),
    ...defineSlack(columns),
    ...defineTalk(columns),
    ...defineModel(columns),
    ...definePlans(columns),
    ...definePrds(columns),
    ...defineKnowledge(columns),
    ...defineQuestions(columns),
  };
}
