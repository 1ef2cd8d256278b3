import type { Terminal } from "#kernel/operation";

/** A terminal whose lines a test can read. */
export function createTestTerminal() {
  const printed: string[] = [];
  const complaints: string[] = [];
  const terminal: Terminal = {
    print: (line) => void printed.push(line),
    complain: (line) => void complaints.push(line),
    progress: () => ({ update() {}, stop() {} }),
  };
  return { terminal, printed, complaints };
}
