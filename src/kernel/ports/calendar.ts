/** A meeting in the calendar that Adjutant writes to. */
export interface CalendarEvent {
  url: string | null;
  isCancelled: boolean;
  /** By whose effect it was made; null for what is not ours. */
  mark: string | null;
}

export interface CalendarReads {
  /** What it is called. */
  calendar(): Promise<{ id: string; name: string }>;
  /** By the id that we gave it; undefined where there never was one, at once. */
  event(id: string): Promise<CalendarEvent | undefined>;
}

export interface NewCalendarEvent {
  /** Chosen by us, of the letters a to v and digits: it is taken once. */
  id: string;
  mark: string;
  title: string;
  description: string;
  start: Date;
  end: Date;
  /** IANA name. */
  zone: string;
  /** E-mail addresses, which get an invitation. */
  attendees: readonly string[];
}

/** Each is one request. Throws RefusedError, NeverSentError, or anything else where the ending is not known. */
export interface CalendarWrites {
  insert(event: NewCalendarEvent): Promise<{ url: string | null }>;
  /** Also where it is cancelled already. */
  remove(id: string): Promise<void>;
}
