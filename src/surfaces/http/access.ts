import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Actor } from "#kernel/invocation";

export interface ApiKey {
  name: string;
  key: string;
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
  if (isLocalMode && !isForwarded(headers)) return { actor: { kind: "operator", id: "local-operator" } };
  return { status: 403, detail: "No API key is configured. Set API_KEYS=name:key and send the key as a bearer token." };
}

/** A tunnel or a proxy connects from this machine too, but says that it forwards. */
export function isForwarded(headers: IncomingHttpHeaders): boolean {
  return Object.keys(headers).some((name) => name === "forwarded" || name.startsWith("x-forwarded-"));
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
