/** What a person's reply to a question is. What can't be placed is `other`, and nothing is said to it. */
export type ReplyKind = "answer" | "pushback" | "stop" | "thanks" | "question" | "other";

/** Why somebody would rather not answer a question. */
export const PUSHBACKS = ["irrelevant", "practice", "fine", "covered", "private", "disagree"] as const;
/**
 * - `irrelevant`: it does not matter here;
 * - `practice`: that is not how they do it;
 * - `fine`: it is good as it is;
 * - `covered`: the text says it already;
 * - `private`: it can't be said here;
 * - `disagree`: they see it otherwise.
 */
export type Pushback = (typeof PUSHBACKS)[number];

/** A reply, understood. */
export interface ReplyReading {
  readonly kind: ReplyKind;
  /** Null where it is none. */
  readonly pushback: Pushback | null;
  /** The person's own words that tell something, as sentences of plain text; empty where there are none. */
  readonly words: string;
  /** The phrase or sign by which it was placed, to explain it. */
  readonly because: string;
}
