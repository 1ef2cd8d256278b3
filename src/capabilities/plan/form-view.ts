import { TEMPLATES } from "#domain/plan/template";
import type { FormField, View } from "#lib/view";

/** Where a new plan begins that somebody has not put into words yet. */
export function describeForm(projects: readonly string[]): View {
  const fields: FormField[] = [
    { name: "title", label: "Title", isRequired: false, hint: "Left empty, the idea gives it." },
    {
      name: "idea",
      label: "Idea",
      isRequired: true,
      isLong: true,
      hint: "Who has which problem, and what should change?",
    },
    { name: "context", label: "Context", isRequired: false, isLong: true },
    { name: "constraints", label: "Constraints", isRequired: false, isLong: true },
    ...(projects.length > 0 ? [{ name: "project", label: "Project", isRequired: false, options: [...projects] }] : []),
    { name: "template", label: "Template", isRequired: false, options: [...TEMPLATES], value: "standard" },
  ];
  return {
    text: "Say the idea: /plan IDEA",
    nodes: [
      { type: "header", text: "Plan an idea" },
      {
        type: "text",
        content: ["Say the idea behind the command, ", { code: "/plan IDEA" }, ", or write it down here."],
      },
      { type: "form", call: { name: "plan", input: {} }, submit: "Plan it", fields },
    ],
  };
}
