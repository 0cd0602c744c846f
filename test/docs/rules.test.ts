import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { compileRules } from "../../src/rules/compile.ts";
import { findRuleFiles } from "../../src/rules/files.ts";
import { SHIPPED_RULES } from "../../src/rules/load.ts";
import { ask } from "../../src/rules/ask.ts";
import { formatProblem } from "../../src/rules/problem.ts";
import { extensionSchema, ruleSchema } from "../../src/rules/schema.ts";
import { validateRules } from "../../src/rules/validate.ts";

const guide = readFileSync(new URL("../../docs/rules.md", import.meta.url), "utf8");
const [rule, vocabulary] = [...guide.matchAll(/^```yaml\n(.*?)^```/gmsu)].map(([, text]) => text!);
const shipped = findRuleFiles(SHIPPED_RULES);

/** The shipped rules with files of somebody's own, of which only the rule with this id is asked. */
function compile(id: string, files: readonly { readonly id: string; readonly text: string }[]) {
  const checked = validateRules([...shipped, ...files.map((file) => ({ ...file, path: `own/${file.id}.yml` }))]);
  if ("problems" in checked) throw new Error(checked.problems.map(formatProblem).join("\n"));
  const own = checked.sources.rules.filter((candidate) => candidate.id === id);
  return { own: own[0]!, ruleSet: compileRules(checked.sources.vocabulary, own) };
}

describe("the guide to rules", () => {
  test("its rule asks about its examples, and keeps silent where it says so", () => {
    const { own, ruleSet } = compile("impact/partners", [
      { id: "impact/partners", text: rule! },
      { id: "vocabulary", text: vocabulary! },
    ]);
    const asks = (example: (typeof own.examples.asked)[number]) =>
      ask(typeof example === "string" ? example : example.document, ruleSet, { anyText: true }).questions.length;
    expect(own.examples.asked.map(asks)).toEqual([1]);
    expect(own.examples.silent.map(asks)).toEqual([0]);
  });

  test("it explains every key", () => {
    const keys = Object.keys(ruleSchema.shape);
    expect(keys.filter((key) => !guide.includes(`| \`${key}\``))).toEqual([]);
    expect(Object.keys(extensionSchema.shape).filter((key) => !keys.includes(key))).toEqual(["extends"]);
  });

  test.for<[phrase: string, sentence: string, isFound: boolean]>([
    ["restart", "It was restarted.", true],
    ["=restart", "It was restarted.", false],
    ["lose/drop data", "We lost data.", true],
    ["lose/drop data", "We dropped data.", true],
    ["no data? loss", "There was no loss.", true],
    ["no data? loss", "There was no data loss.", true],
    ["customer .. wait", "The customers in two regions waited.", true],
    ["customer .. wait", "The customers in two of our seven regions waited.", false],
    ["customer ... wait", "The customers in two of our seven regions waited.", true],
    ["^ customers", "The customers waited.", false],
    ["{cannot}", "They could not pay.", true],
    ["can not", "They can’t pay.", true],
    ["{partner}", "An integration vendor called.", true],
  ])("its phrase %s, in “%s”", ([phrase, sentence, isFound]) => {
    expect(guide).toContain(phrase === "{partner}" ? "partner:" : `\`${phrase}\``);
    const source = load(rule!) as Record<string, unknown>;
    const text = JSON.stringify({ ...source, "answered-by": [{ says: [phrase] }] });
    const { ruleSet } = compile("impact/partners", [
      { id: "impact/partners", text },
      { id: "vocabulary", text: vocabulary! },
    ]);
    expect(ask(`# Outage\n\n${sentence}\n`, ruleSet, { anyText: true }).questions).toHaveLength(isFound ? 0 : 1);
  });
});
