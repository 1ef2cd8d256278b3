const ENTITIES: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const TEXT_MAX = 4_000;

/**
 * What a person typed, out of what Slack sends: people and channels as their ids, links as their addresses, and only
 * then the signs that Slack escapes.
 */
export function readTyped(text: string): string {
  return text
    .slice(0, TEXT_MAX)
    .replace(/<[^<>]*>/g, readToken)
    .replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity)
    .trim();
}

/** What was said to us, without the mention by which it was. */
export function withoutMention(text: string): string {
  return text.replace(/^\s*<@[A-Z0-9]+(?:\|[^>]*)?>[\s,:]*/, "");
}

/** `<@U1|mira>`, `<#C1|eng>`, `<!here|here>`, `<https://…|label>`, `<mailto:…>`. */
function readToken(token: string): string {
  const [target = "", label = ""] = token.slice(1, -1).split("|");
  if (target.startsWith("!")) return label;
  return target.replace(/^(?:[@#]|mailto:)/, "");
}
