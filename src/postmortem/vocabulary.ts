import { endOf, placeOf, readWords, type Words } from "../text/concordance.ts";
import { Lexicon } from "../text/lexicon.ts";
import type { WordSet } from "../text/members-of.ts";
import { tokenize } from "../text/tokenize.ts";
import { FACT_KEYS, type FactKey, SECTION_KINDS, type SectionKind } from "./model.ts";

/** What a column of a table of action items or moments can hold. */
export const COLUMNS = ["owner", "due", "done-when", "ticket", "status", "action", "time"] as const;
export type Column = (typeof COLUMNS)[number];

/** The words that postmortems are written in, each entry a list of phrases (see `Lexicon`). */
export interface VocabularySource {
  readonly sections: Readonly<Partial<Record<SectionKind, readonly string[]>>>;
  readonly facts: Readonly<Partial<Record<FactKey, readonly string[]>>>;
  readonly columns: Readonly<Partial<Record<Column, readonly string[]>>>;
  readonly words: Readonly<Record<string, WordSet>>;
}

/** What a heading's name says: the kinds of section, and whether it says nothing else. */
export interface SectionName {
  readonly kinds: readonly SectionKind[];
  readonly isWhole: boolean;
}

/** Words in a heading that add nothing: "the timeline of the incident" is "timeline". */
const FILLERS = new Set(
  "a an the of and or to our your its in on for with this that brief short detailed high level quick full technical incident outage postmortem event issue problem section report general all times were we is was are did how customer user".split(
    " ",
  ),
);

const MAX_KNOWN_NAMES = 5000;
/** A heading of more words tells something besides its section's name. */
const LONG_HEADING = 7;

/** The vocabulary, ready to recognise names of sections, facts and columns. */
export class Vocabulary {
  /** The named sets of words that rules and steps look for in sentences. */
  readonly lexicon: Lexicon;
  /** The names of sections, facts and columns, which only headings, labels and headers are held against. */
  readonly #names: Lexicon;
  readonly #sections: ReadonlyMap<number, SectionKind>;
  readonly #facts: ReadonlyMap<number, FactKey>;
  readonly #columns: ReadonlyMap<number, Column>;
  /** The same names stand over thousands of sections, fields and columns. */
  readonly #knownSections = new Map<string, SectionName>();
  readonly #knownFacts = new Map<string, FactKey | null>();
  readonly #knownColumns = new Map<string, Column | null>();
  /** Single words that name a section, to recognise them with a slip of the pen. */
  readonly #singleNames: readonly (readonly [word: string, kind: SectionKind])[];

  constructor(source: VocabularySource) {
    this.lexicon = new Lexicon(source.words);
    const sets: Record<string, readonly string[]> = {};
    for (const kind of SECTION_KINDS) sets[`section-${kind}`] = source.sections[kind] ?? [];
    for (const key of FACT_KEYS) sets[`fact-${key}`] = source.facts[key] ?? [];
    for (const column of COLUMNS) sets[`column-${column}`] = source.columns[column] ?? [];
    this.#names = new Lexicon(sets);
    this.#sections = new Map(SECTION_KINDS.map((kind) => [this.#names.set(`section-${kind}`), kind]));
    this.#facts = new Map(FACT_KEYS.map((key) => [this.#names.set(`fact-${key}`), key]));
    this.#columns = new Map(COLUMNS.map((column) => [this.#names.set(`column-${column}`), column]));
    this.#singleNames = SECTION_KINDS.flatMap((kind) =>
      (source.sections[kind] ?? []).filter((phrase) => /^[a-z]{6,}$/.test(phrase)).map((word) => [word, kind] as const),
    );
  }

  /** Which kinds of section a heading names, longest name first: "What went wrong?" is not also a "what". */
  sectionName(heading: string): SectionName {
    return remembered(this.#knownSections, heading, () => this.#readSectionName(heading));
  }

  /** Which fact a label such as "Time detected" states, if that is all it says. */
  factKey(label: string): FactKey | null {
    return remembered(this.#knownFacts, label, () => this.#readFactKey(label));
  }

  /** Which column a table's header names. */
  column(header: string): Column | null {
    return remembered(
      this.#knownColumns,
      header,
      () => longestNames(this.#wordsOf(header), this.#columns)[0]?.values[0] ?? null,
    );
  }

  /**
   * Reads all names and sets, to see whether they can be read.
   *
   * @throws PhraseError where one can't
   */
  check(): void {
    this.#names.check();
    this.lexicon.check();
  }

  #wordsOf(name: string): Words {
    return readWords(this.#names, [tokenize(withoutQualifiers(name))])[0]!;
  }

  #readSectionName(heading: string): SectionName {
    const words = this.#wordsOf(heading);
    const isLong = words.tokens.length > LONG_HEADING;
    // In a long heading a single word may be part of the story: only its beginning and longer names count.
    const names = longestNames(words, this.#sections).filter(
      ({ start, end }) => !isLong || start === 0 || end - start > 1,
    );
    if (names.length === 0) return { kinds: this.#misspelt(words), isWhole: false };
    const kinds = [...new Set(names.flatMap((name) => name.values))];
    const covered = new Set(
      names.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, index) => start + index)),
    );
    const rest = words.tokens.filter(
      (token, at) => !covered.has(at) && !FILLERS.has(token.text) && token.kind === "word",
    );
    return { kinds, isWhole: rest.length === 0 };
  }

  #readFactKey(label: string): FactKey | null {
    const { concordance, tokens } = this.#wordsOf(label);
    const first = tokens[0]?.text === "the" ? 1 : 0;
    for (const [symbol, key] of this.#facts) {
      const found = concordance.of(symbol).some((hit) => placeOf(hit) === first && endOf(hit) === tokens.length);
      if (found) return key;
    }
    return null;
  }

  #misspelt({ tokens }: Words): SectionKind[] {
    if (tokens.length > 4) return [];
    for (const { text } of tokens) {
      if (text.length < 6) continue;
      const name = this.#singleNames.find(([word]) => isOneSlipAway(text, word) || isOneSlipAway(text, `${word}s`));
      if (name !== undefined) return [name[1]];
    }
    return [];
  }
}

/** What is known of a name, or is found out now; documents bring ever new names, so that they are not kept for ever. */
function remembered<Value>(known: Map<string, Value>, name: string, read: () => Value): Value {
  const found = known.get(name);
  if (found !== undefined || known.has(name)) return found as Value;
  if (known.size >= MAX_KNOWN_NAMES) known.clear();
  const value = read();
  known.set(name, value);
  return value;
}

/** "Timeline (times in BST)", "Timeline {WIP}", "3. Impact:" are named by what is left without these. */
function withoutQualifiers(heading: string): string {
  const bare = heading.replaceAll(/\([^()]*\)|\{[^{}]*\}|\[[^[\]]*\]|:[a-z_]+:|^\s*[\dIVX]+[.)]\s/g, " ");
  return bare.trim() === "" ? heading : bare;
}

interface Name<Value> {
  readonly start: number;
  readonly end: number;
  readonly values: readonly Value[];
}

/** The longest names in a text that do not overlap; of equals the first. */
function longestNames<Value>({ concordance }: Words, values: ReadonlyMap<number, Value>): Name<Value>[] {
  const all: { start: number; end: number; values: Value[] }[] = [];
  for (const [symbol, value] of values) {
    for (const hit of concordance.of(symbol)) {
      const [start, end] = [placeOf(hit), endOf(hit)];
      const same = all.find((name) => name.start === start && name.end === end);
      if (same === undefined) all.push({ start, end, values: [value] });
      else same.values.push(value);
    }
  }
  all.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const chosen: Name<Value>[] = [];
  for (const name of all)
    if (!chosen.some((other) => other.start < name.end && other.end > name.start)) chosen.push(name);
  return chosen.sort((a, b) => a.start - b.start);
}

/** Whether two words differ by one letter more, less, other, or by two neighbours changed about. */
function isOneSlipAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return a === b;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return (
    left.length + right.length <= 1 ||
    (left.length === 1 && right.length === 1) ||
    (left.length === 2 && left === `${right[1]}${right[0]}`)
  );
}
