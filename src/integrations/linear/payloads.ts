import { z } from "zod";
import { cleanText } from "#lib/text";

/** The parts of Linear's issues and cycles that we read, of webhooks and of its interface. The rest passes unseen. */

const TITLE_LENGTH_MAX = 256;
const NAME_LENGTH_MAX = 255;
const URL_LENGTH_MAX = 500;
const GOAL_LENGTH_MAX = 1_000;
const LIST_LENGTH_MAX = 100;
/** 1 January 2100. */
const INSTANT_MAX = 4_102_444_800_000;

const Name = text(NAME_LENGTH_MAX);
const Instant = z
  .string()
  .transform((iso) => Date.parse(iso))
  .pipe(z.number().int().nonnegative().max(INSTANT_MAX));
const Identified = z.object({ id: Name }).nullish();
const Keyed = z.object({ identifier: Name }).nullish();
const Labels = z.array(z.object({ name: Name })).max(LIST_LENGTH_MAX);

const History = z.object({
  id: Name,
  createdAt: Instant,
  fromState: z.object({ name: Name }).nullish(),
  toState: z.object({ name: Name }).nullish(),
  fromCycle: Identified,
  toCycle: Identified,
  fromAssignee: Identified,
  toAssignee: Identified,
  fromParent: Keyed,
  toParent: Keyed,
  fromEstimate: z.number().nullish(),
  toEstimate: z.number().nullish(),
});
export type History = z.output<typeof History>;

export const Issue = z.object({
  identifier: z
    .string()
    .max(NAME_LENGTH_MAX)
    .regex(/^[A-Za-z][A-Za-z0-9_]*-\d+$/)
    .transform((key) => key.toUpperCase()),
  title: text(TITLE_LENGTH_MAX),
  url: text(URL_LENGTH_MAX).nullish(),
  priority: z.number().nullish(),
  estimate: z.number().nullish(),
  dueDate: z.string().nullish(),
  createdAt: Instant,
  updatedAt: Instant,
  state: z.object({ name: Name, type: z.string() }),
  assignee: Identified,
  assigneeId: Name.nullish(),
  parent: Keyed,
  cycle: Identified,
  cycleId: Name.nullish(),
  /** A webhook lists them, the interface gives them by pages. */
  labels: z.union([Labels, z.object({ nodes: Labels }).transform(({ nodes }) => nodes)]).nullish(),
  trashed: z.boolean().nullish(),
  /** Only a reading has it. */
  history: z.object({ nodes: z.array(History) }).nullish(),
});
export type Issue = z.output<typeof Issue>;

/** What is not an issue any more is still told with its data. */
export const IssueHook = z.object({ action: z.string(), createdAt: Instant.nullish(), data: Issue });

export const Cycle = z.object({
  id: Name,
  number: z.number(),
  name: Name.nullish(),
  description: text(GOAL_LENGTH_MAX).nullish(),
  startsAt: Instant,
  endsAt: Instant.nullish(),
  completedAt: Instant.nullish(),
  updatedAt: Instant,
  team: z.object({ key: Name }),
});
export type Cycle = z.output<typeof Cycle>;

export const GoneIssue = z.object({ identifier: Name, movedTo: Name.nullish() });

function text(lengthMax: number) {
  return z.string().transform((raw) => cleanText(raw, lengthMax));
}
