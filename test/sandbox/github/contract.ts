import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";

interface Operation {
  method: string;
  path: string;
  query: { name: string }[];
  body: object | null;
  reply: object | null;
}

const LENIENT = { strict: false, validateFormats: false, unicodeRegExp: false, allErrors: false } as const;
/** To shorten the code of a check takes longer than to run it here. */
const OPTIONS = { ...LENIENT, code: { optimize: false } } as const;

function read(name: string) {
  return JSON.parse(readFileSync(`test/contracts/${name}.json`, "utf8"));
}

/** Compiles parts of a description by their place in it, so that they share what they refer to. */
function createCompiler(description: object) {
  const ajv = new Ajv(OPTIONS).addSchema(description, "github");
  return (...place: (string | number)[]): ValidateFunction => {
    const validate = ajv.getSchema(`github#/${place.join("/")}`);
    if (!validate) throw new Error(`Nothing is described at ${place.join("/")}.`);
    return validate as ValidateFunction;
  };
}

export interface Exchange {
  method?: string;
  sent?: unknown;
  reply: unknown;
}

/** GitHub's own description of its REST interface. `check` answers what is wrong with an exchange, an empty list when nothing is. */
export function createRestContract() {
  const description = read("github-rest") as { operations: Operation[] };
  const { operations } = description;
  const compile = createCompiler(description);

  function validate(operation: Operation, part: "body" | "reply", value: unknown): string[] {
    if (!operation[part]) return value === undefined ? [] : ["there should be nothing"];
    return problems(compile("operations", operations.indexOf(operation), part), value);
  }

  return {
    paths: operations.filter(({ method }) => method === "GET").map(({ path }) => path),
    writes: operations.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`),
    check({ pathname, searchParams }: URL, { method = "GET", sent, reply }: Exchange): string[] {
      const operation = operations.find((one) => one.method === method && fits(one.path, pathname));
      if (!operation) return [`no operation for ${method} ${pathname}`];
      const unknown = [...searchParams.keys()].filter((key) => !operation.query.some(({ name }) => name === key));
      const told = sent === undefined ? [] : validate(operation, "body", sent);
      const heard = validate(operation, "reply", reply);
      return [...unknown.map((key) => `unknown parameter ${key}`), ...told, ...heard];
    },
  };
}

/** The same for webhooks, by event and action. */
export function createWebhookContract() {
  const description = read("github-webhooks") as { events: Record<string, object> };
  const { events } = description;
  const compile = createCompiler(description);
  return {
    names: Object.keys(events),
    nameOf: (event: string, action: unknown) =>
      [event, ...(typeof action === "string" ? [action] : [])].join("-").replaceAll("_", "-"),
    check(name: string, payload: unknown): string[] {
      return events[name] ? problems(compile("events", name), payload) : [`no event ${name}`];
    },
  };
}

function fits(template: string, pathname: string): boolean {
  const pattern = template.replace("{path}", ".+").replace(/\{[^}]+\}/g, "[^/]+");
  return new RegExp(`^${pattern}$`).test(pathname);
}

function problems(validate: ValidateFunction, value: unknown): string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
