import type { Capability } from "#kernel/capability";
import { indexDocuments } from "./index-bulk.ts";
import { indexDocument } from "./index-one.ts";
import { removeDocument } from "./remove.ts";
import { search } from "./search.ts";
import { listSources } from "./sources.ts";

/** What documents say, and how they come in. */
export const knowledge: readonly Capability[] = [search, indexDocument, indexDocuments, removeDocument, listSources];
