import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

const DIGEST_BYTES = 32;
/** A sender signs once, or twice while its secret changes; more is an attempt at something. */
const CLAIMS_MAX = 4;

/** How a vendor signs: HMAC-SHA256 over the raw body unless `signed` says otherwise. */
export interface SignatureRule {
  header: string;
  /** The digests that the header claims. */
  read(header: string): Buffer[];
  signed?(raw: Buffer, headers: IncomingHttpHeaders): Buffer;
}

export const signatureRules = {
  github: { header: "x-hub-signature-256", read: readHex("sha256=") },
  jira: { header: "x-hub-signature", read: readHex("sha256=") },
  linear: { header: "linear-signature", read: readHex("") },
} satisfies Record<string, SignatureRule>;

/** Names a raw body and the headers it came with. */
export interface SignedBody {
  raw: Buffer;
  headers: IncomingHttpHeaders;
}

/** True when one of the secrets (current, previous) made one of the digests claimed in the header. */
export function isSigned(rule: SignatureRule, secrets: readonly string[], { raw, headers }: SignedBody): boolean {
  const header = headers[rule.header];
  const claimed = typeof header === "string" ? rule.read(header).filter(({ length }) => length === DIGEST_BYTES) : [];
  return secrets.some((secret) => {
    const digest = createHmac("sha256", secret)
      .update(rule.signed?.(raw, headers) ?? raw)
      .digest();
    return claimed.some((candidate) => timingSafeEqual(candidate, digest));
  });
}

/** `PREFIX<hex>`, or a comma list of them. */
export function readHex(prefix: string): SignatureRule["read"] {
  return (header) =>
    header
      .split(",", CLAIMS_MAX)
      .map((claim) => claim.trim())
      .filter((claim) => claim.startsWith(prefix))
      .map((claim) => Buffer.from(claim.slice(prefix.length), "hex"));
}
