import { filled } from "./filled.ts";
import { CLASSES, figuresAt } from "./figures.ts";
import type { Element, Lexicon, Member } from "./lexicon.ts";
import type { Range, Token } from "./token.ts";

/** A part of a document's words. */
export interface Words {
  readonly concordance: Concordance;
  /** The words of the block. */
  readonly tokens: readonly Token[];
  /** The place of the block's first word among the document's. */
  readonly base: number;
  /** The part that is meant: indexes of tokens, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** Where something stands: the place of its first word in the upper bits, its length in words in the lower ones. */
const LENGTH_BITS = 8;
const MAX_LENGTH = (1 << LENGTH_BITS) - 1;
const NOWHERE: readonly number[] = [];

export const placeOf = (hit: number): number => hit >>> LENGTH_BITS;
export const endOf = (hit: number): number => (hit >>> LENGTH_BITS) + (hit & MAX_LENGTH);

/**
 * Where each word and each set of words stands in a document: looked up once it is asked for, and then known for all rules.
 *
 * Places count the document's words through all its blocks, with one free between two, so that nothing reaches from one into the next.
 * The time taken is linear in the document's words.
 */
export class Concordance {
  readonly #lexicon: Lexicon;
  readonly #places = new Map<string, number[]>();
  /** By symbol: ascending, none twice; undefined for what was not yet asked for. */
  readonly #found: (readonly number[] | undefined)[];
  /** By the element's number, where it has several symbols. */
  readonly #foundElements = new Map<number, readonly number[]>();
  /** By the element's number, whether it stands anywhere, where it has several symbols. */
  readonly #holds = new Map<number, boolean>();
  readonly #isWord: boolean[] = [];
  /** By place: the step at which it was reached last, so that no place is followed twice. */
  readonly #reached: number[] = [];
  #step = 0;

  constructor(lexicon: Lexicon, blocks: readonly (readonly Token[])[]) {
    this.#lexicon = lexicon;
    this.#found = filled<readonly number[] | undefined>(lexicon.size, NOWHERE);
    this.#found.fill(undefined, lexicon.firstSet, lexicon.firstWord);
    const figures: number[][] = CLASSES.map(() => []);
    let place = 0;
    for (const tokens of blocks) {
      for (let at = 0; at < tokens.length; at += 1, place += 1) {
        const { text, kind } = tokens[at]!;
        const places = this.#places.get(text);
        if (places === undefined) this.#places.set(text, [(place << LENGTH_BITS) | 1]);
        else places.push((place << LENGTH_BITS) | 1);
        this.#isWord.push(kind === "word");
        this.#reached.push(0);
        for (const figure of figuresAt(tokens, at))
          figures[CLASSES.indexOf(figure.class)]!.push((place << LENGTH_BITS) | figure.length);
      }
      this.#isWord.push(false);
      this.#reached.push(0);
      place += 1;
    }
    this.#reached.push(0);
    for (const [symbol, hits] of figures.entries()) this.#found[symbol] = hits;
    for (const [form, places] of this.#places) {
      for (const symbol of lexicon.wordsOf(form)) {
        const known = this.#found[symbol]!;
        this.#found[symbol] = known.length === 0 ? places : ascending([...known, ...places]);
      }
    }
  }

  /** Where a symbol is first found in some words, in indexes of their tokens; null where it is not. */
  first(symbol: number, { base, start, end }: Words): Range | null {
    const hits = this.of(symbol);
    for (let at = lowerBound(hits, (base + start) << LENGTH_BITS); at < hits.length; at += 1) {
      const hit = hits[at]!;
      if (placeOf(hit) >= base + end) return null;
      if (endOf(hit) <= base + end) return { start: placeOf(hit) - base, end: endOf(hit) - base };
    }
    return null;
  }

  /** Where a symbol stands. */
  of(symbol: number): readonly number[] {
    return this.#found[symbol] ?? this.#find(symbol);
  }

  /** Where an element stands, but for any word that it might be. */
  ofElement({ id, symbols }: Element): readonly number[] {
    if (symbols.length === 1) return this.of(symbols[0]!);
    let found = this.#foundElements.get(id);
    if (found === undefined) this.#foundElements.set(id, (found = this.#join(symbols, [])));
    return found;
  }

  /** Whether an element stands anywhere. */
  has({ id, symbols }: Element): boolean {
    if (symbols.length === 1) return this.of(symbols[0]!).length > 0;
    let has = this.#holds.get(id);
    if (has === undefined) {
      has = symbols.some((symbol) => this.of(symbol).length > 0);
      this.#holds.set(id, has);
    }
    return has;
  }

  /** The places from one to another at which a phrase may begin: with its first word, or a later one where those before may be absent. */
  starts(elements: readonly Element[], from: number, to: number): number[] {
    const places: number[] = [];
    const first = elements.slice(0, elements.findIndex(({ isOptional }) => !isOptional) + 1);
    const hits = first.map((element) => this.ofElement(element));
    this.#step += 1;
    for (const [index, { isAny }] of first.entries()) {
      const found = hits[index]!;
      for (let at = lowerBound(found, from << LENGTH_BITS); at < found.length && placeOf(found[at]!) < to; at += 1)
        this.#reach(placeOf(found[at]!), places);
      if (isAny) for (let at = from; at < to; at += 1) if (this.#isWord[at] === true) this.#reach(at, places);
    }
    return places;
  }

  /**
   * Goes from some places to those behind an element.
   *
   * @param places none twice
   * @param end the place at which the sentence ends
   */
  advance(places: readonly number[], element: Element, end: number): number[] {
    const found = element.gap > 0 ? NOWHERE : this.ofElement(element);
    const next: number[] = [];
    this.#step += 1;
    if (element.isOptional) for (const place of places) this.#reach(place, next);
    if (element.gap > 0) {
      // Where the gap may be as long as the sentence, the first place reaches whatever the others do.
      const from = Number.isFinite(element.gap) ? places : [Math.min(...places)];
      for (const place of from) {
        const last = Math.min(end, place + element.gap);
        for (let to = place; to <= last; to += 1) this.#reach(to, next);
      }
      return next;
    }
    for (const place of places) {
      if (element.isAny && this.#isWord[place] === true && place < end) this.#reach(place + 1, next);
      for (let at = lowerBound(found, place << LENGTH_BITS); at < found.length; at += 1) {
        const hit = found[at]!;
        if (placeOf(hit) > place) break;
        if (endOf(hit) <= end) this.#reach(endOf(hit), next);
      }
    }
    return next;
  }

  #reach(place: number, reached: number[]): void {
    if (this.#reached[place] === this.#step) return;
    this.#reached[place] = this.#step;
    reached.push(place);
  }

  #find(symbol: number): readonly number[] {
    // A set that contains itself holds nothing of itself.
    this.#found[symbol] = NOWHERE;
    const members = this.#lexicon.members(symbol);
    // A word that the lexicon did not know yet when this document was read.
    if (members === null) return (this.#found[symbol] = this.#ofForms(this.#lexicon.formsOf(symbol)));
    const longer: number[] = [];
    for (const [needed, group] of members.longer)
      if (needed < 0 || this.of(needed).length > 0) for (const member of group) this.#addMember(member, longer);
    return (this.#found[symbol] = this.#join(members.alone, longer));
  }

  /** Where any of some symbols stands, or what else was found. */
  #join(symbols: readonly number[], others: number[]): readonly number[] {
    let only = NOWHERE;
    for (const symbol of symbols) {
      const hits = this.#found[symbol] ?? this.#find(symbol);
      if (hits.length === 0) continue;
      if (only.length === 0) only = hits;
      for (const hit of hits) others.push(hit);
    }
    return others.length === only.length ? only : ascending(others);
  }

  #ofForms(forms: readonly string[]): readonly number[] {
    return ascending(forms.flatMap((form) => this.#places.get(form) ?? NOWHERE));
  }

  #addMember({ elements, needed }: Member, found: number[]): void {
    for (const element of needed) if (!this.has(element)) return;
    const first = elements[0]!;
    if (first.isOptional)
      for (const start of this.starts(elements, 0, this.#isWord.length)) this.#follow(elements, 0, start, start, found);
    else for (const hit of this.ofElement(first)) this.#follow(elements, 1, endOf(hit), placeOf(hit), found);
  }

  /** A member of a set is short and has no gaps, so that few ways lead through it. */
  #follow(elements: readonly Element[], index: number, place: number, start: number, found: number[]): void {
    const element = elements[index];
    if (element === undefined) {
      if (place - start <= MAX_LENGTH) found.push((start << LENGTH_BITS) | (place - start));
      return;
    }
    if (element.isOptional) this.#follow(elements, index + 1, place, start, found);
    if (element.isAny && this.#isWord[place] === true) this.#follow(elements, index + 1, place + 1, start, found);
    const hits = this.ofElement(element);
    for (let at = lowerBound(hits, place << LENGTH_BITS); at < hits.length; at += 1) {
      const hit = hits[at]!;
      if (placeOf(hit) > place) return;
      this.#follow(elements, index + 1, endOf(hit), start, found);
    }
  }
}

/** Most lists are of a few runs that are in order already. */
const FEW = 48;

/** Puts values in order and takes out what stands twice. */
function ascending(values: number[]): readonly number[] {
  if (values.length > FEW) values.sort((a, b) => a - b);
  else {
    for (let at = 1; at < values.length; at += 1) {
      const value = values[at]!;
      let to = at;
      for (; to > 0 && values[to - 1]! > value; to -= 1) values[to] = values[to - 1]!;
      values[to] = value;
    }
  }
  let kept = 0;
  for (const value of values) {
    if (kept > 0 && values[kept - 1] === value) continue;
    values[kept] = value;
    kept += 1;
  }
  values.length = kept;
  return values;
}

/** The index of the first value that is not below a limit. */
function lowerBound(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The words of blocks that belong to one document. */
export function readWords(lexicon: Lexicon, blocks: readonly (readonly Token[])[]): Words[] {
  const concordance = new Concordance(lexicon, blocks);
  let base = 0;
  return blocks.map((tokens) => {
    const words = { concordance, tokens, base, start: 0, end: tokens.length };
    base += tokens.length + 1;
    return words;
  });
}
