type Level = "read" | "write";

/** A permission, with what its lack costs. */
export interface Grant {
  readonly permission: string;
  readonly level: Level;
  readonly cost: string;
}

/** What the app can't do without. */
export const NEEDED: readonly Grant[] = [
  { permission: "metadata", level: "read", cost: "nothing can be read" },
  { permission: "contents", level: "read", cost: "no postmortem and no settings can be read" },
  { permission: "pull_requests", level: "write", cost: "no question can be asked" },
  { permission: "checks", level: "write", cost: "nothing can be said in check runs, and what was missed is not found" },
];

/** What the app can do without, with less comfort. */
export const OPTIONAL: readonly Grant[] = [
  { permission: "issues", level: "read", cost: "commands such as /coach in a pull request's comments are not heard" },
  {
    permission: "contents",
    level: "write",
    cost: "threads of answered questions stay open for people to resolve (their text says that they are answered)",
  },
  { permission: "merge_queues", level: "read", cost: "merge queues that require our check run wait for it" },
];

/** Events, with what their lack costs. */
export const EVENTS: Readonly<Record<string, string>> = {
  pull_request: "nothing is looked at when it is opened or pushed to",
  pull_request_review_comment: "replies are read only at the next push",
  pull_request_review_thread: "resolved threads are noticed only at the next push",
  issue_comment: "commands such as /coach in a pull request's comments are not heard",
  check_run: "the buttons of our check run do nothing",
  check_suite: "“Re-run all checks” does nothing",
};

const LEVELS: readonly Level[] = ["read", "write"];

/** Whether permissions, as GitHub lists them, hold a grant. */
export function holds(
  permissions: Readonly<Record<string, string | undefined>>,
  { permission, level }: Grant,
): boolean {
  return LEVELS.indexOf(permissions[permission] as Level) >= LEVELS.indexOf(level);
}
