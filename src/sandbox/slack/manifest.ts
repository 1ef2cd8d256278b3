import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

/** What of an app's manifest matters to the people who use it. */
export const Manifest = z.object({
  features: z
    .object({
      slash_commands: z
        .array(
          z.object({
            command: z.string().startsWith("/"),
            description: z.string().default(""),
            usage_hint: z.string().default(""),
            should_escape: z.boolean().default(false),
          }),
        )
        .default([]),
      shortcuts: z.array(z.looseObject({ name: z.string(), callback_id: z.string(), type: z.string() })).default([]),
    })
    .default({ slash_commands: [], shortcuts: [] }),
  oauth_config: z
    .object({
      scopes: z.object({ bot: z.array(z.string()).default([]), bot_optional: z.array(z.string()).default([]) }),
    })
    .optional(),
  settings: z
    .looseObject({ event_subscriptions: z.looseObject({ bot_events: z.array(z.string()).default([]) }).optional() })
    .optional(),
});
export type Manifest = z.output<typeof Manifest>;

export const NO_MANIFEST: Manifest = { features: { slash_commands: [], shortcuts: [] } };

/** The manifest at this path; one without commands when there is no file. */
export function readManifest(path: string): Manifest {
  return existsSync(path) ? Manifest.parse(JSON.parse(readFileSync(path, "utf8"))) : NO_MANIFEST;
}

/** An app without a manifest hears and may do everything. */
export function hears({ settings }: Manifest, event: string): boolean {
  const events = settings?.event_subscriptions?.bot_events;
  return events === undefined || events.includes(event);
}

export function mayPostAnywhere({ oauth_config }: Manifest): boolean {
  const scopes = oauth_config?.scopes;
  return scopes === undefined || [...scopes.bot, ...scopes.bot_optional].includes("chat:write.public");
}
