/** What became of a question: still open, answered in the text, only in a reply, skipped, rested after pushback, or its passage is gone. */
export const OUTCOMES = ["answered", "replied", "skipped", "settled", "gone", "open"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A question that was asked in a pull request. Of people it holds nothing but the reasons that they gave. */
export interface AskedRecord {
  readonly rule: string;
  /** The month of the pull request, as `2025-03`. */
  readonly month: string;
  readonly outcome: Outcome;
  readonly isMerged: boolean;
  readonly isPushedBack: boolean;
  /** What was said for skipping it, or against it. */
  readonly reasons: readonly string[];
}

/** What came of one rule's questions: how many. */
export interface RuleInsight extends Readonly<Record<Exclude<Outcome, "open">, number>> {
  readonly rule: string;
  readonly asked: number;
  readonly pushedBack: number;
  /** Of the pull requests that were merged, with the question still open. */
  readonly openAtMerge: number;
  readonly reasons: readonly string[];
  /** Why the rule deserves a second look; null where it does not. */
  readonly secondLook: "seldom answered" | "often pushed back" | null;
}

export interface MonthInsight {
  /** `2025-03` */
  readonly month: string;
  readonly asked: number;
  readonly answered: number;
}

/** What came of the questions that were asked in an organisation. Rules are judged, people are not. */
export interface Insights {
  readonly owner: string;
  /** The first day that counts, as `2025-01-01`. */
  readonly since: string;
  readonly repositories: number;
  readonly pullRequests: number;
  /** Those with questions. */
  readonly asked: number;
  /** By how often they ask. */
  readonly rules: readonly RuleInsight[];
  readonly months: readonly MonthInsight[];
  /** What could not be read, and why. */
  readonly unread: readonly string[];
}
