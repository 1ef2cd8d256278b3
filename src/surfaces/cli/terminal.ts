import { type Options, SingleBar } from "cli-progress";
import type { Progress, Terminal } from "#kernel/operation";

const COUNT_ONLY = "{label} {value}";
const WITH_TOTAL = "{label} [{bar}] {percentage} % · {value} of {total}";

/** Results go to standard output, complaints and progress to standard error, so that a pipe gets results alone. */
export function createTerminal(): Terminal {
  return {
    print: (line) => void process.stdout.write(`${line}\n`),
    complain: (line) => void process.stderr.write(`${line}\n`),
    progress: (label) => (process.stderr.isTTY ? showBar(label) : silent),
  };
}

const silent: Progress = { update() {}, stop() {} };

function showBar(label: string): Progress {
  let bar: SingleBar | undefined;
  return {
    update(done, total) {
      bar ??= startBar(total === undefined ? COUNT_ONLY : WITH_TOTAL);
      if (total !== undefined) bar.setTotal(total);
      bar.update(done, { label });
    },
    stop: () => bar?.stop(),
  };

  function startBar(format: string): SingleBar {
    const options: Options = { format, stream: process.stderr, hideCursor: true, clearOnComplete: false };
    const started = new SingleBar(options);
    started.start(1, 0, { label });
    return started;
  }
}
