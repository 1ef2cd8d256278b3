import { CHANNEL_ID } from "#domain/slack-ids";
import { describeRemarks } from "#lib/remark";
import type { Inline, View, ViewNode } from "#lib/view";
import { listButtons } from "./buttons.ts";
import { describeCourse, STATUS_WORDS } from "./course.ts";
import { describeDeciders, describeWait } from "./deciders.ts";
import type { Shown } from "./fields.ts";
import { describePayload } from "./payload.ts";
import { toPerson } from "./people.ts";

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
      ...(status === "pending" ? describeRemarks(shown.remarks) : []),
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
  if (CHANNEL_ID.test(subject)) return { channel: subject, label: subject };
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
