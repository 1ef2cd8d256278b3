/** GitHub hides it. It is public text: no secret, and no meaning beyond the id. */
const markOf = (key: string) => `<!-- adjutant:effect=${key} -->`;

/** The text with the mark by which it is found again. */
export function withMark(markdown: string, key: string): string {
  return `${markdown}\n\n${markOf(key)}`;
}

export function hasMark(markdown: string, key: string): boolean {
  return markdown.includes(markOf(key));
}
