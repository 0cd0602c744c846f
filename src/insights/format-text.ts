import type { Insights, RuleInsight } from "./model.ts";

const COLUMNS = ["asked", "answered", "replied", "skipped", "pushedBack", "openAtMerge"] as const;
const HEADS = {
  asked: "asked",
  answered: "answered",
  replied: "in a reply",
  skipped: "skipped",
  pushedBack: "pushed back",
  openAtMerge: "open at merge",
};

/** Insights for a person at a terminal. */
export function formatInsightsText(insights: Insights): string {
  const { owner, since, repositories, pullRequests, asked, rules, months, unread } = insights;
  const width = Math.max(4, ...rules.map(({ rule }) => rule.length));
  const row = (name: string, cells: readonly (string | number)[]) =>
    `  ${name.padEnd(width)}  ${cells.map((cell, index) => String(cell).padStart(HEADS[COLUMNS[index]!].length)).join("  ")}\n`;
  const looks = rules.filter(({ secondLook }) => secondLook !== null);
  const reasons = rules.filter((rule) => rule.reasons.length > 0);
  return [
    `${owner} since ${since}: ${asked} questions in ${pullRequests} pull requests of ${repositories} repositories\n\n`,
    rules.length === 0
      ? "No question was asked.\n"
      : row(
          "rule",
          COLUMNS.map((column) => HEADS[column]),
        ),
    ...rules.map((rule) =>
      row(
        rule.rule,
        COLUMNS.map((column) => rule[column]),
      ),
    ),
    looks.length === 0 ? "" : "\nRules that deserve a second look\n",
    ...looks.map((rule) => `  ${rule.rule}: ${describeLook(rule)}\n`),
    reasons.length === 0 ? "" : "\nReasons that people gave\n",
    ...reasons.flatMap((rule) => [`  ${rule.rule}\n`, ...rule.reasons.map((reason) => `    “${reason}”\n`)]),
    months.length === 0 ? "" : "\nBy month: asked, answered in the text\n",
    ...months.map((month) => `  ${month.month}  ${month.asked}  ${month.answered}\n`),
    unread.length === 0 ? "" : "\nNot read\n",
    ...unread.map((reason) => `  ${reason}\n`),
  ].join("");
}

/** Why a rule deserves a second look, with its figures. */
export function describeLook({ secondLook, asked, answered, pushedBack }: RuleInsight): string {
  return secondLook === "often pushed back"
    ? `pushed back ${pushedBack} of ${asked} times`
    : `answered in the text ${answered} of ${asked} times`;
}
