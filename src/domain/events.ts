export type NormalisedEvent = { kind: string };
