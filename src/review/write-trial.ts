import { inert } from "./inert.ts";
import type { Trial, TriedRule } from "./trial.ts";

/** So many documents are named; the others are counted. */
const MAX_DOCUMENTS = 50;

/**
 * Writes a trial as Markdown: what would be asked more or less often, which documents change, and which rules are loudest.
 *
 * @param what the documents: `the newest postmortems of acme/web`
 */
export function writeTrial(trial: Trial, what: string): string {
  const { documents, unread, rules, loudest, changed } = trial;
  if (documents === 0) return `There is no postmortem to try this on: ${what}.`;
  const different = rules.filter(({ before, after }) => before !== after);
  const many = documents === 1 ? "one document" : `${documents} documents`;
  const named = changed.filter(({ path }) => path !== null);
  return [
    `Tried on ${many}: ${what}.${unread.length === 0 ? "" : ` ${unread.length} could not be read.`}`,
    different.length === 0
      ? "No rule would ask more often or less often."
      : `#### What would be asked otherwise\n\n${table(different, documents)}`,
    ...(changed.length === 0
      ? []
      : [
          `#### Which documents change: ${changed.length} of ${documents}`,
          [
            ...named
              .slice(0, MAX_DOCUMENTS)
              .map(({ path, more, fewer }) => `- ${inert(path!)}: ${signed(more, fewer)}`),
            ...(changed.length > Math.min(named.length, MAX_DOCUMENTS)
              ? [`- ${changed.length - Math.min(named.length, MAX_DOCUMENTS)} more, not named here`]
              : []),
          ].join("\n"),
        ]),
    ...(loudest.length === 0 ? [] : [`#### What would ask most often\n\n${table(loudest, documents)}`]),
  ].join("\n\n");
}

function table(rules: readonly TriedRule[], documents: number): string {
  const rows = rules.map(
    ({ rule, before, after }) => `| \`${rule}\` | ${before} | ${after} | ${after} of ${documents} |`,
  );
  return ["| Rule | Before | After | Would ask in |", "| --- | ---: | ---: | --- |", ...rows].join("\n");
}

/** At most this many rules are named for each document. */
const MAX_RULES = 12;

function signed(more: readonly string[], fewer: readonly string[]): string {
  const all = [...more.map((rule) => `+\`${rule}\``), ...fewer.map((rule) => `-\`${rule}\``)];
  return all.length <= MAX_RULES
    ? all.join(" ")
    : `${all.slice(0, MAX_RULES).join(" ")} and ${all.length - MAX_RULES} more`;
}
