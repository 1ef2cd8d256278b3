import type { Repo } from "../world/model.ts";
import type { World } from "../world/world.ts";
import { type Ask, NotFoundError } from "./ask.ts";
import type { Shape } from "./shapes/account.ts";
import { toCommit } from "./shapes/commit.ts";

/** Both ends may be commits, tags or the default branch; all of them lie on one line. */
export function compare({ world, setting, repo, params }: Ask): Shape {
  const line = world.state.mainline.get(repo.fullName) ?? [];
  const [base, head] = params.map((ref) => indexOf({ world, repo }, decodeURIComponent(ref)));
  const [from, to] = [line[base ?? -1], line[head ?? -1]];
  if (base === undefined || head === undefined || !from || !to) throw new NotFoundError("commit");
  const commits = line.slice(base + 1, head + 1).map((commit) => toCommit(repo, commit, setting.users));
  const page = `https://github.example.com/${repo.fullName}/compare/${from.sha}...${to.sha}`;
  const distance = head - base;
  return {
    ...{ url: page, html_url: page, permalink_url: page, diff_url: `${page}.diff`, patch_url: `${page}.patch` },
    base_commit: toCommit(repo, from, setting.users),
    merge_base_commit: toCommit(repo, line[Math.min(base, head)] ?? from, setting.users),
    status: distance === 0 ? "identical" : distance > 0 ? "ahead" : "behind",
    ...{ ahead_by: Math.max(0, distance), behind_by: Math.max(0, -distance), total_commits: commits.length, commits },
    files: [],
  };
}

function indexOf({ world, repo }: { world: World; repo: Repo }, ref: string): number | undefined {
  const line = world.state.mainline.get(repo.fullName) ?? [];
  const tagged = world.state.deployments.find((one) => one.repo === repo && one.ref === ref)?.sha;
  const sha = ref === "main" ? repo.headSha : (tagged ?? ref);
  const index = line.findIndex((commit) => commit.sha === sha);
  return index < 0 ? undefined : index;
}
