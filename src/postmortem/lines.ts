import { findClocks, findDates } from "../text/times.ts";
import { labelOf } from "./labels.ts";
import type { Block } from "./markdown.ts";
import { lineAt } from "./markdown.ts";
import type { Range } from "../text/token.ts";

/**
 * Takes apart the paragraphs that are really lists: one record a line, each beginning with a bold label or a time, or ended by a hard break.
 *
 * @returns the blocks in order; those that are not such lists unchanged
 */
export function splitLines(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) =>
    (block.kind === "paragraph" || block.kind === "item") && block.text.includes("\n") ? split(block) : [block],
  );
}

function split(block: Block): Block[] {
  const starts = lineStarts(block.text);
  const lines = starts.map((start, index) =>
    slice(block, { start, end: (starts[index + 1] ?? block.text.length + 1) - 1 }),
  );
  const opens = lines.map(opensRecord);
  const isList = opens[0] === true || opens.filter(Boolean).length > 1;
  const parts: Range[] = [];
  for (const [index, start] of starts.entries()) {
    const end = (starts[index + 1] ?? block.text.length + 1) - 1;
    const begins =
      index === 0 ||
      (isList && opens[index] === true && !runsOn(lines[index - 1]!.text)) ||
      block.breaks.includes(start - 1) ||
      isBullet(lines[index]!.text);
    if (begins) parts.push({ start, end });
    else parts[parts.length - 1] = { start: parts.at(-1)!.start, end };
  }
  return parts.length === 1
    ? [block]
    : parts.map((part) => slice(block, part)).filter((part) => part.text.trim() !== "");
}

function opensRecord(line: Block): boolean {
  const label = labelOf(line);
  if (label !== null && (label.isStrong || label.name.split(" ").length < 4)) return true;
  const head = line.text.slice(0, 32);
  const [clock] = findClocks(head, true);
  if (clock !== undefined && clock.start < 4) return true;
  const [date] = findDates(head);
  return date !== undefined && date.start < 4;
}

/** A long line that ends in the middle of a sentence goes on in the next one. */
const runsOn = (line: string) => line.length >= 60 && !/[.!?:;)\]]\W*$/u.test(line);
const isBullet = (text: string) => /^\s*[-*•+]\s/u.test(text);

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function slice(block: Block, { start, end }: Range): Block {
  const inside = <R extends Range>(ranges: readonly R[]): R[] =>
    ranges
      .filter((range) => range.start < end && range.end > start)
      .map((range) => ({
        ...range,
        start: Math.max(range.start, start) - start,
        end: Math.min(range.end, end) - start,
      }));
  const line = lineAt(block, start);
  return {
    ...block,
    text: block.text.slice(start, end),
    span: { start: line, end: lineAt(block, Math.max(start, end)) },
    anchors: [
      [0, line],
      ...block.anchors
        .filter(([offset]) => offset > start && offset <= end)
        .map(([offset, at]) => [offset - start, at] as const),
    ],
    strong: inside(block.strong),
    code: inside(block.code),
    links: inside(block.links),
    breaks: [],
  };
}
