import { readFileSync, unwatchFile, watchFile } from "node:fs";
import { UserError } from "#lib/errors";

const POLL_MS = 2_000;

export interface WatchedFileOptions<Content> {
  /** For people and the log: "rules". */
  name: string;
  /** Null for the content that comes with the product. */
  path: string | null;
  /** Throws a UserError that says what is wrong. */
  parse(text: string): Content;
  fallback: string;
  /** Hears of each change: `problem` says why a changed file is not in force, or is null. */
  onChange?(problem: string | null): void;
  log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
  pollMs?: number;
}

/**
 * What a file says, read anew when it changes. A file that is wrong or gone changes nothing but `problem()`; at the start,
 * before any good one was read, what comes with the product is in force.
 */
export function createWatchedFile<Content>(options: WatchedFileOptions<Content>) {
  const { name, path, parse, fallback, onChange, log, pollMs = POLL_MS } = options;
  let text = fallback;
  let current = parse(text);
  let problem: string | null = null;

  function load(file: string): void {
    try {
      const read = readFileSync(file, "utf8");
      current = parse(read);
      text = read;
      problem = null;
      log.info({ path: file }, `${name} loaded`);
    } catch (error) {
      // What was in force is better than nothing: people hear why the new one is not.
      problem = describe(name, error);
      log.warn({ path: file, problem }, `${name} refused`);
    }
  }

  function reload(): void {
    if (path === null) return;
    load(path);
    onChange?.(problem);
  }

  if (path !== null) {
    load(path);
    // Asking again and again also sees what editors do: write another file and rename it.
    watchFile(path, { interval: pollMs, persistent: false }, reload);
  }
  return {
    current: (): Content => current,
    text: (): string => text,
    problem: (): string | null => problem,
    reload,
    stop: (): void => {
      if (path !== null) unwatchFile(path, reload);
    },
  };
}

function describe(name: string, error: unknown): string {
  if (error instanceof UserError) return error.message;
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  return code === "ENOENT" ? `The ${name} file is not there.` : `The ${name} file cannot be read (${code}).`;
}
