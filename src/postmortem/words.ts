import type { Lexicon, Words } from "../text/lexicon.ts";
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

/** Reads the words of blocks. */
export function readWords(blocks: readonly Block[], lexicon: Lexicon): WordedBlock[] {
  return blocks.map((block) => {
    const tokens = tokenize(block.text, block.code);
    const sentences = block.row === null ? splitSentences(block.text, tokens) : [{ start: 0, end: tokens.length }];
    return {
      ...block,
      words: lexicon.annotate(tokens),
      sentences,
      dates: block.kind === "code" ? [] : findDates(block.text),
    };
  });
}

/** Whether some words hold a member of a set. */
export function holds({ hits, start, end }: Words, symbol: number): boolean {
  for (let at = start; at < end; at += 1)
    for (const hit of hits[at]!) if (hit.symbol === symbol && at + hit.length <= end) return true;
  return false;
}
