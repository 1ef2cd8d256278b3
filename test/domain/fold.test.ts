import fc from "fast-check";
import { expect, it } from "vitest";
import type { NormalisedEvent } from "#domain/events";
import { fold } from "#domain/fold";
import { canonicalJson } from "#lib/hash";
import {
  commitPayload,
  delivered,
  deploymentPayload,
  issuePayload,
  pullPayload,
  reviewPayload,
  runPayload,
} from "../support/github.ts";

/** An instant of few, so that events often meet at the same one. */
const instant = fc.integer({ min: 0, max: 4 }).map((hour) => `2026-11-18T1${hour}:00:00Z`);

const pullEvent = fc
  .record({
    action: fc.constantFrom("opened", "synchronize", "closed", "reopened", "converted_to_draft", "edited"),
    updated_at: instant,
    title: fc.constantFrom("One", "Two"),
    draft: fc.boolean(),
    end: fc.constantFrom("open", "closed", "merged"),
    additions: fc.constantFrom(1, 2, undefined),
    created_at: instant,
  })
  .map(({ action, end, updated_at, ...change }) => {
    const closed_at = end === "open" ? null : updated_at;
    const ended = {
      state: end === "open" ? "open" : "closed",
      closed_at,
      merged_at: end === "merged" ? updated_at : null,
    };
    return toEvent("pull_request", pullPayload(action, { ...change, ...ended, updated_at }));
  });

const reviewEvent = fc
  .record({
    state: fc.constantFrom("approved", "changes_requested", "dismissed"),
    at: instant,
    id: fc.constantFrom(1, 2),
  })
  .map(({ state, at, id }) => toEvent("pull_request_review", reviewPayload(state, at, undefined, id)));

const deploymentEvent = fc
  .record({ state: fc.constantFrom("success", "failure", "pending"), at: instant })
  .map(({ state, at }) => toEvent("deployment_status", deploymentPayload(1, { state, created_at: at })));

const goneEvent = fc
  .record({ hour: fc.integer({ min: 0, max: 4 }), new_repository: fc.constantFrom({ full_name: "Acme/Web" }, null) })
  .map(({ hour, new_repository }) => {
    const payload = { ...issuePayload(), action: "transferred", changes: { new_repository } };
    return toEvent("issues", payload, `2026-11-18T1${hour}:00:00Z`);
  });

const commitEvent = fc
  .record({ at: instant, message: fc.constantFrom("One", "Two"), sha: fc.constantFrom("a", "b") })
  .map(({ at, message, sha }) => toEvent("pull_request_commit", commitPayload(sha, at, message)));

const otherEvent = fc.oneof(
  goneEvent,
  commitEvent,
  instant.map((updated_at) => toEvent("issues", issuePayload({ updated_at }))),
  instant.map((at) => toEvent("workflow_run", runPayload("failure", at))),
  instant.map((at) => toEvent("workflow_run", runPayload(null, at))),
);

const events = fc.array(fc.oneof(pullEvent, reviewEvent, deploymentEvent, otherEvent), { minLength: 1, maxLength: 20 });

it("comes to the same facts in whatever order, and however often, events are told", () => {
  const told = events.chain((list) => fc.tuple(fc.constant(list), shuffled([...list, ...list.slice(0, 5)])));
  fc.assert(
    fc.property(told, ([list, other]) => {
      expect(toText(other)).toBe(toText(list));
    }),
    { numRuns: 300 },
  );
});

it("lets the vendor's time of change decide, not the time of arrival", () => {
  const newer = toEvent("pull_request", pullPayload("edited", { title: "New", updated_at: "2026-11-18T12:00:00Z" }));
  const older = toEvent("pull_request", pullPayload("opened", { title: "Old" }));
  expect(rowOf([newer, older])).toMatchObject({ title: "New" });
});

it("makes a whole fact of an update that comes before its beginning", () => {
  const update = toEvent("pull_request", pullPayload("synchronize", { updated_at: "2026-11-18T12:00:00Z" }));
  expect(rowOf([update])).toMatchObject({
    ref: "acme/api#7",
    openedAt: Date.parse("2026-11-18T09:00:00Z"),
    state: "open",
  });
});

it("lets the further state win where two are of the same second", () => {
  const at = "2026-11-18T12:00:00Z";
  const open = toEvent("pull_request", pullPayload("labeled", { updated_at: at }));
  const merged = toEvent(
    "pull_request",
    pullPayload("closed", { updated_at: at, state: "closed", closed_at: at, merged_at: at }),
  );
  expect(rowOf([merged, open])).toMatchObject({ state: "merged" });
});

it("keeps a size that a later, smaller view of the pull request does not show", () => {
  const whole = toEvent("pull_request", pullPayload("opened", { additions: 5 }));
  const part = toEvent(
    "pull_request",
    pullPayload("polled", { additions: undefined, title: "New", updated_at: "2026-11-18T12:00:00Z" }),
  );
  expect(rowOf([whole, part])).toMatchObject({ title: "New", additions: 5 });
});

it("clears the end of a pull request that was opened again", () => {
  const at = "2026-11-18T12:00:00Z";
  const closed = toEvent("pull_request", pullPayload("closed", { state: "closed", closed_at: at, updated_at: at }));
  const reopened = toEvent("pull_request", pullPayload("reopened", { updated_at: "2026-11-18T13:00:00Z" }));
  expect(rowOf([reopened, closed])).toMatchObject({ state: "open", closedAt: null });
  expect(fold([closed, reopened]).get("versions")?.size).toBe(2);
});

function toEvent(event: string, payload: unknown, receivedAt?: string): NormalisedEvent {
  const { normalised } = delivered(event, payload, { ...(receivedAt && { receivedAt }) });
  if (!normalised) throw new Error("This event says nothing.");
  return normalised;
}

function shuffled<Item>(items: Item[]): fc.Arbitrary<Item[]> {
  return fc.shuffledSubarray([...items.keys()], { minLength: items.length }).map((order) => {
    return order.map((index) => items[index] as Item);
  });
}

function rowOf(list: NormalisedEvent[]) {
  return fold(list).get("pullRequests")?.get("acme/api#7");
}

function toText(list: NormalisedEvent[]): string {
  const tables = [...fold(list)].map(([name, rows]) => [name, Object.fromEntries(rows)]);
  return canonicalJson(Object.fromEntries(tables));
}
