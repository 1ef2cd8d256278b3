import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import type { NewEvent } from "#domain/events";
import { createJiraWebhook } from "#integrations/jira/webhook";
import { createLinearWebhook } from "#integrations/linear/webhook";
import type { WebhookOptions } from "#integrations/webhook-intake";

const AT = new Date("2026-11-20T10:00:00Z");
const SECRET = "a-secret-of-the-tests";

const ISSUE = {
  id: "10001",
  key: "API-7",
  self: "https://acme.example/rest/api/3/issue/10001",
  fields: {
    ...{
      summary: "Work",
      issuetype: { name: "Bug" },
      priority: { name: "High" },
      labels: ["b", "a"],
      duedate: "2026-12-01",
    },
    ...{ status: { name: "Doing", statusCategory: { key: "indeterminate" } }, assignee: { accountId: "ABC" } },
    ...{ parent: { key: "api-1" }, customfield_10016: 2.5, customfield_10020: [{ id: 9 }, { id: 10 }] },
    ...{ customfield_10021: [{ value: "Impediment" }], created: "2026-11-19T10:00:00.000+0100" },
    updated: "2026-11-20T09:59:00.000+0000",
  },
};
const JIRA = {
  ...{ timestamp: AT.getTime() - 60_000, webhookEvent: "jira:issue_updated", issue: ISSUE },
  changelog: {
    id: "77",
    items: [
      { field: "status", fieldId: "status", fromString: "To Do", toString: "Doing" },
      { field: "Sprint", fieldId: "customfield_10020", from: "9", to: "9, 10", fromString: "S9", toString: "S9, S10" },
      { field: "Story Points", fromString: "", toString: "2.5" },
      { field: "Link", from: null, fromString: null, to: "API-3", toString: "This issue is blocked by API-3" },
      { field: "Link", from: null, fromString: null, to: "API-4", toString: "This issue relates to API-4" },
      { field: "description", fromString: "secret words", toString: "more of them" },
    ],
  },
};
const LINEAR = {
  ...{ action: "update", type: "Issue", webhookTimestamp: AT.getTime() - 5_000, createdAt: "2026-11-20T09:59:55Z" },
  data: {
    ...{ id: "u", identifier: "WEB-7", title: "Work", url: "https://linear.example/WEB-7", priority: 2, estimate: 3 },
    ...{ createdAt: "2026-11-19T10:00:00Z", updatedAt: "2026-11-20T09:59:55Z", cycleId: "c1", assigneeId: "U1" },
    ...{ state: { id: "s", name: "In Progress", type: "started" }, labels: [{ id: "l", name: "ui" }] },
  },
};

const VENDORS = [
  ["jira", createJiraWebhook, JIRA, "x-hub-signature", "sha256=", "x-atlassian-webhook-identifier", "API-7"],
  ["linear", createLinearWebhook, LINEAR, "linear-signature", "", "linear-delivery", "WEB-7"],
] as const;

function start(create: (options: WebhookOptions) => ReturnType<typeof createJiraWebhook>, secrets = [SECRET]) {
  const recorded: NewEvent[] = [];
  const { accept } = create({
    ...{ secrets, now: () => AT },
    async record(event) {
      const known = recorded.findIndex(({ delivery }) => delivery === event.delivery);
      return known >= 0 ? { status: "duplicate", id: known + 1 } : { status: "recorded", id: recorded.push(event) };
    },
  });
  async function send(body: string, headers: Record<string, string>, isTrusted = false) {
    return accept({ raw: Buffer.from(body), headers, isTrusted });
  }
  return { recorded, send };
}

function sign(body: string, secret = SECRET): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}

it.each(VENDORS)("takes what %s signed, once, under its own key", async (source, create, payload, ...rest) => {
  const [header, prefix, idHeader, subject] = rest;
  const { recorded, send } = start(create);
  const body = JSON.stringify(payload);
  const headers = { [header]: `${prefix}${sign(body)}`, [idHeader]: "one" };
  expect(await send(body, headers)).toEqual({ status: "ok", id: "1" });
  expect(await send(body, headers)).toEqual({ status: "duplicate", id: "1" });
  expect(recorded).toMatchObject([{ source, delivery: "one", subject, receivedAt: AT }]);
  expect(recorded[0]?.payload?.toString()).toBe(body);
});

it.each(VENDORS)("takes the body for the key of %s where there is none", async (_source, create, payload, ...rest) => {
  const [header, prefix] = rest;
  const { send } = start(create);
  const body = JSON.stringify(payload);
  const headers = { [header]: `${prefix}${sign(body)}` };
  expect([(await send(body, headers)).status, (await send(body, headers)).status]).toEqual(["ok", "duplicate"]);
});

it.each(VENDORS)("keeps out of %s what is not signed as it signs", async (_source, create, payload, ...rest) => {
  const [header, prefix] = rest;
  const { recorded, send } = start(create);
  const body = JSON.stringify(payload);
  const other = prefix === "" ? "sha256=" : "";
  for (const signature of ["", sign(body), `${other}${sign(body)}`, `${prefix}${sign(`${body} `)}`]) {
    if (signature === `${prefix}${sign(body)}`) continue;
    expect(await send(body, { [header]: signature }, true)).toMatchObject({ status: "unsigned" });
  }
  expect(await send(body, {}, true)).toMatchObject({ status: "unsigned" });
  expect(recorded).toEqual([]);
});

it.each(VENDORS)("trusts this machine alone while %s has no secret", async (source, create, payload) => {
  const { send } = start(create, []);
  const body = JSON.stringify(payload);
  const words = { detail: expect.stringContaining(`${source.toUpperCase()}_WEBHOOK_SECRET`) };
  expect(await send(body, {})).toMatchObject({ status: "unsigned", ...words });
  expect(await send(body, {}, true)).toMatchObject({ status: "ok" });
});

it.each([
  [-61_000, "unsigned"],
  [-59_000, "ok"],
  [59_000, "ok"],
  [61_000, "unsigned"],
  [null, "unsigned"],
])("takes what Linear sent %s ms from now: %s", async (age, status) => {
  const { send } = start(createLinearWebhook);
  const body = JSON.stringify({ ...LINEAR, webhookTimestamp: age === null ? undefined : AT.getTime() + age });
  expect(await send(body, { "linear-signature": sign(body) })).toMatchObject({ status });
});

it("reads of Jira how a ticket stands and what was changed, and none of its texts", async () => {
  const { recorded, send } = start(createJiraWebhook, []);
  await send(JSON.stringify(JIRA), {}, true);
  expect(recorded[0]?.normalised).toMatchObject({
    ...{ kind: "ticket", ref: "API-7", at: AT.getTime() - 60_000, category: "doing" },
    createdAt: Date.parse("2026-11-19T09:00:00Z"),
    core: {
      ...{ title: "Work", url: "https://acme.example/browse/API-7", type: "Bug", status: "Doing", points: 2.5 },
      ...{ assignee: "abc", parent: "API-1", isFlagged: true, sprints: ["9", "10"], priority: "High" },
      dueOn: "2026-12-01",
    },
    changes: [
      { field: "status", from: "To Do", to: "Doing" },
      { field: "sprint", from: "9", to: "10,9" },
      { field: "points", from: null, to: "2.5" },
      { field: "blocked_by", from: null, to: "API-3" },
    ],
  });
  expect(JSON.stringify(recorded[0]?.normalised)).not.toContain("secret words");
});

it("says that a former key is gone when an issue gets another one, and that a deleted one is", async () => {
  const { recorded, send } = start(createJiraWebhook, []);
  const items = [{ field: "Key", fromString: "OLD-3", toString: "API-7" }];
  await send(
    JSON.stringify({ ...JIRA, changelog: { id: "78", items } }),
    { "x-atlassian-webhook-identifier": "m" },
    true,
  );
  await send(JSON.stringify({ ...JIRA, webhookEvent: "jira:issue_deleted" }), {}, true);
  expect(recorded.slice(1).map(({ normalised }) => normalised)).toMatchObject([
    { kind: "removed", subject: "OLD-3", movedTo: "API-7" },
    { kind: "removed", subject: "API-7", movedTo: null },
  ]);
});

it("believes no clock that is ahead, and keeps what it cannot read with the reason", async () => {
  const { recorded, send } = start(createJiraWebhook, []);
  const ahead = { ...ISSUE, fields: { ...ISSUE.fields, updated: "2035-01-01T00:00:00.000+0000" } };
  await send(JSON.stringify({ ...JIRA, issue: ahead }), {}, true);
  await send(JSON.stringify({ webhookEvent: "jira:issue_updated", issue: 7 }), {}, true);
  await send(JSON.stringify({ webhookEvent: "worklog_created" }), {}, true);
  expect(recorded[0]).toMatchObject({ occurredAt: AT, normalised: { at: AT.getTime(), isClockSuspect: true } });
  expect(recorded[1]).toMatchObject({ normalised: null, problem: expect.any(String) });
  expect(recorded[2]).toMatchObject({ kind: "worklog_created", normalised: null, subject: null });
});

it("reads of Linear how a ticket stands, and that it was removed", async () => {
  const { recorded, send } = start(createLinearWebhook, []);
  await send(JSON.stringify(LINEAR), {}, true);
  await send(JSON.stringify({ ...LINEAR, action: "remove" }), {}, true);
  expect(recorded[0]?.normalised).toMatchObject({
    ...{ kind: "ticket", source: "linear", ref: "WEB-7", category: "doing", changes: [] },
    core: { status: "In Progress", points: 3, assignee: "u1", sprints: ["c1"], labels: ["ui"], priority: "High" },
  });
  expect(recorded[1]?.normalised).toMatchObject({ kind: "removed", subject: "WEB-7" });
});
