import { CLASSES } from "./figures.ts";
import { inflect } from "./inflect.ts";
import { membersOf, type WordSet } from "./members-of.ts";

/** One place in a phrase: any of some symbols, or a gap of so many words. */
export interface Element {
  /** The same for all elements that are written alike. */
  readonly id: number;
  readonly symbols: readonly number[];
  /** Any word of letters fits, whatever it is. */
  readonly isAny: boolean;
  readonly isOptional: boolean;
  /** How many words it spans, where it is a gap; else 0. */
  readonly gap: number;
}

/** Words in a row: a phrase, or a member of a set. */
export interface Member {
  readonly elements: readonly Element[];
  /** The elements that can't be absent: what is quickly looked up comes first. */
  readonly needed: readonly Element[];
}

/** A set's members: the symbols that are members by themselves, and those that are longer. */
export interface Members {
  readonly alone: readonly number[];
  /** By a symbol without which none of them is there; -1 where they need one of several. */
  readonly longer: ReadonlyMap<number, readonly Member[]>;
}

/** Words that a gap written `..` may span. */
const SHORT_GAP = 5;
/** A phrase longer than this is a sentence that fits one document. */
const MAX_ELEMENTS = 12;
/** No phrase is so long that it could hold this many words to choose from. */
const MAX_CHOICE = 1000;
/** The symbol of `<word>`, which is nothing that could be looked up. */
const ANY_WORD = CLASSES.indexOf("word");
const ANY_OF_SEVERAL = -1;
const NONE: readonly number[] = [];

/** A phrase or a set that can't be understood; the message says which and what would be right. */
export class PhraseError extends Error {
  override readonly name = "PhraseError";
}

/**
 * The words and named sets of words that phrases are made of, each known by a number, its symbol.
 *
 * A set's member and a rule's phrase are written alike: words in any of their forms (`restart` is also `restarted`), `=word` for that form alone,
 * `a/b` for either, `word?` where it may be absent, `{name}` for a set, `<number>`, `<percent>`, `<money>`, `<duration>`, `<time>`, `<date>`, `<name>` or `<word>` for any of
 * these. A phrase (but no set) may also hold gaps: `..` spans up to five words, `...` the rest of the sentence.
 *
 * Nothing is read before a document needs it: a vocabulary has thousands of members, and a document few of them.
 */
export class Lexicon {
  readonly #symbols = new Map<string, number>();
  /** The forms of each symbol that is a word. */
  readonly #formsOf: (readonly string[])[] = [];
  readonly #wordsOf = new Map<string, number[]>();
  readonly #elements = new Map<string, Element>();
  readonly #sources: ReadonlyMap<string, WordSet>;
  /** By symbol; sets stand behind the classes, and words behind the sets. */
  readonly #members: (Members | undefined)[] = [];
  readonly #setNames: readonly string[];

  /** @param sets the named sets, each with its members */
  constructor(sets: Readonly<Record<string, WordSet>>) {
    this.#sources = new Map(Object.entries(sets));
    this.#setNames = [...this.#sources.keys()];
    for (const name of CLASSES) this.#symbols.set(`<${name}>`, this.#symbols.size);
    for (const name of this.#setNames) this.#symbols.set(`{${name}}`, this.#symbols.size);
  }

  /** How many symbols there are by now. */
  get size(): number {
    return this.#symbols.size;
  }

  /** Symbols of classes stand first, then sets, then words. */
  get firstSet(): number {
    return CLASSES.length;
  }

  get firstWord(): number {
    return CLASSES.length + this.#setNames.length;
  }

  /** The symbol of a set. */
  set(name: string): number {
    const symbol = this.#symbols.get(`{${name}}`);
    if (symbol === undefined) throw new PhraseError(`there is no set {${name}}`);
    return symbol;
  }

  /** The forms of a symbol that is a word; empty for others. */
  formsOf(symbol: number): readonly string[] {
    return this.#formsOf[symbol] ?? [];
  }

  /** The symbols that a form of a word stands for. */
  wordsOf(form: string): readonly number[] {
    return this.#wordsOf.get(form) ?? NONE;
  }

  /**
   * The members of a symbol that is a set; null for others.
   *
   * @throws PhraseError where one can't be read
   */
  members(symbol: number): Members | null {
    const name = this.#setNames[symbol - this.firstSet];
    return name === undefined ? null : (this.#members[symbol] ??= this.#readMembers(name));
  }

  /**
   * Reads a phrase; `^` before its first word ties it to the sentence's start.
   *
   * @throws PhraseError where it is empty, too long, or names a set or class that does not exist
   */
  member(phrase: string): Member {
    const elements = this.#readElements(phrase);
    const needed = elements.filter(({ gap, isOptional, isAny }) => gap === 0 && !isOptional && !isAny);
    if (needed.length < 2) return { elements, needed };
    // A single word is the likeliest to be nowhere.
    const cost = ({ symbols }: Element) =>
      symbols.some((symbol) => symbol < this.firstWord) ? MAX_CHOICE : symbols.length;
    return { elements, needed: needed.sort((a, b) => cost(a) - cost(b)) };
  }

  #readElements(phrase: string): readonly Element[] {
    const isTied = phrase.startsWith("^");
    const parts = partsOf(isTied ? phrase.slice(1) : phrase);
    if (parts.length === 0) throw new PhraseError("a phrase needs at least one word");
    if (parts.length > MAX_ELEMENTS)
      throw new PhraseError(`"${phrase}" has more than ${MAX_ELEMENTS} words: a shorter phrase fits more documents`);
    if (!isTied && parts[0]!.startsWith("<word>"))
      throw new PhraseError(`"${phrase}" begins with any word at all: begin with one that tells something`);
    let isGap = true;
    let mayBeAbsent = true;
    for (const part of parts) {
      const follows = isGap;
      isGap = part.startsWith("..");
      if (isGap && follows)
        throw new PhraseError(
          `"${phrase}" has a gap at its start or behind another: one gap between two words is enough`,
        );
      if (!isGap && !part.endsWith("?")) mayBeAbsent = false;
    }
    if (mayBeAbsent) throw new PhraseError(`"${phrase}" may be absent whole: one word needs to be there`);
    return parts.map((part) => this.#elements.get(part) ?? this.#readElement(part, phrase));
  }

  /**
   * Reads all sets, to see whether they can be read.
   *
   * @throws PhraseError where a member can't be read, names a set that is not there, or a set contains itself
   */
  check(): void {
    const done = new Set<string>();
    const visit = (name: string, path: readonly string[]): void => {
      if (path.includes(name))
        throw new PhraseError(`the set {${name}} contains itself: ${[...path, name].join(" > ")}`);
      if (done.has(name)) return;
      for (const member of membersOf(this.#sources.get(name) ?? []))
        for (const [, inner] of member.matchAll(/\{([\w-]+)\}/g)) visit(inner!, [...path, name]);
      done.add(name);
    };
    for (const name of this.#setNames) {
      visit(name, []);
      this.members(this.set(name));
    }
  }

  #readMembers(name: string): Members {
    const alone = new Set<number>();
    const longer = new Map<number, Member[]>();
    for (const member of membersOf(this.#sources.get(name)!)) {
      const read = this.member(member);
      const { elements } = read;
      if (elements.some(({ gap }) => gap > 0))
        throw new PhraseError(`"${member}" has a gap: only a rule's phrase may have one`);
      if (elements.length === 1) for (const symbol of elements[0]!.symbols) alone.add(symbol);
      else {
        const [key, other] = read.needed[0]?.symbols ?? [];
        const needs = key === undefined || other !== undefined ? ANY_OF_SEVERAL : key;
        const group = longer.get(needs);
        if (group === undefined) longer.set(needs, [read]);
        else group.push(read);
      }
    }
    return { alone: [...alone], longer };
  }

  #readElement(part: string, phrase: string): Element {
    const isOptional = part.endsWith("?");
    const gap = part === ".." ? SHORT_GAP : part === "..." ? Number.POSITIVE_INFINITY : 0;
    const symbols =
      gap > 0
        ? NONE
        : (isOptional ? part.slice(0, -1) : part)
            .split("/")
            .map((choice) => this.#symbols.get(choice) ?? this.#newSymbol(choice, phrase));
    const element: Element = {
      id: this.#elements.size,
      symbols: symbols.includes(ANY_WORD) ? symbols.filter((symbol) => symbol !== ANY_WORD) : symbols,
      isAny: symbols.includes(ANY_WORD),
      isOptional,
      gap,
    };
    this.#elements.set(part, element);
    return element;
  }

  #newSymbol(text: string, phrase: string): number {
    if (/^[a-z]+$/.test(text)) return this.#word(text, inflect(text));
    const [, set] = /^\{([\w-]+)\}$/.exec(text) ?? [];
    if (set !== undefined) throw new PhraseError(`"${phrase}" names the set {${set}}, which does not exist`);
    const [, name] = /^<(\w+)>$/.exec(text) ?? [];
    if (name !== undefined)
      throw new PhraseError(`"${phrase}" asks for <${name}>; there are <${CLASSES.join(">, <")}>`);
    const isExact = text.startsWith("=");
    const word = (isExact ? text.slice(1) : text).toLowerCase();
    if (!/^[a-z]+$/.test(word) && !/^[\p{L}\p{N}][\p{L}\p{N}.%']*$/u.test(word))
      throw new PhraseError(
        `"${phrase}" holds "${text}": a word has only letters and digits (write "on call" for "on-call")`,
      );
    return this.#word(isExact ? `=${word}` : word, isExact ? [word] : inflect(word));
  }

  #word(name: string, forms: readonly string[]): number {
    const known = this.#symbols.get(name);
    if (known !== undefined) return known;
    const symbol = this.#symbols.size;
    this.#symbols.set(name, symbol);
    this.#formsOf[symbol] = forms;
    for (const form of forms) {
      const words = this.#wordsOf.get(form);
      if (words === undefined) this.#wordsOf.set(form, [symbol]);
      else words.push(symbol);
    }
    return symbol;
  }
}

/** Splits a phrase at white space. */
const partsOf = (phrase: string): string[] =>
  /^\S+$/.test(phrase) ? [phrase] : phrase.split(/\s+/).filter((part) => part !== "");
