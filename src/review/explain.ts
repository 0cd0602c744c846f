import type { Finding, Question, Verdict } from "../rules/model.ts";
import { inert } from "./inert.ts";
import type { Say } from "./words.ts";

/** What nobody would read to its end is cut. */
const MAX_LINES = 40;

/**
 * Says what a rule looked for in a document, what it found, and where it comes from.
 *
 * @param question the question that it asks; null where it asks none now
 */
export function writeExplanation(verdict: Verdict | null, question: Question | null, say: Say): string {
  if (verdict === null) return say("explain.nothing");
  const lines = verdict.findings.flatMap((finding) => linesOf(finding, 0));
  const shown = lines.length > MAX_LINES ? [...lines.slice(0, MAX_LINES), "- …"] : lines;
  const outcome =
    verdict.line === null
      ? say("explain.outcome", { rule: verdict.rule, outcome: verdict.outcome })
      : say("explain.answered", { rule: verdict.rule, line: verdict.line });
  const source =
    question === null
      ? []
      : [
          say("comment.reason", {
            why: inert(question.why),
            title: inert(question.source.title),
            url: encodeURI(question.source.url),
          }),
        ];
  return [outcome, ...(shown.length === 0 ? [] : [say("explain.looked"), shown.join("\n")]), ...source].join("\n\n");
}

function linesOf({ condition, holds, passages, parts }: Finding, depth: number): string[] {
  const where = passages.map(({ span, text }) => `line ${span.start}: “${inert(text)}”`).join("; ");
  const own = `${"  ".repeat(depth)}- ${holds ? "✓" : "·"} ${inert(condition)}${where === "" ? "" : ` (${where})`}`;
  return [own, ...parts.flatMap((part) => linesOf(part, depth + 1))];
}
