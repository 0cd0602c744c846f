import type { Calendar } from "./calendar.ts";
import { findDisorder, findOtherDay, findReversed } from "./disorder.ts";
import { findWrongLengths } from "./lengths.ts";
import type { Contradiction, Fact, Sentence } from "./model.ts";
import type { PlacedBlock } from "./sections.ts";
import type { PlacedMoment } from "./timeline.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { findWrongWeekdays } from "./weekdays.ts";

/** The parts of a document in which contradictions are looked for. */
export interface TimedParts {
  readonly facts: readonly Fact[];
  readonly moments: readonly PlacedMoment[];
  readonly blocks: readonly PlacedBlock[];
  readonly sentences: readonly Sentence[];
}

/**
 * Finds statements about times that can't both hold: a weekday that is not the date's, entries out of order,
 * one time told for two days, a length that no pair of its times gives, an end before its beginning.
 *
 * @returns the contradictions, the surest kind first
 */
export function findContradictions(
  { facts, moments, blocks, sentences }: TimedParts,
  calendar: Calendar,
  vocabulary: Vocabulary,
): Contradiction[] {
  return [
    ...findWrongWeekdays(blocks, calendar),
    ...findDisorder(moments),
    ...findOtherDay(moments),
    ...findWrongLengths(facts, moments, sentences, vocabulary),
    ...findReversed(facts, moments),
  ];
}
