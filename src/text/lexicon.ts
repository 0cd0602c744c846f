import { inflect } from "./inflect.ts";
import type { Token } from "./token.ts";

/** Something known that stands in a sentence: a word, a class of figures or a named set. */
export interface Hit {
  readonly symbol: number;
  /** How many tokens it takes up. */
  readonly length: number;
}

/** Words with what the lexicon knows of them: for each token, the hits that start there. A sentence is a part of its block's. */
export interface Words {
  readonly tokens: readonly Token[];
  readonly hits: readonly (readonly Hit[])[];
  /** For each token, the bits of its hits' symbols (see `bitOf`): most searches end with a look at them. */
  readonly masks: readonly number[];
  /** The part that is meant: indexes of tokens, end exclusive. Hits may reach beyond it. */
  readonly start: number;
  readonly end: number;
}

/** One of 31 bits for a symbol: where none of a place's bits is wanted, none of its symbols is. */
export const bitOf = (symbol: number): number => 1 << (symbol % 31);

/** One place in a phrase: any of some symbols, or a gap of so many words. */
export type Element = { readonly symbols: readonly number[]; readonly optional: boolean } | { readonly gap: number };

/** Figures that a phrase can ask for, whatever their value. */
const CLASSES = ["number", "percent", "money", "duration", "time", "date", "name", "word"] as const;
type Class = (typeof CLASSES)[number];

/** Words that a gap written `..` may span. */
const SHORT_GAP = 5;
/** A phrase longer than this is a sentence that fits one document. */
const MAX_ELEMENTS = 12;
const MAX_KNOWN_WORDS = 50_000;
const NONE: readonly Hit[] = [];
/** The symbol of `<word>`, which fits wherever a word of letters stands and is no hit of its own. */
export const ANY_WORD = 0;

/** What is known of a token, and where members of sets go on that begin with it. */
interface Known {
  readonly hits: readonly Hit[];
  readonly mask: number;
  readonly nodes: readonly { readonly node: Node; readonly length: number }[];
  /** A figure written as a word, which may begin a length of time. */
  readonly isCount: boolean;
}

interface Node {
  readonly next: Map<number, Node>;
  /** The bits of the symbols in `next`. */
  mask: number;
  /** The sets of which a member ends here. */
  readonly sets: number[];
}

/** A run of tokens while it is annotated, from its end. */
interface Run {
  readonly tokens: readonly Token[];
  readonly hits: (readonly Hit[])[];
  readonly masks: number[];
}

const newNode = (): Node => ({ next: new Map(), mask: 0, sets: [] });

/** A phrase or a set that can't be understood; the message says which and what would be right. */
export class PhraseError extends Error {
  override readonly name = "PhraseError";
}

/**
 * The words and named sets of words that phrases are made of.
 *
 * A set's member and a rule's phrase are written alike: words in any of their forms (`restart` is also `restarted`), `=word` for that form alone,
 * `a/b` for either, `word?` where it may be absent, `{name}` for a set, `<number>`, `<percent>`, `<money>`, `<duration>`, `<time>`, `<date>`, `<name>` or `<word>` for any of
 * these. A phrase (but no set) may also hold gaps: `..` spans up to five words, `...` the rest of the sentence.
 */
export class Lexicon {
  readonly #symbols = new Map<string, number>();
  readonly #forms = new Map<string, number[]>();
  readonly #knownWords = new Map<string, Known>();
  readonly #root = newNode();
  readonly #sets: ReadonlyMap<string, readonly string[]>;

  /**
   * @param sets the named sets, each with its members
   * @throws PhraseError where a member can't be read, names a set that is not there, or a set contains itself
   */
  constructor(sets: Readonly<Record<string, readonly string[]>>) {
    this.#sets = new Map(Object.entries(sets));
    this.#symbols.set("<word>", ANY_WORD);
    this.#refuseCircles();
    for (const [name, members] of this.#sets) {
      const set = this.#symbol(`{${name}}`);
      for (const member of members) this.#addMember(set, this.elements(member), member);
    }
  }

  /** Whether a set of this name exists. */
  has(name: string): boolean {
    return this.#sets.has(name);
  }

  /** The symbol of a set, to find it among hits. */
  set(name: string): number {
    if (!this.#sets.has(name)) throw new PhraseError(`there is no set {${name}}`);
    return this.#symbol(`{${name}}`);
  }

  /**
   * Reads a phrase; `^` before its first word ties it to the sentence's start.
   *
   * @throws PhraseError where it is empty, too long, or names a set or class that does not exist
   */
  elements(phrase: string): Element[] {
    const isTied = phrase.startsWith("^");
    const parts = (isTied ? phrase.slice(1) : phrase).trim().split(/\s+/).filter(Boolean);
    if (!isTied && parts[0]?.startsWith("<word>") === true)
      throw new PhraseError(`"${phrase}" begins with any word at all: begin with one that tells something`);
    if (parts.length === 0) throw new PhraseError("a phrase needs at least one word");
    if (parts.length > MAX_ELEMENTS)
      throw new PhraseError(`"${phrase}" has more than ${MAX_ELEMENTS} words: a shorter phrase fits more documents`);
    if (parts.some((part, index) => part.startsWith("..") && (index === 0 || parts[index - 1]!.startsWith(".."))))
      throw new PhraseError(
        `"${phrase}" has a gap at its start or behind another: one gap between two words is enough`,
      );
    return parts.map((part) => this.#element(part, phrase));
  }

  /** Finds all words and sets in a run of tokens; the time is linear in their number. */
  annotate(tokens: readonly Token[]): Words {
    const hits: (readonly Hit[])[] = tokens.map(() => NONE);
    const masks: number[] = tokens.map(() => 0);
    // From the last token to the first: a set's later words are then known when its first one is met.
    for (let at = tokens.length - 1; at >= 0; at -= 1) {
      const known = this.#known(tokens, at);
      if (known.mask === 0) continue;
      hits[at] = known.hits;
      masks[at] = known.mask;
      if (known.nodes.length > 0) this.#addLonger(known, at, { tokens, hits, masks });
    }
    return { tokens, hits, masks, start: 0, end: tokens.length };
  }

  /** What is known of a token by itself; for words that is looked up once for all documents. */
  #known(tokens: readonly Token[], at: number): Known {
    const { text, kind } = tokens[at]!;
    if (kind !== "word") return this.#close([...this.#own(text), ...this.#classes(tokens, at)]);
    let known = this.#knownWords.get(text);
    if (known === undefined) {
      known = { ...this.#close(this.#own(text)), isCount: COUNTS.has(text) };
      // Documents bring ever new words: what is known of them is not kept for ever.
      if (this.#knownWords.size >= MAX_KNOWN_WORDS) this.#knownWords.clear();
      this.#knownWords.set(text, known);
    }
    if (!known.isCount || !TIME_UNITS.has(tokens[at + 1]?.text ?? "")) return known;
    return this.#close([...this.#own(text), { symbol: this.#symbol("<duration>"), length: 2 }]);
  }

  #own(text: string): Hit[] {
    return (this.#forms.get(text) ?? []).map((symbol) => ({ symbol, length: 1 }));
  }

  /** Adds the sets of which the hits are members by themselves, and notes where longer members go on. */
  #close(hits: readonly Hit[]): Known {
    const found = [...hits];
    const nodes: { readonly node: Node; readonly length: number }[] = [];
    for (let next = 0; next < found.length; next += 1) {
      const { symbol, length } = found[next]!;
      const node = this.#root.next.get(symbol);
      if (node === undefined) continue;
      for (const set of node.sets)
        if (!found.some((hit) => hit.symbol === set && hit.length === length)) found.push({ symbol: set, length });
      if (node.next.size > 0) nodes.push({ node, length });
    }
    const mask = found.reduce((bits, { symbol }) => bits | bitOf(symbol), 0);
    return { hits: found, mask, nodes, isCount: false };
  }

  /** Adds the sets whose members are longer than the token. */
  #addLonger({ hits, mask, nodes }: Known, at: number, run: Run): void {
    const longer: Hit[] = [];
    for (const { node, length } of nodes) this.#walk(node, at, length, run, longer);
    if (longer.length === 0) return;
    for (let next = 0; next < longer.length; next += 1) {
      const { symbol, length } = longer[next]!;
      const node = this.#root.next.get(symbol);
      if (node !== undefined) this.#collect(node, at, length, run, longer);
    }
    run.hits[at] = [...hits, ...longer];
    run.masks[at] = longer.reduce((bits, { symbol }) => bits | bitOf(symbol), mask);
  }

  #collect(node: Node, at: number, length: number, run: Run, found: Hit[]): void {
    for (const symbol of node.sets) {
      if (!found.some((hit) => hit.symbol === symbol && hit.length === length)) found.push({ symbol, length });
    }
    this.#walk(node, at, length, run, found);
  }

  #walk(node: Node, at: number, length: number, run: Run, found: Hit[]): void {
    const place = at + length;
    if (node.next.size === 0 || place >= run.tokens.length) return;
    if ((node.mask & run.masks[place]!) !== 0) {
      for (const hit of run.hits[place]!) {
        const next = node.next.get(hit.symbol);
        if (next !== undefined) this.#collect(next, at, length + hit.length, run, found);
      }
    }
    const any = node.next.get(ANY_WORD);
    if (any !== undefined && run.tokens[place]!.kind === "word") this.#collect(any, at, length + 1, run, found);
  }

  #classes(tokens: readonly Token[], at: number): Hit[] {
    const { text, kind } = tokens[at]!;
    const following = tokens[at + 1]?.text ?? "";
    const hit = (name: Class, length = 1): Hit => ({ symbol: this.#symbol(`<${name}>`), length });
    if (kind === "name") {
      if (/^\d{4}-\d\d?-\d\d?|^\d\d?[/.-]\d\d?[/.-]\d{2,4}$/.test(text)) return [hit("date")];
      return [hit(/^(?:\d+(?:h|hrs?|m|mins?|s|secs?|d))+$/.test(text) ? "duration" : "name")];
    }
    if (/^\d{1,2}:\d\d/.test(text)) return [hit("time")];
    if (/^[$€£]/u.test(text)) return [hit("number"), hit("money")];
    // A status code counts nothing.
    if (/^[45]\d\d$/u.test(text) && /^(?:error|response|status|code|http|page|gateway)/u.test(following)) return [];
    const found = [hit("number")];
    if (text.endsWith("%")) found.push(hit("percent"));
    else if (following === "percent") found.push(hit("percent", 2));
    if (/^\d+(?:\.\d+)?(?:h|hrs?|m|min|s|sec|d|ms)$/.test(text)) found.push(hit("duration"));
    else if (TIME_UNITS.has(following)) found.push(hit("duration", 2));
    return found;
  }

  #element(part: string, phrase: string): Element {
    if (part === "..") return { gap: SHORT_GAP };
    if (part === "...") return { gap: Number.POSITIVE_INFINITY };
    const optional = part.endsWith("?");
    const alternatives = (optional ? part.slice(0, -1) : part).split("/");
    return { optional, symbols: alternatives.map((alternative) => this.#alternative(alternative, phrase)) };
  }

  #alternative(text: string, phrase: string): number {
    const [, set] = /^\{([\w-]+)\}$/.exec(text) ?? [];
    if (set !== undefined) {
      if (!this.#sets.has(set)) throw new PhraseError(`"${phrase}" names the set {${set}}, which does not exist`);
      return this.#symbol(`{${set}}`);
    }
    const [, name] = /^<(\w+)>$/.exec(text) ?? [];
    if (name !== undefined) {
      if (!(CLASSES as readonly string[]).includes(name))
        throw new PhraseError(`"${phrase}" asks for <${name}>; there are <${CLASSES.join(">, <")}>`);
      return this.#symbol(`<${name}>`);
    }
    const exact = text.startsWith("=");
    const word = (exact ? text.slice(1) : text).toLowerCase();
    if (!/^[\p{L}\p{N}][\p{L}\p{N}.%']*$/u.test(word))
      throw new PhraseError(
        `"${phrase}" holds "${text}": a word has only letters and digits (write "on call" for "on-call")`,
      );
    return this.#word(word, exact);
  }

  #word(word: string, exact: boolean): number {
    const known = this.#symbols.get(exact ? `=${word}` : word);
    if (known !== undefined) return known;
    const symbol = this.#symbol(exact ? `=${word}` : word);
    for (const form of exact ? [word] : inflect(word)) {
      const symbols = this.#forms.get(form);
      if (symbols === undefined) this.#forms.set(form, [symbol]);
      else symbols.push(symbol);
    }
    return symbol;
  }

  #symbol(name: string): number {
    let symbol = this.#symbols.get(name);
    if (symbol === undefined) {
      symbol = this.#symbols.size;
      this.#symbols.set(name, symbol);
    }
    return symbol;
  }

  #addMember(set: number, elements: readonly Element[], member: string): void {
    let nodes: Node[] = [this.#root];
    for (const element of elements) {
      if ("gap" in element) throw new PhraseError(`"${member}" has a gap: only a rule's phrase may have one`);
      const reached: Node[] = element.optional ? [...nodes] : [];
      for (const node of nodes) {
        for (const symbol of element.symbols) {
          let next = node.next.get(symbol);
          if (next === undefined) {
            node.next.set(symbol, (next = newNode()));
            node.mask |= bitOf(symbol);
          }
          reached.push(next);
        }
      }
      nodes = reached;
    }
    for (const node of nodes) if (!node.sets.includes(set)) node.sets.push(set);
  }

  #refuseCircles(): void {
    const done = new Set<string>();
    const visit = (name: string, path: readonly string[]): void => {
      if (path.includes(name))
        throw new PhraseError(`the set {${name}} contains itself: ${[...path, name].join(" > ")}`);
      if (done.has(name)) return;
      for (const member of this.#sets.get(name) ?? [])
        for (const [, inner] of member.matchAll(/\{([\w-]+)\}/g)) visit(inner!, [...path, name]);
      done.add(name);
    };
    for (const name of this.#sets.keys()) visit(name, []);
  }
}

/** Figures written as words, with which a length of time can begin. */
const COUNTS = new Set(
  "a an one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty ninety several few".split(
    " ",
  ),
);
const TIME_UNITS = new Set(
  "second seconds sec secs minute minutes min mins hour hours hr hrs day days week weeks month months ms millisecond milliseconds".split(
    " ",
  ),
);
