import type { Range, Token } from "./token.ts";

/** Words behind which a full stop ends no sentence. */
const ABBREVIATIONS = new Set(
  "e.g i.e eg ie etc vs cf approx appr ca no nr fig sec min max dr mr mrs ms prof st inc ltd jan feb mar apr jun jul aug sep sept oct nov dec a.m p.m am pm u.s u.k".split(
    " ",
  ),
);
/** A text without a full stop is cut here, so that no sentence grows with the document. */
const MAX_TOKENS = 300;

/**
 * Splits a text into sentences: at a full stop, question or exclamation mark before a capital, a figure or the end.
 *
 * @param text the text
 * @param tokens its words, in order
 * @returns for each sentence, the range of its tokens (indexes into `tokens`, end exclusive)
 */
export function splitSentences(text: string, tokens: readonly Token[]): Range[] {
  const sentences: Range[] = [];
  let start = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const isLast = at + 1 === tokens.length;
    if (isLast || at + 1 - start >= MAX_TOKENS || endsSentence(text, tokens[at]!, tokens[at + 1]!)) {
      sentences.push({ start, end: at + 1 });
      start = at + 1;
    }
  }
  return sentences;
}

function endsSentence(text: string, token: Token, next: Token): boolean {
  if (next.start - token.end < 2) return false;
  let mark = "";
  let spaced = false;
  for (let at = token.end; at < next.start; at += 1) {
    const char = text[at]!;
    if (char === "." || char === "!" || char === "?") mark = char;
    else if (mark !== "" && /\s/.test(char)) spaced = true;
  }
  if (mark === "" || !spaced) return false;
  if (mark !== ".") return true;
  if (ABBREVIATIONS.has(token.text) || (token.text.length === 1 && token.kind === "word" && token.text !== "i"))
    return false;
  const first = text[next.start]!;
  return first !== first.toLowerCase() || !/\p{Ll}/u.test(first) || text.slice(token.end, next.start).includes("\n");
}
