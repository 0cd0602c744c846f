import { ANY_WORD, bitOf, type Element, type Lexicon, type Words } from "./lexicon.ts";

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
  /** The bits of the symbols in `next`. */
  mask: number;
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
  #search: Search | null = null;
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
    this.#search ??= new Search(this.#size);
    return this.#search.run(sentence, this.#start, this.#root);
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
      node.mask |= bitOf(symbol);
      const next = node.next.get(symbol);
      if (next === undefined) node.next.set(symbol, [child]);
      else next.push(child);
    }
    return child;
  }

  #node(gap: number): Node {
    this.#size += 1;
    return { id: this.#size, next: new Map(), mask: 0, children: new Map(), gaps: [], any: null, gap, phrases: [] };
  }
}

/** The search for all phrases in one sentence after another. */
class Search {
  #sentence!: Words;
  #matches: Match[] = [];
  /** Which sentence this is, to know what was noted in an earlier one. */
  #turn = 0;
  /** For each phrase, the sentence in which it was found last. */
  readonly #found: number[] = [];
  /** For each gap, the first place behind it that was not yet looked at, and in which sentence. */
  readonly #seen: Int32Array;
  readonly #seenIn: Int32Array;

  constructor(size: number) {
    this.#seen = new Int32Array(size + 1);
    this.#seenIn = new Int32Array(size + 1);
  }

  run(sentence: Words, start: Node, root: Node): Match[] {
    this.#sentence = sentence;
    this.#matches = [];
    this.#turn += 1;
    this.#walk(start, sentence.start, sentence.start);
    for (let at = sentence.start; at < sentence.end; at += 1) {
      if (sentence.masks[at]! !== 0) this.#step(root, at, at);
    }
    return this.#matches;
  }

  #walk(node: Node, at: number, start: number): void {
    for (const phrase of node.phrases) this.#add(phrase, start, at);
    for (const gap of node.gaps) this.#walkGap(gap, at, start);
    if (at < this.#sentence.end && this.#mayStep(node, at)) this.#step(node, at, start);
  }

  #walkGap(node: Node, at: number, start: number): void {
    for (const phrase of node.phrases) this.#add(phrase, start, at);
    const last = Math.min(this.#sentence.end - 1, at + node.gap);
    const first = this.#seenIn[node.id] === this.#turn ? Math.max(at, this.#seen[node.id]!) : at;
    this.#seenIn[node.id] = this.#turn;
    this.#seen[node.id] = Math.max(first, last + 1);
    for (let next = first; next <= last; next += 1) if (this.#mayStep(node, next)) this.#step(node, next, start);
  }

  /** A look at the bits ends most searches. */
  #mayStep(node: Node, at: number): boolean {
    return (node.mask & this.#sentence.masks[at]!) !== 0 || node.any !== null;
  }

  #step(node: Node, at: number, start: number): void {
    const { hits, tokens, end } = this.#sentence;
    for (const hit of hits[at]!) {
      const next = at + hit.length > end ? undefined : node.next.get(hit.symbol);
      if (next !== undefined) for (const child of next) this.#walk(child, at + hit.length, start);
    }
    if (node.any !== null && tokens[at]!.kind === "word") this.#walk(node.any, at + 1, start);
  }

  #add(phrase: number, start: number, end: number): void {
    if (this.#found[phrase] === this.#turn) return;
    this.#found[phrase] = this.#turn;
    this.#matches.push({ phrase, start, end });
  }
}
