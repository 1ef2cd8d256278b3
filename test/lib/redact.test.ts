import { createHash } from "node:crypto";
import { Writable } from "node:stream";
import fc from "fast-check";
import { expect, it } from "vitest";
import { createLog } from "#lib/log";
import { redact, redactDeep } from "#lib/redact";

const TOKENS = [
  "xoxb-123456789012-abcdefghijkl",
  "xapp-1-A111-222-abcdef0123456789",
  "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
  "github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz",
  "ATATT3xFfGF0abc-DEF_ghi=jkl",
  "lin_api_abcdefghijklmnop",
  "sk-proj-abcdefghijklmnop1234",
  "AKIAIOSFODNN7EXAMPLE",
  "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-def_ghi",
];

it.each(TOKENS)("hides the token %s wherever it stands, to its last character", (token) => {
  expect(redact(`before ${token} after`)).toBe("before [redacted] after");
  expect(redact(`{"x":"${token}"}`)).toBe('{"x":"[redacted]"}');
});

it("hides what follows the words bearer, token, password and secret", () => {
  expect(redact("authorization: Bearer abcdefgh12345678")).not.toContain("abcdefgh12345678");
  expect(redact('"password": "correcthorse"')).not.toContain("correcthorse");
  expect(redact("postgres://user:hunter22@db/x")).toBe("postgres://user:[redacted]@db/x");
});

const AFTER = ["the token", "our secret", "a password", "Bearer", "Basic", "an api_key"];

it("hides what looks made up by a machine after such a word, also without a sign between them", () => {
  const made = (seed: number) => {
    const digest = createHash("sha512").update(String(seed)).digest();
    return ["hex", "base64", "base64url"].map((encoding) => digest.toString(encoding as "hex").slice(0, 24));
  };
  const sentences = Array.from({ length: 100 }, (_, seed) =>
    made(seed).map((value) => [AFTER[seed % 6], value]),
  ).flat();
  const hidden = sentences.filter(([word, value]) => redact(`${word} ${value} is it`) === `${word} [redacted] is it`);
  expect(hidden.length / sentences.length).toBeGreaterThanOrEqual(0.95);
  const known = [
    "dXNlcjpwYXNz",
    "hunter22",
    "p4ss-w0rd",
    "019aa1b2-5c3d-7e4f-8a9b-0c1d2e3f4a5b",
    "--password correcthorse",
  ];
  for (const value of known) expect(redact(`password ${value}`)).not.toContain(value);
});

it.each([
  "Use basic authentication with token validation, and secret rotation; password complexity rules.",
  "The token validateToken reads, bearer tokens-and-such, the secret GITHUB_TOKEN and a password src/lib/redact.ts checks",
  "Basic JavaScript, basic HTTPServer, token internationalization, secret base64-encoded and password API-1001/HTTP-1.1",
])("leaves the words of a sentence after such a word: %s", (text) => {
  expect(redact(text)).toBe(text);
});

it("leaves ticket keys, versions, hashes and times as they are", () => {
  const text = "ACME-12 v1.2.3 4fcba580a4bf35422ba8f05a53110ee0345a6294 2026-11-20T10:11:12Z acme/api#7 is a risk";
  expect(redact(text)).toBe(text);
});

it("never throws, and never takes long, whatever it is given", () => {
  fc.assert(fc.property(fc.string({ maxLength: 5_000 }), (text) => typeof redact(text) === "string"));
  expect(redact("a:".repeat(100_000)).length).toBeLessThan(30_000);
  for (const part of [" ", "\t", "token ", "token: ", "=", "--token "]) {
    expect(redact(part.repeat(20_000)).length).toBeGreaterThan(0);
  }
});

it("keeps secrets out of every field, message and error of a log line", () => {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const log = createLog("info", sink);
  const [token = ""] = TOKENS;
  log.info({ token, deep: { list: [{ text: `see ${token}` }] } }, `sent ${token}`);
  log.error({ error: new Error(`bad ${token}`) }, "failed");
  log.child({ place: token }).warn("child");
  const query = Object.assign(new Error(`insert ${token}`), { name: "DrizzleQueryError", cause: new Error("locked") });
  log.error({ error: query }, "query");
  expect(lines).toHaveLength(4);
  expect(lines.join("")).not.toContain(token);
  expect(lines[3]).toContain("locked");
});

it("stops at a depth instead of following a structure for ever", () => {
  let nested: unknown = "bottom";
  for (let depth = 0; depth < 100; depth++) nested = [nested];
  expect(JSON.stringify(redactDeep(nested))).toContain("too deep");
});
