import type { Span } from "../postmortem/model.ts";
import type { Place } from "./model.ts";

/** The lines of a file's new side that one hunk of its diff shows, both ends in. */
export type Hunk = Span;

const HEADER = /^@@ -\d+(?:,\d+)? \+(?<start>\d+)(?:,(?<count>\d+))? @@/gmu;

/**
 * Reads which lines of the new side a diff shows. GitHub takes comments only on these.
 *
 * @param patch a file's unified diff, as GitHub's list of files has it
 */
export function readHunks(patch: string): Hunk[] {
  return [...patch.matchAll(HEADER)].flatMap(({ groups }) => {
    const start = Number(groups!["start"]);
    const count = groups!["count"] === undefined ? 1 : Number(groups!["count"]);
    return count === 0 ? [] : [{ start, end: start + count - 1 }];
  });
}

/**
 * Finds the place of a question in the diff: its own lines, else the nearest line of its section.
 *
 * @param span the lines that the question is about
 * @param section the lines of the section that they stand in
 * @returns null where the diff shows no line of the section
 */
export function placeIn(hunks: readonly Hunk[], span: Span, section: Span): Place | null {
  const around = (line: number) => hunks.find(({ start, end }) => line >= start && line <= end);
  const first = around(span.start);
  if (first !== undefined) {
    const end = Math.min(span.end, first.end);
    return { line: end, startLine: end > span.start ? span.start : null };
  }
  const last = around(span.end);
  if (last !== undefined) return { line: span.end, startLine: span.end > last.start ? last.start : null };
  const inside = hunks
    .map(({ start, end }) => ({ start: Math.max(start, section.start), end: Math.min(end, section.end) }))
    .filter(({ start, end }) => start <= end)
    .map(({ start, end }) => (Math.abs(start - span.start) <= Math.abs(end - span.start) ? start : end))
    .toSorted((a, b) => Math.abs(a - span.start) - Math.abs(b - span.start));
  return inside[0] === undefined ? null : { line: inside[0], startLine: null };
}
