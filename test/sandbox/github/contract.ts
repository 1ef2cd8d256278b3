import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";

interface Operation {
  path: string;
  query: { name: string }[];
  reply: object;
}

const OPTIONS = { strict: false, validateFormats: false, unicodeRegExp: false, allErrors: false } as const;

function read(name: string) {
  return JSON.parse(readFileSync(`test/contracts/${name}.json`, "utf8"));
}

/** GitHub's own description of its REST interface. `check` answers what is wrong with a reply, an empty list when nothing is. */
export function createRestContract() {
  const { operations, definitions } = read("github-rest") as { operations: Operation[]; definitions: object };
  const ajv = new Ajv(OPTIONS);
  const compiled = new Map<Operation, ValidateFunction>();
  return {
    paths: operations.map(({ path }) => path),
    check({ pathname, searchParams }: URL, reply: unknown): string[] {
      const operation = operations.find(({ path }) => fits(path, pathname));
      if (!operation) return [`no operation for ${pathname}`];
      const unknown = [...searchParams.keys()].filter((key) => !operation.query.some(({ name }) => name === key));
      const validate = compiled.get(operation) ?? ajv.compile({ ...operation.reply, definitions });
      compiled.set(operation, validate);
      return [...unknown.map((key) => `unknown parameter ${key}`), ...problems(validate, reply)];
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
  const pattern = template.replace(/\{[^}]+\}/g, "[^/]+");
  return new RegExp(`^${pattern}$`).test(pathname);
}

function problems(validate: ValidateFunction, value: unknown): string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
