const PER_PAGE = 30;

export interface PageOf {
  entries: unknown[];
  /** Of the `Link` header; empty when everything is on this page. */
  link: string;
}

/** One page of a list; `isEmpty` leaves it blank and points to a next one all the same. */
export function toPage(list: unknown[], url: URL, isEmpty: boolean): PageOf {
  const perPage = Number(url.searchParams.get("per_page") ?? PER_PAGE);
  const page = Number(url.searchParams.get("page") ?? 1);
  const last = Math.max(1, Math.ceil(list.length / perPage));
  const links: [string, number][] = [];
  if (page > 1) links.push(["prev", page - 1], ["first", 1]);
  if (page < last || isEmpty) links.push(["next", page + 1], ["last", Math.max(last, page + 1)]);
  const link = links.map(([rel, number]) => `<${withPage(url, number)}>; rel="${rel}"`).join(", ");
  return { entries: isEmpty ? [] : list.slice((page - 1) * perPage, page * perPage), link };
}

function withPage(url: URL, page: number): string {
  const other = new URL(url);
  other.searchParams.set("page", String(page));
  return other.href;
}
