import type { ChatPiece, ChatReply, Finish, Heard } from "#domain/model/chat";
import { explainError, type Failed } from "./failures.ts";
import type { Ended } from "./patience.ts";
import { readChunk } from "./shapes.ts";

export interface StreamLimits {
  firstMs: number;
  betweenMs: number;
  allMs: number;
}

interface Streaming {
  limits: StreamLimits;
  signal: AbortSignal;
  now(): Date;
}

type Open = (stopping: AbortSignal) => Promise<Ended<AsyncIterable<unknown>>>;

/** The pieces of a stream, and at the end what it came to. A stream that stalls is ended here: the SDK waits for ever. */
export async function* streamPieces(open: Open, { limits, signal, now }: Streaming): AsyncGenerator<ChatPiece, void> {
  const watch = createWatch(limits);
  const heard: Heard & Ending = { text: "", finish: undefined, usage: null };
  let [failed, lost, isOpen]: [Failed | undefined, number, boolean] = [undefined, 0, false];
  try {
    watch.expect(limits.firstMs);
    const opened = await open(AbortSignal.any([signal, watch.signal]));
    [failed, lost, isOpen] = [opened.failed, opened.lost, !opened.failed];
    if (!opened.failed) yield* listen(opened.result, { heard, watch, betweenMs: limits.betweenMs });
  } catch (error) {
    failed = explainError(error, { hasFormat: false, now: now() });
  } finally {
    watch.end();
  }
  const seen = { failed, lost, isOpen, hasStalled: watch.hasStalled(), isStopped: signal.aborted };
  yield { type: "end", reply: judge(heard, seen) };
}

interface Listening {
  heard: Heard & Ending;
  watch: ReturnType<typeof createWatch>;
  betweenMs: number;
}

async function* listen(chunks: AsyncIterable<unknown>, { heard, watch, betweenMs }: Listening) {
  for await (const chunk of chunks) {
    watch.rest();
    const { text, finish, usage } = readChunk(chunk);
    heard.text += text;
    heard.usage = usage ?? heard.usage;
    // Who refuses may say afterwards that it has come to its end.
    if (heard.finish !== "refused") heard.finish = finish ?? heard.finish;
    if (text !== "") yield { type: "text" as const, text };
    watch.expect(betweenMs);
  }
}

interface Ending {
  /** Undefined until the server says how it ended. */
  finish: Finish | undefined;
}

interface Seen {
  failed: Failed | undefined;
  /** Sends before the stream, or instead of it, that may be billed. */
  lost: number;
  isOpen: boolean;
  hasStalled: boolean;
  isStopped: boolean;
}

/**
 * An aborted stream leaves its loop without an error, and so does one that the server ends too early. A stream of which
 * nothing was heard may have cost anything.
 */
function judge({ text, finish = "cut", usage }: Heard & Ending, seen: Seen): ChatReply {
  const { failed, isOpen } = seen;
  const lost = seen.lost + (isOpen ? 1 : 0);
  if (seen.isStopped)
    return { status: "failed", failure: "stopped", detail: "the caller has gone", retryAt: null, lost };
  if (seen.hasStalled)
    return { status: "failed", failure: "timeout", detail: "the stream stalled", retryAt: null, lost };
  if (!failed) return { status: "answered", text, finish, usage, lost: seen.lost };
  if (!isOpen || (text === "" && !usage)) return { ...failed, lost };
  return { ...failed, lost: seen.lost, heard: { text, usage } };
}

/** Aborts when the next piece, or the last one, is too late; while the reader works, only the whole counts. */
function createWatch({ allMs }: StreamLimits) {
  const controller = new AbortController();
  const stop = () => controller.abort();
  const whole = setTimeout(stop, allMs);
  let next: NodeJS.Timeout | undefined;
  let hasStalled = false;
  return {
    signal: controller.signal,
    expect(ms: number) {
      next = setTimeout(stop, ms);
    },
    rest: () => clearTimeout(next),
    /** The connection goes too: a reader who leaves early asked for no more. */
    end() {
      hasStalled = controller.signal.aborted;
      clearTimeout(next);
      clearTimeout(whole);
      stop();
    },
    hasStalled: () => hasStalled,
  };
}
