import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { isSigned, readHex, signatureRules } from "#integrations/webhook-signature";

const raw = Buffer.from([0x7b, 0xff, 0xfe, 0x7d]);
const secrets = ["current secret 16+", "previous secret 16+"];
const digest = (secret: string, body = raw) => createHmac("sha256", secret).update(body).digest("hex");

function check(signature: string | undefined, keys = secrets): boolean {
  const headers = signature === undefined ? {} : { "x-hub-signature-256": signature };
  return isSigned(signatureRules.github, keys, { raw, headers });
}

it("accepts what the current or the previous secret signed, over bytes that are no text", () => {
  for (const secret of secrets) expect(check(`sha256=${digest(secret)}`)).toBe(true);
});

it.each([
  ["no header", undefined],
  ["an empty header", ""],
  ["another secret's digest", `sha256=${digest("somebody else's key")}`],
  ["the digest of another body", `sha256=${digest(secrets[0] ?? "", Buffer.from("{}"))}`],
  ["no prefix", digest(secrets[0] ?? "")],
  ["another prefix", `sha1=${digest(secrets[0] ?? "")}`],
  ["a digest cut short", `sha256=${digest(secrets[0] ?? "").slice(0, 62)}`],
  ["a digest with more behind it", `sha256=${digest(secrets[0] ?? "")}00`],
  ["no hexadecimal", `sha256=${"z".repeat(64)}`],
])("refuses %s", (_case, signature) => {
  expect(check(signature)).toBe(false);
});

it("accepts nothing while there is no secret", () => {
  expect(check(`sha256=${digest("")}`, [])).toBe(false);
});

it("accepts one good digest among several, and reads only the first few", () => {
  const rule = { header: "x-signature", read: readHex("v1=") };
  const good = `v1=${digest("the secret")}`;
  const bad = `v1=${"0".repeat(64)}`;
  const isGood = (header: string) => isSigned(rule, ["the secret"], { raw, headers: { "x-signature": header } });
  expect(isGood(`${bad}, ${good}`)).toBe(true);
  expect(isGood([bad, bad, bad, bad, good].join(","))).toBe(false);
});
