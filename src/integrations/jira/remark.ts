import type { CloudClient } from "jira.js/cloud";
import { z } from "zod";
import { fromAdf } from "#lib/adf-markdown";
import { ReplyError } from "../reply-error.ts";

const OUR_NAME = /@adjutant\b/giu;
const DEPTH_MAX = 32;

const Comment = z.object({
  author: z.object({ accountId: z.string().optional(), displayName: z.string().optional() }).optional(),
  body: z.unknown(),
});
const Node = z.looseObject({
  type: z.string().optional(),
  attrs: z.looseObject({ id: z.string().optional() }).optional(),
  content: z.array(z.unknown()).optional(),
});

/** A comment as it stands now, and whether it is for us. It may have been edited or deleted since we were told of it. */
export async function readRemark({ issueComments, myself }: CloudClient, issueIdOrKey: string, id: string) {
  const { accountId, displayName } = await myself.getCurrentUser();
  const comment = await findComment(() => issueComments.getComment({ issueIdOrKey, id }));
  if (!comment) return undefined;
  const { author, body } = Comment.parse(comment);
  const text = fromAdf(body);
  const names = [OUR_NAME, ...(displayName === undefined ? [] : [nameOf(displayName)])];
  const isNamed = (accountId !== undefined && mentions(body, accountId)) || text.search(OUR_NAME) >= 0;
  return {
    author: author?.displayName ?? "somebody",
    text: names.reduce((words, name) => words.replaceAll(name, ""), text).trim(),
    isForUs: isNamed && author?.accountId !== accountId,
  };
}

async function findComment<Found>(read: () => Promise<Found>): Promise<Found | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ReplyError && error.status === 404) return undefined;
    throw error;
  }
}

function nameOf(displayName: string): RegExp {
  return new RegExp(`@${displayName.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`, "giu");
}

/** Whether a mention of this account stands anywhere in the document. */
function mentions(node: unknown, accountId: string, depth = 0): boolean {
  const { data } = Node.safeParse(node);
  if (!data || depth > DEPTH_MAX) return false;
  if (data.type === "mention" && data.attrs?.id === accountId) return true;
  return (data.content ?? []).some((inner) => mentions(inner, accountId, depth + 1));
}
