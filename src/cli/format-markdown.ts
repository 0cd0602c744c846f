import { type FormatOptions, problemOf, type Reviewed } from "./reviewed.ts";
import type { Review } from "../rules/model.ts";
import { plain } from "./plain.ts";

/** The reviews as Markdown: questions that somebody who reviews a colleague's postmortem might ask. */
export function formatMarkdown(reviewed: readonly Reviewed[], options: FormatOptions): string {
  return reviewed.map((document) => formatDocument(document, options)).join("\n");
}

function formatDocument({ path, analysis }: Reviewed, options: FormatOptions): string {
  const heading = `## Questions you might ask about \`${plain(path)}\`\n\n`;
  if (!("review" in analysis)) return `${heading}This document was passed over: ${problemOf(analysis)!}.\n`;
  const { review } = analysis;
  if (review.note !== null) return `${heading}${review.note}\n`;
  const shown = review.questions.filter(({ isPosted }) => options.all || isPosted);
  const held = review.questions.length - shown.length;
  const questions = shown.map(
    ({ text, span, why, source, answer }) =>
      `- **${plain(text)}** (${lines(span.start, span.end)})\n  ${why} ([${source.title}](${source.url}))\n  An answer could be: “${answer}”\n`,
  );
  return [
    heading,
    shown.length === 0 ? "The document answers what the rules would ask.\n" : questions.join("\n"),
    held > 0 ? `\n${held} more ${held === 1 ? "is" : "are"} held back for another day.\n` : "",
    clear(review),
  ].join("");
}

const lines = (start: number, end: number) => (start === end ? `line ${start}` : `lines ${start} to ${end}`);

function clear({ answered }: Review): string {
  if (answered.length === 0) return "";
  return `\nAlready clear: ${answered.map(({ id, line }) => `${id} (line ${line})`).join(", ")}.\n`;
}
