/** What makes vectors of texts. */
export interface Embedder {
  model: string;
  /**
   * One for each text, in their order, of length 1. Throws an UnavailableError where waiting helps, and a UserError where a
   * person has to mend something.
   */
  embed(texts: readonly string[], asked: { signal: AbortSignal; timeoutMs: number }): Promise<Float32Array[]>;
}
