import type { ChatPiece, ChatReply, Finish, Usage } from "#domain/model/chat";
import { explainError, type Failed } from "./failures.ts";
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

type Open = (stopping: AbortSignal) => Promise<AsyncIterable<unknown> | Failed>;

/** The pieces of a stream, and at the end what it came to. A stream that stalls is ended here: the SDK waits for ever. */
export async function* streamPieces(open: Open, { limits, signal, now }: Streaming): AsyncGenerator<ChatPiece, void> {
  const watch = createWatch(limits);
  const heard: Heard = { text: "", finish: undefined, usage: null };
  let failed: Failed | undefined;
  try {
    watch.expect(limits.firstMs);
    const chunks = await open(AbortSignal.any([signal, watch.signal]));
    if ("failure" in chunks) failed = chunks;
    else yield* listen(chunks, { heard, watch, betweenMs: limits.betweenMs });
  } catch (error) {
    failed = explainError(error, { hasFormat: false, now: now() });
  } finally {
    watch.end();
  }
  yield { type: "end", reply: judge(heard, { failed, hasStalled: watch.hasStalled(), isStopped: signal.aborted }) };
}

interface Listening {
  heard: Heard;
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

interface Heard {
  text: string;
  /** Undefined until the server says how it ended. */
  finish: Finish | undefined;
  usage: Usage | null;
}

/** An aborted stream leaves its loop without an error, and so does one that the server ends too early. */
function judge(
  { text, finish = "cut", usage }: Heard,
  { failed, hasStalled, isStopped }: { failed: Failed | undefined; hasStalled: boolean; isStopped: boolean },
): ChatReply {
  if (isStopped) return { status: "failed", failure: "stopped", detail: "the caller has gone", retryAt: null };
  if (hasStalled) return { status: "failed", failure: "timeout", detail: "the stream stalled", retryAt: null };
  return failed ?? { status: "answered", text, finish, usage };
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
