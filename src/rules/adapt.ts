import type { VocabularySource } from "../postmortem/vocabulary.ts";
import { addVocabulary } from "./add-vocabulary.ts";
import { compileRules, type RuleSet } from "./compile.ts";
import type { RuleFile } from "./files.ts";
import { formatProblem } from "./problem.ts";
import type { Thresholds } from "./thresholds.ts";
import { type RuleSources, validateRules } from "./validate.ts";

/** What an organisation or a repository changes of the shipped rules. */
export interface Adaptation {
  /** Files with rules of its own, from far to near; what comes later replaces what has the same id. */
  readonly files: readonly RuleFile[];
  readonly vocabulary: Partial<VocabularySource>;
  readonly thresholds: Thresholds;
}

/**
 * Prepares the shipped rules with somebody's changes.
 *
 * @throws Error where the changes are not as they ought to be: who hands them in has checked them
 */
export function adaptRules(shipped: RuleSources, { files, vocabulary, thresholds }: Adaptation): RuleSet {
  const checked = files.length === 0 ? { sources: shipped } : validateRules(files, shipped);
  if ("problems" in checked) throw new Error(checked.problems.map(formatProblem).join("\n"));
  const { sources } = checked;
  return compileRules(addVocabulary(sources.vocabulary, vocabulary), sources.rules, thresholds);
}
