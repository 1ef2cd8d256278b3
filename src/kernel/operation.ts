/** Where an operation writes: a person's terminal, or a file. */
export interface Terminal {
  print(line: string): void;
  /** What went wrong; it must not mix with results that are piped on. */
  complain(line: string): void;
  /** A bar that a person sees move; silent when nobody watches. */
  progress(label: string): Progress;
}

export interface Progress {
  /** `done` of `total`, in whatever unit; an unknown total shows the count alone. */
  update(done: number, total?: number): void;
  stop(): void;
}

/**
 * What an operator does at the machine itself, with its files and its database. Unlike a capability it is reachable from
 * the terminal alone.
 */
export interface Operation {
  /** One or two words: "import", "facts rebuild". */
  name: string;
  /** Says also which words and options it takes; others are refused: "adjutant import FILE [--since DATE]". */
  usage: string;
  summary: string;
  /** Throws a UserError for what the operator can mend. False ends the process with a failure. */
  run(call: OperationCall): Promise<boolean>;
}

export interface OperationCall {
  words: string[];
  fields: Record<string, string[]>;
  json: boolean;
  terminal: Terminal;
}
