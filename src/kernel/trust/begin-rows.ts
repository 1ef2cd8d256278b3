import type { Approval } from "#domain/trust/stored";
import type { Row } from "../capability.ts";
import { UserError } from "../errors.ts";
import { refuseRow } from "./batch-notes.ts";
import { type RowState, rowId } from "./batch-rows.ts";
import { readEffectCall } from "./effect-call.ts";
import type { TrustParts } from "./parts.ts";
import { propose } from "./propose.ts";

interface Rows {
  rows: readonly Row[];
  states: readonly RowState[];
}

/** Begins each row whose turn it is. One that cannot be begun is left out, with the reason, and the others go on. */
export async function beginRows(parts: TrustParts, batch: Approval, { rows, states }: Rows): Promise<void> {
  const results = new Map(
    states.flatMap(({ status, approval }, index) => (status === "done" ? [[index, approval?.result] as const] : [])),
  );
  for (const [index, row] of rows.entries()) {
    const isNext = states[index]?.status === "waiting" && row.after.every((before) => results.has(before));
    if (isNext) await beginRow(parts, batch, { index, row, results });
  }
}

interface Turn {
  index: number;
  row: Row;
  results: ReadonlyMap<number, unknown>;
}

async function beginRow(parts: TrustParts, batch: Approval, { index, row, results }: Turn): Promise<void> {
  const { actor, origin, traceId, isTainted, number, grounds } = batch;
  try {
    await propose(parts, {
      ...readEffectCall(parts.catalogue, row.call(results)),
      call: { actor, origin, traceId, now: parts.now, log: parts.log },
      ...{ id: rowId(batch.id, index), isTainted, grant: batch, hasOwnTarget: row.hasOwnTarget === true },
      cause: { ref: `approval:${number}`, words: `It is a part of approval ${number}: ${grounds.preview.does}.` },
    });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    parts.log.warn({ approval: batch.id, row: index, why: error.message }, "row of a batch left out");
    await refuseRow(parts, batch, { index, why: error.message });
  }
}
