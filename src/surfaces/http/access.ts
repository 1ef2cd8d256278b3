import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Actor } from "#kernel/invocation";

export interface ApiKey {
  name: string;
  key: string;
  /** The Slack member it stands for. */
  owner?: string;
}

export interface AccessOptions {
  apiKeys: ApiKey[];
  /** No real credential is set and the server listens on this machine alone. */
  isLocalMode: boolean;
}

export type Access = { actor: Actor } | { status: 401 | 403; detail: string };

/** Who calls: the owner of an API key; or, in the credential-free local mode alone, the person at this machine. */
export function checkAccess({ apiKeys, isLocalMode }: AccessOptions, headers: IncomingHttpHeaders): Access {
  const given = readKey(headers);
  const owner = apiKeys.find(({ key }) => given !== undefined && isSame(key, given));
  if (owner) return { actor: { kind: "key", id: `key:${owner.name}` } };
  if (apiKeys.length > 0) return { status: 401, detail: "Send an API key: authorization: Bearer KEY." };
  if (isLocalMode && isFromHere(headers)) return { actor: { kind: "operator", id: "local-operator" } };
  return { status: 403, detail: "No API key is configured. Set API_KEYS=name:key and send the key as a bearer token." };
}

/**
 * A tunnel or a proxy connects from this machine too, but says that it forwards; a foreign page in a browser here names
 * another host or origin.
 */
export function isFromHere(headers: IncomingHttpHeaders): boolean {
  const isForwarded = Object.keys(headers).some((name) => name === "forwarded" || name.startsWith("x-forwarded-"));
  const isLocalHost = isLoopback(`http://${headers.host ?? ""}`);
  return !isForwarded && isLocalHost && (headers.origin === undefined || isLoopback(headers.origin));
}

const LOOPBACK = new Set(["127.0.0.1", "[::1]", "localhost"]);

function isLoopback(origin: string): boolean {
  return URL.canParse(origin) && LOOPBACK.has(new URL(origin).hostname);
}

function readKey(headers: IncomingHttpHeaders): string | undefined {
  const [, key] = /^Bearer (\S+)$/i.exec(headers.authorization ?? "") ?? [];
  return key;
}

/** Compares digests, so that the time taken tells nothing about the key. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
