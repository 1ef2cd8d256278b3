import type { Db } from "../db.ts";
import { type SQL, sql } from "../drizzle.ts";

/** An instant as a parameter. */
export function instant({ dialect }: Db, at: number | Date): SQL {
  const ms = Number(at);
  return dialect === "postgres" ? sql`${new Date(ms).toISOString()}::timestamptz` : sql`${ms}`;
}

/** An instant column in milliseconds. */
export function inMs({ dialect }: Db, column: SQL): SQL {
  return dialect === "postgres" ? sql`(extract(epoch from ${column}) * 1000)::float8` : column;
}

export function hoursBetween({ dialect }: Db, from: SQL, to: SQL): SQL {
  return dialect === "postgres"
    ? sql`(extract(epoch from ${to} - ${from}) / 3600)::float8`
    : sql`((${to} - ${from}) / 3600000.0)`;
}

/** The value at a share of the way through, between the two nearest where it falls between. Nulls do not count. */
export function percentileOf({ dialect }: Db, value: SQL, share: number): SQL {
  return dialect === "postgres"
    ? sql`percentile_cont(${sql.raw(String(share))}) within group (order by ${value})`
    : sql`percentile_cont(${value}, ${sql.raw(String(share))})`;
}

export function greatest({ dialect }: Db, a: SQL, b: SQL): SQL {
  return dialect === "postgres" ? sql`greatest(${a}, ${b})` : sql`max(${a}, ${b})`;
}
