import { z } from "zod";
import { ownersOf } from "#domain/ownership";
import type { Attempt, Preview } from "#kernel/capability";
import type { Context } from "#kernel/context";
import type { GithubItem } from "#kernel/ports/github";

/** What GitHub was told it shows within this time, also when it is slow. */
export const SETTLE_MS = 10_000;

export const PullField = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][\w-]{0,99}\/(?!\.{1,2}#)[\w.-]{1,100}#\d{1,9}$/, { error: "Write it like owner/name#7." })
  .describe("The pull request, like acme/api#7.");

export const LoginField = z
  .string()
  .trim()
  .regex(/^@?[a-z\d](?:[a-z\d-]{0,38})$/i, { error: "Write a GitHub login, like octocat." })
  .transform((login) => login.replace(/^@/, ""));

/** `changed` is false where it was so before: then there is nothing of ours to take back. */
export const Linked = z.object({ url: z.string(), text: z.string(), changed: z.boolean() });

/** Whether a thing is there, as part of the version that is approved: what comes to be there meanwhile is not ours. */
const THERE = " with it";

export function versionWith({ state }: Pick<GithubItem, "state">, isThere: boolean): string {
  return `${state}${isThere ? THERE : ""}`;
}

export function wasThere({ version }: Pick<Attempt, "version">): boolean {
  return version.endsWith(THERE);
}

export function isAmong(names: readonly string[], name: string): boolean {
  return names.some((one) => one.toLowerCase() === name.toLowerCase());
}

export const targetOf = (pull: string) => `github:${pull}`;

type Shown = Pick<Preview, "subject" | "link" | "place" | "project" | "team">;

/** What a card says of a pull request, and whose it is; who may read it is as wide as its repository. */
export async function showItem({ directory }: Context, item: GithubItem): Promise<Shown> {
  const { repo, number, title, url: link, isPublic } = item;
  const [teams, projects] = await Promise.all([directory.teams(), directory.projects()]);
  return {
    ...ownersOf(repo, { teams, projects }),
    ...{ subject: `${repo}#${number} ${title}`, link },
    place: isPublic ? { kind: "external" } : { kind: "private", members: Number.POSITIVE_INFINITY },
  };
}
