import { expect, it } from "vitest";
import { z } from "zod";
import { catalogue } from "#capabilities/index";
import { METRIC_NAMES } from "#domain/metrics/definitions";
import { createCorrections } from "#store/corrections";
import { createFacts } from "#store/facts";
import { createMetrics } from "#store/metrics";
import { createPeople } from "#store/people";
import { createTeams } from "#store/teams";
import { createMetrics as createSeries } from "#surfaces/http/metrics";
import { createHttpServer } from "#surfaces/http/server";
import { house } from "../../support/house.ts";
import { testKernel } from "../../support/kernel.ts";
import { hasSample, SAMPLE_REPO, sampleEvents } from "../../support/sample.ts";
import { fill, openSampleStore } from "../../support/sample-store.ts";

const itOnSample = it.runIf(hasSample);
const AS_OF = "2026-08-17T00:00:00Z";
const TRUTH = { of: SAMPLE_REPO, as_of: AS_OF };

const toMember = (id: string) => ({ person: id, slackIds: [id], isGuest: false, isOperator: false });

async function office({ sample = true, commits = true } = {}) {
  const { store: empty, ports: built } = await house("sqlite", []);
  if (sample && !commits) await fill(empty, sampleEvents());
  const store = sample && commits ? await openSampleStore() : empty;
  const directory = { ...createPeople(store), ...createTeams(store) };
  const ports = { ...built, facts: createFacts(store), directory };
  const services = new Map([["tests", [SAMPLE_REPO]]]);
  const settings = { ...ports.settings, services };
  const { invoke } = testKernel(catalogue, {
    ...{ ...ports, settings, metrics: createMetrics(store), corrections: createCorrections(store) },
    places: { isIn: async () => true, placeOf: async () => ({ kind: "dm" }), voterOf: async ({ id }) => toMember(id) },
  });
  async function ask(name: string, input: object = {}, isPosted = false) {
    const actor = { kind: "person" as const, id: "slack:U1" };
    const outcome = await invoke({ name, input, actor, origin: { surface: "slack" }, isPosted });
    if (outcome.status !== "done") throw new Error("message" in outcome ? outcome.message : outcome.status);
    // biome-ignore lint/suspicious/noExplicitAny: each caller knows which answer it asked for.
    return { result: outcome.result as any, view: outcome.view };
  }
  return { ask, invoke, directory };
}

itOnSample("shows every metric with its number, and a button that opens its proof", async () => {
  const { ask } = await office();
  const { result, view } = await ask("metrics.show", TRUTH);
  const [lead] = result.metrics;
  expect(lead).toMatchObject({
    ...{ name: "lead_time", status: "ok", n: 236, unit: "hours", trend: null, scope: SAMPLE_REPO },
    window: { from: "2026-05-25T00:00:00.000Z", to: "2026-08-17T00:00:00.000Z", weeks: 12 },
    detail: { waiting: 23 },
  });
  expect(view.text).toContain("change lead time 12.1 days (n=236)");
  const figures = view.nodes.flatMap((node) => (node.type === "figures" ? node.figures : []));
  expect(figures).toHaveLength(METRIC_NAMES.length);
  for (const { why } of figures) {
    const proof = await ask(why?.name ?? "", why?.input);
    expect(proof.result.rows.length).toBeLessThanOrEqual(20);
    expect(proof.view.nodes.length).toBeGreaterThan(2);
  }
});

itOnSample("says of a figure made of few that they are too few to judge, and gives no trend", async () => {
  const { ask } = await office();
  const { result, view } = await ask("metrics.show", { ...TRUTH, names: ["recovery_time"] });
  expect(result.metrics[0]).toMatchObject({ status: "few", n: 1, trend: null });
  expect(JSON.stringify(view.nodes)).toContain("n=1, too few to judge");
});

itOnSample("compares with the window before where both hold enough", async () => {
  const { ask } = await office();
  const { result } = await ask("metrics.show", { ...TRUTH, weeks: 4, names: ["cycle_time"] });
  expect(result.metrics[0].trend).toMatchObject({ n: expect.any(Number), before: expect.any(Number) });
});

itOnSample("answers the same for a service as for its repository, and the same twice to the byte", async () => {
  const { ask } = await office();
  const [service, repository, again] = [
    (await ask("metrics.show", { ...TRUTH, of: "tests" })).result.metrics,
    (await ask("metrics.show", TRUTH)).result,
    (await ask("metrics.show", TRUTH)).result,
  ];
  expect(JSON.stringify(again)).toBe(JSON.stringify(repository));
  expect(service.map(({ value }: { value: number }) => value)).toEqual(
    repository.metrics.map(({ value }: { value: number }) => value),
  );
});

it("says what to connect where nothing was ever heard, and never 0", async () => {
  const { ask } = await office({ sample: false });
  const { result, view } = await ask("metrics.show");
  for (const { name, value, status } of result.metrics)
    expect([name, value, status]).toEqual([name, null, "not-configured"]);
  expect(JSON.stringify(view.nodes)).toContain("Connect deployments");
});

itOnSample("has no lead time without commits, and says so", async () => {
  const { ask } = await office({ commits: false });
  const { result } = await ask("metrics.show", { ...TRUTH, names: ["lead_time", "deploy_time"] });
  expect(result.metrics).toMatchObject([
    { value: null, status: "not-configured", hint: expect.stringContaining("adjutant sync github") },
    { status: "ok", n: 236 },
  ]);
});

it("refuses the figures of a team of two, and knows no question about a person", async () => {
  const { ask, directory } = await office({ sample: false });
  const members = ["U1", "U2"].map((handle) => ({
    ...{ vendor: "slack" as const, handle, name: handle, email: null, kind: "human" as const },
  }));
  await directory.see(members, new Date("2026-01-01"));
  const people = await directory.people(5);
  const change = { key: "two", members: people.map(({ id }) => id), repositories: ["acme/api"] };
  await directory.saveTeam(change, { by: "slack:U1", at: new Date("2026-01-01"), zone: "UTC" });
  await expect(ask("metrics.show", { of: "two" })).rejects.toThrow("fewer than 3 people");
  for (const name of ["metrics.show", "metrics.evidence", "metrics.days"]) {
    const { properties = {} } = z.toJSONSchema(catalogue.get(name)?.input ?? z.object({}), { io: "input" });
    expect(Object.keys(properties).join()).not.toMatch(/person|author|user|member|login/);
  }
  await expect(ask("metrics.show", { of: "dev01" })).rejects.toThrow("no team “dev01”");
});

itOnSample("shows a person their own work, never posted, and nothing that is not theirs", async () => {
  const { ask, directory } = await office();
  const own = { vendor: "slack", handle: "U1", name: "Ada", email: null, kind: "human" } as const;
  await directory.see([own], new Date("2026-01-01"));
  const person = await directory.personOf({ vendor: "slack", handle: "U1" });
  const signature = { by: "slack:U1", at: new Date("2026-01-01"), force: false };
  await directory.link({ vendor: "github", handle: "dev02" }, person?.id ?? "", signature);
  const { result } = await ask("metrics.show", { of: "me", as_of: AS_OF });
  expect(result.metrics.map(({ name }: { name: string }) => name)).not.toContain("change_fail_rate");
  expect(result.metrics.find(({ name }: { name: string }) => name === "cycle_time")?.n).toBeGreaterThan(0);
  await expect(ask("metrics.show", { of: "me" }, true)).rejects.toThrow("for you alone");
  const rows = (await ask("metrics.evidence", { metric: "cycle_time", of: "me", as_of: AS_OF })).result.rows;
  expect(rows.length).toBeGreaterThan(0);
});

itOnSample("keeps what a person says of a deployment and of an incident, and takes it back", async () => {
  const { ask } = await office();
  const rate = async (name: string) => {
    const { result } = await ask("metrics.evidence", { metric: name, ...TRUTH, limit: 200 });
    return result.rows.filter(({ value, included }: { value: number; included: boolean }) => included && value === 1)
      .length;
  };
  const hotfix = await ask("deployments.record", { repository: SAMPLE_REPO, name: "v4.1.9", kind: "hotfix" });
  expect([await rate("rework_rate"), hotfix.view.text]).toEqual([
    2,
    expect.stringContaining("was a hotfix deployment"),
  ]);
  await ask(hotfix.result.undo.name, hotfix.result.undo.input);
  expect(await rate("rework_rate")).toBe(1);

  const incident = `${SAMPLE_REPO}#70002`;
  const none = await ask("incidents.record", { incident, deployment: "none" });
  expect(await rate("change_fail_rate")).toBe(0);
  await ask(none.result.undo.name, none.result.undo.input);
  expect(await rate("change_fail_rate")).toBe(1);
  await expect(ask("incidents.record", { incident, deployment: "v99" })).rejects.toThrow("No deployment “v99”");
});

itOnSample("counts a deployment that only a person tells of, ships what waited, and forgets it again", async () => {
  const { ask } = await office();
  const shipped = async () => (await ask("metrics.show", { ...TRUTH, names: ["deploy_time"] })).result.metrics[0].n;
  const said = { repository: SAMPLE_REPO, name: "v6.0.0", branch: "main", at: "2026-08-16T23:00:00Z" };
  const { result } = await ask("deployments.record", said);
  expect(await shipped()).toBe(236 + 17);
  await ask(result.undo.name, result.undo.input);
  expect(await shipped()).toBe(236);
});

itOnSample("answers over HTTP in the shapes that other programs expect", async () => {
  const { invoke } = await office();
  const server = await createHttpServer({
    ...{ catalogue, invoke, intakes: [], checks: [], metrics: createSeries(), measure: async () => {} },
    access: { apiKeys: [], isLocalMode: true },
    log: { debug() {}, info() {}, warn() {}, error() {}, child: () => ({}) } as never,
  });
  const get = async (path: string) => {
    const reply = await server.inject(`/v1/metrics/${path}`);
    return reply.statusCode === 200 ? reply.json() : [reply.statusCode, reply.json()];
  };
  const query = `?of=${encodeURIComponent(SAMPLE_REPO)}&as_of=${AS_OF}`;
  const lead = await get(`dora/lead-time${query}`);
  expect(lead).toHaveLength(200);
  expect(Object.keys(lead[0])).toEqual(["delivery_id", "lead_time_hours", "subject", "url"]);
  expect(await get(`dora/mttr${query}`)).toEqual([
    {
      ...{ delivery_id: `${SAMPLE_REPO}#70002`, subject: `${SAMPLE_REPO}#70002` },
      ...{ mttr_hours: expect.closeTo(0.682, 2), url: expect.any(String) },
    },
  ]);
  const days = await get(`dora/deployment-frequency${query}`);
  expect(days).toHaveLength(60);
  expect(days[0]).toEqual({ day: "2026-08-16", deployments: 0 });
  expect(await get(`dora/change-fail-rate${query}`)).toContainEqual({ day: "2026-07-24", change_fail_rate: 0 });
  expect((await get(`dora${query}`)).metrics).toHaveLength(5);
  expect(await get(`cycle-time${query}`)).toMatchObject({ name: "cycle_time", n: 224 });
  expect(await get("quotas")).toMatchObject({ ok: true, quota: { slack_posts: 0, rag_searches: 0 } });
  expect(await get("cycle-time?of=nobody/knows")).toMatchObject([422, { detail: expect.any(String) }]);
});
