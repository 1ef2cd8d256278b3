import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { requireOpenPrd } from "#kernel/prds";
import { BranchField, PrdField, VersionField } from "./fields.ts";
import { requireHead, requireVersion } from "./find.ts";
import { land } from "./land.ts";
import { describeLanded, Landed, toLanded } from "./landed.ts";

export const restorePrd = defineCapability({
  name: "prd.restore",
  summary: "Have a PRD say again what an older version said, as a new version.",
  risk: "record",
  command: "/prd restore",
  input: z.object({ prd: PrdField, version: VersionField, branch: BranchField }),
  result: Landed,
  async run(context, { prd: number, version, branch }) {
    const prd = await requireOpenPrd(context, number);
    const base = await requireHead(context, prd, branch);
    const old = await requireVersion(context, prd, version);
    if (old.id === base.id) throw new UserError(`Version ${old.number} is the newest: there is nothing to restore.`);
    const landed = await land(context, { prd, branch, base, text: old.text, message: `Restore version ${old.number}` });
    return toLanded({ number, branch }, landed);
  },
  view: describeLanded,
});
