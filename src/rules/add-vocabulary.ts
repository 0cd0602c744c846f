import { FACT_KEYS, SECTION_KINDS } from "../postmortem/model.ts";
import { COLUMNS, type VocabularySource } from "../postmortem/vocabulary.ts";

/** Adds words to a vocabulary: nothing that was in it is lost. */
export function addVocabulary(base: VocabularySource, more: Partial<VocabularySource>): VocabularySource {
  const merge = (keys: readonly string[], part: "sections" | "facts" | "columns" | "words") => {
    const lists = (source: Partial<VocabularySource>): Readonly<Record<string, readonly string[]>> =>
      source[part] ?? {};
    return Object.fromEntries(
      keys.map((key) => [key, [...(own(lists(base), key) ?? []), ...(own(lists(more), key) ?? [])]]),
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
