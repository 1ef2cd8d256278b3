const FIXES_MAX = 20;

/** What a pull request says of others in its title and text. */
export interface Mentions {
  /** The pull request, as `owner/repo#7`, or the commit that it takes back. */
  reverts: string | null;
  /** The issues that it says it fixes. */
  fixes: string[];
}

/** `Revert "…" (#7)`, `revert: … (#7)`, "Reverts owner/repo#7", "This reverts commit 1a2b3c4", "fixes #9". */
export function readMentions(repo: string, { title, body }: { title: string; body: string }): Mentions {
  return { reverts: readReverted(repo, title, body), fixes: readFixes(repo, `${title}\n${body}`) };
}

function readReverted(repo: string, title: string, body: string): string | null {
  const [, named] = /^reverts ([\w.-]{1,100}\/[\w.-]{1,100}#\d{1,9})\b/im.exec(body) ?? [];
  if (named) return named.toLowerCase();
  const [, number] = /^reverts #(\d{1,9})\b/im.exec(body) ?? [];
  if (number) return `${repo}#${number}`;
  const [, sha] = /\bthis reverts commit ([0-9a-f]{7,40})\b/i.exec(body) ?? [];
  if (sha) return sha.toLowerCase();
  const [, cited] = (/^revert\b/i.test(title) && /\(#(\d{1,9})\)/.exec(title)) || [];
  return cited ? `${repo}#${cited}` : null;
}

function readFixes(repo: string, text: string): string[] {
  const found = text.matchAll(
    /\b(?:fix(?:e[sd])?|close[sd]?|resolve[sd]?):? +(?:([\w.-]{1,100}\/[\w.-]{1,100}))?#(\d{1,9})\b/gi,
  );
  const refs = [...found].map(([, other, number]) => `${other?.toLowerCase() ?? repo}#${number}`);
  return [...new Set(refs)].sort().slice(0, FIXES_MAX);
}
