import type { Words } from "../text/concordance.ts";
import type { Fact, FactKey, Sentence } from "./model.ts";
import type { PlacedMoment } from "./timeline.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { holds } from "./words.ts";

/** The times that give an incident its shape, and the named sets of words by which a moment is known for one: plainly, or by what it tells. */
const MILESTONES = [
  ["detected", "detects-plainly", "detects"],
  ["start", "begins-plainly", "begins"],
  ["mitigated", "mitigates-plainly", "mitigates"],
  ["resolved", "ends-plainly", "ends"],
] as const satisfies readonly (readonly [FactKey, string, string])[];

/**
 * Finds when the incident began, was detected, mitigated and over, where no field states it, from the words beside its times.
 *
 * @returns a fact for each time found: the first moment that detects, the first that mitigates after that, the last that ends
 */
export function findMilestones(
  stated: readonly Fact[],
  moments: readonly PlacedMoment[],
  sentences: readonly Sentence[],
  vocabulary: Vocabulary,
): Fact[] {
  const told = moments.map((moment) => ({ moment, words: wordsBeside(moment, moments, sentences) }));
  const found: Fact[] = [];
  /** In running text, one time is one thing; an entry may be the start and the detection. */
  const taken = new Set<PlacedMoment>();
  const timeOf = (key: FactKey) =>
    [...stated, ...found].find((fact) => fact.key === key && fact.at !== null)?.at ?? null;
  for (const [key, plainly, loosely] of MILESTONES) {
    if (timeOf(key) !== null) continue;
    const detected = key === "mitigated" || key === "resolved" ? timeOf("detected") : null;
    const pick = (set: string): PlacedMoment | undefined => {
      const symbol = vocabulary.lexicon.set(set);
      const all = told.filter(
        ({ moment, words }) =>
          (detected === null || moment.at >= detected) &&
          !taken.has(moment) &&
          words.some((part) => holds(part, symbol)),
      );
      const entries = all.filter(({ moment }) => moment.isEntry);
      const best = entries.length > 0 ? entries : all;
      return (key === "resolved" ? best.at(-1) : best[0])?.moment;
    };
    const plain = pick(plainly);
    const moment = plain ?? pick(loosely);
    if (moment === undefined) continue;
    if (!moment.isEntry) taken.add(moment);
    found.push(factOf(key, moment, plain !== undefined));
  }
  // A timeline is told from where the trouble began, if nothing in it says otherwise.
  const first = moments.find(({ isEntry }) => isEntry);
  if (timeOf("start") === null && first !== undefined) found.push(factOf("start", first, false));
  return found;
}

/** The words that go with a time: of an entry all of them, of one time among others in a text those on its side of the next. */
function wordsBeside(
  moment: PlacedMoment,
  moments: readonly PlacedMoment[],
  sentences: readonly Sentence[],
): readonly Words[] {
  if (moment.isEntry) return sentences.filter((sentence) => sentence.moment === moment).map(({ words }) => words);
  const { words, sentences: ranges } = moment.block;
  const indexAt = (offset: number) => words.tokens.findIndex((token) => token.end > offset);
  const at = indexAt(moment.offset);
  const sentence = ranges.find(({ start, end }) => at >= start && at < end);
  if (at < 0 || sentence === undefined) return [];
  const others = moments
    .filter((other) => other.block === moment.block && other !== moment)
    .map(({ offset }) => indexAt(offset));
  const before = Math.max(sentence.start, ...others.filter((other) => other < at).map((other) => other + 1));
  const after = Math.min(sentence.end, ...others.filter((other) => other > at));
  // "It started at 03:42" has its words before the time, "At 03:42 it started" behind it.
  return [at - before > 1 ? { ...words, start: before, end: at } : { ...words, start: at, end: after }];
}

const factOf = (key: FactKey, { clock, at, span }: PlacedMoment, isStated: boolean): Fact => ({
  key,
  value: clock,
  span,
  at,
  minutes: null,
  isStated,
});
