import type { Anchors } from "./document.ts";

const SLUGS: Record<Anchors, (heading: string) => string> = {
  github: toSlug,
  /** As they are, with hyphens for blanks. */
  confluence: (heading) => heading.trim().replace(/\s+/g, "-"),
  none: () => "",
};

/** Anchors of headings as the place makes them where they are read: each page counts its repeated ones. */
export function createSlugs(anchors: Anchors = "github"): (heading: string) => string {
  const seen = new Map<string, number>();
  return function slugOf(heading) {
    const slug = SLUGS[anchors](heading);
    if (slug === "") return slug;
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
