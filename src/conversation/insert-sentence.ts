import type { Span } from "../postmortem/model.ts";

/**
 * Puts words at the end of a section, as a paragraph of their own.
 *
 * @param text a document
 * @param section its lines
 */
export function insertSentence(text: string, section: Span, words: string): string {
  const lines = text.split("\n");
  let at = Math.min(section.end, lines.length);
  while (at > section.start && lines[at - 1]!.trim() === "") at -= 1;
  lines.splice(at, 0, "", words, "");
  return lines.join("\n");
}
