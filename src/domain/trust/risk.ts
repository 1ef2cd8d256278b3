import { z } from "zod";
import { DAY_MS, HOUR_MS } from "#lib/time";

/** What a mistaken run of an effect could cost, from least to most. */
export const RISKS = ["low", "medium", "high", "critical"] as const;
export const Risk = z.enum(RISKS);
export type Risk = z.output<typeof Risk>;

/** How long a proposal waits for a decision, unless its capability says less. */
export const WAIT_MS: Record<Risk, number> = {
  low: DAY_MS,
  medium: DAY_MS,
  high: 4 * HOUR_MS,
  critical: HOUR_MS,
};

export function isAtLeast(risk: Risk, floor: Risk): boolean {
  return rank(risk) >= rank(floor);
}

export function highest(...risks: Risk[]): Risk {
  return risks.reduce((most, risk) => (isAtLeast(risk, most) ? risk : most), "low");
}

/** One level up; nothing is above critical. */
export function raised(risk: Risk): Risk {
  return RISKS[rank(risk) + 1] ?? "critical";
}

/** How many people have to agree. */
export function votesNeeded(risk: Risk): number {
  return risk === "critical" ? 2 : 1;
}

function rank(risk: Risk): number {
  return RISKS.indexOf(risk);
}
