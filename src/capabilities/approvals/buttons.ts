import { hashTag } from "#domain/trust/approval";
import { isAtLeast } from "#domain/trust/risk";
import type { Button, Call } from "#lib/view";
import type { Shown } from "./fields.ts";

/** What can be done about an approval, as it is now. */
export function listButtons(shown: Shown, isComplete: boolean): Button[] {
  const { status, number, id, can_undo } = shown;
  const why = dialog("Why", `Why approval ${number}`, { name: "approvals.why", input: { approval: id } });
  if (status === "pending") return [...listDecisions(shown, isComplete), why];
  if (status === "uncertain") return [...listAnswers(shown), why];
  const undo = button("Undo", `Undo approval ${number}`, { name: "approvals.undo", input: { approval: id } });
  return [...(can_undo ? [undo] : []), why];
}

/** Of a button that decides, the approval and the tag of what it shows travel along, and nothing else. */
export function listDecisions(shown: Shown, isComplete: boolean): Button[] {
  const { id, number, payload_hash, does } = shown;
  const input = { approval: id, tag: hashTag(payload_hash) };
  const form = (to: string) => ({ name: "approvals.form", input: { ...input, to } });
  return [
    ...(isComplete ? [approve(shown, input)] : listWhole(shown)),
    dialog("Decline", `Decline ${number}: ${does}`, form("decline")),
    dialog("Modify", `Modify ${number}: ${does}`, form("modify")),
  ];
}

function approve({ number, does, risk_level }: Shown, input: Call["input"]): Button {
  return {
    ...button("Approve", `Approve ${number}: ${does}`, { name: "approvals.approve", input }),
    style: "primary",
    ...(isAtLeast(risk_level, "high") && { confirm: `${does}. This will really happen.` }),
  };
}

/** The way to where all of it is shown, except from there. */
function listWhole({ id, number, is_whole }: Shown): Button[] {
  const whole = { name: "approvals.show", input: { approval: id, whole: true } };
  return is_whole ? [] : [dialog("Show all and decide", `Show all of ${number}`, whole)];
}

function listAnswers({ id, number, is_nameable }: Shown): Button[] {
  const resolve = (happened: boolean) => ({ name: "approvals.resolve", input: { approval: id, happened } });
  const form = { name: "approvals.form", input: { approval: id, to: "happened" } };
  return [
    is_nameable
      ? dialog("It happened", `Approval ${number} happened`, form)
      : button("It happened", `Approval ${number} happened`, resolve(true)),
    button("It did not", `Approval ${number} did not happen`, resolve(false)),
  ];
}

function button(label: string, description: string, call: Call): Button {
  return { label, description, call };
}

function dialog(label: string, description: string, call: Call): Button {
  return { label, description, call, opens: "dialog" };
}
