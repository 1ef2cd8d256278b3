import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import type { View, ViewNode } from "#lib/view";
import { gather, Kept } from "./kept.ts";

const KEPT_DAYS = 90;
const QUESTIONS_KEPT_DAYS = 180;
const FILE_LENGTH_MAX = 2_500;

export const privacy = defineCapability({
  name: "privacy",
  isPersonal: true,
  summary: "What is kept about you, what is never measured, and how you have it deleted.",
  risk: "read",
  phrases: [{ words: "my data", input: {} }],
  input: z.object({}),
  result: Kept,
  run: gather,
  view: describe,
});

function describe(kept: Kept): View {
  const { name, email, zone, accounts, teams, away, schedules, answers, questions, never } = kept;
  const text = `What is kept about you, ${name}, and what is never measured.`;
  const linked = accounts.map(({ vendor, handle }) => `${handle} on ${vendor}`).join(", ") || "none";
  return {
    text,
    nodes: [
      { type: "header", text: "Your data" },
      {
        type: "items",
        title: "Kept",
        items: [
          { content: [`Name, e-mail address and zone, as Slack says: ${name}, ${email ?? "none"}, ${zone ?? "none"}`] },
          { content: ["Linked accounts: ", linked] },
          { content: [`Teams you are in: ${teams.join(", ") || "none"}`] },
          { content: [`Days away: ${away.map(({ from, to }) => `${from} to ${to}`).join(", ") || "none"}`] },
          { content: [`Schedules in your name: ${schedules.join(", ") || "none"}`] },
          { content: [`Answers for standups: ${answers.length}, each for ${KEPT_DAYS} days`] },
          { content: [`Questions you asked: ${questions.length}, each for ${QUESTIONS_KEPT_DAYS} days`] },
        ],
      },
      { type: "items", title: "Never measured", items: never.map((line) => ({ content: [line] })) },
      ...asFile(kept),
      {
        type: "buttons",
        buttons: [
          {
            ...{
              label: "Delete my data",
              style: "danger",
              confirm: "Delete your name, accounts, answers, questions, days away, settings and schedules for good?",
            },
            call: { name: "privacy.forget", input: { confirm: "delete" } },
          },
        ],
      },
      {
        type: "note",
        content: ["The whole of it: ", { code: "adjutant privacy --json" }, ", or POST /v1/capabilities/privacy."],
      },
    ],
  };
}

/** As long as it can be read whole; what is longer is fetched. */
function asFile(kept: Kept): ViewNode[] {
  const text = JSON.stringify(kept, null, 2);
  if (text.length > FILE_LENGTH_MAX) return [];
  return [
    { type: "header", text: "As a file" },
    { type: "code", text },
  ];
}
