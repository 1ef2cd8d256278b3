// Random kills, of the import and of the bot under load: what was acknowledged or stored must all be there, once.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type House, openHouse } from "../../../test/support/bot.ts";
import { startPostgres } from "../../../test/support/postgres.ts";
import { equal, type Figure, missing } from "../figure.ts";
import { adjutant } from "./terminal.ts";

const SAMPLE = join(process.env["ADJUTANT_SAMPLE_DATA"] ?? "../shared/data/github-12-weeks", "events.ndjson");
const SAMPLE_EVENTS = 2_234;
const SETTLE_MS = 6_000;

export async function* proveKills(folder: string, isLong: boolean): AsyncGenerator<Figure> {
  const kills = isLong ? 100 : 5;
  yield* proveEngine("sqlite", { folder, kills, urlOf: (name) => join(folder, `${name}.db`) });
  const server = await startPostgres().catch(() => undefined);
  if (!server) {
    yield missing("kills on Postgres", "its server could not be started here");
    return;
  }
  try {
    yield* proveEngine("postgres", { folder, kills, urlOf: (name) => createDatabase(server.url, name) });
  } finally {
    await server.stop();
  }
}

interface Engine {
  folder: string;
  kills: number;
  urlOf(name: string): string | Promise<string>;
}

async function* proveEngine(name: string, { folder, kills, urlOf }: Engine): AsyncGenerator<Figure> {
  if (existsSync(SAMPLE)) yield* proveImport(name, kills, urlOf);
  else yield missing(`${name}: kills of the import`, `${SAMPLE} is not there`);
  const house = await openHouse({ folder, databaseUrl: await urlOf("bot") });
  try {
    yield* proveBot(name, kills, house);
  } finally {
    await house.close();
  }
}

/** Kills the import again and again, starts it again each time, and compares with one that nobody disturbed. */
async function* proveImport(name: string, kills: number, urlOf: Engine["urlOf"]): AsyncGenerator<Figure> {
  const calm = { DATABASE_URL: await urlOf("calm") };
  await adjutant(calm, "import", SAMPLE);
  const expected = JSON.parse(await adjutant(calm, "facts", "rebuild", "--json")).digests;
  let [killed, round, same] = [0, 0, true];
  while (killed < kills && same) {
    const env = { DATABASE_URL: await urlOf(`import${round++}`) };
    while (killed < kills && (await killImport(env))) killed++;
    const last = JSON.parse(await adjutant(env, "import", SAMPLE, "--json"));
    const rebuilt = JSON.parse(await adjutant(env, "facts", "rebuild", "--json"));
    const total = last.inserted + last.duplicates;
    same =
      total === SAMPLE_EVENTS && rebuilt.changed === 0 && JSON.stringify(rebuilt.digests) === JSON.stringify(expected);
  }
  yield equal(`${name}: import killed ${killed} times, facts equal to an undisturbed one`, same, true);
}

/** True when it was killed before its end. */
async function killImport(env: Record<string, string>): Promise<boolean> {
  const child = spawn("node", ["scripts/launch.js", "src/main.ts", "import", SAMPLE], {
    env: { ...process.env, ...env },
    stdio: "ignore",
  });
  const ended = once(child, "exit");
  await Promise.race([ended, pause(300 + Math.random() * 700)]);
  child.kill("SIGKILL");
  const [code] = await ended;
  return code === null;
}

interface Typed {
  word: string;
  isAcked: boolean;
}

/** Types commands all the time, kills the bot at any moment, and counts what became of those it acknowledged. */
async function* proveBot(name: string, kills: number, house: House): AsyncGenerator<Figure> {
  const typing = new AbortController();
  await house.startBot();
  const typed = typeSteadily(house, typing.signal);
  for (let kill = 0; kill < kills; kill++) {
    await pause(200 + Math.random() * 800);
    await house.killBot();
    await house.startBot();
  }
  await pause(SETTLE_MS);
  typing.abort();
  const all = await typed;
  await pause(SETTLE_MS);
  const acked = all.filter(({ isAcked }) => isAcked);
  const counts = acked.map(({ word }) => countAnswers(house, word));
  const lost = counts.filter((count) => count === 0).length;
  const doubled = counts.filter((count) => count > 1).length;
  yield equal(`${name}: ${kills} kills under load, ${acked.length} commands acked: lost`, lost, 0);
  yield equal(`${name}: ${kills} kills under load, ${acked.length} commands acked: answered twice`, doubled, 0);
}

async function typeSteadily({ sandbox: { slack, world } }: House, signal: AbortSignal): Promise<Typed[]> {
  const user = world.state.people[0]?.slackId ?? "";
  const typed: Promise<Typed>[] = [];
  for (let number = 0; !signal.aborted; number++) {
    const word = `load${number}x`;
    const acked = slack.ackCommand({ user, channel: "eng", command: "/adjutant", text: `help ${word}` });
    typed.push(acked.then(({ outcome }) => ({ word, isAcked: outcome === "acked" })));
    await pause(50);
  }
  return Promise.all(typed);
}

function countAnswers({ sandbox: { slack, world } }: House, word: string): number {
  const user = world.state.people[0]?.slackId ?? "";
  return slack.messages("eng", user).filter(({ isFromApp, text }) => isFromApp && text.includes(`“${word}”`)).length;
}

async function createDatabase(serverUrl: string, name: string): Promise<string> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return new URL(name, serverUrl).href;
}
