import {
  type AskedRecord,
  type Insights,
  type MonthInsight,
  OUTCOMES,
  type Outcome,
  type RuleInsight,
} from "./model.ts";

/** A rule that asked less often says little yet. */
const MIN_ASKED = 5;
/** A rule deserves a second look where fewer of its questions are answered in the text, or more are pushed back. */
const LIMITS = { answered: 1 / 3, pushedBack: 1 / 5 };
const MAX_REASONS = 10;

/** Sums up what came of the questions that were asked, by rule and by month. */
export function summarise(
  records: readonly AskedRecord[],
  about: Omit<Insights, "asked" | "rules" | "months">,
): Insights {
  const rules = Map.groupBy(records, ({ rule }) => rule);
  const months = Map.groupBy(records, ({ month }) => month);
  return {
    ...about,
    asked: records.length,
    rules: [...rules]
      .map(([rule, own]) => insightOf(rule, own))
      .toSorted((a, b) => b.asked - a.asked || (a.rule < b.rule ? -1 : 1)),
    months: [...months]
      .map(([month, own]): MonthInsight => ({ month, asked: own.length, answered: count(own, "answered") }))
      .toSorted((a, b) => (a.month < b.month ? -1 : 1)),
  };
}

function insightOf(rule: string, records: readonly AskedRecord[]): RuleInsight {
  const asked = records.length;
  const pushedBack = records.filter(({ isPushedBack }) => isPushedBack).length;
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, count(records, outcome)])) as Record<
    Outcome,
    number
  >;
  const { open: _open, ...closed } = counts;
  return {
    rule,
    asked,
    ...closed,
    pushedBack,
    openAtMerge: records.filter(({ outcome, isMerged }) => isMerged && outcome === "open").length,
    reasons: [...new Set(records.flatMap(({ reasons }) => reasons))].slice(0, MAX_REASONS),
    secondLook:
      asked < MIN_ASKED
        ? null
        : pushedBack / asked > LIMITS.pushedBack
          ? "often pushed back"
          : counts.answered / asked < LIMITS.answered
            ? "seldom answered"
            : null,
  };
}

const count = (records: readonly AskedRecord[], outcome: Outcome) =>
  records.filter((record) => record.outcome === outcome).length;
