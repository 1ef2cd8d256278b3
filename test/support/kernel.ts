import type { Catalogue } from "#kernel/capability";
import type { Ports } from "#kernel/context";
import { createInvoke } from "#kernel/invoke";
import type { AuditEntry } from "#kernel/ports/audit";
import { createLog } from "#lib/log";

export const NOW = new Date("2026-11-20T09:00:00Z");

/** A kernel whose audit is a list; a port that a test does not give throws when it is touched. */
export function testKernel(catalogue: Catalogue, ports: Partial<Ports> = {}, timeMaxMs?: number) {
  const audit: AuditEntry[] = [];
  const log = createLog("silent");
  const invoke = createInvoke({
    catalogue,
    ports: ports as Ports,
    audit: {
      append: async (entry) => void audit.push(entry),
      find: async (id) => audit.find((entry) => entry.id === id),
    },
    log,
    now: () => NOW,
    ...(timeMaxMs !== undefined && { timeMaxMs }),
    onEnd: () => {},
    onAuditDropped: () => {},
  });
  return { invoke, audit, log };
}
