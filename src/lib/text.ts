/** Foreign text as both engines can store it and as nobody is flooded by it: no NUL, no lone surrogates, a limit. */
export function cleanText(text: string, lengthMax: number): string {
  const cut = text.length > lengthMax ? text.slice(0, lengthMax) : text;
  return cut.toWellFormed().replaceAll("\0", "\uFFFD");
}
