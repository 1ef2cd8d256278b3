/** How far the words of a document are to be trusted: written by members, or by anybody. */
export const TRUSTS = ["member", "anyone"] as const;
export type DocumentTrust = (typeof TRUSTS)[number];

export const FORMATS = ["markdown", "plain"] as const;
export type Format = (typeof FORMATS)[number];

/** How the place where a document is read makes anchors of headings; many make none that could be known. */
export const ANCHORS = ["github", "confluence", "none"] as const;
export type Anchors = (typeof ANCHORS)[number];

export const DOCUMENT_BYTES_MAX = 2_000_000;
export const CHUNKS_MAX = 2_000;
export const URI_LENGTH_MAX = 500;
export const TITLE_LENGTH_MAX = 300;

/** The audience of everybody in the workspace; the others are `channel:C…`, `group:…`, `user:U…` and `key:…`. */
export const WORKSPACE = "workspace";
export const AUDIENCE = /^(?:workspace|(?:channel|group|user|key):[\w.-]{1,80})$/;

/** A document as a source tells of it. */
export interface SourceDocument {
  /** By which its source knows it: a path, a page id, the id that a program gave. */
  uri: string;
  text: string;
  format: Format;
  /** Those of GitHub unless given. */
  anchors?: Anchors | undefined;
  /** Where its text has none of its own. */
  title?: string | undefined;
  path?: string | null;
  url?: string | null;
  audience: string;
  trust: DocumentTrust;
  /** Of its source: the hash of a blob, the number of an edition. */
  version?: string | null;
  author?: string | null;
  updatedAt?: Date | null;
  meta?: Record<string, unknown> | null;
}

/** A text under the title by which its source knows it, whatever headings it has itself. */
export function headed(title: string, text: string): string {
  return `# ${title.replace(/\s+/g, " ").trim()}\n\n${text}`;
}

/** What is kept of a document beside its passages. */
export interface DocumentFacts {
  id: number;
  source: string;
  uri: string;
  title: string;
  path: string | null;
  url: string | null;
  audience: string;
  trust: DocumentTrust;
  version: string | null;
  author: string | null;
  updatedAt: Date | null;
  syncedAt: Date;
  isTruncated: boolean;
  /** How many passages it has. */
  chunks: number;
  meta: Record<string, unknown> | null;
}

/** A piece of a document, never across a heading. */
export interface Chunk {
  /** Within its document, from 0. */
  ordinal: number;
  /** "Server > Options > Timeouts"; empty before the first heading. */
  heading: string;
  /** Of its heading on the page where it is read; null where there is none. */
  anchor: string | null;
  /** From 1, in the text as it came. */
  firstLine: number;
  lastLine: number;
  body: string;
}
