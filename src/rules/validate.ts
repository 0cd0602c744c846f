import type { VocabularySource } from "../postmortem/vocabulary.ts";
import { PhraseError } from "../text/lexicon.ts";
import type { Yaml } from "../text/yaml.ts";
import { checkFile, nearest } from "./check.ts";
import { addVocabulary } from "./add-vocabulary.ts";
import { checkPhrases, compileRules, RuleError } from "./compile.ts";
import { extendRule, extendedIn } from "./extend.ts";
import { type RuleFile, VOCABULARY } from "./files.ts";
import type { Rule } from "./model.ts";
import type { Problem } from "./problem.ts";
import { extensionSchema, ruleSchema, type RuleSource, type Topic, TOPICS, vocabularySchema } from "./schema.ts";
import { checkQuestion, checkWords } from "./tone.ts";
import { PLACEHOLDERS, placeholdersIn } from "./wording.ts";

/** Vocabulary and rules as their files have them. */
export interface RuleSources {
  readonly vocabulary: VocabularySource;
  readonly rules: readonly Rule[];
}

/** No files: what is checked stands for itself. */
const NOTHING: RuleSources = { vocabulary: { sections: {}, facts: {}, columns: {}, words: {} }, rules: [] };

interface Checked {
  readonly rule: Rule;
  readonly file: RuleFile;
}

/**
 * Checks rule files: their form, their phrases, and the tone of their questions.
 *
 * @param files the files; a later rule replaces an earlier one with the same id, a later vocabulary adds to an earlier one
 * @param base rules and vocabulary that are checked already, which the files add to
 * @returns the rules, or all that is amiss, each with file, line, key and the way out
 */
export function validateRules(
  files: readonly RuleFile[],
  base: RuleSources = NOTHING,
): { readonly sources: RuleSources } | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const rules = new Map<string, Checked>();
  const find = (id: string): RuleSource | undefined =>
    rules.get(id)?.rule ?? base.rules.find((candidate) => candidate.id === id);
  let { vocabulary } = base;
  // What is extended may be one of the other files.
  const ordered = files.toSorted((a, b) => Number(extendedIn(a.text) !== null) - Number(extendedIn(b.text) !== null));
  for (const file of ordered) {
    if (file.id === VOCABULARY) {
      const checked = checkFile(file.path, file.text, vocabularySchema.partial());
      if ("problems" in checked) problems.push(...checked.problems);
      else vocabulary = addVocabulary(vocabulary, checked.value as Partial<VocabularySource>);
      continue;
    }
    const read =
      extendedIn(file.text) !== null
        ? readExtension(file, find, [...rules.keys(), ...base.rules.map(({ id }) => id)])
        : checkFile(file.path, file.text, ruleSchema);
    if ("problems" in read) {
      problems.push(...read.problems);
      continue;
    }
    const topic = file.id.split("/")[0]!;
    if (!(TOPICS as readonly string[]).includes(topic)) {
      problems.push(topicProblem(file, topic));
      continue;
    }
    problems.push(...checkTone(file.path, read.value, read.yaml));
    rules.set(file.id, { rule: { ...read.value, id: file.id, topic: topic as Topic }, file });
  }
  if (problems.length > 0) return { problems };
  const sources = {
    vocabulary,
    rules: [...base.rules.filter(({ id }) => !rules.has(id)), ...[...rules.values()].map(({ rule }) => rule)],
  };
  const problem = compileProblem(sources, files, (id) => rules.get(id)?.file);
  return problem === null ? { sources } : { problems: [problem] };
}

function readExtension(
  file: RuleFile,
  find: (id: string) => RuleSource | undefined,
  ids: readonly string[],
): { readonly value: RuleSource; readonly yaml: Yaml } | { readonly problems: readonly Problem[] } {
  const checked = checkFile(file.path, file.text, extensionSchema);
  if ("problems" in checked) return checked;
  const { extends: id } = checked.value;
  // Who may extend what is looked up in the text itself.
  if (id !== extendedIn(file.text)) {
    const message = `the rule's id stands here as it is, without quotes or tags: extends: ${id}`;
    return { problems: [{ file: file.path, line: checked.yaml.lineOf(["extends"]), key: "extends", message }] };
  }
  const extended = find(id);
  if (extended !== undefined) return { value: extendRule(extended, checked.value), yaml: checked.yaml };
  const near = nearest(id, ids);
  const message = `there is no rule ${id} that it could extend${near === null ? "" : `; did you mean “${near}”?`}`;
  return { problems: [{ file: file.path, line: checked.yaml.lineOf(["extends"]), key: "extends", message }] };
}

function topicProblem(file: RuleFile, topic: string): Problem {
  const near = nearest(topic, TOPICS);
  const meant = near === null ? "" : `; did you mean “${near}”?`;
  const message = `there is no topic “${topic}”: a rule lies in a folder named ${TOPICS.join(", ")}${meant}`;
  return { file: file.path, line: 1, key: "", message };
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
  files: readonly RuleFile[],
  fileOf: (rule: string) => RuleFile | undefined,
): Problem | null {
  try {
    checkPhrases(compileRules(vocabulary, rules));
    return null;
  } catch (error) {
    if (error instanceof RuleError) {
      const file = fileOf(error.rule);
      const index = file?.text.split("\n").findIndex((line) => line.includes(error.phrase)) ?? -1;
      return { file: file?.path ?? error.rule, line: Math.max(index, 0) + 1, key: "says", message: error.message };
    }
    if (error instanceof PhraseError) {
      const { message } = error;
      const file = files.findLast(({ id, text }) => id === VOCABULARY && lineWith(text, message) !== null);
      const line = file === undefined ? null : lineWith(file.text, message);
      return { file: file?.path ?? `${VOCABULARY}.yml`, line: line ?? 1, key: "words", message };
    }
    throw error;
  }
}

/** The line that has the phrase of which a message speaks, in quotes or in braces; null where none has. */
export function lineWith(text: string, message: string): number | null {
  const phrase = /"(?<quoted>[^"]+)"|(?<set>\{[^}]+\})/u.exec(message)?.[0].replaceAll('"', "");
  const index = phrase === undefined ? -1 : text.split("\n").findIndex((line) => line.includes(phrase));
  return index < 0 ? null : index + 1;
}
