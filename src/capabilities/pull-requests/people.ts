import { z } from "zod";
import { defineEffect } from "#kernel/capability";
import type { Writing } from "#kernel/context";
import { readRef, requireReads, requireWrites } from "#kernel/github";
import type { GithubPull, GithubWrites, ItemRef } from "#kernel/ports/github";
import { beforeSending } from "#kernel/sending";
import { say } from "#lib/view";
import {
  isAmong,
  Linked,
  LoginField,
  PullField,
  SETTLE_MS,
  showItem,
  targetOf,
  versionWith,
  wasThere,
} from "./fields.ts";

interface Role {
  name: string;
  summary: string;
  /** "Ask ada to review acme/api#7". */
  does(login: string, pull: string): string;
  undoes(login: string, pull: string): string;
  logins(pull: GithubPull): string[];
  add(writes: GithubWrites, ref: ItemRef, login: string): Promise<void>;
  remove(writes: GithubWrites, ref: ItemRef, login: string): Promise<void>;
}

export const requestReview = definePeopleEffect({
  name: "pr.request-review",
  summary: "Ask somebody to review a pull request, or withdraw that.",
  does: (login, pull) => `Ask ${login} to review ${pull}`,
  undoes: (login, pull) => `Ask ${login} no longer to review ${pull}`,
  logins: ({ requestedReviewers }) => requestedReviewers,
  add: (writes, ref, login) => writes.requestReview(ref, login),
  remove: (writes, ref, login) => writes.withdrawReview(ref, login),
});

export const assign = definePeopleEffect({
  name: "pr.assign",
  summary: "Assign somebody to a pull request, or unassign them.",
  does: (login, pull) => `Assign ${login} to ${pull}`,
  undoes: (login, pull) => `Unassign ${login} from ${pull}`,
  logins: ({ assignees }) => assignees,
  add: (writes, ref, login) => writes.assign(ref, login),
  remove: (writes, ref, login) => writes.unassign(ref, login),
});

/** What gives a pull request a person. Doing it twice is the same as once. */
function definePeopleEffect({ name, summary, does, undoes, logins, add, remove: takeOff }: Role) {
  const describe = (login: string, pull: string, remove: boolean) => (remove ? undoes(login, pull) : does(login, pull));
  return defineEffect({
    ...{ name, summary, risk: "medium", vendor: "github", settleMs: SETTLE_MS, result: Linked },
    input: z.object({
      pull: PullField,
      login: LoginField.describe("Their GitHub login."),
      remove: z.boolean().default(false).describe("Take it back instead."),
    }),
    target: ({ pull }) => targetOf(pull),

    async preview(context, { pull, login, remove }) {
      const found = await requireReads(context).pull(readRef(pull));
      return {
        ...(await showItem(context, found)),
        version: versionWith(found, isAmong(logins(found), login)),
        does: describe(login, pull, remove),
        payload: [{ label: "Person", text: login }],
      };
    },
    async run(context: Writing, { pull, login, remove }, attempt) {
      const ref = readRef(pull);
      const { url } = await beforeSending(context, () => requireReads(context).pull(ref));
      await (remove ? takeOff : add)(requireWrites(context), ref, login);
      return { url, text: `Done: ${describe(login, pull, remove)}.`, changed: wasThere(attempt) === remove };
    },
    async reconcile(context, { pull, login, remove }, attempt) {
      const found = await requireReads(context).pull(readRef(pull));
      if (isAmong(logins(found), login) === remove) return undefined;
      const text = `Done: ${describe(login, pull, remove)}.`;
      return { url: found.url, text, changed: wasThere(attempt) === remove };
    },
    linkOf: ({ url }) => url,
    inverse: ({ pull, login, remove }, { changed }) =>
      changed ? { name, input: { pull, login, remove: !remove } } : null,
    view: ({ text }) => say(text),
  });
}
