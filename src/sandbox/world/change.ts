import { z } from "zod";

const At = { repo: z.string(), number: z.coerce.number().int() };

const By = { by: z.string() };

const Remove = { remove: z.boolean().optional() };

const Conclusions = z.enum(["success", "failure"]);

/** What can be made to happen, as plain data, so that a page and a test say it in the same way. */
export const Change = z.discriminatedUnion("change", [
  z.object({
    change: z.literal("open"),
    repo: z.string(),
    ...By,
    title: z.string().min(1).max(100_000),
    ticket: z.string().nullish(),
    isDraft: z.boolean().optional(),
    reviewers: z.array(z.string()).max(10).optional(),
    lines: z.coerce.number().int().min(1).max(1_000_000).optional(),
  }),
  z.object({ change: z.literal("push"), ...At }),
  z.object({
    change: z.literal("review"),
    ...At,
    ...By,
    state: z.enum(["approved", "changes_requested", "commented"]),
    body: z.string().max(100_000).optional(),
  }),
  z.object({
    change: z.literal("comment"),
    ...At,
    ...By,
    body: z.string().min(1).max(100_000),
    /** The file, for a comment on a line of a pull request. */
    path: z.string().max(1_000).optional(),
  }),
  z.object({ change: z.literal("check"), ...At, conclusion: Conclusions }),
  z.object({ change: z.literal("ready"), ...At }),
  z.object({ change: z.literal("merge"), ...At, ...By }),
  z.object({ change: z.literal("close"), ...At, ...By }),
  z.object({ change: z.literal("revert"), ...At, ...By }),
  z.object({ change: z.literal("deploy"), repo: z.string(), ...By, conclusion: Conclusions }),
  z.object({ change: z.literal("incident"), repo: z.string(), ...By, title: z.string().min(1).max(1_000) }),
  z.object({ change: z.literal("resolve"), ...At, ...By }),
  z.object({ change: z.literal("label"), ...At, ...By, label: z.string().min(1).max(50), ...Remove }),
  z.object({ change: z.literal("assign"), ...At, ...By, login: z.string(), ...Remove }),
  /** Somebody is asked to review. */
  z.object({ change: z.literal("ask"), ...At, ...By, login: z.string(), ...Remove }),
  z.object({ change: z.literal("uncomment"), ...At, id: z.coerce.number().int() }),
  z.object({
    change: z.literal("issue"),
    repo: z.string(),
    ...By,
    title: z.string().min(1).max(1_000),
    body: z.string().max(100_000),
    labels: z.array(z.string().max(50)).max(100),
  }),
  z.object({ change: z.literal("issue_state"), ...At, ...By, state: z.enum(["open", "closed"]) }),
]);

export type Change = z.output<typeof Change>;

/** The change asks for something that is not there, or not in a state that allows it. */
export class ChangeError extends Error {
  override name = "ChangeError";
}
