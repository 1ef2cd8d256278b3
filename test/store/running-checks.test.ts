import { expect, it } from "vitest";
import { createEvents } from "#store/events";
import { listRunningCommits } from "#store/running-checks";
import { delivered, runPayload } from "../support/github.ts";
import { AT, dialects, openTestStore } from "../support/stores.ts";

it.each(dialects)(
  "lists the commits whose checks nobody saw end, and none of other repositories (%s)",
  async (dialect) => {
    const store = await openTestStore(dialect);
    const run = (id: number, conclusion: string | null, created_at: string) => {
      const change = { id, head_sha: `sha${id}`, created_at };
      return delivered("workflow_run", runPayload(conclusion, created_at, change));
    };
    const elsewhere = { ...runPayload(null, "2026-11-18T09:00:00Z"), repository: { full_name: "acme/api-2" } };
    await createEvents(store).ingest([
      ...[
        run(1, null, "2026-11-18T09:00:00Z"),
        run(2, null, "2026-11-19T09:00:00Z"),
        run(3, null, "2026-09-01T09:00:00Z"),
      ],
      ...[run(4, "success", "2026-11-19T10:00:00Z"), delivered("workflow_run", elsewhere)],
    ]);
    expect(await listRunningCommits(store, "acme/api", AT)).toEqual(["sha2", "sha1"]);
  },
);
