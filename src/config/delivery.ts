import { z } from "zod";
import { Repository } from "#domain/directory";
import type { DeliveryRules } from "#domain/metrics/delivery-rules";
import { optional, withDefault } from "./fields.ts";

const SERVICE = "Write services like checkout=acme/api+acme/web, separated by commas.";
const LINE = "Write release lines like v3.*=v3, separated by commas; a star at the end stands for anything.";

const Environments = z.string().transform((list) => splitList(list).map((name) => name.toLowerCase()));

const Services = z.string().transform((list, context) => {
  const pairs = splitList(list).map((pair) => /^([a-z][a-z0-9-]{0,39})=(.+)$/i.exec(pair));
  const services = pairs.map((pair) => {
    const repositories = z.array(Repository).min(1).safeParse(pair?.[2]?.split("+"));
    return pair?.[1] && repositories.success ? ([pair[1].toLowerCase(), repositories.data] as const) : undefined;
  });
  const known = services.filter((service) => service !== undefined);
  if (known.length < services.length) context.addIssue({ code: "custom", message: SERVICE });
  return new Map(known);
});

const Lines = z.string().transform((list, context) => {
  const pairs = splitList(list).map((pair) => /^([^=*\s]{0,100}\*?)=(\S{1,200})$/.exec(pair));
  const lines = pairs.flatMap((pair) => (pair?.[1] && pair[2] ? [{ tag: pair[1], branch: pair[2] }] : []));
  if (lines.length < pairs.length) context.addIssue({ code: "custom", message: LINE });
  return lines;
});

/** What we read of the environment about how a company delivers. */
export const DeliveryEnvironment = {
  /** What counts as production is said, never guessed from a name. */
  PRODUCTION_ENVIRONMENTS: withDefault(Environments, "production"),
  SERVICES: optional(Services),
  RELEASE_LINES: optional(Lines),
};

const Shape = z.object(DeliveryEnvironment);

export interface DeliveryConfig {
  productionEnvironments: string[];
  delivery: DeliveryRules;
}

export function toDelivery(env: z.output<typeof Shape>): DeliveryConfig {
  const { PRODUCTION_ENVIRONMENTS: environments, SERVICES: services = new Map(), RELEASE_LINES: lines = [] } = env;
  return { productionEnvironments: environments, delivery: { environments, services, lines } };
}

function splitList(list: string): string[] {
  return list
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}
