import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { loadConfig } from "#config";
import { runCheck } from "#lib/check";
import { doctor } from "#operations/doctor";
import { doctorChecks } from "#operations/doctor-checks";
import { createS3Sandbox } from "#sandbox/s3/sandbox";
import { type Sandbox, startSandbox } from "#sandbox/start";
import { SLACK_SCOPES } from "#surfaces/slack/scopes";
import { serve } from "../support/http.ts";
import { createFolder } from "../support/stores.ts";
import { createTestTerminal } from "../support/terminal.ts";

const SCOPES = { required: ["chat:write", "commands"], optional: ["users:read.email"] };

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

type Changes = Record<string, string>;

async function checksWith(changes: Changes = {}) {
  const config = loadConfig({
    DATABASE_URL: join(await createFolder(), "adjutant.db"),
    SLACK_API_URL: sandbox.slackApiUrl,
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_APP_TOKEN: sandbox.appToken,
    GITHUB_API_URL: sandbox.githubApiUrl,
    GITHUB_TOKEN: sandbox.githubToken,
    GITHUB_WEBHOOK_SECRET: "a-secret-of-the-tests",
    GITHUB_REPOSITORIES: sandbox.repositories.join(","),
    API_KEYS: "tests:0123456789abcdef",
    ...changes,
  });
  return doctorChecks({ config, migrationsFolder: "migrations", slackScopes: SCOPES });
}

/** What one check says. */
async function check(name: string, changes?: Changes) {
  const found = (await checksWith(changes)).find((one) => one.name === name);
  if (!found) throw new Error(`There is no check ${name}.`);
  return runCheck(found, 10_000);
}

/** Slack, as it answers with these scopes and at this time. */
function slackWith({ scopes = "chat:write,commands", date = new Date() }) {
  return serve((_request, reply) => {
    reply.setHeader("x-oauth-scopes", scopes).setHeader("date", date.toUTCString());
    reply.end(JSON.stringify({ ok: true, user: "adjutant", team: "Acme" }));
  });
}

it("finds everything in order, and says so in one line each", async () => {
  const { terminal, printed } = createTestTerminal();
  const checks = await checksWith();
  const run = (json: boolean) => doctor(() => checks).run({ words: [], fields: {}, json, terminal });
  expect(await run(false)).toBe(true);
  expect(printed).toHaveLength(checks.length);
  for (const line of printed) expect(line).toMatch(/^ok {3}\w.*\.$/);

  printed.length = 0;
  expect(await run(true)).toBe(true);
  expect(JSON.parse(printed.join(""))).toMatchObject({
    ok: true,
    checks: checks.map(({ name }) => ({ name, ok: true })),
  });
});

it("fails as a whole when one check does, and still shows the others", async () => {
  const checks = await checksWith({ SLACK_BOT_TOKEN: "xoxb-revoked" });
  const { terminal, printed } = createTestTerminal();
  expect(await doctor(() => checks).run({ words: [], fields: {}, json: false, terminal })).toBe(false);
  expect(printed.filter((line) => line.startsWith("FAIL"))).toHaveLength(1);
  expect(printed.join("\n")).not.toContain("xoxb-revoked");
});

it.each([
  ["Slack bot token", { SLACK_BOT_TOKEN: "xoxb-revoked" }, "invalid_auth. Reinstall the app and copy its bot token"],
  ["Slack app token", { SLACK_APP_TOKEN: "xapp-revoked" }, "connections:write"],
  ["GitHub", { GITHUB_TOKEN: "ghp_revoked" }, "GitHub refuses the token. Make a new one"],
])("says what to do about a revoked token: %s", async (name, changes, word) => {
  expect(await check(name, changes)).toMatchObject({ ok: false, detail: expect.stringContaining(word) });
});

it("tells silence, and an answer of somebody else, from a refusal", async () => {
  const somebodyElse = await serve((_request, reply) => reply.end("<html>Welcome</html>"));
  for (const url of ["http://127.0.0.1:9", somebodyElse]) {
    const { ok, detail } = await check("Slack bot token", { SLACK_API_URL: `${url}/api/` });
    expect(ok).toBe(false);
    expect(detail).toContain("Slack does not answer at");
  }
});

it("names the scopes that are missing, and those it goes without", async () => {
  const missing = await check("Slack bot token", {
    SLACK_API_URL: `${await slackWith({ scopes: "chat:write" })}/api/`,
  });
  expect(missing).toMatchObject({ ok: false, detail: expect.stringContaining("missing: commands. Update the app") });
  const without = await check("Slack bot token", { SLACK_API_URL: `${await slackWith({})}/api/` });
  expect(without).toMatchObject({ ok: true, detail: "adjutant in Acme. Goes without the optional users:read.email." });
});

it("has the manifest ask for the scopes that it checks", () => {
  const { scopes } = JSON.parse(readFileSync("manifest.json", "utf8")).oauth_config;
  expect({ required: scopes.bot, optional: scopes.bot_optional }).toEqual(SLACK_SCOPES);
});

/** GitHub, as it answers with these statuses by path, and with these scopes. */
function githubWith({ statuses = {}, scopes }: { statuses?: Record<string, number>; scopes?: string }) {
  return serve((request, reply) => {
    if (scopes !== undefined) reply.setHeader("x-oauth-scopes", scopes);
    const path = new URL(request.url ?? "/", "http://github").pathname;
    reply.writeHead(statuses[path] ?? 200, { "content-type": "application/json" }).end("{}");
  });
}

it.each([
  ["", false, "lacks the scope repo"],
  ["read:org, user", false, "lacks the scope repo"],
  ["repo, read:org", true, "requests left this hour."],
  ["public_repo, delete_repo", true, "may do more than it has to: delete_repo."],
])("judges the scopes “%s” of a classic token", async (scopes, ok, word) => {
  const found = await check("GitHub", { GITHUB_API_URL: await githubWith({ scopes }) });
  expect(found).toMatchObject({ ok, detail: expect.stringContaining(word) });
});

it("says which repository the token may not read, and what of it", async () => {
  expect(await check("GitHub repositories")).toMatchObject({
    ok: true,
    detail: expect.stringMatching(/all can be read/),
  });
  const statuses = { "/repos/acme/gone": 404, "/repos/acme/api/deployments": 403, "/repos/acme/api/actions/runs": 404 };
  const changes = {
    GITHUB_API_URL: await githubWith({ statuses }),
    GITHUB_REPOSITORIES: "acme/gone,acme/api,acme/web",
  };
  const { ok, detail } = await check("GitHub repositories", changes);
  expect(ok).toBe(false);
  expect(detail).toContain("acme/gone is not there for this token. Correct it in GITHUB_REPOSITORIES");
  expect(detail).toContain("acme/api: the token may not read Deployments, Actions. Give it read access");
  expect(detail).not.toContain("acme/web");
  expect((await check("GitHub repositories", { GITHUB_REPOSITORIES: "" })).ok).toBe(true);
});

it("fails when webhooks would be refused for want of a secret", async () => {
  const missing = await check("GitHub webhooks", { GITHUB_WEBHOOK_SECRET: "" });
  expect(missing).toMatchObject({ ok: false, detail: expect.stringContaining("every webhook is refused. Set it") });
});

it("reads the rules file, and says what is wrong with it", async () => {
  const file = join(await createFolder(), "rules.yaml");
  expect(await check("rules", { RULES_PATH: file })).toMatchObject({
    ok: false,
    detail: expect.stringContaining("cannot be read. Correct RULES_PATH"),
  });
  await writeFile(file, "rules:\n  - { kind: phase_of_the_moon }\n");
  expect(await check("rules", { RULES_PATH: file })).toMatchObject({
    ok: false,
    detail: expect.stringContaining("unsupported rule kind: phase_of_the_moon"),
  });
  await writeFile(file, "rules:\n  - { kind: stale_pr }\n");
  expect(await check("rules", { RULES_PATH: file })).toMatchObject({ ok: true, detail: `1 in ${file}.` });
});

it("notices a clock that is wrong", async () => {
  const url = await slackWith({ date: new Date(Date.now() - 120_000) });
  const { ok, detail } = await check("Slack bot token", { SLACK_API_URL: `${url}/api/` });
  expect(ok).toBe(false);
  expect(detail).toMatch(/disagree by 1[12]\d s on the time\. Run NTP/);
});

it("does without what is not configured, and says how to have it", async () => {
  const none = { SLACK_BOT_TOKEN: "", SLACK_APP_TOKEN: "", GITHUB_TOKEN: "", GITHUB_WEBHOOK_SECRET: "", API_KEYS: "" };
  expect(await check("Slack", none)).toMatchObject({ ok: true, detail: expect.stringContaining("SLACK_BOT_TOKEN") });
  expect(await check("GitHub", none)).toMatchObject({ ok: true, detail: expect.stringContaining("GITHUB_TOKEN") });
  expect((await check("GitHub webhooks", none)).detail).toContain("GITHUB_WEBHOOK_SECRET");
  expect((await check("HTTP", none)).detail).toContain("open to this machine alone");
  expect((await check("HTTP", { API_KEYS: "" })).detail).toContain("set API_KEYS");
});

it("says what to do about a database that is damaged or out of reach", async () => {
  const file = join(await createFolder(), "damaged.db");
  await writeFile(file, Buffer.alloc(16_384, "damaged"));
  const damaged = await check("database", { DATABASE_URL: file });
  expect(damaged).toMatchObject({
    ok: false,
    detail: expect.stringContaining("is damaged. Put a backup in its place"),
  });
  const away = await check("database", { DATABASE_URL: "postgres://nobody@127.0.0.1:9/none" });
  expect(away).toMatchObject({ ok: false, detail: expect.stringContaining("Postgres does not answer") });
  const nowhere = await check("database", { DATABASE_URL: join(file, "adjutant.db") });
  expect(nowhere).toMatchObject({ ok: false, detail: expect.stringContaining("cannot be opened") });
});

it("looks at the calendar and at the bucket of traces, where they are configured", async () => {
  const { googleUrl, googleToken, googleCalendarId } = sandbox;
  const calendar = { GOOGLE_CALENDAR_URL: googleUrl, GOOGLE_CALENDAR_ID: googleCalendarId };
  expect(await check("calendar", { ...calendar, GOOGLE_CALENDAR_TOKEN: googleToken })).toMatchObject({
    ...{ ok: true, detail: "Meetings are put into “Acme engineering”." },
  });
  expect(await check("calendar", { ...calendar, GOOGLE_CALENDAR_TOKEN: "another-token" })).toMatchObject({
    ...{ ok: false, detail: expect.stringContaining("Renew GOOGLE_CALENDAR_TOKEN.") },
  });
  const s3 = await createS3Sandbox();
  onTestFinished(() => s3.close());
  const bucket = { TRACE_S3_ENDPOINT: s3.url, TRACE_S3_REGION: s3.region, TRACE_S3_ACCESS_KEY_ID: s3.accessKeyId };
  const secret = { TRACE_S3_SECRET_ACCESS_KEY: s3.secretAccessKey };
  expect(await check("traces", { ...bucket, ...secret, TRACE_S3_BUCKET: s3.bucket })).toMatchObject({ ok: true });
  expect(await check("traces", { ...bucket, ...secret, TRACE_S3_BUCKET: "another" })).toMatchObject({ ok: false });
});
