export interface Check {
  name: string;
  /** Whether nothing works without it. */
  isVital?: boolean;
  /** Resolves with a word on the state; throws with what is wrong and how to mend it. */
  probe(): Promise<string>;
}

export interface CheckResult {
  name: string;
  ok: boolean;
  vital: boolean;
  detail: string;
  latency_ms: number;
}

/** Runs one check; an answer that does not come in time counts as a bad one. */
export async function runCheck(
  { name, probe, isVital: vital = false }: Check,
  timeMaxMs: number,
): Promise<CheckResult> {
  const startedAt = performance.now();
  const took = () => Math.round((performance.now() - startedAt) * 10) / 10;
  try {
    const detail = await Promise.race([probe(), failLate(timeMaxMs)]);
    return { name, ok: true, vital, detail, latency_ms: took() };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { name, ok: false, vital, detail, latency_ms: took() };
  }
}

function failLate(timeMaxMs: number): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error(`No answer within ${timeMaxMs} ms.`)), timeMaxMs).unref();
  });
}
