import { archivePrd } from "./archive.ts";
import { blamePrd } from "./blame.ts";
import { branchForm, branchPrd } from "./branch.ts";
import { changelogPrd } from "./changelog.ts";
import { commentPrd } from "./comment.ts";
import { diffPrd } from "./diff.ts";
import { editPrd } from "./edit.ts";
import { exportPrd } from "./export.ts";
import { prdForm } from "./form.ts";
import { importPrd } from "./import.ts";
import { importForm } from "./import-form.ts";
import { listPrds } from "./list.ts";
import { logPrd } from "./log.ts";
import { mergePrd } from "./merge.ts";
import { restorePrd } from "./restore.ts";
import { reviewPrd } from "./review.ts";
import { reviewForm } from "./review-form.ts";
import { schedulePrd } from "./schedule.ts";
import { scheduleForm } from "./schedule-form.ts";
import { sharePrd } from "./share.ts";
import { showPrd } from "./show.ts";
import { writePrd } from "./write.ts";

/** PRDs as they live: versions and branches, reviews and comments, in and out as Markdown. */
export const prd = [
  ...[listPrds, showPrd, logPrd, diffPrd, blamePrd, changelogPrd],
  ...[editPrd, prdForm, writePrd, branchPrd, branchForm, mergePrd, restorePrd],
  ...[
    reviewPrd,
    reviewForm,
    schedulePrd,
    scheduleForm,
    commentPrd,
    exportPrd,
    importPrd,
    importForm,
    archivePrd,
    sharePrd,
  ],
];
