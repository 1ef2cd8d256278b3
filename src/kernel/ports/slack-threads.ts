/** The threads of Slack in which somebody's word is awaited. */
export interface SlackThreads {
  /** Whether something said there may be an answer to us; all else that is said in channels is nobody's business here. */
  awaits(channel: string, thread: string): Promise<boolean>;
  /** Whether a thread of a channel that is listened to is about a ticket. */
  isAboutTicket(channel: string, thread: string): Promise<boolean>;
}
