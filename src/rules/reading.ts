import type { Postmortem, Sentence } from "../postmortem/model.ts";
import type { Match } from "../text/phrases.ts";
import type { RuleSet } from "./compile.ts";
import { scopesOf } from "./scope.ts";

/** A postmortem with the rules' phrases found in it: every sentence is read once, for all rules together. */
export interface Reading {
  readonly postmortem: Postmortem;
  readonly ruleSet: RuleSet;
  /** For each sentence, the phrases found in it. */
  readonly matches: readonly ReadonlyMap<number, Match>[];
  /** For each phrase, the numbers of the sentences in which it was found. */
  readonly sentences: ReadonlyMap<number, readonly number[]>;
  /** For each sentence, its scopes (see `scopesOf`). */
  readonly scopes: readonly number[];
}

const NO_MATCHES: ReadonlyMap<number, Match> = new Map();
/** Where no section is called a summary, these first sentences are where one looks for it. */
const TOP_SENTENCES = 6;

/** Finds the phrases of all rules in a postmortem. */
export function readPostmortem(postmortem: Postmortem, ruleSet: RuleSet): Reading {
  const sentences = new Map<number, number[]>();
  const top = topOf(postmortem);
  const matches = postmortem.sentences.map((sentence, index) => {
    const found = ruleSet.phrases.find(sentence.words);
    if (found.length === 0) return NO_MATCHES;
    const byPhrase = new Map<number, Match>();
    for (const match of found) {
      byPhrase.set(match.phrase, match);
      const list = sentences.get(match.phrase);
      if (list === undefined) sentences.set(match.phrase, [index]);
      else list.push(index);
    }
    return byPhrase;
  });
  return {
    postmortem,
    ruleSet,
    matches,
    sentences,
    scopes: postmortem.sentences.map((sentence) => scopesOf(sentence, top.has(sentence))),
  };
}

/** The document's opening: title, front matter, what stands before the first section, the summary, else its first sentences. */
function topOf({ sentences, sections }: Postmortem): ReadonlySet<Sentence> {
  const hasSummary = sections.some(({ kinds, content }) => kinds.includes("summary") && content !== null);
  const top = new Set<Sentence>();
  let first = 0;
  for (const sentence of sentences) {
    const { place, kinds, section } = sentence;
    const isContent = place === "text" || place === "item" || place === "row" || place === "quote";
    const isOpening = isContent && (section === null || !hasSummary) && first < TOP_SENTENCES;
    if (isOpening) first += 1;
    if (place === "title" || place === "front matter" || isOpening || (isContent && kinds.includes("summary")))
      top.add(sentence);
  }
  return top;
}
