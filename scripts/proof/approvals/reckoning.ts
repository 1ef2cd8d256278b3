// What we say became of each effect, against what the vendors have of it.
import type { Status } from "#domain/trust/status";
import type { Approval } from "#domain/trust/stored";
import type { Sandbox } from "#sandbox/start";
import { createApprovals } from "#store/approvals";
import { verifyAudit } from "#store/audit-check";
import { atLeast, equal, type Figure } from "../figure.ts";
import { openProofStore } from "./bot.ts";
import { type Agreed, COUNTS } from "./objects.ts";

export interface Reckoning {
  sandbox: Sandbox;
  url: string;
  agreed: readonly Agreed[];
  /** So many have to be done, or the kills have met nothing. */
  doneMin: number;
}

export async function* reckon(name: string, { sandbox, url, agreed, doneMin }: Reckoning): AsyncGenerator<Figure> {
  const store = await openProofStore(url);
  try {
    const approvals = createApprovals(store);
    const faults: Record<Fault, string[]> = { lost: [], doubled: [], stuck: [], guessed: [] };
    let [done, uncertain] = [0, 0];
    for (const one of agreed) {
      const approval = await approvals.find(one.id);
      const count = COUNTS[one.name]?.(sandbox, one) ?? 0;
      const fault = findFault(approval, count);
      if (fault) faults[fault].push(`${one.name} ${one.id}: ${approval?.status} with ${count}`);
      if (approval?.status === "done") done++;
      if (approval?.status === "uncertain") uncertain++;
    }
    yield atLeast(`${name}, ${agreed.length} effects agreed to: done`, done, doneMin);
    yield equal(`${name}: lost`, faults.lost, []);
    yield equal(`${name}: doubled`, faults.doubled, []);
    yield equal(`${name}: stuck`, faults.stuck, []);
    yield equal(`${name}: uncertain (${uncertain}) though it could be known`, faults.guessed, []);
    yield equal(`${name}: audit whole`, (await verifyAudit(store)).problem, null);
  } finally {
    await store.close();
  }
}

export type Fault = "lost" | "doubled" | "stuck" | "guessed";

/** How many objects there are of what ended so. Nothing else may become of what was agreed to. */
const OBJECTS: Partial<Record<Status, number>> = { done: 1, failed: 0, superseded: 0, expired: 0 };

/** What the vendor has must be what we say it has. */
export function findFault(approval: Pick<Approval, "status" | "vendor" | "name"> | undefined, count: number) {
  if (!approval) return "lost";
  const { status } = approval;
  if (count > 1) return "doubled";
  if (status === "approved" || status === "performing") return "stuck";
  if (status === "uncertain") return isUnknowable(approval) ? undefined : "guessed";
  return OBJECTS[status] === count ? undefined : "lost";
}

/** Jira alone has no way to know whether an issue was made. */
function isUnknowable({ vendor, name }: Pick<Approval, "vendor" | "name">): boolean {
  return vendor === "jira" && name === "issue.create";
}
