import type { Policy } from "./policy.ts";
import type { Approval } from "./stored.ts";
import { judge, type Verdict } from "./verdict.ts";

/** What was decided, as far as another policy may decide otherwise. */
export type Judged = Pick<Approval, "number" | "name" | "target" | "mode" | "risk" | "grounds">;

export interface PolicyDifference {
  number: number;
  name: string;
  target: string;
  was: Pick<Approval, "mode" | "risk">;
  would: Pick<Verdict, "mode" | "risk" | "rule">;
}

export interface PolicyReplay {
  /** How many proposals the policy was asked about. */
  looked: number;
  differing: PolicyDifference[];
}

/** What another policy would have made of proposals of the past. What a policy engine elsewhere would say, it cannot know. */
export function replayPolicy(policy: Policy, proposals: readonly Judged[]): PolicyReplay {
  const differing = proposals.flatMap(({ number, name, target, mode, risk, grounds }): PolicyDifference[] => {
    const would = judge(policy, grounds.question);
    if (would.mode === mode && would.risk === risk) return [];
    return [
      {
        ...{ number, name, target },
        was: { mode, risk },
        would: { mode: would.mode, risk: would.risk, rule: would.rule },
      },
    ];
  });
  return { looked: proposals.length, differing };
}

/** "12 pr.merge github:acme/api#7: auto, low → require_approval, high (by pr.*)" */
export function describeDifference({ number, name, target, was, would }: PolicyDifference): string {
  return `${number} ${name} ${target}: ${was.mode}, ${was.risk} → ${would.mode}, ${would.risk} (by ${would.rule})`;
}
