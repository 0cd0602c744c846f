import { readWords, type Words } from "../text/concordance.ts";
import type { Lexicon } from "../text/lexicon.ts";
import { splitSentences } from "../text/sentences.ts";
import { type CalendarDate, findDates } from "../text/times.ts";
import type { Range } from "../text/token.ts";
import { tokenize } from "../text/tokenize.ts";
import type { Block } from "./markdown.ts";

/** A block with its words, sentences and dates: each is looked for once, however many steps ask. */
export interface WordedBlock extends Block {
  readonly words: Words;
  /** The sentences, as ranges of tokens. A table's row is one. */
  readonly sentences: readonly Range[];
  readonly dates: readonly CalendarDate[];
}

/** A row is one sentence, but none grows with the document. */
const MAX_ROW = 300;

/**
 * Reads the words of a document's blocks.
 *
 * @param others texts that stand in none of the blocks, as front matter has them
 */
export function readBlocks(
  blocks: readonly Block[],
  others: readonly string[],
  lexicon: Lexicon,
): { readonly blocks: WordedBlock[]; readonly others: Words[] } {
  const tokens = [...others.map((text) => tokenize(text)), ...blocks.map(({ text, code }) => tokenize(text, code))];
  const words = readWords(lexicon, tokens);
  return {
    others: words.slice(0, others.length),
    blocks: blocks.map((block, index) => {
      const own = words[others.length + index]!;
      return {
        ...block,
        words: own,
        sentences: block.row === null ? splitSentences(block.text, own.tokens) : rowsOf(own.tokens.length),
        dates: block.kind === "code" ? [] : findDates(block.text),
      };
    }),
  };
}

function rowsOf(length: number): Range[] {
  const rows: Range[] = [];
  for (let start = 0; start === 0 || start < length; start += MAX_ROW)
    rows.push({ start, end: Math.min(start + MAX_ROW, length) });
  return rows;
}

/** Whether some words hold a member of a set. */
export const holds = (words: Words, symbol: number): boolean => words.concordance.first(symbol, words) !== null;
