import type { Cutting } from "#domain/knowledge/chunks";
import type { SourceDocument } from "#domain/knowledge/document";
import type { Findings, Query } from "#domain/knowledge/passage";
import type { PutReport, SourceIdentity, SourceState } from "#domain/knowledge/source";

/** What documents say. Nothing of an audience that is not named is found, counted or corrected to. */
export interface Knowledge {
  /** Throws UnavailableError when it takes too long. */
  search(query: Query): Promise<Findings>;
  /** Takes documents in; one that its source has brought before is replaced. */
  put(
    source: SourceIdentity,
    documents: readonly SourceDocument[],
    words: { now: Date; cutting?: Cutting | undefined },
  ): Promise<PutReport>;
  /** False where there is no such document. */
  remove(source: string, uri: string): Promise<boolean>;
  sources(): Promise<SourceState[]>;
}
