import { type FormatOptions, problemOf, type Reviewed } from "./reviewed.ts";
import { styleText } from "node:util";
import { plain } from "./plain.ts";
import type { Finding, Question, Review, Verdict } from "../rules/model.ts";

const WIDTH = 100;
type Style = Parameters<typeof styleText>[0];
/** Colour where it is seen; `styleText` itself looks at the terminal, NO_COLOR and FORCE_COLOR. */
const style = (format: Style, text: string) => styleText(format, text, { stream: process.stdout });

/** The reviews for a person at a terminal: the line, and the question under it. */
export function formatText(reviewed: readonly Reviewed[], options: FormatOptions): string {
  return reviewed.map((document) => formatDocument(document, options)).join("\n");
}

function formatDocument({ path, markdown, analysis }: Reviewed, options: FormatOptions): string {
  const heading = `${style("bold", plain(path))}\n`;
  if (!("review" in analysis)) return `${heading}  passed over: ${problemOf(analysis)!}\n`;
  const { review } = analysis;
  if (review.note !== null) return `${heading}\n  ${review.note}\n`;
  const lines = markdown.split(/\r\n?|\n/u);
  const shown = review.questions.filter(({ isPosted }) => options.all || isPosted);
  const held = review.questions.length - shown.length;
  return [
    heading,
    shown.length === 0
      ? "\n  The document answers what the rules would ask.\n"
      : shown.map((question) => formatQuestion(question, lines)).join(""),
    held > 0 ? style("dim", `\n  ${held} more ${held === 1 ? "is" : "are"} held back (--all shows them).\n`) : "",
    clear(review),
    ...review.ignored.map(({ id, line, reason }) =>
      style("dim", `  Silenced in line ${line}: ${id}${reason === "" ? "" : ` (${plain(reason)})`}\n`),
    ),
    options.explain ? `\n${review.verdicts.map(formatVerdict).join("")}` : "",
  ].join("");
}

function formatQuestion({ id, span, text, why, source }: Question, lines: readonly string[]): string {
  const number = String(span.start).padStart(5);
  const quoted = plain((lines[span.start - 1] ?? "").trim());
  const line = quoted.length > WIDTH ? `${quoted.slice(0, WIDTH - 1)}…` : quoted;
  return `\n${style("dim", `${number} │ ${line}`)}\n${indent(style("yellow", plain(text)))}\n${indent(style("dim", `${why} (${id}; ${source.title})`))}\n`;
}

const indent = (text: string) =>
  wrap(text, WIDTH)
    .map((line) => `      │ ${line}`)
    .join("\n");

function wrap(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1)!;
    if (last !== "" && last.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines;
}

function clear({ answered }: Review): string {
  if (answered.length === 0) return "";
  const list = answered.map(({ id, line }) => `${id} (${line})`).join(", ");
  return `\n${wrap(`Already clear, with the line: ${list}`, WIDTH)
    .map((line) => style("green", `  ${line}`))
    .join("\n")}\n`;
}

/** A rule's way from its conditions to its verdict, as a tree. */
function formatVerdict({ rule, outcome, line, findings }: Verdict): string {
  return `${style("bold", rule)}: ${outcome}${line === null ? "" : ` (line ${line})`}\n${findings.map((finding) => formatFinding(finding, "  ")).join("")}`;
}

function formatFinding({ condition, holds, passages, parts }: Finding, margin: string): string {
  const mark = holds ? style("green", "✓") : style("dim", "·");
  const evidence = passages.map(({ span, text }) => `${margin}    ${span.start}: ${plain(text)}\n`).join("");
  return `${margin}${mark} ${condition}\n${evidence}${parts.map((part) => formatFinding(part, `${margin}  `)).join("")}`;
}
