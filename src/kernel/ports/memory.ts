/** Single values that survive a restart: watermarks, ids learned once. */
export interface Memory {
  recall(key: string): Promise<unknown>;
  remember(key: string, value: unknown, at: Date): Promise<void>;
}
