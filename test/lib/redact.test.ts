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

it("leaves ticket keys, versions, hashes and times as they are", () => {
  const text = "ACME-12 v1.2.3 4fcba580a4bf35422ba8f05a53110ee0345a6294 2026-11-20T10:11:12Z acme/api#7 is a risk";
  expect(redact(text)).toBe(text);
});

it("never throws, and never takes long, whatever it is given", () => {
  fc.assert(fc.property(fc.string({ maxLength: 5_000 }), (text) => typeof redact(text) === "string"));
  expect(redact("a:".repeat(100_000)).length).toBeLessThan(30_000);
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
