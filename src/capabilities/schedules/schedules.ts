import { deleteSchedule, pauseSchedule, restoreSchedule, resumeSchedule } from "./change.ts";
import { scheduleForm } from "./form.ts";
import { listSchedules } from "./list.ts";
import { listPosted } from "./posted.ts";
import { refreshSchedule } from "./refresh.ts";
import { runSchedule } from "./run.ts";
import { saveSchedule } from "./save.ts";

/** What is posted by the clock. */
export const schedules = [
  listSchedules,
  listPosted,
  scheduleForm,
  saveSchedule,
  pauseSchedule,
  resumeSchedule,
  runSchedule,
  refreshSchedule,
  deleteSchedule,
  restoreSchedule,
];
