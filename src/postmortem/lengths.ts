import { inWords } from "../text/in-words.ts";
import { findDurations } from "../text/times.ts";
import { contradiction } from "./contradiction.ts";
import type { Contradiction, Fact, FactKey, Sentence, Span } from "./model.ts";
import type { PlacedMoment } from "./timeline.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { holds } from "./words.ts";

/** Within five minutes or ten per cent is rounding; who says "about" rounds more, and a length in running text may be of a part. */
const TOLERANCE = { minutes: 5, share: 0.1, roughShare: 0.25, toldShare: 0.35 };
const ROUGH = /\b(?:about|around|approx\w*|roughly|almost|nearly|over|under|more|less|up to|least)\b|[~<>≈]/iu;

interface Length {
  readonly minutes: number;
  readonly words: string;
  /** How much of it may be rounding. */
  readonly share: number;
  readonly span: Span;
}

/**
 * Finds stated lengths that no pair of the incident's own times gives.
 *
 * @param facts what the document states as a whole
 * @param moments its timeline
 * @param sentences its sentences, for lengths that stand in running text ("the outage lasted 20 minutes")
 */
export function findWrongLengths(
  facts: readonly Fact[],
  moments: readonly PlacedMoment[],
  sentences: readonly Sentence[],
  vocabulary: Vocabulary,
): Contradiction[] {
  const at = (keys: readonly FactKey[], isStated: boolean) =>
    facts.filter((fact) => keys.includes(fact.key) && fact.at !== null && (fact.isStated || !isStated));
  const lengthsOf = (keys: readonly FactKey[]) =>
    facts.filter(({ key }) => keys.includes(key)).flatMap((fact) => lengthOf(fact) ?? []);
  const detection = lengthsOf(["time-to-detect"]).flatMap((length) =>
    check(length, at(["start"], true), at(["detected"], true)),
  );
  const hasTimes = at(["start", "detected"], true).length > 0 && at(["mitigated", "resolved"], true).length > 0;
  const [starts, ends] = edges(moments);
  const from = [...at(["start", "detected"], false), ...starts];
  const to = [...at(["mitigated", "resolved"], false), ...ends];
  const stated = hasTimes ? lengthsOf(["duration", "time-to-resolve"]) : [];
  const told = at(["mitigated", "resolved"], false).length > 0 ? toldLengths(sentences, vocabulary) : [];
  return [...detection, ...[...stated, ...told].flatMap((length) => check(length, from, to))];
}

function lengthOf({ minutes, value, span }: Fact): Length | null {
  return minutes === null
    ? null
    : { minutes, words: value, share: ROUGH.test(value) ? TOLERANCE.roughShare : TOLERANCE.share, span };
}

/** Lengths of the whole incident in running text. */
function toldLengths(sentences: readonly Sentence[], vocabulary: Vocabulary): Length[] {
  const symbol = vocabulary.lexicon.set("length-of-incident");
  return sentences.flatMap(({ text, words, span, kinds, place, moment }) => {
    if (
      moment !== null ||
      (place !== "text" && place !== "item") ||
      kinds.includes("timeline") ||
      kinds.includes("actions")
    )
      return [];
    if (!holds(words, symbol)) return [];
    const durations = findDurations(text);
    const [only] = durations;
    if (only === undefined || durations.length > 1) return [];
    return [{ minutes: only.minutes, words: text.slice(only.start, only.end), share: TOLERANCE.toldShare, span }];
  });
}

/** The first and the last entry of the timeline, which may be what a length is counted from and to. */
function edges(moments: readonly PlacedMoment[]): readonly [readonly Fact[], readonly Fact[]] {
  const toFact = (moment: PlacedMoment | undefined, key: FactKey): Fact[] =>
    moment === undefined
      ? []
      : [{ key, value: moment.clock, at: moment.at, minutes: null, span: moment.span, isStated: false }];
  const isEntry = (moment: PlacedMoment) => moment.isEntry;
  return [toFact(moments.find(isEntry), "start"), toFact(moments.findLast(isEntry), "resolved")];
}

function check(length: Length, from: readonly Fact[], to: readonly Fact[]): Contradiction[] {
  const spans = from
    .flatMap((start) => to.map((end) => ({ start, end, minutes: end.at! - start.at! })))
    .filter(({ minutes }) => minutes > 0);
  if (spans.length === 0 || length.minutes < 1) return [];
  const off = ({ minutes }: { readonly minutes: number }) => Math.abs(minutes - length.minutes);
  if (
    spans.some(
      (span) => off(span) <= Math.max(TOLERANCE.minutes, length.share * Math.max(span.minutes, length.minutes)),
    )
  )
    return [];
  const nearest = spans.toSorted((a, b) => off(a) - off(b))[0]!;
  return [
    contradiction(
      "duration",
      `${nearest.start.value} to ${nearest.end.value} is ${inWords(nearest.minutes)}, and the text says ${length.words}`,
      length.span,
      nearest.end.span,
    ),
  ];
}
