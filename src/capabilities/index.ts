import { type Capability, createCatalogue } from "#kernel/capability";
import { link, people, unlink, whoami } from "./directory/accounts.ts";
import { createProject, listProjects, removeProject, updateProject } from "./directory/projects.ts";
import { listTeams, removeTeam, saveTeam } from "./directory/teams.ts";
import { help } from "./help/help.ts";
import { post } from "./messages/post.ts";
import { acknowledge, done, reopen, snooze } from "./signals/change.ts";
import { evaluateRules } from "./signals/evaluate.ts";
import { explain } from "./signals/explain.ts";
import { listSignals } from "./signals/list.ts";
import { standup } from "./standup/standup.ts";
import { triage } from "./triage/triage.ts";
import { why } from "./why/why.ts";

/** Everything the product can do. A new capability is a new folder and a line here. */
const capabilities: readonly Capability[] = [
  standup,
  triage,
  why,
  listSignals,
  explain,
  snooze,
  done,
  acknowledge,
  reopen,
  evaluateRules,
  help,
  whoami,
  link,
  unlink,
  people,
  listTeams,
  saveTeam,
  removeTeam,
  listProjects,
  createProject,
  updateProject,
  removeProject,
  post,
];

export const catalogue = createCatalogue(capabilities);
