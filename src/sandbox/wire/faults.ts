import { z } from "zod";

const FAULTS_MAX = 100;

/** What every armed fault has in common. */
export const FaultBase = {
  /** How often it strikes. */
  times: z.coerce.number().int().min(1).max(1_000_000).default(1),
  /** On which share of the matches, by the seed. */
  share: z.coerce.number().min(0).max(1).default(1),
  /** The method, path, channel or event it is meant for; everything when it is missing. */
  on: z.string().max(200).optional(),
};

export interface Fault {
  kind: string;
  times: number;
  share: number;
  on?: string | undefined;
}

export interface Faults<F extends Fault> {
  arm(fault: F): void;
  /** The fault of this kind that strikes now, if one is armed for any of these subjects. */
  take<Kind extends F["kind"]>(kind: Kind, ...subjects: string[]): Extract<F, { kind: Kind }> | undefined;
  armed(): F[];
  clear(): void;
}

/** Faults wait here until what they are meant for comes by; a seeded chance makes a run repeatable. */
export function createFaults<F extends Fault>(chance: () => number): Faults<F> {
  const waiting: F[] = [];
  return {
    arm(fault) {
      if (waiting.length >= FAULTS_MAX) throw new Error(`No more than ${FAULTS_MAX} faults can be armed.`);
      waiting.push({ ...fault });
    },
    take<Kind extends F["kind"]>(kind: Kind, ...subjects: string[]) {
      if (waiting.length === 0) return undefined;
      const isMeant = (fault: F) => fault.kind === kind && (fault.on === undefined || subjects.includes(fault.on));
      const fault = waiting.find(isMeant);
      if (!fault || (fault.share < 1 && chance() >= fault.share)) return undefined;
      fault.times--;
      if (fault.times <= 0) waiting.splice(waiting.indexOf(fault), 1);
      return fault as Extract<F, { kind: Kind }>;
    },
    armed: () => waiting.map((fault) => ({ ...fault })),
    clear: () => void waiting.splice(0),
  };
}
