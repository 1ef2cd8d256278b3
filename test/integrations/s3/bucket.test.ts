import { expect, it, onTestFinished } from "vitest";
import { createBucket } from "#integrations/s3/bucket";
import { UnavailableError, UserError } from "#lib/errors";
import { createS3Sandbox } from "#sandbox/s3/sandbox";

async function open(change: { secretAccessKey?: string; bucket?: string; region?: string; prefix?: string } = {}) {
  const s3 = await createS3Sandbox();
  onTestFinished(() => s3.close());
  const bucket = createBucket({ ...s3, endpoint: s3.url, prefix: "team a/traces/", now: () => new Date(), ...change });
  return { s3, bucket };
}

it("puts what it is given under a key, once however often, signed so that the server believes it", async () => {
  const { s3, bucket } = await open();
  await bucket.put("2026/11/20/call $1 (ü).json", { words: "Größe" });
  await bucket.put("2026/11/20/call $1 (ü).json", { words: "Größe" });
  expect([...s3.objects]).toEqual([["team a/traces/2026/11/20/call $1 (ü).json", '{"words":"Größe"}']]);
  await bucket.check();
});

it("begins keys with nothing where no prefix is set", async () => {
  const { s3, bucket } = await open({ prefix: "" });
  await bucket.put("x.json", 1);
  expect([...s3.objects.keys()]).toEqual(["x.json"]);
});

it.each([
  ["the key is wrong", { secretAccessKey: "wrong" }, "answers 403"],
  ["the region is another", { region: "us-east-1" }, "answers 400"],
  ["there is no such bucket", { bucket: "none" }, "There is no bucket none"],
])("is to be tried again, and says what to mend, where %s", async (_what, change, words) => {
  const { s3, bucket } = await open(change);
  await expect(bucket.put("x.json", 1)).rejects.toThrow(UnavailableError);
  const error = await bucket.check().catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UserError);
  expect((error as Error).message).toContain(words);
  expect(s3.objects.size).toBe(0);
});

it("is to be tried again where the bucket is busy or the answer is lost", async () => {
  const { s3, bucket } = await open();
  s3.fault({ kind: "status", status: 503 });
  await expect(bucket.put("x.json", 1)).rejects.toThrow(UnavailableError);
  s3.fault({ kind: "reset_after" });
  await expect(bucket.put("x.json", 1)).rejects.toThrow();
  await bucket.put("x.json", 1);
  expect(s3.objects.size).toBe(1);
});
