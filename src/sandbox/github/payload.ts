import type { Happening } from "../world/happening.ts";
import type { Repo, State } from "../world/model.ts";
import { toBody } from "./bodies.ts";
import { createUsers, type Shape } from "./shapes/account.ts";
import type { Setting } from "./shapes/pull.ts";
import { toRepository } from "./shapes/repository.ts";

/** What all shapes refer to, as the world is now. */
export function createSetting(state: State): Setting {
  return {
    users: createUsers(state.people),
    repository(fullName) {
      const repo = state.repos.find((one) => one.fullName === fullName);
      if (!repo) throw new Error(`There is no repository ${fullName}.`);
      const threads = [...state.pulls, ...state.issues].filter((one) => one.repo === repo && one.state === "open");
      const pushedAt = state.mainline.get(fullName)?.at(-1)?.at ?? repo.createdAt;
      return toRepository(repo, { openIssues: threads.length, pushedAt });
    },
  };
}

/** A happening as GitHub's webhook tells it: the event's name and the body. */
export function toPayload(happening: Happening, setting: Setting): { event: string; payload: Shape } {
  const about = {
    repository: setting.repository(repoIn(happening).fullName),
    sender: setting.users(happening.sender),
  };
  const event = happening.kind === "pull_request_marked" ? "pull_request" : happening.kind;
  return { event, payload: { ...toBody(happening, setting), ...about } };
}

function repoIn(happening: Happening): Repo {
  switch (happening.kind) {
    case "pull_request":
    case "pull_request_marked":
    case "pull_request_review":
    case "pull_request_review_comment":
      return happening.pull.repo;
    case "workflow_run":
    case "check_run":
      return happening.run.repo;
    case "issues":
      return happening.issue.repo;
    case "issue_comment":
      return happening.thread.repo;
    case "deployment":
    case "deployment_status":
      return happening.deployment.repo;
    case "release":
      return happening.release.repo;
    case "push":
    case "create":
      return happening.repo;
  }
}
