import type { NormalisedEvent } from "#domain/events";
import { normalise } from "#integrations/github/normalise";

export const receivedAt = new Date("2026-11-20T10:00:00Z");

export function read(event: string, payload: unknown) {
  return normalise({ event, payload, receivedAt });
}

export function readAs<Kind extends NormalisedEvent["kind"]>(kind: Kind, event: string, payload: unknown) {
  const { normalised } = read(event, payload);
  if (normalised?.kind !== kind) throw new Error(`This is no ${kind}: ${JSON.stringify(normalised)}`);
  return normalised as Extract<NormalisedEvent, { kind: Kind }>;
}
