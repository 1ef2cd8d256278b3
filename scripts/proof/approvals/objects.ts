// What each vendor of the sandbox has of an effect, counted there and not in our own database.
import type { Sandbox } from "#sandbox/start";

export interface Agreed {
  id: string;
  name: string;
  /** A text of its own, which the effect carries into the vendor. */
  mark: string;
}

type Count = (sandbox: Sandbox, agreed: Agreed) => number;

const threads = ({ world }: Sandbox) => [...world.state.pulls, ...world.state.issues];
const has = (value: unknown, text: string) => JSON.stringify(value ?? "").includes(text);

/** How many objects there are of one effect; a label that is there is one, however often it was set. */
export const COUNTS: Record<string, Count> = {
  "pr.comment": (sandbox, { id }) =>
    threads(sandbox)
      .flatMap(({ comments }) => comments)
      .filter(({ body }) => body.includes(id)).length,
  "pr.label": (sandbox, { mark }) =>
    threads(sandbox)
      .flatMap(({ labels }) => labels)
      .filter((label) => label === mark).length,
  "issue.create": ({ world }, { mark }) =>
    [...world.state.issues, ...world.state.tickets].filter(({ title }) => title.includes(mark)).length,
  "issue.comment": (sandbox, { mark }) => {
    const { tickets } = sandbox.world.state;
    const inTickets = tickets.flatMap(({ comments }) => comments).filter(({ text }) => has(text, mark)).length;
    return (
      inTickets +
      threads(sandbox)
        .flatMap(({ comments }) => comments)
        .filter(({ body }) => body.includes(mark)).length
    );
  },
  "incident.page": ({ pagerduty }, { mark }) => pagerduty.alerts().filter((alert) => has(alert, mark)).length,
};

/** One of each kind of effect, for every vendor; MARK becomes a text of its own. */
export function callsOf({ world }: Sandbox) {
  const open = world.state.pulls.filter(({ state, isDraft }) => state === "open" && !isDraft);
  const pulls = open.map(({ repo, number }) => `${repo.fullName}#${number}`);
  const tickets = world.state.tickets.map(({ project, number }) => `${project}-${number}`);
  return pulls.flatMap((pull, index) => [
    { name: "pr.comment", input: { pull, body: "MARK" } },
    { name: "pr.label", input: { pull, label: "MARK" } },
    { name: "issue.create", input: { project: "acme/api", title: "MARK" } },
    { name: "issue.create", input: { project: "API", title: "MARK" } },
    { name: "issue.create", input: { project: "WEB", title: "MARK" } },
    { name: "issue.comment", input: { issue: tickets[index % tickets.length], body: "MARK" } },
    { name: "incident.page", input: { summary: "MARK", service: `service-${index}` } },
  ]);
}
