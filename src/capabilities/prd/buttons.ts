import type { Button } from "#lib/view";

/** What a PRD's buttons need to know of it. */
export interface Shown {
  number: number;
  state: string;
  branch: string;
}

/** What can be done with a PRD, in the order in which it is shown. */
export function listButtons(prd: Shown): Button[] {
  return [edit, branch, review, schedule, tickets, status, history, exported].flatMap((make) => make(prd) ?? []);
}

const edit = ({ number, state, branch }: Shown): Button | undefined =>
  state === "archived"
    ? undefined
    : { label: "Edit", call: { name: "prd.edit", input: { prd: number, branch } }, opens: "dialog", style: "primary" };

const branch = ({ number, state, branch: from }: Shown): Button | undefined =>
  state === "archived"
    ? undefined
    : { label: "Branch", call: { name: "prd.branch-form", input: { prd: number, from } }, opens: "dialog" };

const review = ({ number, state, branch }: Shown): Button | undefined => {
  if (state === "archived") return undefined;
  return state === "draft"
    ? { label: "Request review", call: { name: "prd.review", input: { prd: number, verdict: "requested", branch } } }
    : { label: "Review", call: { name: "prd.review-form", input: { prd: number, branch } }, opens: "dialog" };
};

const schedule = ({ number, state, branch }: Shown): Button | undefined =>
  state === "archived"
    ? undefined
    : {
        label: "Schedule review",
        call: { name: "prd.schedule-form", input: { prd: number, branch } },
        opens: "dialog",
      };

const tickets = ({ number, state }: Shown): Button | undefined =>
  state === "archived"
    ? undefined
    : { label: "Create tickets", call: { name: "tickets.plan", input: { prd: number } }, opens: "dialog" };

const status = ({ number }: Shown): Button => ({
  ...{ label: "Status", call: { name: "prd.status", input: { prd: number } }, opens: "dialog" },
});

const history = ({ number }: Shown): Button => ({
  ...{ label: "History", call: { name: "prd.log", input: { prd: number } }, opens: "dialog" },
});

const exported = ({ number, branch }: Shown): Button => ({
  ...{ label: "Export", call: { name: "prd.export", input: { prd: number, version: branch } }, opens: "dialog" },
});
