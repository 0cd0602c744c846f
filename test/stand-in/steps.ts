import { constantFrom, nat, oneof, record } from "fast-check";
import type { Arbitrary } from "fast-check";

/** Something that people, or the network, do to a pull request. */
export interface Step {
  readonly kind: (typeof KINDS)[number];
  /** Which document, which rule, which comment: taken modulo how many there are. */
  readonly a: number;
  readonly b: number;
  /** What happens to the trip that follows. */
  readonly fault: Fault | null;
}

export interface Fault {
  /** At which of its calls. */
  readonly call: number;
  readonly kind: "crash before" | "crash after" | "lost before" | "lost after" | "push";
}

const KINDS = [
  "answer",
  "answer",
  "unanswer",
  "prose",
  "rebase",
  "rename",
  "add",
  "delete",
  "restore",
  "reply",
  "resolve",
  "unresolve",
  "delete comment",
  "hide comment",
  "redeliver",
  "rest",
] as const;

/** A trip makes hardly more calls than this, but for edits. */
export const fault: Arbitrary<Fault> = record({
  call: nat({ max: 6 }),
  kind: constantFrom("crash before", "crash after", "lost before", "lost after", "push"),
});

export const step: Arbitrary<Step> = record({
  kind: constantFrom(...KINDS),
  a: nat({ max: 97 }),
  b: nat({ max: 97 }),
  fault: oneof(constantFrom(null), fault),
});
