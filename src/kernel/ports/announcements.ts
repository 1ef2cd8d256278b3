import type { View } from "#lib/view";

interface Announcement {
  /** A Slack channel id, or a person's id for a direct message. */
  channel: string;
  view: View;
  /** The same key is announced once, however often it is posted. */
  key: string;
  /** The ts of the thread to answer in. */
  thread?: string;
}

export interface Announced {
  state: "queued" | "sending" | "checking" | "sent" | "uncertain" | "failed";
  ts?: string;
  permalink?: string;
  /** Why it failed, in words for the person who asked for it. */
  reason?: string;
}

/** Messages that everybody in a place sees. */
export interface Announcements {
  /** Accepts the message for sending; what becomes of it, `find` knows. */
  post(announcement: Announcement): Promise<void>;
  find(key: string): Promise<Announced | undefined>;
}
