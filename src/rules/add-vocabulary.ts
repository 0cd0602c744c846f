import { FACT_KEYS, SECTION_KINDS } from "../postmortem/model.ts";
import { COLUMNS, type VocabularySource } from "../postmortem/vocabulary.ts";
import { membersOf, type WordSet } from "../text/members-of.ts";

/** Adds words to a vocabulary: nothing that was in it is lost. */
export function addVocabulary(base: VocabularySource, more: Partial<VocabularySource>): VocabularySource {
  const merge = (keys: readonly string[], part: "sections" | "facts" | "columns" | "words") => {
    const sets = (source: Partial<VocabularySource>): Readonly<Record<string, WordSet>> => source[part] ?? {};
    return Object.fromEntries(
      keys.map((key) => [key, [...membersOf(own(sets(base), key) ?? []), ...membersOf(own(sets(more), key) ?? [])]]),
    );
  };
  return {
    sections: merge(SECTION_KINDS, "sections"),
    facts: merge(FACT_KEYS, "facts"),
    columns: merge(COLUMNS, "columns"),
    words: merge([...new Set([...Object.keys(base.words), ...Object.keys(more.words ?? {})])], "words"),
  };
}

const own = <Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
