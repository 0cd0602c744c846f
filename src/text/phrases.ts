import { ANY_WORD, type Element, type Lexicon, type Words } from "./lexicon.ts";

/** Where a phrase was found: from one token of the words to another, end exclusive. */
export interface Match {
  /** The phrase's number in the list that was compiled. */
  readonly phrase: number;
  readonly start: number;
  readonly end: number;
}

/** A place between two elements of phrases: phrases that begin alike share their places. */
interface Node {
  readonly id: number;
  /** Where each symbol leads. */
  readonly next: Map<number, Node[]>;
  /** Where each list of alternatives leads, to share it with the next phrase. */
  readonly children: Map<string, Node>;
  /** The gaps that phrases may have here. */
  readonly gaps: Node[];
  /** Any word at all leads here. */
  any: Node | null;
  /** After how many words at most one may go on here; 0 where there is no gap. */
  readonly gap: number;
  /** The phrases that end here. */
  readonly phrases: number[];
}

/** Phrases that are looked for together, in one pass over a sentence. */
export class PhraseIndex {
  #size = 0;
  readonly #root = this.#node(0);
  /** Phrases that are tied to a sentence's start. */
  readonly #start = this.#node(0);

  /**
   * @param lexicon the words and sets that the phrases are made of; must not annotate before all phrases are compiled
   * @param phrases the phrases, as they are written in rules; `^` before the first word ties it to the sentence's start
   * @throws PhraseError where one can't be read
   */
  constructor(lexicon: Lexicon, phrases: readonly string[]) {
    for (const [number, source] of phrases.entries()) {
      this.#add(source.startsWith("^") ? this.#start : this.#root, lexicon.elements(source), number);
    }
  }

  /**
   * Finds the phrases in a sentence, each at its first place.
   *
   * The time is linear in the sentence's length: behind a gap, each place is looked at once, from wherever it is reached.
   */
  find(sentence: Words): Match[] {
    const search = new Search(sentence);
    search.walk(this.#start, sentence.start, sentence.start);
    for (let at = sentence.start; at < sentence.end; at += 1) {
      if (sentence.hits[at]!.length > 0) search.walk(this.#root, at, at);
    }
    return search.matches;
  }

  #add(from: Node, elements: readonly Element[], number: number): void {
    let nodes = [from];
    for (const element of elements) {
      const reached: Node[] = "optional" in element && element.optional ? [...nodes] : [];
      for (const node of nodes) reached.push(this.#child(node, element));
      nodes = [...new Set(reached)];
    }
    for (const node of nodes) if (node !== from) node.phrases.push(number);
  }

  #child(node: Node, element: Element): Node {
    const key = "gap" in element ? `..${element.gap}` : element.symbols.toSorted((a, b) => a - b).join("/");
    const known = node.children.get(key);
    if (known !== undefined) return known;
    const child = this.#node("gap" in element ? element.gap : 0);
    node.children.set(key, child);
    if ("gap" in element) {
      node.gaps.push(child);
      return child;
    }
    for (const symbol of element.symbols) {
      if (symbol === ANY_WORD) node.any = child;
      const next = node.next.get(symbol);
      if (next === undefined) node.next.set(symbol, [child]);
      else next.push(child);
    }
    return child;
  }

  #node(gap: number): Node {
    this.#size += 1;
    return { id: this.#size, next: new Map(), children: new Map(), gaps: [], any: null, gap, phrases: [] };
  }
}

/** The search for all phrases in one sentence. */
class Search {
  readonly matches: Match[] = [];
  readonly #sentence: Words;
  readonly #found = new Set<number>();
  /** For each gap, the first place behind it that was not yet looked at. */
  readonly #seen = new Map<Node, number>();

  constructor(sentence: Words) {
    this.#sentence = sentence;
  }

  walk(node: Node, at: number, start: number): void {
    for (const phrase of node.phrases) this.#add(phrase, start, at);
    for (const gap of node.gaps) this.#walkGap(gap, at, start);
    this.#step(node, at, start);
  }

  #walkGap(node: Node, at: number, start: number): void {
    for (const phrase of node.phrases) this.#add(phrase, start, at);
    const last = Math.min(this.#sentence.end - 1, at + node.gap);
    const first = Math.max(at, this.#seen.get(node) ?? 0);
    this.#seen.set(node, Math.max(first, last + 1));
    for (let next = first; next <= last; next += 1) this.#step(node, next, start);
  }

  #step(node: Node, at: number, start: number): void {
    const { hits, tokens, end } = this.#sentence;
    if (at >= end) return;
    for (const hit of hits[at]!) {
      const next = at + hit.length > end ? undefined : node.next.get(hit.symbol);
      if (next !== undefined) for (const child of next) this.walk(child, at + hit.length, start);
    }
    if (node.any !== null && tokens[at]!.kind === "word") this.walk(node.any, at + 1, start);
  }

  #add(phrase: number, start: number, end: number): void {
    if (this.#found.has(phrase)) return;
    this.#found.add(phrase);
    this.matches.push({ phrase, start, end });
  }
}
