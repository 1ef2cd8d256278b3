/** Hidden where Markdown is shown. It is public text: no secret, and no meaning beyond the id. */
const markOf = (key: string) => `<!-- adjutant:effect=${key} -->`;

/** The text with the mark by which it is found again. */
export function withMark(markdown: string, key: string): string {
  return `${markdown}\n\n${markOf(key)}`.trimStart();
}

/** Whether the text ends with the mark; anywhere else it is somebody's quotation of it. */
export function hasMark(markdown: string, key: string): boolean {
  return markdown.trimEnd().endsWith(markOf(key));
}
