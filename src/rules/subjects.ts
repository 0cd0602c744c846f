import type { Moment } from "../postmortem/model.ts";
import { inWords } from "../text/in-words.ts";
import { isSays, partsOf } from "./compile.ts";
import { partOf, passageOf, type Part, sentencesThatSay, shorten, timeOf, WHOLE } from "./evaluate.ts";
import type { Passage, Rule } from "./model.ts";
import type { Reading } from "./reading.ts";
import type { Condition } from "./schema.ts";
import { DEFAULT_THRESHOLDS } from "./thresholds.ts";

/** One thing that a rule looks at: what its conditions are asked of, and the passage that a question about it quotes. */
export interface Candidate {
  readonly part: Part;
  readonly passage: Passage | null;
  /** Words for the question that only this thing has. */
  readonly words: Readonly<Record<string, string>>;
}

const ITEM_LENGTH = 90;

/** What a rule looks at in a document, one by one. */
export function candidatesOf(rule: Rule, reading: Reading): Candidate[] {
  const { postmortem } = reading;
  switch (rule["looks-at"]) {
    case "document":
      return [{ part: WHOLE, passage: null, words: {} }];
    case "sentence":
      return sentenceCandidates(rule["asks-about"] ?? [], reading).map((index) => ({
        part: { sentences: new Set([index]), actionItem: null },
        passage: passageOf(postmortem.sentences[index]!),
        words: {},
      }));
    case "action item":
      return postmortem.actionItems.map((actionItem) => ({
        part: partOf(actionItem, reading),
        passage: passageOf(actionItem, ITEM_LENGTH),
        words: {},
      }));
    case "gap":
      return gapsOf(reading, (rule["longer-than"] as number | undefined) ?? DEFAULT_THRESHOLDS.gap).map(
        ({ earlier, later }) => ({
          part: WHOLE,
          passage: { span: { start: earlier.span.start, end: later.span.end }, text: shorten(later.text) },
          words: { "gap-from": earlier.clock, "gap-to": later.clock, gap: inWords(later.at - earlier.at) },
        }),
      );
    case "contradiction":
      return postmortem.contradictions.map(({ span, text }) => ({
        part: WHOLE,
        passage: { span, text },
        words: { arithmetic: text },
      }));
  }
}

/** The sentences that could meet one of the conditions: only they need to be looked at. */
function sentenceCandidates(conditions: readonly Condition[], reading: Reading): number[] {
  const found = new Set<number>();
  const visit = (condition: Condition): void => {
    if (isSays(condition)) for (const index of sentencesThatSay(condition, WHOLE, reading)) found.add(index);
    else for (const inner of partsOf(condition)) visit(inner);
  };
  for (const condition of conditions) visit(condition);
  return [...found].sort((a, b) => a - b);
}

/** Silences between two entries of the timeline, from the trouble's start to its end. */
function gapsOf({ postmortem }: Reading, longerThan: number): { readonly earlier: Moment; readonly later: Moment }[] {
  const start = timeOf(postmortem.facts, "start")?.at ?? timeOf(postmortem.facts, "detected")?.at ?? null;
  const end = timeOf(postmortem.facts, "mitigated")?.at ?? timeOf(postmortem.facts, "resolved")?.at ?? null;
  if (start === null || end === null) return [];
  const entries = postmortem.timeline.filter(({ isEntry, at }) => isEntry && at >= start && at <= end);
  return entries.slice(1).flatMap((later, index) => {
    const earlier = entries[index]!;
    return later.at - (earlier.until ?? earlier.at) >= longerThan ? [{ earlier, later }] : [];
  });
}
