import type { Prd } from "#domain/prd/prd";
import type { Context } from "./context.ts";
import { UserError } from "./errors.ts";
import { findPrd } from "./sight.ts";

/** The PRD of this number. Throws a UserError where there is none, and a ForbiddenError where whoever asks may not see it. */
export async function requirePrd(context: Context, number: number): Promise<Prd> {
  const prd = await findPrd(context, number);
  if (!prd) throw new UserError(`There is no PRD ${number}. “/prd” lists them.`);
  return prd;
}

/** The same for changing it: what is put aside is read, and changes no more. */
export async function requireOpenPrd(context: Context, number: number): Promise<Prd> {
  const prd = await requirePrd(context, number);
  if (prd.state !== "archived") return prd;
  throw new UserError(`PRD ${number} is archived. “/prd archive ${number} undo” takes it out again.`);
}
