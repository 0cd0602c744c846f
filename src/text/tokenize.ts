import type { Range, Token, TokenKind } from "./token.ts";

const CONTRACTIONS: Readonly<Record<string, readonly string[]>> = {
  cannot: ["can", "not"],
  "can't": ["can", "not"],
  "won't": ["will", "not"],
  "shan't": ["shall", "not"],
  "let's": ["let", "us"],
};
const ENDINGS: readonly (readonly [string, string])[] = [
  ["n't", "not"],
  ["'re", "are"],
  ["'ve", "have"],
  ["'ll", "will"],
  ["'d", "would"],
  ["'m", "am"],
];

/**
 * Splits a text into its words.
 *
 * @param text plain text, of any length; the time taken is linear in it
 * @param code the parts that stood in inline code, in order
 * @returns the words in order, punctuation left out
 */
export function tokenize(text: string, code: readonly Range[] = []): Token[] {
  const tokens: Token[] = [];
  const quotes = quotedParts(text);
  let nextCode = 0;
  let nextQuote = 0;
  let start = 0;
  const length = text.length;
  while (start < length) {
    if (isSpace(text.charCodeAt(start))) {
      start += 1;
      continue;
    }
    let end = start + 1;
    while (end < length && !isSpace(text.charCodeAt(end))) end += 1;
    while (nextCode < code.length && code[nextCode]!.end <= start) nextCode += 1;
    while (nextQuote < quotes.length && quotes[nextQuote]!.end <= start) nextQuote += 1;
    const quoted = overlaps(code[nextCode], start, end) || overlaps(quotes[nextQuote], start, end);
    addChunk(tokens, text, start, end, quoted);
    start = end;
  }
  return tokens;
}

function overlaps(range: Range | undefined, start: number, end: number): boolean {
  return range !== undefined && range.start < end && range.end > start;
}

function addChunk(tokens: Token[], text: string, from: number, to: number, quoted: boolean): void {
  let start = from;
  let end = to;
  while (start < end && !isWordStart(text.charCodeAt(start))) start += 1;
  while (end > start && !isWordEnd(text.charCodeAt(end - 1))) end -= 1;
  if (start === end) return;
  const chunk = text.slice(start, end).toLowerCase();
  if (isPlain(chunk)) {
    tokens.push({ text: chunk, kind: "word", start, end, quoted });
    return;
  }
  const kind = kindOf(chunk);
  if (kind !== "word") {
    tokens.push({ text: chunk, kind, start, end, quoted });
    return;
  }
  let part = start;
  for (let at = start; at <= end; at += 1) {
    if (at < end && isInsideWord(text.charCodeAt(at))) continue;
    if (at > part) addWord(tokens, text, part, at, quoted);
    part = at + 1;
  }
}

/** Most chunks are plain words of small letters, and are done with at once. */
function isPlain(chunk: string): boolean {
  for (let at = 0; at < chunk.length; at += 1) {
    const code = chunk.charCodeAt(at);
    if (code < 0x61 || code > 0x7a) return false;
  }
  return chunk !== "cannot";
}

/** A word that may hold an apostrophe, a figure or letters with marks. */
function addWord(tokens: Token[], text: string, from: number, to: number, quoted: boolean): void {
  let start = from;
  let end = to;
  while (start < end && isApostrophe(text.charCodeAt(start))) start += 1;
  while (end > start && isApostrophe(text.charCodeAt(end - 1))) end -= 1;
  if (start === end) return;
  for (const part of expand(text.slice(start, end).toLowerCase())) {
    tokens.push({ text: part, kind: isDigit(part.charCodeAt(0)) ? "number" : "word", start, end, quoted });
  }
}

/** Undoes a contraction; a possessive loses its mark. */
function expand(word: string): readonly string[] {
  const plain = word.replaceAll("’", "'");
  if (Object.hasOwn(CONTRACTIONS, plain)) return CONTRACTIONS[plain]!;
  if (!plain.includes("'")) return [plain];
  for (const [ending, meaning] of ENDINGS) {
    if (plain.length > ending.length && plain.endsWith(ending)) return [plain.slice(0, -ending.length), meaning];
  }
  return [plain.endsWith("'s") ? plain.slice(0, -2) : plain.replaceAll("'", "")];
}

/** A host, path or identifier is one name; a figure with its unit, separators or sign is one number. */
function kindOf(chunk: string): TokenKind {
  const first = chunk.charCodeAt(0);
  if (isCurrency(first) && isDigit(chunk.charCodeAt(1))) return "number";
  if (first === 0x23 && isDigit(chunk.charCodeAt(1))) return "name";
  if (isDigit(first)) {
    if (/^\d+(?:st|nd|rd|th)$/u.test(chunk)) return "name";
    if (/^\d[\d.,:]*[\p{L}%]{0,3}\+?$/u.test(chunk)) return "number";
    return /[-/–—]\p{L}/u.test(chunk) ? "word" : "name";
  }
  if (first === 0x40 || chunk.includes("://")) return "name";
  for (let at = 1; at < chunk.length - 1; at += 1) {
    const code = chunk.charCodeAt(at);
    if (code === 0x5f || code === 0x3a || code === 0x3d || code === 0x40) return "name";
    if (
      code === 0x2e &&
      chunk.charCodeAt(at - 1) !== 0x2e &&
      isLetterOrDigit(chunk.charCodeAt(at + 1)) &&
      chunk.length > 4
    )
      return "name";
  }
  return "word";
}

/** Between a pair of double quotation marks in one line; a mark without a partner quotes nothing. */
function quotedParts(text: string): Range[] {
  const parts: Range[] = [];
  let open = -1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x0a) open = -1;
    else if (code === 0x201c || (code === 0x22 && open < 0)) open = at;
    else if ((code === 0x201d || code === 0x22) && open >= 0) {
      parts.push({ start: open, end: at + 1 });
      open = -1;
    }
  }
  return parts;
}

const isSpace = (code: number) => code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0 || code === 0x7c;
const isDigit = (code: number) => code >= 0x30 && code <= 0x39;
const isLetterOrDigit = (code: number) =>
  isDigit(code) || (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0xc0 && code < 0x2000);
const isApostrophe = (code: number) => code === 0x27 || code === 0x2019;
const isInsideWord = (code: number) => isLetterOrDigit(code) || isApostrophe(code);
const isWordStart = (code: number) => isLetterOrDigit(code) || code === 0x40 || code === 0x23 || isCurrency(code);
const isCurrency = (code: number) => code === 0x24 || code === 0x20ac || code === 0xa3;
const isWordEnd = (code: number) => isLetterOrDigit(code) || code === 0x25;
