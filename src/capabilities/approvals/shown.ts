import type { Approval } from "#domain/trust/stored";
import { findZone } from "#kernel/actor";
import { type Effect, findEffect } from "#kernel/capability";
import type { Context } from "#kernel/context";
import type { Call } from "#lib/view";
import type { Shown } from "./fields.ts";
import { nameAll } from "./people.ts";

/** Everything there is to see of an approval. */
export async function toShown(context: Context, approval: Approval, isWhole = false): Promise<Shown> {
  const { id, number, status, grounds, expiresAt, createdAt, result } = approval;
  const { decidedBy } = approval;
  const agreed = (await context.trust.votes(id)).map(({ by }) => by);
  const effect = findEffect(context.catalogue, approval.name);
  return {
    ...toWire(approval),
    ...{ id, number, status, result, agreed },
    created_at: createdAt.toISOString(),
    expires_at: expiresAt.toISOString(),
    ...grounds.preview,
    remarks: grounds.remarks ?? [],
    ...{ cause: grounds.cause, because: grounds.because, rule: approval.rule, risk_reasons: grounds.reasons },
    ...{ is_tainted: approval.isTainted, is_dry_run: approval.isDryRun, mode: approval.mode },
    ...{ deciders: grounds.deciders, needed: approval.needed, payload_hash: approval.payloadHash },
    broke_glass: approval.brokeGlass,
    place: approval.origin.place ?? null,
    error: approval.error,
    result_link: linkOf(effect, approval),
    rows: await readRows(context, approval),
    part_of: approval.parent,
    can_undo: inverseOf(effect, approval) !== null,
    is_nameable: effect?.identify !== undefined,
    superseded_by: await numberOf(context, approval.supersededBy),
    names: await nameAll(context, [
      approval.requester,
      ...grounds.deciders,
      ...agreed,
      ...(decidedBy ? [decidedBy] : []),
    ]),
    zone: await findZone(context),
    is_whole: isWhole,
  };
}

async function readRows(context: Context, approval: Approval): Promise<Shown["rows"]> {
  const rows = await context.trust.rows(approval);
  if (!rows) return null;
  return rows.map(({ label, status, approval: part, why }) => {
    const link = part ? linkOf(findEffect(context.catalogue, part.name), part) : null;
    return { label, status, number: part?.number ?? null, link, why };
  });
}

/** Under the names that other programs know. */
function toWire(approval: Approval) {
  const { decidedBy, decidedAt, status, createdAt, expiresAt } = approval;
  const decision: Shown["decision"] = decidedBy === null ? null : status === "declined" ? "decline" : "approve";
  return {
    action_type: approval.name,
    target_ref: approval.target,
    risk_level: approval.risk,
    proposed_payload: approval.input,
    requester: approval.requester,
    ttl: Math.round((expiresAt.getTime() - createdAt.getTime()) / 1_000),
    decided_by: decidedBy,
    decided_at: decidedAt?.toISOString() ?? null,
    decision,
    reason: approval.reason,
    model_version: approval.modelVersion,
    trace_id: approval.traceId,
  };
}

function linkOf(effect: Effect | undefined, { status, result }: Approval): string | null {
  const known = status === "done" ? effect?.result.safeParse(result) : undefined;
  return known?.success ? (effect?.linkOf?.(known.data) ?? null) : null;
}

/** What takes back what was done, where anything does. */
export function inverseOf(effect: Effect | undefined, { status, input, result }: Approval): Call | null {
  if (!effect?.inverse || status !== "done") return null;
  const [given, known] = [effect.input.safeParse(input), effect.result.safeParse(result)];
  return given.success && known.success ? effect.inverse(given.data, known.data) : null;
}

async function numberOf({ trust }: Context, id: string | null): Promise<number | null> {
  return id === null ? null : (await trust.require(id)).number;
}
