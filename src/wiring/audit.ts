import type { Lane } from "#kernel/worker";
import { DAY_MS } from "#lib/time";
import { noteAnchor } from "#operations/audit";
import { pruneAudit } from "#store/audit-check";
import type { App } from "./app.ts";

/** Once a day: the newest row is noted down elsewhere, and what is too old goes. */
export function auditLane({ store, ports, config, now }: App): Lane {
  const { anchorFile: file, channel, retentionDays } = config.audit;
  async function anchor(): Promise<void> {
    await noteAnchor({ store, now, announcements: ports.announcements }, { file, channel });
    await pruneAudit(store, new Date(now().getTime() - retentionDays * DAY_MS));
  }
  return { concurrency: 1, handlers: { anchor } };
}
