const ENTITIES: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/** What a person wrote in Slack, without its notation: names for mentions, words for links, no entities. */
export function toPlainText(text: string, nameOf: (user: string) => string): string {
  return text
    .replace(/<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/g, (_whole, user: string) => `@${nameOf(user)}`)
    .replace(/<#[CG][A-Z0-9]+\|([^<>]*)>/g, "#$1")
    .replace(/<!(?:subteam\^[A-Z0-9]+\|)?([^<>|]+)(?:\|([^<>]*))?>/g, (_whole, name: string, shown?: string) => {
      return `@${(shown ?? name).replace(/^@/, "")}`;
    })
    .replace(/<((?:https?|mailto):[^<>|]+)\|([^<>]+)>/g, "$2 ($1)")
    .replace(/<((?:https?|mailto):[^<>|]+)>/g, "$1")
    .replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}
