import type { Catalogue } from "#kernel/capability";
import { usageOf } from "#lib/words";
import { SUBSCRIBED } from "./events.ts";
import { ROOT } from "./lookup.ts";
import { SLACK_SCOPES } from "./scopes.ts";

const SUMMARY = "The chief of staff an engineering team keeps in Slack.";
const DESCRIPTION =
  "Adjutant reads what the team's tools say and tells people what needs them: what shipped and what is stuck (/standup), " +
  "which pull requests wait for whom and for how long (/triage), and why, with the evidence behind every figure. " +
  "Answers to commands are seen by the person who asked alone. It acts outside Slack only with a person's approval, and " +
  "nothing that is written in the workspace is used to train a model.";

const AGENT =
  "Ask for several things in one sentence: standup, what needs you, stale pull requests, approvals. It reads at once, and acts only with a person's word.";

/** What somebody who opens the conversation may begin with. */
const PROMPTS = [
  { title: "What needs me", message: "What needs me?" },
  { title: "What happened", message: "standup" },
  { title: "What is stuck", message: "Show me the stale PRs and the blocked PRs" },
  { title: "What waits for approval", message: "Show me the pending approvals" },
] as const;

/** Slack's description of the app, made from the catalogue: whoever installs it pastes this into a new app. */
export function createManifest(catalogue: Catalogue) {
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: "Adjutant",
      description: SUMMARY,
      long_description: DESCRIPTION,
      background_color: "#1f3a5f",
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      agent_view: { agent_description: AGENT, suggested_prompts: [...PROMPTS] },
      bot_user: { display_name: "Adjutant", always_online: true },
      slash_commands: listCommands(catalogue),
      shortcuts: listShortcuts(catalogue),
    },
    oauth_config: { scopes: { bot: SLACK_SCOPES.required, bot_optional: SLACK_SCOPES.optional } },
    settings: {
      event_subscriptions: { bot_events: [...SUBSCRIBED] },
      interactivity: { is_enabled: true },
      org_deploy_enabled: false,
      socket_mode_enabled: true,
      token_rotation_enabled: false,
    },
  };
}

/** Commands of their own first; everything else is asked for under one. */
function listCommands(catalogue: Catalogue) {
  const own = [...catalogue.values()].flatMap(({ command, summary, input }) =>
    command && !command.includes(" ") ? [toCommand(command, summary, usageOf(input))] : [],
  );
  return [...own, toCommand(ROOT, "Everything else Adjutant can do.", "help, or the name of a command")];
}

/** What stands in the menu of every message. */
function listShortcuts(catalogue: Catalogue) {
  return [...catalogue.values()].flatMap(({ name, shortcut, summary }) =>
    shortcut ? [{ name: shortcut, type: "message", callback_id: name, description: summary }] : [],
  );
}

function toCommand(command: string, description: string, usage: string) {
  return { command, description, ...(usage && { usage_hint: usage }), should_escape: true };
}
