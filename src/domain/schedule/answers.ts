/** What somebody says for a day's standup, in their own words. */
export interface StandupAnswer {
  /** A person's id. */
  person: string;
  team: string;
  /** The local date of the standup. */
  date: string;
  yesterday: string;
  today: string;
  blockers: string;
  at: Date;
}

const SUBJECT = /(?<![\w./-])([\w.-]{1,100}\/[\w.-]{1,100}#\d{1,9})\b/g;
const SUBJECTS_MAX = 10;

/** The pull requests that somebody's words about what stops them name. */
export function subjectsIn(words: string): string[] {
  const found = [...words.toLowerCase().matchAll(SUBJECT)].flatMap(([, subject]) => subject ?? []);
  return [...new Set(found)].slice(0, SUBJECTS_MAX);
}
