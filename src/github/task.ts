import { type PullRequestRef, type Reason, REASONS, type RepositoryRef } from "./model.ts";

interface TaskBase {
  readonly installationId: number;
  /** Of the event from which it came, for the log. */
  readonly deliveryId: string;
}

/** Look again at a pull request. */
interface PullRequestTask extends TaskBase {
  readonly kind: "pull request";
  readonly ref: PullRequestRef;
  readonly reason: Reason;
  /** Its head as the event has it, to say there what happened if nothing can be read. */
  readonly headSha: string | null;
}

/** All check runs of a commit are wanted again. */
export interface CheckSuiteTask extends TaskBase {
  readonly kind: "check suite";
  readonly ref: RepositoryRef;
  readonly checkSuiteId: number;
}

/** A merge queue wants to know of a commit. */
export interface MergeGroupTask extends TaskBase {
  readonly kind: "merge group";
  readonly ref: RepositoryRef;
  readonly headSha: string;
}

/** The app came to a repository. */
export interface ArrivalTask extends TaskBase {
  readonly kind: "arrival";
  readonly ref: RepositoryRef;
}

/** Find what was missed in an installation. */
export interface SweepTask extends TaskBase {
  readonly kind: "sweep";
  /** When the app was installed, in ISO 8601: what did not change since then was there before us. */
  readonly installedAt: string;
  /** What did not change since then need not be looked at, in ISO 8601; null where all has to be. */
  readonly since: string | null;
}

export type Task = PullRequestTask | CheckSuiteTask | MergeGroupTask | ArrivalTask | SweepTask;

/** Tasks with one key are one task. */
export function keyOf(task: Task): string {
  if (task.kind === "sweep") return `sweep ${task.installationId}`;
  const { owner, repo } = task.ref;
  switch (task.kind) {
    case "pull request":
      return `${owner}/${repo}#${task.ref.number}`.toLowerCase();
    case "check suite":
      return `${owner}/${repo} check suite ${task.checkSuiteId}`;
    case "merge group":
      return `${owner}/${repo} merge group ${task.headSha}`;
    case "arrival":
      return `${owner}/${repo} arrival`;
  }
}

/** One task for two with the same key: the newer one, for the stronger of both reasons; of two sweeps the wider one. */
export function mergeTasks(waiting: Task, next: Task): Task {
  if (waiting.kind === "sweep" && next.kind === "sweep") return waiting.since === null ? waiting : next;
  if (waiting.kind !== "pull request" || next.kind !== "pull request") return next;
  const isStronger = REASONS.indexOf(waiting.reason) > REASONS.indexOf(next.reason);
  return { ...next, reason: isStronger ? waiting.reason : next.reason, headSha: next.headSha ?? waiting.headSha };
}
