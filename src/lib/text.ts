const BINARY_BYTES = 8_000;

/** Undefined of bytes that are no text. */
export function decodeText(bytes: Buffer): string | undefined {
  if (bytes.subarray(0, BINARY_BYTES).includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Foreign text as both engines can store it and as nobody is flooded by it: no NUL, no lone surrogates, a limit. */
export function cleanText(text: string, lengthMax: number): string {
  const cut = text.length > lengthMax ? text.slice(0, lengthMax) : text;
  return cut.toWellFormed().replaceAll("\0", "\uFFFD");
}
