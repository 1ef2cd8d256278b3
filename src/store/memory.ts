import type { Db } from "./db.ts";
import { eq, sql } from "./drizzle.ts";

/** Single values that survive a restart. */
export function createMemory(db: Db) {
  const { memory } = db.tables;

  async function recall(key: string): Promise<unknown> {
    const [row] = await db.select({ value: memory.value }).from(memory).where(eq(memory.key, key));
    return row?.value;
  }

  async function remember(key: string, value: unknown, at: Date): Promise<void> {
    const set = { value: sql`excluded.value`, updatedAt: sql`excluded.updated_at` };
    await db.insert(memory).values({ key, value, updatedAt: at }).onConflictDoUpdate({ target: memory.key, set });
  }

  return { recall, remember };
}
