/** The one workflow of the site. From everywhere to everywhere, but Done only after a review. */
export interface Status {
  id: string;
  name: string;
  category: { id: number; key: string; name: string; colorName: string };
}

const TODO = { id: 2, key: "new", name: "To Do", colorName: "blue-gray" };
const DOING = { id: 4, key: "indeterminate", name: "In Progress", colorName: "yellow" };
const DONE = { id: 3, key: "done", name: "Done", colorName: "green" };

export const STATUSES: readonly Status[] = [
  { id: "10000", name: "To Do", category: TODO },
  { id: "3", name: "In Progress", category: DOING },
  { id: "10001", name: "In Review", category: DOING },
  { id: "10002", name: "Done", category: DONE },
];

export interface Transition {
  id: string;
  name: string;
  to: Status;
}

const TRANSITIONS: readonly (Transition & { from: readonly string[] })[] = [
  { id: "11", name: "Back to the start", from: ["In Progress", "In Review", "Done"], to: statusOf("To Do") },
  { id: "21", name: "Start work", from: ["To Do", "In Review"], to: statusOf("In Progress") },
  { id: "31", name: "Ask for review", from: ["In Progress"], to: statusOf("In Review") },
  { id: "41", name: "Finish", from: ["In Progress", "In Review"], to: statusOf("Done") },
];

export function statusOf(name: string): Status {
  const status = STATUSES.find((one) => one.name === name);
  if (!status) throw new Error(`There is no status ${name}.`);
  return status;
}

export function transitionsFrom(status: string): Transition[] {
  return TRANSITIONS.filter(({ from }) => from.includes(status));
}
