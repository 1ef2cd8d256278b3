import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const hasGit = spawnSync("git", ["--version"]).status === 0;
if (!hasGit) process.stderr.write("SKIPPED: git is not installed, so nothing is compared with what it does.\n");

/** A folder for what git is to look at. */
export function createFolder() {
  const folder = mkdtempSync(join(tmpdir(), "adjutant-git-"));
  const put = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  return {
    folder,
    put,
    git: (...words: string[]) =>
      execFileSync("git", words, {
        ...{ cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
        env: { ...process.env, ...NEUTRAL },
      }),
    /** What git makes of two changes of one text; null where it sees a conflict. */
    merge(base: string, ours: string, theirs: string): string | null {
      const files = [put("ours", ours), put("base", base), put("theirs", theirs)];
      const { status, stdout } = spawnSync("git", ["merge-file", "-p", ...files], { encoding: "utf8" });
      return status === 0 ? stdout : null;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Whoever runs the tests may have settings of their own. */
const NEUTRAL = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_AUTHOR_NAME: "a",
  GIT_AUTHOR_EMAIL: "a@example.com",
  GIT_COMMITTER_NAME: "a",
  GIT_COMMITTER_EMAIL: "a@example.com",
};
