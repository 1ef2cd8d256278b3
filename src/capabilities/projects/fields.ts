import { z } from "zod";
import { Key, orNone, Tracker } from "#domain/directory";

export const Fields = z.object({
  name: z.string().trim().min(1).max(120).describe("What people call it."),
  tracker: Tracker.describe("Where its tickets live: github, jira or linear."),
  team: orNone(Key).describe("Key of the team it belongs to, or none."),
  description: orNone(z.string().max(2_000)).describe("What it is about, or none."),
});
