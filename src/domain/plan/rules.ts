/** What every document has to keep to, whoever drafts it. */
export const RULES = [
  "Write only what follows from the sources. Where they say nothing, leave the list empty or ask in open_questions;",
  "never invent figures, dates, names, users or goals.",
  "Every goal has a measure, or null where the sources give none.",
  "Every requirement can be tested, and at least one acceptance criterion names it in serves.",
  "Every story can be done in a few days, has acceptance criteria of its own, and names in serves what it is for.",
  "Name no people, and write no links.",
].join(" ");
