import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import { IMPORT } from "./by-file.ts";

export const importForm = defineCapability({
  name: "prd.import-form",
  summary: "The form into which a PRD is pasted as Markdown.",
  risk: "read",
  input: z.object({}),
  result: z.object({}),
  run: async () => ({}),
  view: () => ({
    text: "Paste the PRD.",
    nodes: [
      { type: "header", text: "Import a PRD" },
      { type: "text", content: ["What is longer than 3,000 characters comes from a file: ", { code: IMPORT }] },
      {
        type: "form",
        call: { name: "prd.import", input: {} },
        submit: "Import",
        fields: [
          { name: "file", label: "Markdown", isRequired: true, isLong: true },
          { name: "title", label: "Title", hint: "The first heading unless given.", isRequired: false },
          { name: "project", label: "Project", hint: "Its key, like ACME.", isRequired: false },
        ],
      },
    ],
  }),
});
