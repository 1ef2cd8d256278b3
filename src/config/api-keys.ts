import { z } from "zod";

const FORM =
  "Write name:key, or name@U024BE91L:key for one that stands for a person; the key has 16 characters or more.";
/**
 * `name:key` or `name@U024BE91L:key`: the name shows in the audit, the key is what a caller sends, and the Slack member is
 * whom the key stands for. One that stands for nobody decides nothing.
 */
export const ApiKeys = z
  .string()
  .transform((list) => list.split(",").map((pair) => pair.trim()))
  .pipe(z.array(z.string().regex(/^[a-z][\w-]*(?:@[UW][A-Z0-9]{2,20})?:\S{16,}$/, FORM)))
  .transform((pairs) => pairs.map(readApiKey));

/** What a caller sends, what it is called in the audit, and whom it stands for. */
export interface ApiKey {
  name: string;
  key: string;
  owner?: string;
}

function readApiKey(pair: string): ApiKey {
  const [whose = "", ...rest] = pair.split(":");
  const [name = "", owner] = whose.split("@");
  return { name, key: rest.join(":"), ...(owner !== undefined && { owner }) };
}
