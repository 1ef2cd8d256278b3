import type { IncomingHttpHeaders } from "node:http";

export type WebhookAnswer =
  | { status: "ok" | "duplicate"; id: string }
  /** The signature is missing or wrong. */
  | { status: "unsigned"; detail: string }
  | { status: "invalid"; detail: string };

/**
 * One vendor's way in: verifies the raw body, stores the event with its job in one transaction, and only then answers.
 * `isTrusted` says that the caller sits at this machine in the credential-free local mode. Throws when nothing can be stored.
 */
export interface WebhookIntake {
  source: string;
  bodyBytesMax: number;
  accept(delivery: { raw: Buffer; headers: IncomingHttpHeaders; isTrusted: boolean }): Promise<WebhookAnswer>;
}
