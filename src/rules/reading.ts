import type { ActionItem, Postmortem, SectionKind, Sentence } from "../postmortem/model.ts";
import { addBit, type Bits, noBits } from "../text/bits.ts";
import { PhraseSearch } from "../text/phrases.ts";
import type { RuleSet } from "./compile.ts";
import type { Says } from "./schema.ts";
import { admits, type ScopeMask, scopesOf } from "./scope.ts";

/** A postmortem while rules are asked of it: what one condition finds is there for all. */
export interface Reading {
  readonly postmortem: Postmortem;
  readonly ruleSet: RuleSet;
  /** Finds the rules' phrases, each once, when a condition first asks for it. */
  readonly phrases: PhraseSearch;
  /** The numbers of the sentences that meet a condition, where one has asked. */
  readonly said: Map<Says, readonly number[]>;
  /** The sentences that stand where a condition looks. */
  readonly admitted: (mask: ScopeMask) => Readonly<Bits>;
  /** For each action item, the numbers of its sentences. */
  readonly itemSentences: ReadonlyMap<ActionItem, ReadonlySet<number>>;
}

/** How many sentences a summary may have, and how far one looks for it where no section is called so. */
const TOP_SENTENCES = { summary: 14, opening: 6 };
/** A summary stands among these first sections. */
const FIRST_SECTIONS = 4;
/** Sections whose beginning sums nothing up. */
const NO_OPENING: ReadonlySet<SectionKind> = new Set([
  "timeline",
  "cause",
  "response",
  "lessons",
  "actions",
  "participants",
  "supporting",
  "metadata",
]);

/** Makes a postmortem ready to be asked. */
export function readPostmortem(postmortem: Postmortem, ruleSet: RuleSet): Reading {
  const top = topOf(postmortem);
  const early = earlyOf(postmortem);
  const scopes = postmortem.sentences.map((sentence) =>
    scopesOf(sentence, { isTop: top.has(sentence), isEarly: early.has(sentence) }),
  );
  const admitted = new Map<ScopeMask, Bits>();
  const itemSentences = new Map(postmortem.actionItems.map((item) => [item, new Set<number>()]));
  for (const [index, { actionItem }] of postmortem.sentences.entries()) {
    if (actionItem !== null) itemSentences.get(actionItem)?.add(index);
  }
  return {
    postmortem,
    itemSentences,
    ruleSet,
    phrases: new PhraseSearch(
      ruleSet.phrases,
      postmortem.sentences.map(({ words }) => words),
    ),
    said: new Map(),
    admitted: (mask) => {
      let bits = admitted.get(mask);
      if (bits === undefined) {
        admitted.set(mask, (bits = noBits(scopes.length)));
        for (const [index, scope] of scopes.entries()) if (admits(mask, scope)) addBit(bits, index);
      }
      return bits;
    },
  };
}

/** The document's opening: title, front matter, what stands before the first section, the summary, else the first sentences of a section that tells. */
function topOf({ sentences, sections }: Postmortem): ReadonlySet<Sentence> {
  const hasContent = sections.filter(({ content }) => content !== null);
  const summary = hasContent.slice(0, FIRST_SECTIONS).find(({ kinds }) => kinds.includes("summary")) ?? null;
  const top = new Set<Sentence>();
  let count = 0;
  for (const sentence of sentences) {
    const { place, kinds, section } = sentence;
    if (place === "title" || place === "front matter") top.add(sentence);
    if (
      count >= TOP_SENTENCES.summary ||
      !(place === "text" || place === "item" || place === "row" || place === "quote")
    )
      continue;
    const isSummary = summary !== null && kinds.includes("summary");
    const isOpening = section === null || (summary === null && !kinds.some((kind) => NO_OPENING.has(kind)));
    if (isSummary || (isOpening && count < TOP_SENTENCES.opening)) {
      top.add(sentence);
      count += 1;
    }
  }
  return top;
}

/** The first quarter of the story, told entry by entry or as a response: what is seen there comes before the end. */
function earlyOf({ sentences }: Postmortem): ReadonlySet<Sentence> {
  const story = sentences.filter(
    ({ kinds, moment }) => moment?.isEntry === true || kinds.includes("timeline") || kinds.includes("response"),
  );
  return new Set(story.slice(0, Math.floor(story.length / 4)));
}
