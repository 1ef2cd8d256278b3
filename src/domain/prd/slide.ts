/** A run of marked lines, `end` excluded; where nothing is marked it is empty, and stands before the line `end`. */
interface Run {
  start: number;
  end: number;
}

/** Goes over the runs of one side of a diff. There is a run, often an empty one, before every unmarked line. */
function createCursor(marks: readonly boolean[]) {
  const run: Run = { start: 0, end: 0 };
  const stretch = () => {
    while (marks[run.end]) run.end++;
  };
  stretch();
  return {
    run,
    next(): boolean {
      if (run.end >= marks.length) return false;
      run.start = run.end = run.end + 1;
      stretch();
      return true;
    },
    back(): void {
      if (run.start === 0) return;
      run.start = run.end = run.start - 1;
      while (marks[run.start - 1]) run.start--;
    },
  };
}

type Cursor = ReturnType<typeof createCursor>;

/**
 * Moves each run of changed lines as far down as it goes without changing what the diff means: a run may go on by a line
 * that is equal to its first. Runs that meet become one. Where the other side has changed lines beside it, it stays there.
 */
export function slide(lines: readonly string[], marks: boolean[], others: readonly boolean[]): void {
  const mine = createCursor(marks);
  const theirs = createCursor(others);
  do {
    if (mine.run.end > mine.run.start) settle({ lines, marks, mine, theirs });
    theirs.next();
  } while (mine.next());
}

interface Side {
  lines: readonly string[];
  marks: boolean[];
  mine: Cursor;
  theirs: Cursor;
}

function settle(side: Side): void {
  const { mine, theirs } = side;
  let beside: boolean;
  let size: number;
  do {
    size = sizeOf(mine.run);
    while (moveUp(side)) theirs.back();
    beside = sinkDown(side);
  } while (size !== sizeOf(mine.run));
  while (beside && sizeOf(theirs.run) === 0 && moveUp(side)) theirs.back();
}

/** Whether it came by a place where the other side has changed lines beside it. */
function sinkDown(side: Side): boolean {
  let beside = sizeOf(side.theirs.run) > 0;
  while (moveDown(side)) {
    side.theirs.next();
    beside ||= sizeOf(side.theirs.run) > 0;
  }
  return beside;
}

const sizeOf = ({ start, end }: Run) => end - start;

function moveUp({ lines, marks, mine: { run } }: Side): boolean {
  if (run.start === 0 || lines[run.start - 1] !== lines[run.end - 1]) return false;
  marks[--run.start] = true;
  marks[--run.end] = false;
  while (marks[run.start - 1]) run.start--;
  return true;
}

function moveDown({ lines, marks, mine: { run } }: Side): boolean {
  if (run.end >= lines.length || lines[run.start] !== lines[run.end]) return false;
  marks[run.start++] = false;
  marks[run.end++] = true;
  while (marks[run.end]) run.end++;
  return true;
}
