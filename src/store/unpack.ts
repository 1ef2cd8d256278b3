import type { Db } from "./db.ts";
import { type SQL, sql } from "./drizzle.ts";

/** A list as one parameter: `where key in (…)` keeps its text, and so its prepared statement, whatever the length. */
export function unpackTexts({ dialect }: Pick<Db, "dialect">, values: readonly string[]): SQL {
  const list = JSON.stringify(values);
  return dialect === "postgres"
    ? sql`(select json_array_elements_text(${list}::json))`
    : sql`(select value from json_each(${list}))`;
}

export function unpackNumbers({ dialect }: Pick<Db, "dialect">, values: readonly number[]): SQL {
  const list = JSON.stringify(values);
  return dialect === "postgres"
    ? sql`(select json_array_elements_text(${list}::json)::bigint)`
    : sql`(select value from json_each(${list}))`;
}
