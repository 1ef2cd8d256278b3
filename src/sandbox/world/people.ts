import type { Channel, Person, Repo } from "./model.ts";

/** All of them are invented. */
const TEAM: [slackId: string, login: string, name: string, title: string, zone: string][] = [
  ["U0ADA", "ada-park", "Ada Park", "Engineering manager", "Europe/London"],
  ["U0BEN", "benosei", "Ben Osei", "Backend engineer", "Europe/Berlin"],
  ["U0CARLA", "carla-mn", "Carla Mendes Novak", "Staff engineer", "Europe/Lisbon"],
  ["U0DEV", "dev-raghavan", "Dev Raghavan", "Frontend engineer", "Asia/Kolkata"],
  ["U0ELIF", "elifay", "Elif Aydin", "Frontend engineer", "Europe/Istanbul"],
  ["U0FINN", "finnhal", "Finn Halvorsen", "Platform engineer", "Europe/Oslo"],
  ["U0GRACE", "grace-lindt", "Grace Lindt", "Backend engineer", "America/New_York"],
  ["U0HUGO", "hugotan", "Hugo Tan", "Product manager", "America/Los_Angeles"],
];

const OWNER = "acme";
const REPOS: [name: string, ticketKey: string, language: string, description: string][] = [
  ["api", "API", "TypeScript", "The public API and its workers"],
  ["web", "WEB", "TypeScript", "What customers see in the browser"],
  ["infra", "OPS", "HCL", "Clusters, networks and pipelines"],
];

const EVERYBODY = TEAM.map(([slackId]) => slackId);
const CHANNELS: [id: string, name: string, topic: string, members: string[]][] = [
  ["C0GENERAL", "general", "Company-wide announcements", EVERYBODY],
  ["C0ENG", "eng", "Everything engineering", EVERYBODY],
  ["C0API", "api-team", "The API and its workers", ["U0ADA", "U0BEN", "U0CARLA", "U0FINN", "U0GRACE"]],
  ["C0INC", "incidents", "When something is on fire", EVERYBODY],
  ["G0LEADS", "leads", "Planning, in private", ["U0ADA", "U0CARLA", "U0HUGO"]],
];

export const BOT_LOGIN = "renovator[bot]";
/** The account behind Adjutant's token: a user to GitHub, and no person. */
export const MACHINE_LOGIN = "acme-adjutant";

export function createPeople(): Person[] {
  const team = TEAM.map(([slackId, login, name, title, zone], index) => ({
    slackId,
    login,
    githubId: 5_001 + index,
    name,
    title,
    // The last one commits under another address, so that there is somebody to link by hand.
    email: `${index === TEAM.length - 1 ? "hello" : login}@acme.example`,
    zone,
    isBot: false,
  }));
  const updates = "updates@acme.example";
  const bot = { slackId: null, login: BOT_LOGIN, githubId: 5_900, name: "Renovator", title: "Updates dependencies" };
  const machine = {
    slackId: null,
    login: MACHINE_LOGIN,
    githubId: 5_901,
    name: "Adjutant",
    title: "Acts for the team",
  };
  return [
    ...team,
    { ...bot, email: updates, zone: "UTC", isBot: true },
    { ...machine, email: "adjutant@acme.example", zone: "UTC", isBot: true },
  ];
}

export function createChannels(): Channel[] {
  return CHANNELS.map(([id, name, topic, members]) => ({
    id,
    name,
    topic,
    isPrivate: id.startsWith("G"),
    members: [...members],
  }));
}

export function createRepos(createdAt: Date, sha: () => string): Repo[] {
  return REPOS.map(([name, ticketKey, language, description], index) => ({
    id: 7_001 + index,
    owner: OWNER,
    name,
    fullName: `${OWNER}/${name}`,
    description,
    language,
    ticketKey,
    headSha: sha(),
    createdAt,
  }));
}
