const DOCS = "https://docs.github.com/rest";

export interface Answer {
  status: number;
  /** Nothing is sent where it is undefined. */
  body: unknown;
  headers?: Record<string, string>;
}

export function problem(status: number, message: string): Answer {
  return { status, body: { message, documentation_url: DOCS, status: String(status) } };
}

export function invalid(issues: { path: PropertyKey[]; message: string }[]): unknown {
  const errors = issues.map(({ path, message }) => ({ field: path.join("."), code: "invalid", message }));
  return { message: "Validation Failed", errors, documentation_url: DOCS, status: "422" };
}
