/** What stands where a secret was. */
export const REDACTED = "[redacted]";
/** One pattern per family of secrets. Each reaches to the end of the token, so that no tail is left behind. */
const SECRETS = [
  /\bxox[a-z]-[\w-]+/g,
  /\bxapp-[\w-]+/g,
  /\b(?:ghp|gho|ghu|ghs|ghr)_\w+/g,
  /\bgithub_pat_\w+/g,
  /\bATATT[\w=-]+/g,
  /\blin_(?:api|oauth|wh)_\w+/g,
  /\bsk-[\w-]{16,}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /(?<=\b(?:bearer|basic|token|secret|password|api[_-]?key)["']?\s{0,9}[:=]\s{0,9}["']?)[\w.~+/=-]{8,}/gi,
  /(?<=--(?:token|secret|password|api[_-]?key)\s{1,9}["']?)[\w.~+/=-]{8,}/gi,
  /(?<=:\/\/[^\s:/@]{0,200}:)[^\s@/]+(?=@)/g,
  /(?<=https:\/\/hooks\.slack\.com\/)\S+/g,
];
/** After the mere word it may as well be the next word of a sentence: "token validation". */
const MAYBE_SECRET = /(?<=\b(?:bearer|basic|token|secret|password|api[_-]?key)["']?\s{1,9}["']?)[\w.~+/=-]{8,}/gi;
/** Longer text is cut first: a pattern must not be made to walk through megabytes. */
const LENGTH_MAX = 20_000;

/** Text without secrets, for logs, the audit and errors. */
export function redact(text: string): string {
  const short = text.length > LENGTH_MAX ? `${text.slice(0, LENGTH_MAX)}…` : text;
  return redactLine(short);
}

/** The same without a limit, for lines whose length is limited already. */
export function redactLine(line: string): string {
  const clean = SECRETS.reduce((rest, pattern) => rest.replace(pattern, REDACTED), line);
  return clean.replace(MAYBE_SECRET, (value) => (looksRandom(value) ? REDACTED : value));
}

const PART_CHARS_MIN = 8;
/** No ordinary word is as long. */
const WORD_CHARS_MAX = 23;
const TURNS_MIN = 3;
/** "authentication", "validateToken" and "HTTPServer", but not "dXNlcjpwYXNz". */
const NAME = /^(?:[A-Z]?[a-z]{2,}|[A-Z]{2,}(?=[A-Z]|$))+$/;
const TURN = /[a-z](?=\d)|\d(?=[a-z])/gi;

/** Whether it looks like something that a machine made up, and not like words, names and paths. */
function looksRandom(value: string): boolean {
  const parts = value.split(/[._~+/=-]+/);
  return (value.match(TURN) ?? []).length >= TURNS_MIN || parts.some(isRandomPart);
}

function isRandomPart(part: string): boolean {
  if (part.length < PART_CHARS_MIN) return false;
  return part.length > WORD_CHARS_MAX || /\d/.test(part) || !(NAME.test(part) || isOneCase(part));
}

function isOneCase(part: string): boolean {
  return part === part.toLowerCase() || part === part.toUpperCase();
}

const DEPTH_MAX = 8;

/** The same for every string inside a JSON value. */
export function redactDeep(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redact(value);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (depth >= DEPTH_MAX) return "[too deep]";
  if (Array.isArray(value)) return value.map((item) => redactDeep(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactDeep(item, depth + 1)]));
}
