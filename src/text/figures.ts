import type { Token } from "./token.ts";

/** What a phrase can ask for whatever its value, by the number of its symbol: `<word>` fits wherever a word of letters stands. */
export const CLASSES = ["number", "percent", "money", "duration", "time", "date", "name", "word"] as const;
type Class = (typeof CLASSES)[number];

/** A class of figures that a token begins, and how many tokens it takes up. */
export interface Figure {
  readonly class: Class;
  readonly length: 1 | 2;
}

const NONE: readonly Figure[] = [];

/** The classes of figures that begin at a token; `<word>` is not among them. */
export function figuresAt(tokens: readonly Token[], at: number): readonly Figure[] {
  const { text, kind } = tokens[at]!;
  const following = tokens[at + 1]?.text ?? "";
  if (kind === "word") return COUNTS.has(text) && TIME_UNITS.has(following) ? [{ class: "duration", length: 2 }] : NONE;
  if (kind === "name") {
    if (/^\d{4}-\d\d?-\d\d?|^\d\d?[/.-]\d\d?[/.-]\d{2,4}$/.test(text)) return [{ class: "date", length: 1 }];
    const isLength = /^(?:\d+(?:h|hrs?|m|mins?|s|secs?|d))+$/.test(text);
    return [{ class: isLength ? "duration" : "name", length: 1 }];
  }
  if (/^\d{1,2}:\d\d/.test(text)) return [{ class: "time", length: 1 }];
  if (/^[$€£]/u.test(text))
    return [
      { class: "number", length: 1 },
      { class: "money", length: 1 },
    ];
  // A status code counts nothing.
  if (/^[45]\d\d$/u.test(text) && /^(?:error|response|status|code|http|page|gateway)/u.test(following)) return NONE;
  const found: Figure[] = [{ class: "number", length: 1 }];
  if (text.endsWith("%")) found.push({ class: "percent", length: 1 });
  else if (following === "percent") found.push({ class: "percent", length: 2 });
  if (/^\d+(?:\.\d+)?(?:h|hrs?|m|min|s|sec|d|ms)$/.test(text)) found.push({ class: "duration", length: 1 });
  else if (TIME_UNITS.has(following)) found.push({ class: "duration", length: 2 });
  return found;
}

/** Figures written as words, with which a length of time can begin. */
const COUNTS = new Set(
  "a an one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty ninety several few".split(
    " ",
  ),
);
const TIME_UNITS = new Set(
  "second seconds sec secs minute minutes min mins hour hours hr hrs day days week weeks month months ms millisecond milliseconds".split(
    " ",
  ),
);
