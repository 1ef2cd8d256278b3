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
  /(?<=\b(?:bearer|basic|token|secret|password|api[_-]?key)["']?\s*[:= ]\s*["']?)[\w.~+/=-]{8,}/gi,
  /(?<=:\/\/[^\s:/@]{0,200}:)[^\s@/]+(?=@)/g,
  /(?<=https:\/\/hooks\.slack\.com\/)\S+/g,
];
/** Longer text is cut first: a pattern must not be made to walk through megabytes. */
const LENGTH_MAX = 20_000;

/** Text without secrets, for logs, the audit and errors. */
export function redact(text: string): string {
  const short = text.length > LENGTH_MAX ? `${text.slice(0, LENGTH_MAX)}…` : text;
  return redactLine(short);
}

/** The same without a limit, for lines whose length is limited already. */
export function redactLine(line: string): string {
  return SECRETS.reduce((clean, pattern) => clean.replace(pattern, "[redacted]"), line);
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
