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

/**
 * What was said to us, without the mention by which it was: what follows it, or where nothing does, what stands before.
 * While it is not known who we are, only a mention at the beginning is taken for ours.
 */
export function withoutMention(text: string, botUserId?: string): string {
  const mention = botUserId === undefined ? /^\s*<@[A-Z0-9]+(?:\|[^>]*)?>/ : new RegExp(`<@${botUserId}(?:\\|[^>]*)?>`);
  const [before = "", ...rest] = text.split(mention);
  if (rest.length === 0) return text;
  const after = rest.join(" ").replace(/^[\s,:]+/, "");
  return after.trim() === "" ? before : after;
}

/** `<@U1|mira>`, `<#C1|eng>`, `<!here|here>`, `<https://…|label>`, `<mailto:…>`. */
function readToken(token: string): string {
  const [target = "", label = ""] = token.slice(1, -1).split("|");
  if (target.startsWith("!")) return label;
  return target.replace(/^(?:[@#]|mailto:)/, "");
}
