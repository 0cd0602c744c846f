import type { Condition, RuleSource, Threshold } from "./schema.ts";

/** Minutes by threshold. */
export type Thresholds = Readonly<Record<Threshold, number>>;

/** From so many minutes on the rules ask about a length of time where no settings say otherwise. */
export const DEFAULT_THRESHOLDS: Thresholds = { detection: 6, gap: 60, response: 30 };

/** Puts minutes in the place of the thresholds that a rule names. */
export function withThresholds<Source extends RuleSource>(rule: Source, thresholds: Thresholds): Source {
  const minutesOf = (length: number | Threshold) => (typeof length === "number" ? length : thresholds[length]);
  const settle = (conditions: readonly Condition[]) => conditions.map((condition) => settleOne(condition, minutesOf));
  const changed: Partial<Record<keyof RuleSource, unknown>> = {};
  if (rule["longer-than"] !== undefined) changed["longer-than"] = minutesOf(rule["longer-than"]);
  for (const key of ["when", "asks-about", "answered-by", "unsure-with"] as const)
    if (rule[key] !== undefined) changed[key] = settle(rule[key]);
  return { ...rule, ...changed };
}

function settleOne(condition: Condition, minutesOf: (length: number | Threshold) => number): Condition {
  if ("elapsed" in condition) {
    const { "longer-than": length } = condition.elapsed;
    return length === undefined ? condition : { elapsed: { ...condition.elapsed, "longer-than": minutesOf(length) } };
  }
  for (const key of ["any-of", "all-of", "none-of", "every-item", "some-item", "of"] as const) {
    const parts = (condition as Readonly<Record<string, unknown>>)[key] as readonly Condition[] | undefined;
    if (parts !== undefined) return { ...condition, [key]: parts.map((part) => settleOne(part, minutesOf)) };
  }
  return condition;
}
