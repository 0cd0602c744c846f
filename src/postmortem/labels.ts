import type { Block } from "./markdown.ts";

/** The start of a line that names what follows: `**Impact:** 3.4% of reads`, `Detected: 03:51 UTC`. */
export interface Label {
  readonly name: string;
  readonly isStrong: boolean;
  /** Where what is named begins in the block's text. */
  readonly valueStart: number;
}

const PLAIN = /^[\s>*-]*(?<name>[A-Z][\p{L}\d '’/()&?-]{1,48}?)\s?:(?:\s|$)/u;
const BOX = /^\s*\[[ xX]?\]\s*/u;

/** Where a list item's or a line's own words begin, behind a task list's box. */
export const afterBox = (text: string): number => BOX.exec(text)?.[0].length ?? 0;

/**
 * Reads the label at the start of a block.
 *
 * @returns null where the block begins with none, or is longer than a label before its colon
 */
export function labelOf(block: Block): Label | null {
  const { text } = block;
  if (block.row !== null) return labelOfRow(block);
  const begin = afterBox(text);
  const strong = block.strong.find(({ start }) => text.slice(begin, start).trim() === "");
  if (strong !== undefined && strong.end - strong.start < 80) {
    const bold = text.slice(strong.start, strong.end).trim();
    const rest = text.slice(strong.end);
    const mark = /^[\s]*(?::|—|–|-(?=\s)|$)\s*/u.exec(rest);
    if (bold.endsWith(":") || mark !== null || bold.endsWith(".") || bold.endsWith("?")) {
      const name = bold.replace(/[:.]+$/u, "");
      return { name, isStrong: true, valueStart: strong.end + (mark?.[0].length ?? 0) };
    }
    const colon = /^[^:\n]{0,30}:\s/u.exec(rest);
    if (colon !== null && strong.end + colon[0].length < 60)
      return {
        name: text.slice(strong.start, strong.end + colon[0].length - 2),
        isStrong: true,
        valueStart: strong.end + colon[0].length,
      };
  }
  const plain = PLAIN.exec(text.slice(begin));
  const name = plain?.groups?.["name"];
  if (plain === null || name === undefined || name.split(/\s+/).length > 7) return null;
  return { name, isStrong: false, valueStart: begin + plain[0].length };
}

/** In a table of two columns, the first names the second. */
function labelOfRow({ row }: Block): Label | null {
  const [name, value] = row?.cells ?? [];
  if (name === undefined || value === undefined || row!.cells.length !== 2 || name.text === "" || name.text.length > 80)
    return null;
  return { name: name.text.replace(/:$/u, ""), isStrong: false, valueStart: value.start };
}
