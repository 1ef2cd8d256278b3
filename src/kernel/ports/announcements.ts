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

/** A message of ours as it stands. */
export interface Standing {
  /** Under which it was posted. */
  key: string;
  channel: string;
  ts: string;
  /** Its words, as a notification shows them. */
  text: string;
  /** Of what it says: another one after each change. */
  version: string;
}

/** Messages that everybody in a place sees. */
export interface Announcements {
  /** Accepts the message for sending; what becomes of it, `find` knows. */
  post(announcement: Announcement): Promise<void>;
  find(key: string): Promise<Announced | undefined>;
  /** By the key of its posting, or by where it stands; undefined where it is none of ours, or too long ago. */
  standing(at: { key: string } | { channel: string; ts: string }): Promise<Standing | undefined>;
  /** Accepts another edition of a message that stands; what becomes of it, `find` knows by `key`. */
  update(edition: { of: Standing; view: View; key: string }): Promise<void>;
}
