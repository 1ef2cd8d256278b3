import { UnavailableError } from "./errors.ts";

/**
 * Gives work so long, and no longer. The signal aborts then; what the work still does after that is nobody's answer any
 * more. A timer that is cleared, because signals that time out by themselves are dear to make and to collect.
 */
export async function withinTime<T>(msMax: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const controller = new AbortController();
  const timer = setTimeout(() => {
    late.reject(new UnavailableError("That took too long, so I gave up on it."));
    controller.abort();
  }, msMax);
  try {
    return await Promise.race([work(controller.signal), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
