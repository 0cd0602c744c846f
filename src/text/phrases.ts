import { addBit, type Bits, isEmpty, noBits } from "./bits.ts";
import { type Concordance, endOf, placeOf, type Words } from "./concordance.ts";
import { filled } from "./filled.ts";
import type { Element, Lexicon, Member } from "./lexicon.ts";
import type { Range } from "./token.ts";

/** A phrase that is ready to be looked for. */
interface Phrase extends Member {
  /** Tied to the sentence's start. */
  readonly isTied: boolean;
}

/** Phrases, each read when it is first looked for. */
export class PhraseIndex {
  /** The phrases as they are written, by their numbers. */
  readonly sources: readonly string[];
  readonly lexicon: Lexicon;
  readonly #phrases: (Phrase | undefined)[];

  /** @param phrases the phrases, as they are written in rules; `^` before the first word ties it to the sentence's start */
  constructor(lexicon: Lexicon, phrases: readonly string[]) {
    this.lexicon = lexicon;
    this.sources = phrases;
    this.#phrases = filled<Phrase | undefined>(phrases.length, undefined);
  }

  /**
   * A phrase by its number.
   *
   * @throws PhraseError where it can't be read
   */
  phrase(number: number): Phrase {
    return (this.#phrases[number] ??= {
      ...this.lexicon.member(this.sources[number]!),
      isTied: this.sources[number]!.startsWith("^"),
    });
  }
}

/** What is known of one phrase in one document. */
interface Search {
  /** The sentences that hold all its words, and that were not searched yet. */
  readonly left: Bits;
  /** The sentences that hold the phrase. */
  readonly found: Bits;
}

/** The search for phrases in the sentences of one document: each sentence is searched for a phrase once, when a rule first asks. */
export class PhraseSearch {
  readonly #index: PhraseIndex;
  readonly #sentences: readonly Words[];
  readonly #concordance: Concordance | null;
  /** By place, the number of the sentence that it belongs to; -1 where there is none. */
  readonly #sentenceAt: number[] = [];
  /** By the phrase's number; null for one that is nowhere. */
  readonly #searches: (Search | null | undefined)[];
  /** By symbol, the sentences in which it stands; null where it is in none. */
  readonly #holding: (Bits | null | undefined)[];
  /** By the element's number, the same for an element of several symbols. */
  readonly #holdingElement = new Map<number, Bits | null>();
  readonly #none: Bits;

  /** @param sentences the sentences of one document, in the order of their places */
  constructor(index: PhraseIndex, sentences: readonly Words[]) {
    this.#index = index;
    this.#sentences = sentences;
    this.#concordance = sentences[0]?.concordance ?? null;
    this.#searches = filled<Search | null | undefined>(index.sources.length, undefined);
    this.#holding = filled<Bits | null | undefined>(index.lexicon.size, undefined);
    this.#none = noBits(sentences.length);
    for (const [number, { base, start, end }] of sentences.entries()) {
      while (this.#sentenceAt.length < base + start) this.#sentenceAt.push(-1);
      for (let at = start; at < end; at += 1) this.#sentenceAt.push(number);
    }
  }

  /**
   * Adds the sentences that hold a phrase.
   *
   * The time is linear in the document's length: only sentences that hold all of the phrase's words are searched, and no place in them is
   * followed twice for one of the words.
   *
   * @param among where to search
   * @param found where to add
   */
  add(number: number, among: Readonly<Bits>, found: Bits): void {
    const known = this.#searches[number];
    const search = known === undefined ? (this.#searches[number] = this.#begin(number)) : known;
    if (search === null) return;
    for (let part = 0; part < among.length; part += 1) {
      const todo = search.left[part]! & among[part]!;
      if (todo !== 0) {
        search.left[part]! &= ~todo;
        for (let left = todo; left !== 0; left &= left - 1) {
          const bit = left & -left;
          if (this.#holds(this.#index.phrase(number), part * 32 + 31 - Math.clz32(bit))) search.found[part]! |= bit;
        }
      }
      found[part]! |= search.found[part]! & among[part]!;
    }
  }

  /** The numbers of the phrases that a sentence holds. */
  phrasesIn(sentence: number): number[] {
    const only = noBits(this.#sentences.length);
    addBit(only, sentence);
    return [...this.#index.sources.keys()].filter((number) => {
      const found = noBits(this.#sentences.length);
      this.add(number, only, found);
      return !isEmpty(found);
    });
  }

  /** Where a phrase stands in a sentence, in indexes of its tokens: at its first place there; null where it does not. */
  range(number: number, sentence: number): Range | null {
    const { elements, isTied } = this.#index.phrase(number);
    const { base, start, end } = this.#sentences[sentence]!;
    for (let at = start; at < end; at += 1) {
      const reached = this.#follow(elements, [base + at], base + end);
      if (reached.length > 0) return { start: at, end: Math.min(...reached) - base };
      if (isTied) break;
    }
    return null;
  }

  #begin(number: number): Search | null {
    const { elements, needed, isTied } = this.#index.phrase(number);
    for (const element of needed) if (this.#sentencesHolding(element) === null) return null;
    const left = noBits(this.#sentences.length);
    left.fill(-1);
    for (const element of needed) {
      const holding = this.#sentencesHolding(element)!;
      for (let part = 0; part < left.length; part += 1) left[part]! &= holding[part]!;
    }
    if (isEmpty(left)) return null;
    // What is one word long is found with it.
    return elements.length === 1 && !isTied
      ? { left: this.#none, found: left }
      : { left, found: noBits(this.#sentences.length) };
  }

  /** The sentences that hold one of an element's words; null where none does. */
  #sentencesHolding({ id, symbols }: Element): Readonly<Bits> | null {
    if (symbols.length === 1) return this.#sentencesWith(symbols[0]!);
    const known = this.#holdingElement.get(id);
    if (known !== undefined) return known;
    let bits: Bits | null = null;
    for (const symbol of symbols) {
      const holding = this.#sentencesWith(symbol);
      if (holding === null) continue;
      bits ??= noBits(this.#sentences.length);
      for (let part = 0; part < bits.length; part += 1) bits[part]! |= holding[part]!;
    }
    this.#holdingElement.set(id, bits);
    return bits;
  }

  #sentencesWith(symbol: number): Bits | null {
    const known = this.#holding[symbol];
    return known === undefined ? (this.#holding[symbol] = this.#lookUp(symbol)) : known;
  }

  #lookUp(symbol: number): Bits | null {
    let bits: Bits | null = null;
    for (const hit of this.#concordance?.of(symbol) ?? []) {
      const number = this.#sentenceAt[placeOf(hit)] ?? -1;
      if (number < 0) continue;
      const { base, end } = this.#sentences[number]!;
      if (endOf(hit) <= base + end) addBit((bits ??= noBits(this.#sentences.length)), number);
    }
    return bits;
  }

  #holds({ elements, isTied }: Phrase, sentence: number): boolean {
    const words = this.#sentences[sentence];
    if (words === undefined) return false;
    const { base, start, end, concordance } = words;
    const starts = isTied ? [base + start] : concordance.starts(elements, base + start, base + end);
    return this.#follow(elements, starts, base + end).length > 0;
  }

  #follow(elements: readonly Element[], starts: readonly number[], end: number): readonly number[] {
    let places = starts;
    for (const element of elements) {
      if (places.length === 0) break;
      places = this.#concordance!.advance(places, element, end);
    }
    return places;
  }
}
