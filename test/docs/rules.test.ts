import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { compileRules } from "../../src/rules/compile.ts";
import { findRuleFiles } from "../../src/rules/files.ts";
import { SHIPPED_RULES } from "../../src/rules/load.ts";
import { ask } from "../../src/rules/ask.ts";
import { formatProblem } from "../../src/rules/problem.ts";
import { extensionSchema, type OfferKind, ruleSchema, type RuleSource } from "../../src/rules/schema.ts";
import { validateRules } from "../../src/rules/validate.ts";

const guide = readFileSync(new URL("../../docs/rules.md", import.meta.url), "utf8");
const [rule, extension, vocabulary] = [...guide.matchAll(/^```yaml\n(.*?)^```/gmsu)].map(([, text]) => text!);
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
    expect(guide).toContain("A file with `extends`");
  });

  test("its extension changes what it says, adds to the conditions, and leaves the rest", () => {
    const { own, ruleSet } = compile("impact/data", [{ id: "impact/data", text: extension! }]);
    const before = load(shipped.find(({ id }) => id === "impact/data")!.text) as RuleSource;
    expect(own.questions).toEqual(["Which customer records were lost or changed?"]);
    expect(own["answered-by"]).toHaveLength(before["answered-by"]!.length + 1);
    expect(own["answered-by"]).toEqual(expect.arrayContaining(before["answered-by"]!));
    expect([own.why, own.weight, own.examples]).toEqual([before.why, before.weight, before.examples]);
    const asks = (text: string) => ask(`# Outage\n\n${text}\n`, ruleSet, { anyText: true }).questions.length;
    expect(asks("Orders could not be placed.")).toBe(1);
    expect(asks("The ledger was reconciled.")).toBe(0);
  });

  test("an extension under another name makes a second rule", () => {
    const { own } = compile("impact/ledger", [{ id: "impact/ledger", text: extension! }]);
    expect(own).toMatchObject({ id: "impact/ledger", questions: ["Which customer records were lost or changed?"] });
    expect(compile("impact/data", [{ id: "impact/ledger", text: extension! }]).own.questions.length).toBeGreaterThan(1);
  });

  test.for<[kind: OfferKind, before: string, after: string]>([
    [
      "owner and due",
      "# Outage\n\n## Action items\n\n| Action |\n| --- |\n| Add a canary |\n",
      "| Action | By whom | By when |",
    ],
    ["owner and due", "# Outage\n\n## Action items\n\n- Add a canary\n", "- Add a canary (who: , by: )"],
    ["time zone", "# Outage\n\n## Timeline\n\n- 09:00 It began.\n- 09:40 It ended.\n", "All times are in …"],
  ])("it offers %s", ([kind, document, line]) => {
    expect(guide).toContain(`\`${kind}\``);
    const source = load(rule!) as Record<string, unknown>;
    const text = JSON.stringify({ ...source, offers: kind });
    const { ruleSet } = compile("impact/partners", [{ id: "impact/partners", text }]);
    const [question] = ask(document, ruleSet, { anyText: true, offers: true }).questions;
    expect(question!.offer!.lines).toContain(line);
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
    ["<number>", "We lost 1,200 orders.", true],
    ["<number>", "We lost some orders.", false],
    ["<percent>", "It hit 3.4% of reads.", true],
    ["<percent>", "It hit 3.4 reads.", false],
    ["<money>", "It cost $1,200.", true],
    ["<money>", "It cost 1,200 orders.", false],
    ["<duration>", "It lasted 40 minutes.", true],
    ["<duration>", "It lasted until noon.", false],
    ["<time>", "It began at 09:20.", true],
    ["<time>", "It began early.", false],
    ["<date>", "It began on 2025-06-02.", true],
    ["<date>", "It began on a Monday.", false],
    ["<name>", "We told @dana of it.", true],
    ["<name>", "We told them of it.", false],
    ["lose <word> data", "We lost their data.", true],
    ["lose <word> data", "We lost data.", false],
    ["on call", "The on-call engineer looked.", true],
    ["{partner}", "An integration vendor called.", true],
  ])("its phrase %s, in “%s”", ([phrase, sentence, isFound]) => {
    expect(guide).toContain(
      phrase === "{partner}" ? "partner:" : phrase.startsWith("lose <") ? "`<word>`" : `\`${phrase}\``,
    );
    const source = load(rule!) as Record<string, unknown>;
    const text = JSON.stringify({ ...source, "answered-by": [{ says: [phrase] }] });
    const { ruleSet } = compile("impact/partners", [
      { id: "impact/partners", text },
      { id: "vocabulary", text: vocabulary! },
    ]);
    expect(ask(`# Outage\n\n${sentence}\n`, ruleSet, { anyText: true }).questions).toHaveLength(isFound ? 0 : 1);
  });
});
