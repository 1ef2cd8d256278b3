/** Anchors of headings as GitHub makes them: each page counts its repeated ones. */
export function createSlugs(): (heading: string) => string {
  const seen = new Map<string, number>();
  return function slugOf(heading) {
    const slug = toSlug(heading);
    let unique = slug;
    let count = seen.get(slug) ?? 0;
    while (seen.has(unique)) {
      count++;
      unique = `${slug}-${count}`;
    }
    seen.set(slug, count);
    seen.set(unique, 0);
    return unique;
  };
}

/** Lower case, punctuation out, each space a hyphen. */
function toSlug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");
}
