import { inert } from "../review/inert.ts";
import { describeLook } from "./format-text.ts";
import type { Insights } from "./model.ts";

/** Insights as Markdown, for an issue or a wiki. */
export function formatInsightsMarkdown(insights: Insights): string {
  const { owner, since, repositories, pullRequests, asked, rules, months, unread } = insights;
  const looks = rules.filter(({ secondLook }) => secondLook !== null);
  const reasons = rules.filter((rule) => rule.reasons.length > 0);
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`## ${title}`, lines.join("\n")];
  const blocks = [
    `# What came of the questions: ${inert(owner)} since ${since}`,
    `${asked} questions in ${pullRequests} pull requests of ${repositories} repositories. Rules are looked at here, people are not.`,
    [
      "| Rule | Asked | Answered in the text | Only in a reply | Skipped | Pushed back | Open at merge |",
      "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
      ...rules.map(
        (rule) =>
          `| \`${rule.rule}\` | ${rule.asked} | ${rule.answered} | ${rule.replied} | ${rule.skipped} | ${rule.pushedBack} | ${rule.openAtMerge} |`,
      ),
    ].join("\n"),
    ...section(
      "Rules that deserve a second look",
      looks.map((rule) => `- \`${rule.rule}\`: ${describeLook(rule)}`),
    ),
    ...section(
      "Reasons that people gave",
      reasons.flatMap((rule) => rule.reasons.map((reason) => `- \`${rule.rule}\`: “${inert(reason)}”`)),
    ),
    ...section("By month", [
      "| Month | Asked | Answered in the text |",
      "| --- | ---: | ---: |",
      ...months.map((month) => `| ${month.month} | ${month.asked} | ${month.answered} |`),
    ]),
    ...section(
      "Not read",
      unread.map((reason) => `- ${inert(reason)}`),
    ),
  ];
  return `${blocks.join("\n\n")}\n`;
}
