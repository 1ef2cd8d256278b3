/**
 * How facts take in what events say. Each table joins two rows of one key field by field, and each way of joining is
 * commutative, associative and idempotent: so no order of arrival and no repetition can change a fact.
 */
export interface FactTable {
  /** What identifies a row. */
  key: readonly string[];
  /** The field that holds the event's subject, by which facts are rebuilt. */
  subject: string;
  /** Fields that arrive together: the row with the higher version gives them all. */
  groups: readonly { version: string; fields: readonly string[] }[];
  /** Instants of which the earliest counts. */
  min: readonly string[];
  /** Fields of which the greatest counts; null is least. */
  max: readonly string[];
}

const PULL_REQUEST_CORE = [
  ...["title", "body", "url", "author", "authorKind", "base", "head", "headSha", "state", "isDraft", "labels"],
  ...["requestedReviewers", "mergeSha", "mergedAt", "closedAt"],
];
const ISSUE_CORE = [
  ...["title", "url", "author", "state", "labels", "assignees", "isIncident", "rootCause", "fixedIn", "closedAt"],
];
const TICKET_CORE = [
  ...["title", "url", "type", "status", "points", "assignee", "parent", "isFlagged", "sprints", "labels"],
  ...["priority", "dueOn"],
];
const DEPLOYMENT_FIELDS = [
  "repo",
  "environment",
  "ref",
  "branch",
  "sha",
  "creator",
  "url",
  "createdAt",
  "isClockSuspect",
];

export const factTables = {
  pullRequests: {
    key: ["ref"],
    subject: "ref",
    groups: [
      { version: "coreVersion", fields: PULL_REQUEST_CORE },
      { version: "sizeVersion", fields: ["additions", "deletions", "changedFiles"] },
    ],
    min: ["openedAt"],
    max: ["isClockSuspect"],
  },
  issues: {
    key: ["ref"],
    subject: "ref",
    groups: [{ version: "coreVersion", fields: ISSUE_CORE }],
    min: ["openedAt"],
    max: ["isClockSuspect"],
  },
  /** What can change back, one row for each state that was seen: any past instant can be asked. */
  versions: { key: ["subject", "version"], subject: "subject", groups: [], min: [], max: [] },
  activities: {
    key: ["subject", "at", "kind", "person", "personKind"],
    subject: "subject",
    groups: [],
    min: [],
    max: [],
  },
  reviews: {
    key: ["id"],
    subject: "subject",
    groups: [],
    min: ["at", "dismissedAt"],
    max: ["state", "person", "personKind"],
  },
  commits: {
    key: ["subject", "sha"],
    subject: "subject",
    groups: [],
    min: ["authoredAt", "at"],
    max: ["title", "person", "personKind"],
  },
  checks: {
    key: ["id"],
    subject: "subject",
    groups: [{ version: "version", fields: ["name", "conclusion", "at"] }],
    min: ["startedAt"],
    max: [],
  },
  deployments: { key: ["id"], subject: "id", groups: [], min: ["succeededAt", "failedAt"], max: DEPLOYMENT_FIELDS },
  pushes: { key: ["subject", "at", "version"], subject: "subject", groups: [], min: [], max: [] },
  tickets: {
    key: ["ref"],
    subject: "ref",
    groups: [{ version: "coreVersion", fields: TICKET_CORE }],
    min: ["createdAt"],
    max: ["source", "isClockSuspect"],
  },
  ticketChanges: { key: ["subject", "id"], subject: "subject", groups: [], min: ["at"], max: ["field", "from", "to"] },
  ticketStatuses: {
    key: ["subject", "name"],
    subject: "subject",
    groups: [{ version: "version", fields: ["category"] }],
    min: [],
    max: [],
  },
  sprints: {
    key: ["subject"],
    subject: "subject",
    groups: [{ version: "version", fields: ["board", "name", "goal", "startedAt", "endsAt", "completedAt"] }],
    min: [],
    max: [],
  },
  corrections: {
    key: ["subject"],
    subject: "subject",
    groups: [{ version: "version", fields: ["at", "by", "kind", "cause", "isVoid"] }],
    min: [],
    max: [],
  },
  /** What is gone, or its whole repository; whatever of it changed later has come back. */
  tombstones: {
    key: ["subject"],
    subject: "subject",
    groups: [{ version: "version", fields: ["at", "movedTo"] }],
    min: [],
    max: [],
  },
} as const satisfies Record<string, FactTable>;

export type FactTableName = keyof typeof factTables;

export const factTableNames = Object.keys(factTables) as FactTableName[];

/** Instants are milliseconds here, so that rows compare and hash alike on both engines. */
export type FactValue = string | number | boolean | null | readonly string[];
export type FactRow = Record<string, FactValue>;

/** What one event says about one row. */
export interface Contribution {
  table: FactTableName;
  row: FactRow;
}

export function keyOf({ key }: FactTable, row: FactRow): string {
  return key.length === 1 ? String(row[key[0] ?? ""]) : JSON.stringify(key.map((field) => row[field]));
}

/** The row that knows what both know. `a` itself when `b` adds nothing. */
export function joinRows(table: FactTable, a: FactRow, b: FactRow): FactRow {
  const fields = [...newerFields(table, a, b), ...earlierFields(table, a, b), ...greaterFields(table, a, b)];
  if (fields.length === 0) return a;
  const joined = { ...a };
  for (const field of fields) joined[field] = b[field] ?? null;
  return joined;
}

function newerFields({ groups }: FactTable, a: FactRow, b: FactRow): string[] {
  const newer = groups.filter(({ version }) => isGreater(b[version], a[version]));
  return newer.flatMap(({ version, fields }) => [version, ...fields]);
}

function earlierFields({ min }: FactTable, a: FactRow, b: FactRow): string[] {
  return min.filter((field) => isKnown(b[field]) && (!isKnown(a[field]) || isGreater(a[field], b[field])));
}

function greaterFields({ max }: FactTable, a: FactRow, b: FactRow): string[] {
  return max.filter((field) => isGreater(b[field], a[field]));
}

/** Null is less than everything. Both sides are of one type, and texts are compared by their code units. */
function isGreater(a: FactValue | undefined, b: FactValue | undefined): boolean {
  return isKnown(a) && (!isKnown(b) || a > b);
}

function isKnown(value: FactValue | undefined): value is Exclude<FactValue, null> {
  return value !== null && value !== undefined;
}
