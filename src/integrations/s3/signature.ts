import { createHmac } from "node:crypto";
import { sha256 } from "#lib/hash";

const ALGORITHM = "AWS4-HMAC-SHA256";

export interface AwsKeys {
  accessKeyId: string;
  secretAccessKey: string;
}

export interface Signing {
  method: string;
  /** Encoded as `toCanonicalPath` does; what S3 signs is the path as it is sent. */
  url: URL;
  /** In lower case; besides these only the host is signed. */
  headers: Record<string, string>;
  /** In hexadecimal. */
  payloadHash: string;
  region: string;
  service: string;
  at: Date;
}

/** The `authorization` header by which AWS, and what speaks like it, knows who sent a request (Signature Version 4). */
export function signAws(signing: Signing, { accessKeyId, secretAccessKey }: AwsKeys): string {
  const { region, service, at } = signing;
  const scope = `${toStamp(at).slice(0, 8)}/${region}/${service}/aws4_request`;
  const names = Object.keys(allHeaders(signing)).sort().join(";");
  const toSign = [ALGORITHM, toStamp(at), scope, sha256(toCanonicalRequest(signing, names))].join("\n");
  const key = scope.split("/").reduce<string | Buffer>((before, part) => hmac(before, part), `AWS4${secretAccessKey}`);
  const signature = hmac(key, toSign).toString("hex");
  return `${ALGORITHM} Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
}

/** `20130524T000000Z`. */
export function toStamp(at: Date): string {
  return at.toISOString().replace(/[-:]|\.\d{3}/g, "");
}

/** Each part of a path with all but unreserved signs encoded. */
export function toCanonicalPath(path: string): string {
  return path.split("/").map(encode).join("/");
}

function toCanonicalRequest(signing: Signing, names: string): string {
  const { method, url, payloadHash } = signing;
  const headers = Object.entries(allHeaders(signing))
    .map(([name, value]) => `${name}:${value.trim().replace(/ +/g, " ")}\n`)
    .sort();
  return [method, url.pathname, toCanonicalQuery(url), headers.join(""), names, payloadHash].join("\n");
}

function toCanonicalQuery({ searchParams }: URL): string {
  const pairs = [...searchParams].map(([name, value]) => [encode(name), encode(value)] as const);
  return pairs
    .toSorted(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map((pair) => pair.join("="))
    .join("&");
}

function allHeaders({ url, headers }: Signing): Record<string, string> {
  return { ...headers, host: url.host };
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
