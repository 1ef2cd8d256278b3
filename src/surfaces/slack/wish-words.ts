import type { Capability } from "#kernel/capability";
import type { Call } from "#lib/view";
import { commandOf } from "./lookup.ts";

const WORDS_MAX = 120;

/** "/triage web": what a call would be typed as, in short. */
export function describeCall({ name, input }: Call, capability: Capability | undefined): string {
  const command = capability ? commandOf(capability) : name;
  const values = Object.entries(input).map(([field, value]) => (value === true ? field : toText(value)));
  return [command, ...values].join(" ").slice(0, WORDS_MAX);
}

function toText(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
