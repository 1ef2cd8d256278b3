/** Who may have written a text: the configuration, members in a private system, or anyone. */
export type SourceTrust = "config" | "member" | "anyone";

/** A text that a model reads as data, and by which alone it may prove what it says. */
export interface Source {
  /** "github:acme/api#7". */
  id: string;
  /** What it is, in a word or two of ours: "pull request". */
  kind: string;
  text: string;
  /** Where a reader can see it; the only addresses that a model may write. */
  url?: string;
  trust: SourceTrust;
}

/** Words of strangers were read, so what comes of them is tainted. */
export function hasStrangers(sources: readonly Source[]): boolean {
  return sources.some(({ trust }) => trust === "anyone");
}

/** The name by which a model cites a source: its place in the list. */
export function refOf(index: number): string {
  return `S${index + 1}`;
}
