import { COLUMNS, type VocabularySource } from "../postmortem/vocabulary.ts";
import { FACT_KEYS, SECTION_KINDS } from "../postmortem/model.ts";
import { PhraseError } from "../text/lexicon.ts";
import type { Yaml } from "../text/yaml.ts";
import { checkFile, nearest } from "./check.ts";
import { compileRules, RuleError } from "./compile.ts";
import { type RuleFile, VOCABULARY } from "./files.ts";
import type { Rule } from "./model.ts";
import type { Problem } from "./problem.ts";
import { ruleSchema, type RuleSource, type Topic, TOPICS, vocabularySchema } from "./schema.ts";
import { checkQuestion, checkWords } from "./tone.ts";
import { PLACEHOLDERS, placeholdersIn } from "./wording.ts";

/** Vocabulary and rules as their files have them. */
export interface RuleSources {
  readonly vocabulary: VocabularySource;
  readonly rules: readonly Rule[];
}

/**
 * Checks rule files: their form, their phrases, and the tone of their questions.
 *
 * @param files the files; a later rule replaces an earlier one with the same id, a later vocabulary adds to an earlier one
 * @returns the rules, or all that is amiss, each with file, line, key and the way out
 */
export function validateRules(
  files: readonly RuleFile[],
): { readonly sources: RuleSources } | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const rules = new Map<string, { readonly rule: Rule; readonly file: RuleFile; readonly yaml: Yaml }>();
  let vocabulary: VocabularySource = { sections: {}, facts: {}, columns: {}, words: {} };
  for (const file of files) {
    if (file.id === VOCABULARY) {
      const checked = checkFile(file.path, file.text, vocabularySchema);
      if ("problems" in checked) problems.push(...checked.problems);
      else vocabulary = addVocabulary(vocabulary, checked.value);
      continue;
    }
    const checked = checkFile(file.path, file.text, ruleSchema);
    if ("problems" in checked) {
      problems.push(...checked.problems);
      continue;
    }
    const topic = file.id.split("/")[0]!;
    if (!(TOPICS as readonly string[]).includes(topic)) {
      const near = nearest(topic, TOPICS);
      problems.push({
        file: file.path,
        line: 1,
        key: "",
        message: `there is no topic “${topic}”: a rule lies in a folder named ${TOPICS.join(", ")}${near === null ? "" : `; did you mean “${near}”?`}`,
      });
      continue;
    }
    problems.push(...checkTone(file.path, checked.value, checked.yaml));
    rules.set(file.id, { rule: { ...checked.value, id: file.id, topic: topic as Topic }, file, yaml: checked.yaml });
  }
  if (problems.length > 0) return { problems };
  const sources = { vocabulary, rules: [...rules.values()].map(({ rule }) => rule) };
  const problem = compileProblem(sources, (id) => rules.get(id)?.file);
  return problem === null ? { sources } : { problems: [problem] };
}

function checkTone(file: string, rule: RuleSource, yaml: Yaml): Problem[] {
  const problem = (path: readonly PropertyKey[], message: string): Problem => ({
    file,
    line: yaml.lineOf(path),
    key: path.join("."),
    message,
  });
  const found = rule.questions.flatMap((wording, index) => [
    ...checkQuestion(wording).map((message) => problem(["questions", index], message)),
    ...placeholdersIn(wording)
      .filter((name) => !(PLACEHOLDERS as readonly string[]).includes(name))
      .map((name) =>
        problem(
          ["questions", index],
          `there is no {${name}}; did you mean {${nearest(name, PLACEHOLDERS) ?? PLACEHOLDERS.join("}, {")}}?`,
        ),
      ),
  ]);
  if (rule["looks-at"] === "document" && rule.questions.every((wording) => placeholdersIn(wording).length > 0))
    found.push(
      problem(["questions"], "one wording needs to do without words of the document, which may not have them"),
    );
  return [...found, ...checkWords(rule.why).map((message) => problem(["why"], message))];
}

function compileProblem(
  { vocabulary, rules }: RuleSources,
  fileOf: (rule: string) => RuleFile | undefined,
): Problem | null {
  try {
    compileRules(vocabulary, rules);
    return null;
  } catch (error) {
    if (error instanceof RuleError) {
      const file = fileOf(error.rule);
      const index = file?.text.split("\n").findIndex((line) => line.includes(error.phrase)) ?? -1;
      return { file: file?.path ?? error.rule, line: Math.max(index, 0) + 1, key: "says", message: error.message };
    }
    if (error instanceof PhraseError)
      return { file: `${VOCABULARY}.yml`, line: 1, key: "words", message: error.message };
    throw error;
  }
}

function addVocabulary(base: VocabularySource, more: VocabularySource): VocabularySource {
  const merge = (keys: readonly string[], part: "sections" | "facts" | "columns" | "words") => {
    const lists = (source: VocabularySource): Readonly<Record<string, readonly string[]>> => source[part];
    return Object.fromEntries(keys.map((key) => [key, [...(lists(base)[key] ?? []), ...(lists(more)[key] ?? [])]]));
  };
  return {
    sections: merge(SECTION_KINDS, "sections"),
    facts: merge(FACT_KEYS, "facts"),
    columns: merge(COLUMNS, "columns"),
    words: merge([...new Set([...Object.keys(base.words), ...Object.keys(more.words)])], "words"),
  };
}
