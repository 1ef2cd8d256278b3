import { z } from "zod";
import { type AccountRef, type Person, toHandle, Vendor } from "#domain/directory";
import { choosePerson } from "#kernel/actor";
import type { Context } from "#kernel/context";

/** An account elsewhere, and whose it is to be or is. Slack's own accounts are known from Slack. */
export const Linking = z.object({
  vendor: Vendor.exclude(["slack"]).describe("github, jira or linear."),
  login: z
    .string()
    .trim()
    .regex(/^@?[\w.@+-]{1,100}$/, { error: "Write the login, like octocat." })
    .describe("The login there, like octocat."),
  person: z.string().max(100).optional().describe("Slack user id of somebody else; for operators only."),
});
export type Linking = z.output<typeof Linking>;

export async function readLinking(
  context: Context,
  { vendor, login, person }: Linking,
): Promise<{ account: AccountRef; person: Person }> {
  return { account: { vendor, handle: toHandle(vendor, login) }, person: await choosePerson(context, person) };
}
