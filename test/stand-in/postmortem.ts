/** Sentences that answer a rule's question, by the section in which they stand. */
const ANSWERS = {
  "impact/data": ["Impact", "No data was lost."],
  "impact/who": ["Impact", "Only customers on the business plan in Europe were affected, 212 of them."],
  "impact/downstream": ["Impact", "No other service was affected, and no queue grew."],
  "impact/experience": ["Impact", "Customers saw an error page with status 503 when they opened a dashboard."],
  "cause/other-changes": ["Cause", "No other change was deployed in those hours, so other changes were ruled out."],
  "lessons/luck": ["Lessons learned", "We were lucky that it was a Sunday and traffic was low."],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;
export type Answered = keyof typeof ANSWERS;

/**
 * A postmortem whose first questions are known.
 *
 * @param answered the rules whose questions the text answers
 * @param more what else stands in a section
 */
export function postmortem(answered: readonly Answered[] = [], more: Readonly<Record<string, string>> = {}): string {
  const section = (title: string, text: string) => {
    const answers = answered.filter((rule) => ANSWERS[rule][0] === title).map((rule) => ANSWERS[rule][1]);
    return [`## ${title}`, text, ...answers, ...(more[title] === undefined ? [] : [more[title]])].join("\n\n");
  };
  return `# Dashboards were down on 9 March 2025

${section("Summary", "On 9 March 2025 a deploy of the gateway broke dashboards for 41 minutes.")}

${section("Impact", "About 8% of requests failed, 12,000 in all.")}

${section(
  "Timeline",
  `All times are in UTC.

- 09:02 The deploy of gateway 4.1 begins.
- 09:06 The alert for errors fires and pages the on-call engineer.
- 09:31 The deploy is rolled back.
- 09:43 Error rates are back to normal, which the dashboards confirm.`,
)}

${section("Cause", "The new version read its limits from a file that the image did not have.")}

${section("Lessons learned", "The rollback was quick. The runbook did not name the gateway.")}

${section(
  "Action items",
  `| Action | Owner | Due | Ticket |
| --- | --- | --- | --- |
| Fail the build when the limits file is absent | @dana | 2025-03-20 | OPS-12 |
| Name the gateway in the runbook, reviewed by the on-call team | @lee | 2025-03-14 | OPS-13 |`,
)}
`;
}
