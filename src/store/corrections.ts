import type { EventOf } from "#domain/events";
import type { CorrectionEvent } from "#domain/metrics/correction";
import type { Store } from "./db.ts";
import { desc, eq, sql } from "./drizzle.ts";
import { createEvents } from "./events.ts";
import { CORRECTIONS } from "./sources.ts";

/** The kernel's corrections port. */
export function createCorrections(store: Store) {
  const { ingest } = createEvents(store);
  return {
    deployment: (repository: string, name: string, environment?: string) =>
      findDeployment(store, { repository, name, environment }),
    incident: (subject: string) => findIncident(store, subject),
    async record(id: string, event: CorrectionEvent | EventOf<"deployment">): Promise<void> {
      const at = new Date(event.at);
      const subject = event.kind === "correction" ? event.subject : `${event.repo}/deployments/${event.id}`;
      const said = { kind: event.kind, subject, occurredAt: at, receivedAt: at, normalised: event, payload: null };
      await ingest([{ source: CORRECTIONS, delivery: id, ...said }]);
    },
  };
}

interface Named {
  repository: string;
  name: string;
  environment: string | undefined;
}

/** An id says which it is; the same tag or commit goes to one environment after the other. */
async function findDeployment(store: Store, { repository, name, environment }: Named) {
  const { id, repo, ref, sha, createdAt, environment: place } = store.tables.deployments;
  const isThere = environment === undefined ? sql`true` : sql`lower(${place}) = ${environment.toLowerCase()}`;
  const isNamed = sql`(${id} = ${name} or ((${ref} = ${name} or ${sha} = ${name}) and ${isThere}))`;
  const [row] = await store
    .select({ id })
    .from(store.tables.deployments)
    .where(sql`${repo} = ${repository} and ${isNamed}`)
    .orderBy(desc(createdAt))
    .limit(1);
  return row && { subject: row.id, said: await findSaid(store, row.id) };
}

async function findIncident(store: Store, subject: string) {
  const { ref, isIncident } = store.tables.issues;
  const [row] = await store.select({ ref }).from(store.tables.issues).where(sql`${ref} = ${subject} and ${isIncident}`);
  return row && { subject: row.ref, said: await findSaid(store, row.ref) };
}

async function findSaid(store: Store, subject: string) {
  const { corrections } = store.tables;
  const { kind, cause, isVoid } = corrections;
  const [row] = await store.select({ kind, cause, isVoid }).from(corrections).where(eq(corrections.subject, subject));
  return row ?? null;
}
