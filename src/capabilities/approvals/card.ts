import { isAtLeast } from "#domain/trust/risk";
import { describeInstant } from "#lib/time";
import type { Button, Inline, View, ViewNode } from "#lib/view";
import { describeCourse, STATUS_WORDS } from "./course.ts";
import type { Shown } from "./fields.ts";
import { describePayload } from "./payload.ts";
import { nameOf, toPerson } from "./people.ts";

/** Everything that somebody has to know to decide, or what became of it; the buttons say what can be done. */
export function describeApproval(shown: Shown): View {
  const { number, does, status } = shown;
  const { nodes, isComplete } = describePayload(shown.payload, shown.is_whole);
  const title = `Approval ${number} ${STATUS_WORDS[status]}`;
  return {
    text: `${title}: ${does}. ${status === "pending" ? describeWait(shown) : ""}`.trim(),
    nodes: [
      { type: "header", text: title },
      { type: "text", content: [{ bold: does }, " · ", toTarget(shown)] },
      ...describeWarnings(shown),
      ...nodes,
      ...(isComplete ? [] : [describeRest(shown)]),
      { type: "text", content: describeGrounds(shown) },
      ...(status === "pending" ? [{ type: "text" as const, content: describeDeciders(shown) }] : describeCourse(shown)),
      { type: "buttons", buttons: listButtons(shown, isComplete) },
    ],
  };
}

/** What is not shown cannot be agreed to. */
function describeRest({ is_whole }: Shown): ViewNode {
  const text = is_whole
    ? "It is too long to be shown here, so it cannot be agreed to in Slack."
    : "There is more of it. It is decided where all of it can be seen.";
  return { type: "text", content: [{ bold: text }] };
}

function toTarget({ subject, link }: Shown): Inline {
  if (/^[CG][A-Z0-9]{2,20}$/.test(subject)) return { channel: subject, label: subject };
  return link === null ? subject : { link, label: subject };
}

function describeWarnings({ is_tainted, is_dry_run, status }: Shown): ViewNode[] {
  const warnings = [
    ...(is_tainted ? ["It contains untrusted text: words from outside the team. Read what will be sent."] : []),
    ...(is_dry_run && status === "pending" ? ["This is a dry run: nothing will be sent, whoever agrees."] : []),
  ];
  return warnings.map((warning) => ({ type: "text", content: [{ bold: warning }] }));
}

function describeGrounds({ because, requester, names, risk_level, risk_reasons }: Shown): Inline[] {
  const risk = [`Risk: ${risk_level}.`, ...risk_reasons].join(" ");
  return [{ bold: "Why: " }, `${because} Asked by `, toPerson(requester, names), `. ${risk}`];
}

function describeDeciders(shown: Shown): Inline[] {
  const { deciders, names, needed, agreed } = shown;
  const who: Inline[] = deciders.flatMap((id, index) => [...(index > 0 ? [", "] : []), toPerson(id, names)]);
  const so_far: Inline[] =
    agreed.length === 0
      ? []
      : [` ${agreed.length} of ${needed} agreed: ${agreed.map((id) => nameOf(id, names)).join(", ")}.`];
  return [{ bold: "Who may decide: " }, ...who, describeOthers(shown), ...so_far, ` ${describeWait(shown)}`];
}

/** Whom the rules of risk let decide beside those who are named. */
function describeOthers({ deciders, risk_level, needed, mode, is_tainted }: Shown): string {
  if (isAtLeast(risk_level, "high")) {
    const who = needed > 1 ? `${needed} people, and not whoever asked` : "not whoever asked";
    return deciders.length > 0 ? ` (${who}).` : `${NOBODY} It takes ${who}.`;
  }
  const own = mode === "ask" && !is_tainted ? "whoever asked, and " : "";
  return `${deciders.length > 0 ? ", " : ""}${own}those who lead the team.`;
}

const NOBODY = "nobody is named yet. Whoever runs Adjutant can name people under “approvers” in its policy.";

function describeWait({ expires_at, zone }: Shown): string {
  return `It waits until ${describeInstant(new Date(expires_at), zone)}.`;
}

function listButtons(shown: Shown, isComplete: boolean): Button[] {
  const { status, number, payload_hash, id } = shown;
  const input = { approval: id, tag: payload_hash.slice(0, 16) };
  const why = button(`Why`, `Why approval ${number}`, { name: "approvals.why", input: { approval: id } }, true);
  if (status === "pending") return [...listDecisions(shown, isComplete), why];
  if (status === "uncertain") {
    const resolve = (happened: boolean) => ({ name: "approvals.resolve", input: { approval: id, happened } });
    return [
      button("It happened", `Approval ${number} happened`, resolve(true)),
      button("It did not", `Approval ${number} did not happen`, resolve(false)),
      why,
    ];
  }
  const undo = button("Undo", `Undo approval ${number}`, {
    name: "approvals.undo",
    input: { approval: input.approval },
  });
  return [...(shown.can_undo ? [undo] : []), why];
}

/** Of a button that decides, the approval and the tag of what it shows travel along, and nothing else. */
export function listDecisions({ id, number, payload_hash, does, risk_level, is_whole }: Shown, isComplete: boolean) {
  const input = { approval: id, tag: payload_hash.slice(0, 16) };
  const form = (to: string) => ({ name: "approvals.form", input: { ...input, to } });
  const approve: Button = {
    ...button("Approve", `Approve ${number}: ${does}`, { name: "approvals.approve", input }),
    style: "primary",
    ...(isAtLeast(risk_level, "high") && { confirm: `${does}. This will really happen.` }),
  };
  const whole = { name: "approvals.show", input: { approval: id, whole: true } };
  return [
    ...(isComplete ? [approve] : []),
    ...(isComplete || is_whole ? [] : [button("Show all and decide", `Show all of ${number}`, whole, true)]),
    button("Decline", `Decline ${number}: ${does}`, form("decline"), true),
    button("Modify", `Modify ${number}: ${does}`, form("modify"), true),
  ];
}

function button(label: string, description: string, call: Button["call"], isDialog = false): Button {
  return { label, description, call, ...(isDialog && { opens: "dialog" as const }) };
}
