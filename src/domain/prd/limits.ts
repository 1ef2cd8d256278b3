import { UserError } from "#lib/errors";
import { toLines, toText } from "./lines.ts";

export const TEXT_BYTES_MAX = 100 * 1_024;
export const TITLE_LENGTH_MAX = 150;
export const MESSAGE_LENGTH_MAX = 300;
export const COMMENT_LENGTH_MAX = 3_000;
export const VERSIONS_MAX = 1_000;
export const BRANCHES_MAX = 50;
/** Of comments and of reviews each. */
export const REMARKS_MAX = 1_000;

/** A text as it is kept. Throws a UserError where it is longer than a PRD may be. */
export function fitText(text: string): string {
  const size = Buffer.byteLength(text);
  if (size > TEXT_BYTES_MAX) {
    throw new UserError(`A PRD may have 100 kB; this has ${Math.ceil(size / 1_024)} kB. Split it into several.`);
  }
  return toText(toLines(text));
}
