/** What is being worked on in threads, so that whoever looks on can stop it. */
export interface Sessions {
  begin(channel: string, thread: string): Session;
  /** Answers whether anything was under way there. */
  stop(channel: string, thread: string, user: string): boolean;
}

export interface Session {
  /** Aborts when somebody stops it; the reason is who did, by their Slack id. */
  signal: AbortSignal;
  end(): void;
}

export function createSessions(): Sessions {
  const running = new Map<string, AbortController>();
  const keyOf = (channel: string, thread: string) => `${channel}/${thread}`;
  return {
    begin(channel, thread) {
      const key = keyOf(channel, thread);
      const controller = new AbortController();
      running.set(key, controller);
      return {
        signal: controller.signal,
        end() {
          if (running.get(key) === controller) running.delete(key);
        },
      };
    },
    stop(channel, thread, user) {
      const controller = running.get(keyOf(channel, thread));
      controller?.abort(user);
      return controller !== undefined;
    },
  };
}
