import { z } from "zod";
import { Vendor } from "#domain/directory";

/** Where a login is. Slack's own accounts are known from Slack. */
export const VendorField = Vendor.exclude(["slack"]).describe("github, jira or linear.");

export const LoginField = z
  .string()
  .trim()
  .regex(/^@?[\w.@+-]{1,100}$/, { error: "Write the login, like octocat." })
  .describe("The login there, like octocat.");

export const PersonField = z
  .string()
  .max(100)
  .optional()
  .describe("Slack user id of somebody else; for operators only.");
