import { MAIN } from "#domain/prd/prd";
import type { Button, Item, View, ViewNode } from "#lib/view";
import type { PlanShown } from "./shown.ts";

const LINES_SHOWN = 6;
const FINDINGS_SHOWN = 5;
const SECTION_LENGTH_MAX = 1_500;

/** A draft with what can be done with it next; the whole of it is a button away. */
export function describeDraft(plan: PlanShown): View {
  const { title, prd, sections, epics } = plan;
  const stories = epics.reduce((sum, epic) => sum + epic.stories.length, 0);
  const size = stories === 0 ? "no tickets yet" : `${stories} ${stories === 1 ? "story" : "stories"} planned`;
  return {
    text: `PRD ${prd}, “${title}”: ${size}. ${countFindings(plan)}`,
    nodes: [
      { type: "header", text: `PRD ${prd} · ${title}` },
      ...describeNotice(plan),
      ...describeQuestions(plan),
      ...sections.flatMap(describeSection),
      ...epics.map(describeEpic),
      ...describeFindings(plan),
      ...(prd === null ? [] : [{ type: "buttons" as const, buttons: listButtons(plan, prd) }]),
      { type: "note", content: [describeOrigin(plan)] },
    ],
  };
}

function describeNotice({ notice }: PlanShown): ViewNode[] {
  return notice === null ? [] : [{ type: "text", content: [notice] }];
}

function describeQuestions({ questions, prd }: PlanShown): ViewNode[] {
  if (questions.length === 0 || prd === null) return [];
  const isOne = questions.length === 1;
  const items: Item[] = questions.map(({ question, why }, index) => ({
    content: [isOne ? question : `${index + 1}. ${question}`],
    ...(why !== "" && { detail: [why] }),
    buttons: [
      {
        ...{ label: "Answer…", description: `Answer: ${question}`, opens: "dialog" as const },
        call: { name: "plan.revise-form", input: { prd, question } },
      },
    ],
  }));
  const how = isOne ? "Reply in this thread to answer it." : "Reply in this thread to answer them, or one: “2: …”.";
  return [
    { type: "items", title: "To be answered first", items },
    { type: "note", content: [how] },
  ];
}

function describeSection({ heading, text }: PlanShown["sections"][number]): ViewNode[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const isList = lines.every((line) => /^\s*- /.test(line));
  if (!isList) {
    const cut = text.length > SECTION_LENGTH_MAX ? `${text.slice(0, SECTION_LENGTH_MAX)}…` : text;
    return [{ type: "text", content: [{ bold: heading }, "\n", cut] }];
  }
  const items = lines.slice(0, LINES_SHOWN).map((line) => ({ content: [line.replace(/^(\s*)- /, "$1")] }));
  return [{ type: "items", title: heading, items, more: lines.length - items.length }];
}

function describeEpic({ title, stories }: PlanShown["epics"][number]): ViewNode {
  const items = stories.slice(0, LINES_SHOWN).map(({ id, title: name, estimate, serves }) => ({
    content: [`${id} ${name}`],
    detail: [[estimate, serves.join(", ")].filter(Boolean).join(" · ") || "for no requirement yet"],
  }));
  return { type: "items", title: `Tickets · ${title}`, items, more: stories.length - items.length };
}

function countFindings({ findings }: PlanShown): string {
  const { length } = findings;
  if (length === 0) return "Nothing is missing.";
  return length === 1 ? "One thing is open." : `${length} things are open.`;
}

function describeFindings({ findings }: PlanShown): ViewNode[] {
  if (findings.length === 0) return [];
  const items = findings
    .slice(0, FINDINGS_SHOWN)
    .map(({ section, message }) => ({ content: [`${section}: ${message}`] }));
  return [{ type: "items", title: "Still open", items, more: findings.length - items.length }];
}

function listButtons({ id, model }: PlanShown, prd: number): Button[] {
  const rated: Button[] = (["up", "down"] as const).map((rating) => ({
    label: rating === "up" ? "👍" : "👎",
    description: rating === "up" ? "This draft is useful" : "This draft is of no use",
    call: { name: "feedback.rate", input: { plan: id, rating } },
  }));
  return [
    { label: "Revise…", call: { name: "plan.revise-form", input: { prd } }, opens: "dialog" },
    { label: "Branch…", call: { name: "prd.branch-form", input: { prd, from: MAIN } }, opens: "dialog" },
    { label: "Request review", call: { name: "prd.review", input: { prd, verdict: "requested", branch: MAIN } } },
    { label: "Schedule review", call: { name: "prd.schedule-form", input: { prd, branch: MAIN } }, opens: "dialog" },
    { label: "Create tickets", call: { name: "tickets.plan", input: { prd } }, opens: "dialog", style: "primary" },
    { label: "Export", call: { name: "prd.export", input: { prd, version: MAIN } }, opens: "dialog" },
    ...(model === null ? [] : rated),
  ];
}

function describeOrigin({ model, prompt, is_tainted, trace_id }: PlanShown): string {
  if (model === null) return "Written by rules from what was said.";
  const warning = is_tainted ? " Words of strangers went into it." : "";
  return `Written by ${model} (${prompt}, trace ${trace_id}). Check it before you rely on it.${warning}`;
}
