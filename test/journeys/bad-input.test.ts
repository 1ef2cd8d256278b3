import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type IncomingMessage, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { API_KEY, type House, openHouse, WEBHOOK_SECRET } from "../support/bot.ts";
import { pullPayload } from "../support/github.ts";
import { personIn } from "../support/person.ts";
import { readMessage } from "../surfaces/slack/reader.ts";

const MEGABYTE = 1024 * 1024;
const WAIT = { timeout: 10_000, interval: 50 };
const RULES = "rules:\n  - { name: stale, kind: stale_pr, older_than_hours: 1 }\n";

let house: House;
let folder: string;
let rulesFile: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "adjutant-bad-input-"));
  rulesFile = join(folder, "rules.yaml");
  await writeFile(rulesFile, RULES);
  house = await openHouse({ folder, environment: { LOG_LEVEL: "debug", RULES_PATH: rulesFile }, isQuiet: true });
  await house.startBot();
});

afterAll(async () => {
  await house?.close();
  await rm(folder, { recursive: true, force: true });
});

interface Sent {
  event?: string;
  signature?: string;
}

async function deliver(body: string | Buffer, { event = "pull_request", signature = sign(body) }: Sent = {}) {
  const reply = await fetch(`${house.httpUrl}/webhooks/github`, {
    method: "POST",
    headers: {
      ...{ "content-type": "application/json", "x-github-event": event, "x-github-delivery": randomUUID() },
      "x-hub-signature-256": signature,
    },
    body,
  });
  return { status: reply.status, body: (await reply.json()) as { status?: string; detail?: string } };
}

/** The answer to a body of so many bytes, which comes before the body does. */
async function announce(bytes: number): Promise<number | undefined> {
  const headers = { "content-type": "application/json", "content-length": String(bytes) };
  const sending = request(`${house.httpUrl}/webhooks/github`, { method: "POST", headers });
  sending.flushHeaders();
  const [reply] = (await once(sending, "response")) as [IncomingMessage];
  sending.destroy();
  return reply.statusCode;
}

function sign(body: string | Buffer): string {
  return `sha256=${createHmac("sha256", WEBHOOK_SECRET).update(body).digest("hex")}`;
}

async function call(path: string, body: string, key = API_KEY) {
  const reply = await fetch(`${house.httpUrl}/v1/capabilities/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body,
  });
  return { status: reply.status, text: await reply.text() };
}

const ask = async (name: string, input: object = {}) => JSON.parse((await call(name, JSON.stringify(input))).text);

/** A pull request that has waited for days, with this title. */
function opened(number: number, title: string) {
  const at = new Date(Date.now() - 5 * 86_400_000).toISOString();
  const url = `https://git.example.com/acme/api/pull/${number}`;
  return { ...pullPayload("opened", { number, title, html_url: url, created_at: at, updated_at: at }), number };
}

/** Every event that came has been looked at. */
async function folded(): Promise<void> {
  await vi.waitFor(async () => {
    const metrics = await (await fetch(`${house.httpUrl}/metrics`)).text();
    expect(metrics).toContain("\nevents_unfolded 0\n");
  }, WAIT);
}

describe("webhooks", () => {
  it("are refused with a word when they are not signed by us", async () => {
    const body = JSON.stringify(opened(1, "Forged"));
    for (const signature of ["", "sha256=00", "sha1=abc", `sha256=${"0".repeat(64)}`]) {
      const reply = await deliver(body, { signature });
      expect(reply.status).toBe(401);
      expect(reply.body.detail).toContain("signature is missing or wrong");
    }
  });

  it.each([["{"], ["null"], ["17"], [""], ["payload=%7B%7D"]])(
    "are refused when they are %j, however well signed",
    async (body) => {
      const reply = await deliver(body);
      expect(reply.status).toBe(400);
      expect(reply.body.detail).toContain("JSON");
    },
  );

  it("may be large, but not larger than GitHub's are", async () => {
    const body = JSON.stringify({ ...opened(2, "Large"), padding: "x".repeat(5 * MEGABYTE) });
    expect((await deliver(body)).status).toBe(200);
    expect(await announce(26 * MEGABYTE)).toBe(413);
  });

  it("of unknown events are kept and change nothing", async () => {
    const reply = await deliver(JSON.stringify({ action: "sparkled", repository: { full_name: "acme/api" } }), {
      event: "unicorn",
    });
    expect(reply).toMatchObject({ status: 200, body: { status: "ok" } });
    await folded();
  });

  it.each([
    ["nothing of what is expected", "{}"],
    ["a list", "[]"],
    ["other types", JSON.stringify({ ...opened(3, "x"), pull_request: "seven", repository: 7 })],
    ["great depth", `{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}`],
    ["keys that are no data", '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'],
    [
      "bytes that are no text",
      Buffer.concat([Buffer.from('{"title":"'), Buffer.from([0xff, 0xc0, 0x80]), Buffer.from('"}')]),
    ],
  ])("with %s are kept, and the process lives", async (_what, body) => {
    expect((await deliver(body)).status).toBe(200);
    await folded();
    expect(house.isAlive()).toBe(true);
  });
});

const HOSTILE: [what: string, title: string, read: RegExp][] = [
  ["mentions", "<!channel> <!here> <@U0LEAD> <!subteam^S1>", /!channel/],
  ["links in disguise", "<https://evil.example/a|Approve> [here](https://evil.example/b)", /Approve/],
  ["a bare address", "see https://evil.example/c now", /evil\.example/],
  ["control characters", "bell\u0007 escape\u001b[31mred back\u0008space", /bell escape/],
  ["a turn of direction", "safe\u202Egnp.exe\u2066", /safegnp\.exe/],
  ["NUL and half a character", "nul\u0000here \ud800 half", /nul.?here/],
  ["100 kB", `long ${"y".repeat(100_000)}`, /long yyyy/],
  ["formats", "*bold* _it_ ~no~ `code` :tada: > quote", /\*bold\*/],
];

/** What a terminal would obey, or what turns or hides letters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const UNSEEN = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/;

it("shows hostile titles as the letters they are made of, to people and machines", async () => {
  for (const [index, [, title]] of HOSTILE.entries()) {
    expect((await deliver(JSON.stringify(opened(100 + index, title)))).status).toBe(200);
  }
  await folded();
  const { items } = await ask("triage", { limit: 100 });
  const numbers = items.map(({ subject }: { subject: string }) => subject);
  expect(numbers).toEqual(expect.arrayContaining(HOSTILE.map((_title, index) => `acme/api#${100 + index}`)));

  const person = personIn(house.sandbox, "eng");
  await person.type("/triage", "limit:50");
  await person.read("Triage for");
  const shown = house.sandbox.slack.messages("eng", person.user).filter(({ isFromApp }) => isFromApp);
  const text = shown.flatMap((message) => stringsIn(message)).join("\n");
  for (const message of shown) {
    const reading = readMessage({ text: message.text, blocks: message.blocks ?? [] });
    expect(reading.faults).toEqual([]);
    expect(reading.live.filter((live) => !live.startsWith("link https://git.example.com/"))).toEqual([]);
  }
  for (const [, , read] of HOSTILE) expect(text).toMatch(read);
  expect(text).not.toMatch(UNSEEN);
  expect(await house.adjutant("triage", "--limit", "50")).not.toMatch(UNSEEN);
});

it("says what is wrong with a command, in every place where it may be given", async () => {
  expect(await call("nothing", "{}")).toMatchObject({ status: 404, text: expect.stringContaining("nothing") });
  expect(await call("triage", '{"team":7}')).toMatchObject({ status: 400, text: expect.stringContaining("team") });
  expect(await call("triage", '{"colour":"blue"}')).toMatchObject({
    status: 400,
    text: expect.stringContaining("colour"),
  });
  expect(await call("triage", "{")).toMatchObject({ status: 400, text: expect.stringContaining("not valid JSON") });
  expect(await call("triage", "{}", "guessed-key-of-somebody")).toMatchObject({ status: 401 });

  const unknown = await house.run(["sparkle"]);
  expect(unknown).toMatchObject({ code: 2, stdout: "" });
  expect(unknown.stderr).toContain("sparkle");
  const option = await house.run(["triage", "--colour", "blue"]);
  expect(option).toMatchObject({ code: 2, stdout: "" });
  expect(option.stderr).toContain("colour");

  const person = personIn(house.sandbox, "eng", 1);
  await person.type("/adjutant", "sparkle <!channel>");
  const message = await person.read("sparkle");
  expect(readMessage({ text: message.text, blocks: message.blocks ?? [] }).live).toEqual([]);
});

it("keeps the old rules when the new ones are broken or a bomb, and says why", async () => {
  const person = personIn(house.sandbox, "eng");
  for (const [rules, word] of [
    ["rules: [", "not YAML"],
    ["rules:\n  - { kind: no_ticket_link, ticket_pattern: '(?:x{1,500}){1,500}' }\n", "repeats at most"],
  ] as const) {
    await writeFile(rulesFile, rules);
    await vi.waitFor(async () => expect((await ask("signals")).rules_problem).toContain(word), WAIT);
    await person.type("/adjutant", "signals");
    await person.read(word);
    expect((await ask("triage")).older_than_hours).toBe(1);
  }
});

it("writes no secret into its log, whatever came", async () => {
  const { appToken, botToken, githubToken } = house.sandbox;
  const log = house.log();
  expect(log).toContain('"invocation":"triage"');
  for (const secret of [appToken, botToken, githubToken, WEBHOOK_SECRET, API_KEY]) expect(log).not.toContain(secret);
  expect(log).not.toContain("response/");
  expect(house.isAlive()).toBe(true);
});

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
