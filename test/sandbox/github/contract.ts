import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";

interface Operation {
  method: string;
  path: string;
  query: { name: string }[];
  body: object | null;
  reply: object | null;
}

const OPTIONS = { strict: false, validateFormats: false, unicodeRegExp: false, allErrors: false } as const;

function read(name: string) {
  return JSON.parse(readFileSync(`test/contracts/${name}.json`, "utf8"));
}

export interface Exchange {
  method?: string;
  sent?: unknown;
  reply: unknown;
}

/** GitHub's own description of its REST interface. `check` answers what is wrong with an exchange, an empty list when nothing is. */
export function createRestContract() {
  const { operations, definitions } = read("github-rest") as { operations: Operation[]; definitions: object };
  const ajv = new Ajv(OPTIONS);
  const compiled = new Map<object, ValidateFunction>();

  function validate(schema: object | null, value: unknown): string[] {
    if (!schema) return value === undefined ? [] : ["there should be nothing"];
    const compile = compiled.get(schema) ?? ajv.compile({ ...schema, definitions });
    compiled.set(schema, compile);
    return problems(compile, value);
  }

  return {
    paths: operations.filter(({ method }) => method === "GET").map(({ path }) => path),
    writes: operations.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`),
    check({ pathname, searchParams }: URL, { method = "GET", sent, reply }: Exchange): string[] {
      const operation = operations.find((one) => one.method === method && fits(one.path, pathname));
      if (!operation) return [`no operation for ${method} ${pathname}`];
      const unknown = [...searchParams.keys()].filter((key) => !operation.query.some(({ name }) => name === key));
      const told = sent === undefined ? [] : validate(operation.body, sent);
      return [...unknown.map((key) => `unknown parameter ${key}`), ...told, ...validate(operation.reply, reply)];
    },
  };
}

/** The same for webhooks, by event and action. */
export function createWebhookContract() {
  const { events, definitions } = read("github-webhooks") as { events: Record<string, object>; definitions: object };
  const ajv = new Ajv(OPTIONS);
  const compiled = new Map<string, ValidateFunction>();
  return {
    names: Object.keys(events),
    nameOf: (event: string, action: unknown) =>
      [event, ...(typeof action === "string" ? [action] : [])].join("-").replaceAll("_", "-"),
    check(name: string, payload: unknown): string[] {
      const schema = events[name];
      if (!schema) return [`no event ${name}`];
      const validate = compiled.get(name) ?? ajv.compile({ ...schema, definitions });
      compiled.set(name, validate);
      return problems(validate, payload);
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
