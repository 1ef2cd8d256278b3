import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
import { catalogue } from "#capabilities/index";
import { createManifest } from "#surfaces/slack/manifest";
import { SCOPES, SLACK_SCOPES } from "#surfaces/slack/scopes";

const manifest = createManifest(catalogue);

/** What Slack takes, from its documentation. */
const SlackManifest = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.int() }),
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().max(140),
    long_description: z.string().min(175).max(4_000),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.literal(true),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.literal(false),
    }),
    agent_view: z.strictObject({
      agent_description: z.string().min(1).max(300),
      suggested_prompts: z.array(z.strictObject({ title: z.string().min(1), message: z.string().min(1) })).max(4),
    }),
    bot_user: z.strictObject({ display_name: z.string().min(1).max(80), always_online: z.boolean() }),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\/[a-z0-9_-]{1,31}$/),
          description: z.string().min(1).max(2_000),
          usage_hint: z.string().max(1_000).optional(),
          should_escape: z.literal(true),
        }),
      )
      .max(50),
    shortcuts: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(24),
          type: z.literal("message"),
          callback_id: z.string().min(1).max(255),
          description: z.string().min(1).max(150),
        }),
      )
      .max(10),
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({ bot: z.array(z.string()), bot_optional: z.array(z.string()) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ bot_events: z.array(z.string()).max(100) }),
    interactivity: z.strictObject({ is_enabled: z.literal(true) }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.literal(true),
    token_rotation_enabled: z.boolean(),
  }),
});

/** Which scope each method of the Web API needs; those without need none. */
const METHOD_SCOPES: Record<string, string[]> = {
  "agents.sessions.setStatus": ["assistant:write"],
  "chat.startStream": ["chat:write"],
  "chat.appendStream": ["chat:write"],
  "chat.stopStream": ["chat:write"],
  "auth.test": [],
  "chat.getPermalink": [],
  "chat.postMessage": ["chat:write"],
  "chat.update": ["chat:write"],
  "conversations.history": ["channels:history", "groups:history", "im:history"],
  "conversations.replies": ["channels:history", "groups:history", "im:history"],
  "conversations.info": ["channels:read", "groups:read"],
  "conversations.members": ["channels:read", "groups:read"],
  "usergroups.users.list": ["usergroups:read"],
  filesUploadV2: ["files:write"],
  "users.info": ["users:read"],
  "users.list": ["users:read", "users:read.email"],
  "views.open": [],
  "views.publish": [],
  "views.push": [],
  "views.update": [],
};

it("is one that Slack takes", () => {
  expect(SlackManifest.parse(manifest)).toEqual(manifest);
});

it("is what manifest.json says", () => {
  expect(JSON.parse(readFileSync("manifest.json", "utf8"))).toEqual(manifest);
});

it("has every command of the catalogue, and one for all the rest", () => {
  const own = [...catalogue.values()].flatMap(({ command }) => (command ? [command.split(" ")[0]] : []));
  const listed = manifest.features.slash_commands.map(({ command }) => command);
  expect(listed).toEqual([...new Set(listed)]);
  expect(new Set(listed)).toEqual(new Set([...own, "/adjutant"]));
});

it("has every shortcut of the catalogue, by the name of its capability", () => {
  const own = [...catalogue.values()].filter(({ shortcut }) => shortcut).map(({ name }) => name);
  expect(manifest.features.shortcuts.map(({ callback_id }) => callback_id)).toEqual(own);
  expect(own).toContain("plan");
});

it("asks for the scopes of the methods that are called, and for what it hears", () => {
  const called = ["src/surfaces/slack", "src/integrations/slack"].flatMap(methodsIn);
  expect(called.filter((method) => !(method in METHOD_SCOPES))).toEqual([]);
  const needed = called.flatMap((method) => METHOD_SCOPES[method] ?? []);
  const heard = ["commands", "app_mentions:read", "im:history"];
  expect(new Set(SCOPES.map(({ name }) => name))).toEqual(new Set([...needed, ...heard]));
  expect(SCOPES.every(({ why, without }) => why.endsWith(".") && (without?.endsWith(".") ?? true))).toBe(true);
  expect(SLACK_SCOPES.required).toContain("chat:write");
});

/** "chat.postMessage" wherever it is written `….chat.postMessage(`, or its family was taken out of the client first. */
function methodsIn(folder: string): string[] {
  const sources = readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`, "utf8"));
  return sources.flatMap((source) =>
    [...source.matchAll(/\b(agents\.sessions|auth|chat|conversations|usergroups\.users|users|views)\.([a-z]\w+)\(/g)]
      .map(([, family, name]) => `${family}.${name}`)
      .concat(source.includes(".filesUploadV2(") ? ["filesUploadV2"] : []),
  );
}
