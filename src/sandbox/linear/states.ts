import { uuidOf } from "../world/tickets.ts";

/** Of every team, in order. */
export const STATES: readonly { id: string; name: string; type: string; position: number }[] = [
  ["Backlog", "backlog"],
  ["Todo", "unstarted"],
  ["In Progress", "started"],
  ["In Review", "started"],
  ["Done", "completed"],
  ["Canceled", "canceled"],
].map(([name = "", type = ""], position) => ({ id: uuidOf(`linear state ${name}`), name, type, position }));

export function stateNamed(name: string) {
  const state = STATES.find((one) => one.name === name);
  if (!state) throw new Error(`There is no state ${name}.`);
  return state;
}
