import type { HeardReply, HeardSentence, Sign } from "./hear-reply.ts";

/** More is a text of its own, and not a sentence for the document. */
const MAX_LENGTH = 600;
/** Signs that a sentence may have and still tell something. */
const HARMLESS: ReadonlySet<Sign> = new Set(["thanks", "assent", "bare answer", "asked"]);
/** A promise or thanks of more words, with a figure in it, tells something, too; so does assent of more words. */
const LONG = { thanks: 9, assent: 4 };

/**
 * The sentences of a reply that could stand in a document: neither asked, nor thanks, nor about the question itself.
 *
 * @returns plain text of at most 600 characters, each sentence with its capital and full stop; empty where there is none
 */
export function tellingWords({ sentences }: HeardReply): string {
  let words = "";
  for (const { text } of sentences.filter(tells)) {
    const sentence = asSentence(text);
    if (words.length + sentence.length > MAX_LENGTH) break;
    words = words === "" ? sentence : `${words} ${sentence}`;
  }
  return words;
}

/** Whether a sentence is a word of assent, and no more. */
export function isAssent({ signs, tokens }: HeardSentence): boolean {
  return signs.has("assent") && tokens.length <= LONG.assent;
}

function tells(sentence: HeardSentence): boolean {
  const { tokens, signs, isAsked } = sentence;
  if (isAsked || tokens.length === 0 || (tokens.length === 1 && tokens[0]!.kind === "name")) return false;
  if (isAssent(sentence) || [...signs.keys()].some((name) => !HARMLESS.has(name))) return false;
  return !signs.has("thanks") || (tokens.length > LONG.thanks && tokens.some(({ kind }) => kind === "number"));
}

function asSentence(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ").trim();
  const capital = /^[a-z]+(?=[\s,]|$)/u.test(line) ? line[0]!.toUpperCase() + line.slice(1) : line;
  return /[.!?:…][)"”']?$/u.test(capital) ? capital : `${capital}.`;
}
