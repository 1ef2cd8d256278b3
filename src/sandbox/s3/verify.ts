import { createHash, createHmac, timingSafeEqual } from "node:crypto";

const SKEW_MS = 15 * 60_000;
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;
const SIGNED = ["host", "x-amz-content-sha256", "x-amz-date"];

/** A request as it arrived. */
export interface Arrived {
  method: string;
  /** Path and query, as they were sent. */
  url: string;
  headers: NodeJS.Dict<string | string[]>;
  body: Buffer;
}

export interface Account {
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
}

export type Refusal = readonly [status: number, code: string];

interface Claim {
  id: string;
  day: string;
  region: string;
  names: string;
  signature: string;
  stamp: string;
}

/** Why S3 would not believe who sent a request; undefined where it does. */
export function refuseUnsigned(arrived: Arrived, account: Account, now: Date): Refusal | undefined {
  const claim = readClaim(arrived);
  if (!claim) return [403, "AccessDenied"];
  return refuseClaim(claim, account, now) ?? refuseSignature(arrived, claim, account);
}

function readClaim({ headers }: Arrived): Claim | undefined {
  const found = AUTHORIZATION.exec(String(headers["authorization"] ?? ""));
  if (!found) return undefined;
  const [, id = "", day = "", region = "", names = "", signature = ""] = found;
  return { id, day, region, names, signature, stamp: String(headers["x-amz-date"] ?? "") };
}

function refuseClaim({ id, day, region, stamp, names }: Claim, account: Account, now: Date): Refusal | undefined {
  if (id !== account.accessKeyId) return [403, "InvalidAccessKeyId"];
  if (region !== account.region || !stamp.startsWith(day)) return [400, "AuthorizationHeaderMalformed"];
  const isNow = Math.abs(readStamp(stamp) - now.getTime()) <= SKEW_MS;
  if (!isNow) return [403, "RequestTimeTooSkewed"];
  const signed = names.split(";");
  return SIGNED.every((name) => signed.includes(name)) ? undefined : [403, "AccessDenied"];
}

function refuseSignature({ method, url, headers, body }: Arrived, claim: Claim, account: Account): Refusal | undefined {
  const payloadHash = String(headers["x-amz-content-sha256"]);
  if (payloadHash !== sha256(body)) return [400, "XAmzContentSHA256Mismatch"];
  const [path = "/", query = ""] = url.split("?");
  const lines = claim.names.split(";").map((name) => `${name}:${String(headers[name] ?? "").trim()}\n`);
  const request = [method, path, query, lines.join(""), claim.names, payloadHash].join("\n");
  const scope = `${claim.day}/${claim.region}/s3/aws4_request`;
  const words = `AWS4-HMAC-SHA256\n${claim.stamp}\n${scope}\n${sha256(Buffer.from(request))}`;
  const expected = mac(keyFor(scope, account), words);
  return timingSafeEqual(expected, Buffer.from(claim.signature, "hex")) ? undefined : [403, "SignatureDoesNotMatch"];
}

function keyFor(scope: string, { secretAccessKey }: Account): Buffer {
  let key: Buffer = Buffer.from(`AWS4${secretAccessKey}`);
  for (const part of scope.split("/")) key = mac(key, part);
  return key;
}

function mac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function readStamp(stamp: string): number {
  return Date.parse(stamp.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, "$1-$2-$3T$4:$5:$6Z"));
}
