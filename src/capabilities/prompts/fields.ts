import { z } from "zod";
import { LocalDate } from "#domain/directory";

export const TeamKeyField = z.string().trim().toLowerCase().min(1).max(40).describe("Key of the team.");
export const DateField = LocalDate.describe("The day of the standup, like 2026-11-20.");
