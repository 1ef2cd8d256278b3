import { jcs, sha256 } from "#lib/hash";

/** A state of a document: what it says, who wrote that, and on which earlier ones it builds. It never changes. */
export interface Version {
  /** Follows from everything else here, so that it cannot be changed without another id. */
  id: string;
  prd: string;
  /** None for the first; two where changes were joined. */
  parents: readonly string[];
  text: string;
  /** An actor, like "slack:U024BE91L". */
  author: string;
  message: string;
  /** ISO. */
  at: string;
}

export function makeVersion(version: Omit<Version, "id">): Version {
  return { ...version, id: sha256(`adjutant.prd.v1\0${jcs(version)}`) };
}

/** Whether it is still what it was when it was made. */
export function isIntact({ id, ...version }: Version): boolean {
  return makeVersion(version).id === id;
}
