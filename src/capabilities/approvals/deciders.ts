import { isAtLeast } from "#domain/trust/risk";
import { describeInstant } from "#lib/time";
import type { Inline } from "#lib/view";
import type { Shown } from "./fields.ts";
import { nameOf, toPerson } from "./people.ts";

const NOBODY = "nobody is named yet. Whoever runs Adjutant can name people under “approvers” in its policy.";

/** Who may decide, who has agreed, and until when. */
export function describeDeciders(shown: Shown): Inline[] {
  const { deciders, names, needed, agreed } = shown;
  const named: Inline[] = deciders.flatMap((id, index) => [...(index > 0 ? [", "] : []), toPerson(id, names)]);
  const others = isAtLeast(shown.risk_level, "high") ? describeStrict(shown) : describeOthers(shown);
  const soFar = agreed.map((id) => nameOf(id, names)).join(", ");
  const votes = agreed.length === 0 ? "" : ` ${agreed.length} of ${needed} agreed: ${soFar}.`;
  return [{ bold: "Who may decide: " }, ...named, others, votes, ` ${describeWait(shown)}`];
}

export function describeWait({ expires_at, zone }: Shown): string {
  return `It waits until ${describeInstant(new Date(expires_at), zone)}.`;
}

/** Of what is risky, only those who are named decide, and never on what they asked for. */
function describeStrict({ deciders, needed }: Shown): string {
  const who = needed > 1 ? `${needed} people, and not whoever asked` : "not whoever asked";
  return deciders.length > 0 ? ` (${who}).` : `${NOBODY} It takes ${who}.`;
}

/** Whom the rules of risk let decide beside those who are named. */
function describeOthers({ deciders, risk_level, mode, is_tainted }: Shown): string {
  const isNamed = deciders.length > 0;
  const mayOwn = mode === "ask" && !is_tainted;
  if (mode === "ask" && risk_level === "low") return `${isNamed ? ", and " : ""}everybody who may use Adjutant.`;
  const others = mayOwn ? "whoever asked, and those who lead the team." : "those who lead the team.";
  return `${isNamed ? ", " : ""}${others}${isNamed || mayOwn ? "" : ` Beside them ${NOBODY}`}`;
}
