import { Vocabulary, type VocabularySource } from "../postmortem/vocabulary.ts";
import { PhraseError } from "../text/lexicon.ts";
import { PhraseIndex } from "../text/phrases.ts";
import type { Rule } from "./model.ts";
import type { Anchor, Condition, Says } from "./schema.ts";
import { maskOf, type ScopeMask } from "./scope.ts";
import { DEFAULT_THRESHOLDS, type Thresholds, withThresholds } from "./thresholds.ts";

/** A condition on sentences, its phrases replaced by their numbers. */
interface CompiledSays {
  readonly source: Says;
  readonly says: readonly number[];
  readonly with: readonly number[] | null;
  readonly without: readonly number[] | null;
  /** The same for all conditions that look in the same places. */
  readonly mask: ScopeMask;
  readonly quoted: boolean;
  readonly times: number;
}

/** Vocabulary and rules, ready to read documents with. */
export interface RuleSet {
  readonly vocabulary: Vocabulary;
  readonly rules: readonly Rule[];
  readonly phrases: PhraseIndex;
  /** The compiled form of each condition on sentences in the rules. */
  readonly says: ReadonlyMap<Says, CompiledSays>;
}

/** A phrase of a rule that can't be read; the message says what would be right. */
export class RuleError extends Error {
  override readonly name = "RuleError";
  readonly rule: string;
  readonly phrase: string;

  constructor(rule: string, phrase: string, message: string) {
    super(message);
    this.rule = rule;
    this.phrase = phrase;
  }
}

/**
 * Prepares rules for reading documents.
 *
 * @param vocabulary the words that rules and documents share
 * @param rules the rules, checked against their schema; for those of strangers see `checkPhrases`
 */
export function compileRules(
  vocabulary: VocabularySource,
  sources: readonly Rule[],
  thresholds: Thresholds = DEFAULT_THRESHOLDS,
): RuleSet {
  const rules = sources.map((rule) => withThresholds(rule, thresholds));
  const words = new Vocabulary(vocabulary);
  const numbers = new Map<string, number>();
  const compiled = new Map<Says, CompiledSays>();
  const numberOf = (phrase: string): number => {
    const text = phrase.trim();
    let number = numbers.get(text);
    if (number === undefined) numbers.set(text, (number = numbers.size));
    return number;
  };
  const masks = new Map<string, ScopeMask>();
  const maskFor = ({ in: inside, "not-in": outside }: Says): ScopeMask => {
    const mask = maskOf(inside, outside);
    const key = `${mask.admits} ${mask.refuses}`;
    const known = masks.get(key);
    if (known === undefined) masks.set(key, mask);
    return known ?? mask;
  };
  for (const rule of rules) {
    const list = (phrases: Says["says"] | undefined) =>
      (phrases === undefined ? [] : typeof phrases === "string" ? [phrases] : phrases).map(numberOf);
    for (const says of saysIn(rule)) {
      compiled.set(says, {
        source: says,
        says: list(says.says),
        with: says.with === undefined ? null : list(says.with),
        without: says.without === undefined ? null : list(says.without),
        mask: maskFor(says),
        quoted: says.quoted ?? true,
        times: says.times ?? 1,
      });
    }
  }
  return { vocabulary: words, rules, phrases: new PhraseIndex(words.lexicon, [...numbers.keys()]), says: compiled };
}

/**
 * Reads all phrases, to see whether they can be read: else each is read when a document first needs it.
 *
 * @throws RuleError where a rule's phrase can't be read; PhraseError where the vocabulary's can't
 */
export function checkPhrases({ vocabulary, rules, phrases, says }: RuleSet): void {
  vocabulary.check();
  for (const rule of rules) {
    for (const condition of saysIn(rule)) {
      const compiled = says.get(condition)!;
      for (const number of [...compiled.says, ...(compiled.with ?? []), ...(compiled.without ?? [])]) {
        try {
          phrases.phrase(number);
        } catch (error) {
          if (error instanceof PhraseError) throw new RuleError(rule.id, phrases.sources[number]!, error.message);
          throw error;
        }
      }
    }
  }
}

/** All conditions on sentences in a rule, wherever they stand. */
function* saysIn(rule: Rule): Generator<Says> {
  for (const conditions of [rule.when, rule["asks-about"], rule["answered-by"], rule["unsure-with"]])
    yield* saysAmong(conditions ?? []);
  for (const anchor of rule["asks-at"] ?? []) if (isSays(anchor)) yield anchor;
}

function* saysAmong(conditions: readonly Condition[]): Generator<Says> {
  for (const condition of conditions) {
    if (isSays(condition)) yield condition;
    else yield* saysAmong(partsOf(condition));
  }
}

export const isSays = (condition: Condition | Anchor): condition is Says =>
  typeof condition === "object" && "says" in condition;

/** The conditions of which a condition is made up. */
export function partsOf(condition: Condition): readonly Condition[] {
  if ("any-of" in condition) return condition["any-of"];
  if ("all-of" in condition) return condition["all-of"];
  if ("none-of" in condition) return condition["none-of"];
  if ("every-item" in condition) return condition["every-item"];
  if ("some-item" in condition) return condition["some-item"];
  return "of" in condition ? condition.of : [];
}
