import { UnavailableError, UserError } from "./errors.ts";

/**
 * Gives work so long, and no longer, and only while somebody wants it. The signal aborts then; what the work still does after
 * that is nobody's answer any more. A timer that is cleared, because signals that time out by themselves are dear to make and
 * to collect.
 */
export async function withinTime<T>(
  msMax: number,
  work: (signal: AbortSignal) => Promise<T>,
  given?: AbortSignal,
): Promise<T> {
  const ended = Promise.withResolvers<never>();
  const controller = new AbortController();
  function end(error: Error): void {
    ended.reject(error);
    controller.abort();
  }
  const timer = setTimeout(() => end(new UnavailableError("That took too long, so I gave up on it.")), msMax);
  const stop = () => end(new UserError("It was stopped."));
  given?.addEventListener("abort", stop, { once: true });
  if (given?.aborted) stop();
  try {
    return await Promise.race([work(controller.signal), ended.promise]);
  } finally {
    clearTimeout(timer);
    given?.removeEventListener("abort", stop);
  }
}
