import type { VocabularySource } from "../postmortem/vocabulary.ts";
import { readYaml } from "../text/yaml.ts";
import { ask } from "./ask.ts";
import { compileRules } from "./compile.ts";
import type { RuleFile } from "./files.ts";
import type { Rule } from "./model.ts";
import type { Problem } from "./problem.ts";

/**
 * Runs a rule's examples, which are its tests.
 *
 * @param file where the rule stands, for the lines of what is amiss
 * @returns the examples that come out otherwise than they say, and how many there are
 */
export function runExamples(
  rule: Rule,
  file: RuleFile,
  vocabulary: VocabularySource,
): { readonly problems: readonly Problem[]; readonly count: number } {
  const ruleSet = compileRules(vocabulary, [rule]);
  const yaml = readYaml(file.text);
  const problems: Problem[] = [];
  for (const kind of ["asked", "silent"] as const) {
    for (const [index, example] of rule.examples[kind].entries()) {
      const { document, question } = typeof example === "string" ? { document: example, question: undefined } : example;
      const asked = ask(document, ruleSet, { anyText: true }).questions[0]?.text ?? null;
      const message = whatIsAmiss(kind, asked, question ?? null);
      if (message !== null)
        problems.push({
          file: file.path,
          line: yaml.lineOf(["examples", kind, index]),
          key: `examples.${kind}.${index}`,
          message,
        });
    }
  }
  return { problems, count: rule.examples.asked.length + rule.examples.silent.length };
}

function whatIsAmiss(kind: "asked" | "silent", asked: string | null, expected: string | null): string | null {
  if (kind === "silent")
    return asked === null ? null : `the rule asks “${asked}” here, and the example says that it keeps silent`;
  if (asked === null) return "the rule keeps silent here, and the example says that it asks";
  return expected === null || expected === asked
    ? null
    : `the rule asks “${asked}”, and the example says “${expected}”`;
}
