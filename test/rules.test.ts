import { describe, expect, test } from "vitest";
import { ask } from "../src/rules/ask.ts";
import { compileRules } from "../src/rules/compile.ts";
import { findRuleFiles } from "../src/rules/files.ts";
import { SHIPPED_RULES } from "../src/rules/load.ts";
import { formatProblem } from "../src/rules/problem.ts";
import { validateRules } from "../src/rules/validate.ts";

const checked = validateRules(findRuleFiles(SHIPPED_RULES));
if ("problems" in checked) throw new Error(checked.problems.map(formatProblem).join("\n"));
const { vocabulary, rules } = checked.sources;

/** What the 31 criteria and the interview's five ask about; each is one rule, at the place that its id names. */
const IDS = `
  impact/experience impact/magnitude impact/who impact/downstream impact/data impact/duration
  detection/how detection/delay detection/earlier-signal detection/praise
  cause/trigger cause/contributing cause/safeguard cause/other-changes
  response/mitigation response/verified response/delay
  lessons/went-well lessons/went-poorly lessons/luck lessons/denominator
  timeline/present timeline/timezone timeline/moments timeline/consistent timeline/gap
  summary/present
  language/blame language/hindsight language/measured
  actions/present actions/owner actions/due actions/verifiable actions/tracked actions/alarm-only`
  .trim()
  .split(/\s+/);

test("there is one rule for each criterion", () => {
  expect(rules.map(({ id }) => id).toSorted()).toEqual(IDS.toSorted());
});

describe.for(rules)("$id", (rule) => {
  const ruleSet = compileRules(vocabulary, [rule]);
  const questionFor = (document: string) => ask(document, ruleSet, { anyText: true }).questions[0]?.text ?? null;
  const examplesOf = (kind: "asked" | "silent") =>
    rule.examples[kind].map((example, index) => ({
      name: `${kind} ${index + 1}`,
      ...(typeof example === "string" ? { document: example, question: undefined } : example),
    }));

  test.for(examplesOf("asked"))("$name", ({ document, question }) => {
    const asked = questionFor(document);
    expect(asked).toBe(question ?? asked);
    expect(asked).not.toBeNull();
  });

  test.for(examplesOf("silent"))("$name", ({ document }) => {
    expect(questionFor(document)).toBeNull();
  });
});
