import { expect, it } from "vitest";
import { listUnplaced } from "#store/actors";
import { createEvents } from "#store/events";
import { createMemory } from "#store/memory";
import { createPeople } from "#store/people";
import { delivered, pullPayload } from "../support/github.ts";
import { AT, dialects, openTestStore } from "../support/stores.ts";

/** A pull request of somebody, opened at an hour of one day. */
function opened(login: string, repo: string, hour: number) {
  const created_at = `2026-11-18T${String(hour).padStart(2, "0")}:00:00Z`;
  const payload = pullPayload("opened", { number: hour, user: { login, type: "User" }, created_at });
  return delivered("pull_request", { ...payload, repository: { full_name: repo } });
}

it.each(dialects)(
  "asks about each person once, by the newest pull request, and those not asked of late (%s)",
  async (dialect) => {
    const store = await openTestStore(dialect);
    await createEvents(store).ingest([
      ...[opened("ada", "acme/api", 1), opened("ada", "acme/web", 9), opened("ada", "acme/infra", 3)],
      ...[opened("ben", "acme/api", 8), opened("cleo", "acme/api", 7), opened("dan", "acme/api", 6)],
    ]);
    const account = { vendor: "github", name: null, email: null, kind: "human" } as const;
    await createPeople(store).see(
      ["ada", "ben", "cleo", "dan"].map((handle) => ({ ...account, handle })),
      AT,
    );
    const before = (days: number) => new Date(AT.getTime() - days * 86_400_000);
    await createMemory(store).remember("asked:ben", true, before(1));
    await createMemory(store).remember("asked:cleo", true, before(31));

    const found = await listUnplaced(store, { keyPrefix: "asked:", askedBefore: before(30), limit: 2 });
    expect(found).toEqual([
      { handle: "ada", repo: "acme/web", number: 9 },
      { handle: "cleo", repo: "acme/api", number: 7 },
    ]);
  },
);
