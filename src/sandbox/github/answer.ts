import type { Faults } from "../wire/faults.ts";
import type { Ledger } from "../wire/ledger.ts";
import { MACHINE_LOGIN } from "../world/people.ts";
import type { World } from "../world/world.ts";
import { type Ask, type Found, NotFoundError } from "./ask.ts";
import type { GithubFault } from "./faults.ts";
import type { Library } from "./library.ts";
import { viewer } from "./lists.ts";
import { toPage } from "./paging.ts";
import type { createRate } from "./rate.ts";
import { type Answer, invalid, problem } from "./replies.ts";
import { ROUTES } from "./routes.ts";
import type { GithubRequest } from "./sandbox.ts";
import { searchIssues } from "./search.ts";
import type { Setting } from "./shapes/pull.ts";

export interface Service {
  world: World;
  setting: Setting;
  library: Library;
  faults: Faults<GithubFault>;
  requests: Ledger<GithubRequest>;
  rate: ReturnType<typeof createRate>;
  now: () => Date;
}

export function find(service: Service, url: URL): Answer {
  const { world, rate, setting } = service;
  if (url.pathname === "/user") {
    return { status: 200, body: { ...setting.users(MACHINE_LOGIN), ...viewer(world) } };
  }
  if (url.pathname === "/rate_limit") {
    const core = rate.read();
    return { status: 200, body: { resources: { core, search: core }, rate: core } };
  }
  if (url.pathname === "/search/issues") return searchIssues(service, url);
  return findInRepo(service, url);
}

function findInRepo({ world, setting, library, faults }: Service, url: URL): Answer {
  const [, owner, name, rest = ""] = /^\/repos\/([^/]+)\/([^/]+)(\/.*)?$/.exec(url.pathname) ?? [];
  const repo = world.state.repos.find((one) => one.fullName === `${owner}/${name}`.toLowerCase());
  const route = ROUTES.find(({ path }) => path.test(rest));
  if (!repo || !route) return problem(404, "Not Found");
  const query = Object.fromEntries(url.searchParams);
  const checked = route.query.safeParse(query);
  if (!checked.success) return { ...problem(422, "Validation Failed"), body: invalid(checked.error.issues) };
  try {
    const params = (route.path.exec(rest) ?? []).slice(1);
    const found = route.find({
      ...{ world, setting, repo, library, params, query },
      isCut: (what) => faults.take("cut", what, url.pathname) !== undefined,
    } satisfies Ask);
    return show(found, url, faults.take("empty_page", url.pathname) !== undefined);
  } catch (error) {
    if (error instanceof NotFoundError) return problem(404, "Not Found");
    throw error;
  }
}

function show(found: Found, url: URL, isEmpty: boolean): Answer {
  if ("one" in found) return { status: 200, body: found.one };
  const { entries, link } = toPage(found.list, url, isEmpty);
  const body = found.as === undefined ? entries : { total_count: found.list.length, [found.as]: entries };
  return { status: 200, body, headers: link === "" ? {} : { link } };
}
