import type { Inline, Item, View, ViewNode } from "#lib/view";
import type { SpecStatus } from "./status.ts";

const DRIFT_SHOWN = 15;

type Requirement = SpecStatus["requirements"][number];
type Ticket = Requirement["tickets"][number];

/** Each requirement with how far it is, and under it what proves that. */
export function describeStatus({ prd, title, requirements, drift }: SpecStatus): View {
  const shipped = requirements.filter(({ stage }) => stage === "deployed").length;
  const text =
    requirements.length === 0
      ? `PRD ${prd} has no requirements yet.`
      : `PRD ${prd}: ${shipped} of ${requirements.length} requirements are deployed.`;
  return {
    text,
    nodes: [
      { type: "header", text: `PRD ${prd}: ${title}` },
      { type: "text", content: [text] },
      ...(requirements.length === 0 ? [] : [{ type: "items" as const, items: requirements.map(toItem) }]),
      ...describeDrift(drift),
    ],
  };
}

function toItem({ id, text, stage, tickets }: Requirement): Item {
  const detail = tickets.flatMap((ticket, index) => [...(index > 0 ? [" · "] : []), ...describeTicket(ticket)]);
  return {
    content: [{ bold: `${id} ` }, `${text}: ${stage}`],
    ...(detail.length > 0 && { detail }),
  };
}

function describeTicket({ ref, url, status, pulls }: Ticket): Inline[] {
  return [
    url === null ? ref : { link: url, label: ref },
    status === null ? " (could not be asked)" : ` ${status}`,
    ...pulls.flatMap((pull): Inline[] => [
      ", ",
      { link: pull.url, label: pull.subject },
      pull.deployed_at === null ? ` ${pull.state}` : " merged and ",
      ...(pull.deployed_at === null ? [] : [deployed(pull.deployment)]),
    ]),
  ];
}

function deployed(url: string | null): Inline {
  return url === null ? "deployed" : { link: url, label: "deployed" };
}

function describeDrift(drift: SpecStatus["drift"]): ViewNode[] {
  if (drift.length === 0) return [{ type: "note", content: ["Nothing has drifted."] }];
  const items = drift.slice(0, DRIFT_SHOWN).map(
    ({ words, url, about }): Item => ({
      content: url === null ? [words] : [words, " ", { link: url, label: about }],
    }),
  );
  const more = drift.length - items.length;
  return [{ type: "items", title: "Drifted", items, ...(more > 0 && { more }) }];
}
