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

export type Task = PullRequestTask | CheckSuiteTask | MergeGroupTask | ArrivalTask;

/** Tasks with one key are one task. */
export function keyOf(task: Task): string {
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

/** One task for two with the same key: the newer one, for the stronger of both reasons. */
export function mergeTasks(waiting: Task, next: Task): Task {
  if (waiting.kind !== "pull request" || next.kind !== "pull request") return next;
  const isStronger = REASONS.indexOf(waiting.reason) > REASONS.indexOf(next.reason);
  return { ...next, reason: isStronger ? waiting.reason : next.reason, headSha: next.headSha ?? waiting.headSha };
}
