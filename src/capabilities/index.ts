import { type Capability, createCatalogue } from "#kernel/capability";
import { away, back } from "./absences/absences.ts";
import { link } from "./accounts/link.ts";
import { people } from "./accounts/people.ts";
import { unlink } from "./accounts/unlink.ts";
import { whoami } from "./accounts/whoami.ts";
import { answers } from "./answers/answers.ts";
import { approvals } from "./approvals/approvals.ts";
import { ask } from "./ask/ask.ts";
import { answerTicket } from "./ask/ticket.ts";
import { planSteps } from "./assistant/plan.ts";
import { blocked, blockedForm, unblocked } from "./blockers/blockers.ts";
import { calendarEffects } from "./calendar/event.ts";
import { pause } from "./control/pause.ts";
import { resume } from "./control/resume.ts";
import { showControl } from "./control/show.ts";
import { recordDeployment } from "./deployments/record-deployment.ts";
import { recordIncident } from "./deployments/record-incident.ts";
import { feedback } from "./feedback/feedback.ts";
import { health } from "./health/health.ts";
import { help } from "./help/help.ts";
import { incidentEffects } from "./incidents/page.ts";
import { knowledge } from "./knowledge/knowledge.ts";
import { post } from "./messages/post.ts";
import { update } from "./messages/update.ts";
import { metrics } from "./metrics/metrics.ts";
import { nudges } from "./nudges/nudges.ts";
import { planning } from "./plan/planning.ts";
import { policy } from "./policy/policy.ts";
import { prd } from "./prd/prd.ts";
import { forgetMe } from "./privacy/forget.ts";
import { privacy } from "./privacy/privacy.ts";
import { createProject } from "./projects/create.ts";
import { listProjects } from "./projects/list.ts";
import { removeProject } from "./projects/remove.ts";
import { updateProject } from "./projects/update.ts";
import { prompts } from "./prompts/prompts.ts";
import { pullRequestEffects } from "./pull-requests/effects.ts";
import { questions } from "./questions/questions.ts";
import { schedules } from "./schedules/schedules.ts";
import { saveSettings, showSettings } from "./settings/settings.ts";
import { acknowledge } from "./signals/acknowledge.ts";
import { done } from "./signals/done.ts";
import { evaluateRules } from "./signals/evaluate.ts";
import { explain } from "./signals/explain.ts";
import { listSignals } from "./signals/list.ts";
import { reopen } from "./signals/reopen.ts";
import { snooze } from "./signals/snooze.ts";
import { sprint } from "./sprint/sprint.ts";
import { sprintWhy } from "./sprint/why.ts";
import { standup } from "./standup/standup.ts";
import { talk } from "./talk/talk.ts";
import { listTeams } from "./teams/list.ts";
import { teamNow } from "./teams/now.ts";
import { removeTeam } from "./teams/remove.ts";
import { saveTeam } from "./teams/save.ts";
import { closeTicket } from "./tickets/close.ts";
import { ticketEffects } from "./tickets/effects.ts";
import { proposeTickets, ticketPlanForm } from "./tickets/plan.ts";
import { specStatus } from "./tickets/status.ts";
import { checkModel } from "./traces/check.ts";
import { models } from "./traces/models.ts";
import { trace } from "./traces/trace.ts";
import { proposeOffer } from "./triage/propose.ts";
import { ticketFromPull } from "./triage/ticket.ts";
import { triage } from "./triage/triage.ts";
import { status } from "./weekly/status.ts";
import { weekly } from "./weekly/weekly.ts";
import { why } from "./why/why.ts";

/** Everything the product can do. A new capability is a new folder and a line here. */
const capabilities: readonly Capability[] = [
  standup,
  triage,
  ticketFromPull,
  proposeOffer,
  why,
  sprint,
  sprintWhy,
  weekly,
  status,
  ...metrics,
  recordDeployment,
  recordIncident,
  listSignals,
  explain,
  snooze,
  done,
  acknowledge,
  reopen,
  evaluateRules,
  ...approvals,
  showControl,
  pause,
  resume,
  ...policy,
  ...planning,
  ...feedback,
  ...prd,
  ...knowledge,
  health,
  help,
  ask,
  answerTicket,
  ...questions,
  ...answers,
  planSteps,
  ...talk,
  whoami,
  link,
  unlink,
  people,
  listTeams,
  teamNow,
  saveTeam,
  removeTeam,
  listProjects,
  createProject,
  updateProject,
  removeProject,
  post,
  update,
  ...schedules,
  ...prompts,
  away,
  back,
  showSettings,
  saveSettings,
  privacy,
  forgetMe,
  ...nudges,
  blocked,
  blockedForm,
  unblocked,
  ...pullRequestEffects,
  closeTicket,
  ...ticketEffects,
  ticketPlanForm,
  proposeTickets,
  specStatus,
  ...incidentEffects,
  ...calendarEffects,
  models,
  checkModel,
  trace,
];

export const catalogue = createCatalogue(capabilities);
