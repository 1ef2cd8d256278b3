import type { Inline, ViewNode } from "./view.ts";

/** Something to know beside what is asked: our own words, and where it can be seen. */
export interface Remark {
  words: string;
  links: { label: string; url: string }[];
}

export function describeRemarks(remarks: readonly Remark[]): ViewNode[] {
  return remarks.map(({ words, links }) => ({
    type: "text",
    content: [{ bold: words }, ...links.flatMap(describeLink)],
  }));
}

function describeLink({ url, label }: Remark["links"][number], index: number): Inline[] {
  return [index === 0 ? " " : ", ", { link: url, label }];
}
