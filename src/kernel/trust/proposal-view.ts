import type { Approval } from "#domain/trust/stored";
import type { View } from "#lib/view";

/** What whoever proposed it hears at once; the card of the approval shows the rest. */
export function describeProposal({ number, status, grounds, isDryRun }: Approval): View {
  const { does } = grounds.preview;
  const note = isDryRun ? " This is a dry run: nothing will be sent." : "";
  const text =
    status === "pending"
      ? `Asked for approval ${number}: ${does}.${note}`
      : `Approval ${number}, ${status}: ${does}.${note}`;
  const look = { name: "approvals.show", input: { approval: String(number) } };
  return {
    text,
    nodes: [
      { type: "text", content: [text] },
      {
        type: "buttons",
        buttons: [{ label: "Show", description: `Show approval ${number}`, call: look, opens: "dialog" }],
      },
    ],
  };
}
