export { type DeadLetter, deadLetters, discardDeadLetters, retryDeadLetters } from './dead.ts';
export { housekeeping } from './housekeeping.ts';
export { cancel, enqueue, isAskedBefore, type NewJob } from './job.ts';
export { emit, type NewEvent } from './outbox.ts';
export { jobKinds } from './plan.ts';
export {
  countJobs,
  type JobScope,
  type JobState,
  jobStates,
  type ListedJob,
  type ListedSchedule,
  listJobs,
  listSchedules,
} from './read.ts';
export { scheduleRecord } from './schedule.ts';
export { createWorker, type Ran, type Worker, type WorkerOptions } from './worker.ts';
