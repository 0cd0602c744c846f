import { readWords } from "../text/concordance.ts";
import { Lexicon } from "../text/lexicon.ts";
import { PhraseIndex, PhraseSearch } from "../text/phrases.ts";
import { splitSentences } from "../text/sentences.ts";
import type { Token } from "../text/token.ts";
import { tokenize } from "../text/tokenize.ts";
import { PUSHBACKS, type Pushback } from "./model.ts";
import { plainText } from "./plain-text.ts";
import * as phrases from "./reply-phrases.ts";

/** What the words of a sentence are a sign of. */
export type Sign = Pushback | "stop" | "thanks" | "question" | "asked" | "assent" | "joke" | "bare answer";

export interface HeardSentence {
  /** Without a word of assent at its beginning. */
  readonly text: string;
  readonly tokens: readonly Token[];
  /** The signs found in it, each with its phrase. */
  readonly signs: ReadonlyMap<Sign, string>;
  /** It ends in a question mark, or begins as a question does. */
  readonly isAsked: boolean;
}

/** A reply, its words heard but not yet weighed. */
export interface HeardReply {
  /** As plain text; empty where there is only code, or nothing. */
  readonly text: string;
  readonly sentences: readonly HeardSentence[];
  /** Logins and teams that it calls, without the `@`, in lower case. */
  readonly calls: readonly string[];
}

const listed = (sign: Sign, list: readonly string[]) => list.map((phrase) => ({ sign, phrase }));
const PHRASES: readonly { readonly sign: Sign; readonly phrase: string }[] = [
  ...listed("stop", phrases.STOP_PHRASES),
  ...PUSHBACKS.flatMap((sign) => listed(sign, phrases.PUSHBACK_PHRASES[sign])),
  ...listed("question", phrases.QUESTION_PHRASES),
  ...listed("thanks", phrases.THANKS_PHRASES),
  ...listed("asked", phrases.ASKED_PHRASES),
  ...listed("assent", phrases.ASSENT_PHRASES),
  ...listed("joke", phrases.JOKE_PHRASES),
  ...listed("bare answer", phrases.BARE_ANSWER_PHRASES),
];
const lexicon = new Lexicon(phrases.SETS);
const index = new PhraseIndex(
  lexicon,
  PHRASES.map(({ phrase }) => phrase),
);

/** Some leave out the question mark. */
const ASKS =
  /\?["')\s]*$|^(?:what|why|how|where|who|which|when)(?:'s|\s+(?:is|are|was|were|do|does|did|would|could|should|can|has|have|else|exactly))\b/iu;
/** Words of assent before a sentence say nothing about the rest of it. */
const ASSENT =
  /^(?:(?:yes|yep|yeah|yup|no|nope|nah|ok|okay|sure|right|true|well|hm{1,9}|oh|ah|so|hi|hey|hello|fair|ack|tbh|imo|imho|fyi)\b\s{0,9}){1,3}(?:[,.:;!–—-]{1,9}|\s[–—-])\s{0,9}(?=\S)/iu;
const CALL = /(?<![\w`])@(?<login>[a-z\d](?:[a-z\d/-]{0,80}[a-z\d])?)/giu;

/**
 * Hears what a reply says, sentence by sentence.
 *
 * @param body the reply's Markdown; only its beginning is heard (see `plainText`)
 */
export function hearReply(body: string): HeardReply {
  const text = plainText(body);
  return {
    text,
    sentences: text.split("\n").flatMap((line) => (line === "" ? [] : sentencesOf(line).map(hear))),
    calls: [...text.matchAll(CALL)].map(({ groups }) => groups!["login"]!.toLowerCase()),
  };
}

function sentencesOf(line: string): string[] {
  const tokens = tokenize(line);
  const starts = splitSentences(line, tokens).map(({ start }) => tokens[start]!.start);
  // What stands before the first word, such as an emoji or a mark, belongs to the first sentence.
  starts[0] = 0;
  return starts.map((start, at) => line.slice(start, starts[at + 1]).trim());
}

function hear(sentence: string): HeardSentence {
  const text = sentence.replace(ASSENT, "");
  const tokens = tokenize(text);
  const search = new PhraseSearch(index, readWords(lexicon, [tokens]));
  const signs = new Map<Sign, string>();
  for (const number of search.phrasesIn(0)) {
    const { sign, phrase } = PHRASES[number]!;
    if (!signs.has(sign)) signs.set(sign, phrase);
  }
  return { text, tokens, signs, isAsked: ASKS.test(text) };
}
