/** Slack waits three seconds. */
const ACK_MS_MAX = 2_500;

export interface AckOptions {
  send(response?: unknown): Promise<void>;
  /** Sent when nobody has acknowledged in time; without it, nothing is. */
  slowResponse?: unknown;
  onAutoAck(): void;
  /** Hears of the time from receipt to acknowledgement, or of the line having gone meanwhile. */
  onSent(seconds: number): void;
  onFailed(error: unknown): void;
}

export type Ack = (response?: unknown) => Promise<void>;

/** An acknowledgement that is sent once, in time, and whose failure throws nothing: what it acknowledges is stored. */
export function createAck({ send, slowResponse, onAutoAck, onSent, onFailed }: AckOptions): Ack {
  const receivedAt = performance.now();
  const timer = slowResponse === undefined ? undefined : setTimeout(acknowledgeLate, ACK_MS_MAX);
  let isSent = false;

  async function ack(response?: unknown): Promise<void> {
    if (isSent) return;
    isSent = true;
    clearTimeout(timer);
    try {
      await send(response);
      onSent((performance.now() - receivedAt) / 1_000);
    } catch (error) {
      onFailed(error);
    }
  }

  function acknowledgeLate(): void {
    onAutoAck();
    void ack(slowResponse);
  }

  return ack;
}
