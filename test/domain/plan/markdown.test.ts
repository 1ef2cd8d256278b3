import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDraft } from "#domain/plan/parse";
import { renderDraft } from "#domain/plan/render";
import { parseTicketPlan } from "#domain/plan/tickets";
import { drafts } from "./drafts.ts";

describe("a draft as Markdown", () => {
  it("is read back as it was written", () => {
    fc.assert(fc.property(drafts, (draft) => void expect(parseDraft(renderDraft(draft))).toEqual(draft)));
  });

  it("gives its ticket plan back by itself", () => {
    fc.assert(fc.property(drafts, (draft) => void expect(parseTicketPlan(renderDraft(draft))).toEqual(draft.tickets)));
  });

  it("comes to rest however somebody wrote it, and never breaks", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom("## Goals", "# T", "- x", "  - Measure: y", "### E"))),
        (text) => {
          const once = renderDraft(parseDraft(text.join("\n")));
          expect(renderDraft(parseDraft(once))).toBe(once);
        },
      ),
    );
  });

  it("keeps the words that people add, wherever they add them", () => {
    const draft = parseDraft(
      [
        ...[
          "Written by hand.",
          "# Refunds",
          "## Problem",
          "They wait.",
          "## GOALS",
          "Quicker refunds",
          "  in every shop",
        ],
        ...["  - Measure: a day", "## Requirements", "- R2: A button", "- Another", "## Budget", "Ten days.", ""],
        ...["## Ticket plan", "- Draw it", "  with care", "- T4: Build it", "  - Serves: R2, X9", "  - After: T5"],
      ].join("\n"),
    );
    expect(draft).toMatchObject({
      ...{
        title: "Refunds",
        problem: "They wait.",
        goals: [{ text: "Quicker refunds in every shop", measure: "a day" }],
      },
      requirements: [
        { id: "R2", text: "A button" },
        { id: "R3", text: "Another" },
      ],
      more: [
        { heading: "Preface", text: "Written by hand." },
        { heading: "Budget", text: "Ten days." },
      ],
    });
    expect(draft.tickets.epics).toMatchObject([
      {
        title: "Stories",
        stories: [
          { id: "T5", title: "Draw it", body: "with care" },
          { id: "T4", title: "Build it", serves: ["R2"], after: ["T5"] },
        ],
      },
    ]);
  });

  it("reads 200 kB of Markdown without taking long or failing", () => {
    const bomb = ["> ".repeat(50_000), "[".repeat(50_000), "- ".repeat(50_000), "#".repeat(50_000)].join("\n");
    expect(parseDraft(bomb).title).toBe("");
  });
});
