import { type Cut, type Cutting, chunk, indexedText } from "#domain/knowledge/chunks";
import { DOCUMENT_BYTES_MAX, type SourceDocument, TITLE_LENGTH_MAX, URI_LENGTH_MAX } from "#domain/knowledge/document";
import { stem } from "#domain/knowledge/stem";
import { wordsOf } from "#domain/knowledge/words";
import { jcs, sha256 } from "#lib/hash";
import { cleanText } from "#lib/text";

/** Part of every hash: what is indexed otherwise than before is indexed anew when it is seen again. */
const INDEX_EDITION = 1;
/** Of addresses, paths and names. */
const WORD_LENGTH_MAX = 2_000;

/** A document as both engines can keep it, with the hash of all that is indexed or shown of it. */
export interface Hashed {
  document: SourceDocument;
  hash: string;
  isCut: boolean;
}

/** And cut into passages with their words. */
export interface Prepared extends Hashed {
  cut: Cut;
  words: IndexedWords[];
}

export interface IndexedWords {
  /** Every stem in its place, as they are searched. */
  stems: string[];
  /** Each word once, as the dictionary counts them. */
  distinct: string[];
}

export function hashDocument(given: SourceDocument, cutting: Cutting): Hashed {
  const document = clean(given);
  const { uri, text, title, format, anchors = null, path, url, audience, trust, meta } = document;
  const shown = [INDEX_EDITION, uri, text, title, format, anchors, path, url, audience, trust, meta, cutting];
  return { document, hash: sha256(jcs(shown)), isCut: given.text.length > DOCUMENT_BYTES_MAX };
}

/** By what a document is known, as both engines can keep it. */
export function cleanUri(uri: string): string {
  return cleanText(uri, URI_LENGTH_MAX);
}

function clean(document: SourceDocument): SourceDocument {
  const { uri, text, title, path, url, version, author } = document;
  return {
    ...document,
    uri: cleanUri(uri),
    text: cleanText(text, DOCUMENT_BYTES_MAX),
    title: title === undefined ? undefined : cleanText(title, TITLE_LENGTH_MAX),
    path: cleanWord(path),
    url: cleanWord(url),
    version: cleanWord(version),
    author: cleanWord(author),
  };
}

function cleanWord(word: string | null | undefined): string | null {
  return word === null || word === undefined ? null : cleanText(word, WORD_LENGTH_MAX);
}

export function prepare(hashed: Hashed, cutting: Cutting): Prepared {
  const cut = chunk(hashed.document, cutting);
  return { ...hashed, cut, words: cut.chunks.map((piece) => indexWords(cut.title, piece)) };
}

/** What is indexed of a passage, from which the same comes out again when it is taken back. */
export function indexWords(title: string, piece: { heading: string; body: string }): IndexedWords {
  const words = wordsOf(indexedText(title, piece));
  return { stems: words.map(stem), distinct: [...new Set(words)] };
}
