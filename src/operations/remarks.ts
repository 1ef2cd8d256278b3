import { z } from "zod";
import type { Log, Ports } from "#kernel/context";
import type { Invoke } from "#kernel/invoke";
import type { Lane } from "#kernel/worker";
import { toUuid } from "#lib/hash";
import { REMARK_QUEUE } from "#store/events";

const Remark = z.object({ ref: z.string(), comment: z.string() });

export interface Remarks {
  ports: Pick<Ports, "vendors">;
  invoke: Invoke;
  log: Log;
}

/** Who names us in a comment on a ticket is answered there. Reading the ticket waits for its tracker, and for nothing else. */
export function remarkLane(remarks: Remarks): Lane {
  return { concurrency: 1, handlers: { [REMARK_QUEUE]: ({ payload }) => answer(remarks, Remark.parse(payload)) } };
}

/** The id follows from the comment: however often it is told of, it is answered once. */
async function answer({ ports, invoke, log }: Remarks, { ref, comment }: z.output<typeof Remark>): Promise<void> {
  const remark = await ports.vendors.jira?.remark(ref, comment);
  if (!remark?.isForUs) return;
  const id = toUuid(`jira:${comment}:answer`);
  const outcome = await invoke({
    ...{
      id,
      traceId: id,
      name: "ask.ticket",
      input: { issue: ref, comment, author: remark.author, question: remark.text },
    },
    actor: { kind: "schedule", id: "rule:jira-comments" },
    origin: { surface: "rule" },
  });
  if (outcome.status === "unavailable" || outcome.status === "failed") throw new Error(outcome.message);
  if (outcome.status === "refused") log.warn({ ref, comment, why: outcome.message }, "comment not answered");
}
