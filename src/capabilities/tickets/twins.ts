import { findTwins, type KnownTitle, type Twin, tellingWords } from "#domain/plan/twins";
import type { Context } from "#kernel/context";
import { withinTime } from "#kernel/deadline";
import type { Remark } from "#lib/remark";
import type { Spot } from "./places.ts";

/** The rest of a longer list is compared with what we know ourselves alone. */
const SEARCHES_MAX = 20;
const AT_ONCE = 4;
/** The tracker is asked so long, and no longer: people wait for it. */
const TIME_MAX_MS = 5_000;
const ISSUES_MAX = 2_000;
const REMARKS_MAX = 12;
const NUMBERS = ["", "A ticket there looks", "Two tickets there look", "Three tickets there look"];

/**
 * Tickets that are there already and look like those that are to be made: among those that we know of first, then by the
 * tracker's own search. That it cannot be asked is said, and is no obstacle.
 */
export async function remarkTwins(context: Context, spot: Spot, titles: readonly string[]): Promise<Remark[]> {
  const known = await listKnown(context, spot);
  const wanted = titles.filter((title) => !findTwins(title, known).some(({ likeness }) => likeness === 1));
  const { found, why } = await search(context, spot, wanted);
  const all = [...known, ...found];
  const alike = titles.flatMap((title) => toRemark(title, findTwins(title, all)));
  return [...cut(alike), ...(why === null ? [] : [{ words: why, links: [] }])];
}

/** Issues that GitHub told of, and tickets that PRDs lead to. */
async function listKnown({ facts, prds, now }: Context, { name, ref }: Spot): Promise<KnownTitle[]> {
  const issues = name === "github" ? await facts.issues([ref], now(), ISSUES_MAX) : [];
  const links = await prds.links({ beginning: `${ref}${name === "github" ? "#" : "-"}` });
  return [
    ...issues,
    ...links.flatMap(({ ref: made, title, url }) => (url === null ? [] : [{ ref: made, title, url }])),
  ];
}

interface Searched {
  found: KnownTitle[];
  /** Why there may be more than were found. */
  why: string | null;
}

async function search(context: Context, { tracker, ref }: Spot, titles: readonly string[]): Promise<Searched> {
  const asked = titles.map(tellingWords).filter((words) => words.length > 0);
  const found: KnownTitle[] = [];
  try {
    await withinTime(TIME_MAX_MS, async (late) => {
      for (let start = 0; start < Math.min(asked.length, SEARCHES_MAX) && !late.aborted; start += AT_ONCE) {
        const some = asked.slice(start, Math.min(start + AT_ONCE, SEARCHES_MAX));
        const pages = await Promise.all(some.map((words) => tracker.search(context, ref, words)));
        found.push(...pages.flat());
      }
    });
  } catch (error) {
    // Whether there are others like it is good to know, and no reason to make none.
    context.log.warn({ error, ref }, "tickets not searched");
    return { found, why: `${tracker.label} could not be searched, so there may be tickets like these already.` };
  }
  const isCut = asked.length > SEARCHES_MAX;
  const why = `Only the first ${SEARCHES_MAX} of ${asked.length} were searched for in ${tracker.label}.`;
  return { found, why: isCut ? why : null };
}

function toRemark(title: string, twins: readonly Twin[]): Remark[] {
  if (twins.length === 0) return [];
  const links = twins.map(({ ref, title: other, url }) => ({ label: `${ref} ${other}`, url }));
  return [{ words: `${NUMBERS[twins.length]} like “${title}”:`, links }];
}

function cut(alike: readonly Remark[]): Remark[] {
  const left = alike.length - REMARKS_MAX;
  const more = { words: `${left} more of them look like tickets that are there.`, links: [] };
  return left > 0 ? [...alike.slice(0, REMARKS_MAX), more] : [...alike];
}
