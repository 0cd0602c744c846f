import { join } from "node:path";
import type { VocabularySource } from "../postmortem/vocabulary.ts";
import { readYaml, YamlError } from "../text/yaml.ts";
import { compileRules, type RuleSet } from "./compile.ts";
import { findRuleFiles, type RuleFile, VOCABULARY } from "./files.ts";
import { formatProblem, type Problem } from "./problem.ts";
import type { RuleSource } from "./schema.ts";
import type { Topic } from "./names.ts";
import type { RuleSources } from "./validate.ts";

/** Rule files that can't be used: the message names each problem's file, line, key and way out. */
export class RuleFilesError extends Error {
  override readonly name = "RuleFilesError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join("\n"));
    this.problems = problems;
  }
}

/** The rules and the vocabulary that ship with the project. */
export const SHIPPED_RULES = join(import.meta.dirname, "..", "..", "rules");
/**
 * Loads the rules that ship with the project, and others added to them.
 *
 * @param folders further folders of rules; what comes later replaces what has the same id
 * @returns the rules, ready to read documents
 * @throws RuleFilesError where a file is not as it ought to be; Error (ENOENT …) where a folder can't be read
 */
export async function loadRules(folders: readonly string[] = []): Promise<RuleSet> {
  const { vocabulary, rules } = await loadSources(folders, false);
  return compileRules(vocabulary, rules);
}

/**
 * Loads rules as `loadRules` does, and leaves them as their files have them.
 *
 * @param examples whether to read the examples of the shipped rules, which nobody needs to review a document
 */
export async function loadSources(folders: readonly string[] = [], examples = true): Promise<RuleSources> {
  const shipped = findRuleFiles(SHIPPED_RULES);
  const sources = readShipped(shipped, examples);
  if (sources !== null && folders.length === 0) return sources;
  // Checking takes longer than a review: only what others wrote needs it.
  const { validateRules } = await import("./validate.ts");
  const added = folders.flatMap(findRuleFiles);
  const checked = sources === null ? validateRules([...shipped, ...added]) : validateRules(added, sources);
  if ("problems" in checked) throw new RuleFilesError(checked.problems);
  return checked.sources;
}

const NEEDED = ["looks-at", "questions", "why", "source", "answer", "weight"] as const;

/** The project's own files, whose form its tests check; null where somebody has broken one. */
function readShipped(files: readonly RuleFile[], examples: boolean): RuleSources | null {
  try {
    const vocabulary = files.find(({ id }) => id === VOCABULARY)!;
    const rules = files
      .filter((file) => file !== vocabulary)
      .map(({ id, text }) => ({
        examples: { asked: [], silent: [] },
        ...(readYaml(examples ? text : withoutExamples(text)).value as Omit<RuleSource, "examples">),
        id,
        topic: id.split("/")[0] as Topic,
      }));
    // What lacks a key is checked with all the rest, which says what is amiss and where.
    if (rules.some((rule) => NEEDED.some((key) => rule[key] === undefined))) return null;
    return { vocabulary: readYaml(vocabulary.text).value as VocabularySource, rules };
  } catch (error) {
    if (error instanceof YamlError) return null;
    throw error;
  }
}

/** A third of a rule's file are its examples, which only tests read. */
const withoutExamples = (text: string): string => text.replace(/^examples:.*\n(?:(?:[ #].*)?\n)*/mu, "");
