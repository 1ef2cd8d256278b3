import type { Person } from "../../world/model.ts";

/** Where things would be seen; nothing answers there. */
export const WEB = "https://github.example.com";

export const API = "https://api.github.example.com";

export type Shape = Record<string, unknown>;

const USER_LINKS = {
  followers_url: "/followers",
  following_url: "/following{/other_user}",
  gists_url: "/gists{/gist_id}",
  starred_url: "/starred{/owner}{/repo}",
  subscriptions_url: "/subscriptions",
  organizations_url: "/orgs",
  repos_url: "/repos",
  events_url: "/events{/privacy}",
  received_events_url: "/received_events",
};

export function nodeId(kind: string, id: number): string {
  return Buffer.from(`${kind}:${id}`).toString("base64url");
}

export function stamp(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

export function orNull<T>(value: T | null, to: (value: T) => unknown): unknown {
  return value === null ? null : to(value);
}

export type Users = (login: string) => Shape;

/** Accounts by login. Throws for one that nobody has. */
export function createUsers(people: readonly Person[]): Users {
  const known = new Map(people.map((person) => [person.login, toUser(person)]));
  return (login) => {
    const user = known.get(login);
    if (!user) throw new Error(`Nobody is called ${login}.`);
    return user;
  };
}

export function toUser({ login, githubId: id, isBot }: Person): Shape {
  const url = `${API}/users/${login}`;
  const links = Object.entries(USER_LINKS).map(([name, path]) => [name, url + path]);
  return {
    login,
    id,
    node_id: nodeId("User", id),
    avatar_url: `${WEB}/avatars/${id}`,
    gravatar_id: "",
    url,
    html_url: `${WEB}/${login}`,
    ...Object.fromEntries(links),
    type: isBot ? "Bot" : "User",
    site_admin: false,
  };
}
