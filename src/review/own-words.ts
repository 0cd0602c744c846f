import type { Question } from "../rules/model.ts";
import type { Place } from "./model.ts";

/** A person's own words, put where the document could say them. */
export interface OwnWords {
  /** The document with them. */
  readonly text: string;
  /** What would stand on the thread's own lines, to be taken over with one click; null where they can only be copied. */
  readonly suggestion: string | null;
  /** The section to copy them into, as its heading says it; null where the document as a whole is meant. */
  readonly section: string | null;
}

/** Longer lines are not taken over at a glance, and GitHub takes only so much in a comment. */
const MAX_SUGGESTION = 8000;

/**
 * Puts words into a document: behind the lines of the thread in which they were said, else at the end of the section that was asked about.
 *
 * @param text the document at the head
 * @param place where the thread stands now; null where it is outdated
 * @param words plain sentences
 */
export function putOwnWords(
  text: string,
  place: Place | null,
  question: Pick<Question, "section">,
  words: string,
): OwnWords {
  const lines = text.split(/\r?\n/u);
  const { section } = question;
  const heading = /^#{1,6}\s+(?<title>.*?)\s*#*$/u.exec(lines[section.start - 1] ?? "")?.groups?.["title"] ?? null;
  const isHere = place !== null && place.line >= section.start && place.line <= section.end;
  const added = isHere ? linesBehind(lines, place.line, words) : null;
  if (added === null)
    return { text: atEnd(lines, section.end, section.start, words), suggestion: null, section: heading };
  const own = lines.slice((place!.startLine ?? place!.line) - 1, place!.line);
  const suggestion = [...own, ...added].join("\n");
  const all = [...lines.slice(0, place!.line), ...added, ...lines.slice(place!.line)];
  return { text: all.join("\n"), suggestion: suggestion.length > MAX_SUGGESTION ? null : suggestion, section: heading };
}

/** A code block that no line of it can end. */
export function inFence(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** The lines that say the words behind a line; null where a line would break what stands there. */
function linesBehind(lines: readonly string[], number: number, words: string): string[] | null {
  const line = lines[number - 1] ?? "";
  const next = lines[number] ?? "";
  if (isInBlock(lines, number) || line.includes("|") || /<!--|-->|^\s*</u.test(line)) return null;
  if (/^ {0,3}#{1,6}\s/u.test(line)) return next.trim() === "" ? ["", words] : ["", words, ""];
  // What goes on in the next line would be torn apart.
  if (line.trim() === "" || (next.trim() !== "" && !/^\s*(?:[-*+]|\d{1,9}[.)])\s/u.test(next))) return null;
  const lead = /^(?<indent>\s*)(?<mark>>\s?|(?:[-*+]|\d{1,9}[.)])\s+)?/u.exec(line)!.groups!;
  const mark = lead["mark"] ?? "";
  return [`${lead["indent"]}${mark.startsWith(">") ? mark : " ".repeat(mark.length)}${words}`];
}

/** Whether a line stands in front matter or in a block of code. */
function isInBlock(lines: readonly string[], number: number): boolean {
  let fence: string | null = null;
  const front = /^(?:---|\+\+\+)\s*$/u.test(lines[0] ?? "") ? lines[0]!.trim() : null;
  const end = front === null ? -1 : lines.findIndex((line, at) => at > 0 && line.trim() === front);
  if (number - 1 <= end) return true;
  for (const line of lines.slice(0, number)) {
    const mark = /^ {0,3}(?<mark>`{3,}|~{3,})/u.exec(line)?.groups?.["mark"] ?? null;
    if (mark === null) continue;
    if (fence === null) fence = mark;
    else if (mark.startsWith(fence)) {
      fence = null;
      if (line === lines[number - 1]) return true;
    }
  }
  return fence !== null;
}

function atEnd(lines: readonly string[], last: number, first: number, words: string): string {
  let at = Math.min(last, lines.length);
  while (at > first && lines[at - 1]!.trim() === "") at -= 1;
  return [...lines.slice(0, at), "", words, "", ...lines.slice(at)].join("\n");
}
