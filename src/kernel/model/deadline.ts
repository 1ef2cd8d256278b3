import type { ModelAsk } from "../ports/model.ts";

/** Ends with the caller, or when its time for this is up. */
export function signalOf<Input>({ call, timeMaxMs }: ModelAsk<Input>): AbortSignal {
  if (timeMaxMs === undefined) return call.signal;
  return AbortSignal.any([call.signal, AbortSignal.timeout(timeMaxMs)]);
}
