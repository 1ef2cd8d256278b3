import type { Reply } from "../wire/vendor.ts";

/** A request that is understood and refused, in Jira's form: general messages, and one per field. */
export class RefusalError extends Error {
  override name = "RefusalError";
  readonly reply: Reply;

  constructor(status: number, messages: string[], fields: Record<string, string> = {}) {
    super(messages.join(" "));
    this.reply = { status, body: { errorMessages: messages, errors: fields } };
  }
}

export function missingIssue(): RefusalError {
  return new RefusalError(404, ["Issue does not exist or you do not have permission to see it."]);
}

export function badField(field: string, message: string): RefusalError {
  return new RefusalError(400, [], { [field]: message });
}
