import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findRuleFiles } from "../../src/rules/files.ts";
import { SHIPPED_RULES } from "../../src/rules/load.ts";
import { formatProblem } from "../../src/rules/problem.ts";
import { checkQuestion } from "../../src/rules/tone.ts";
import { validateRules } from "../../src/rules/validate.ts";

const shipped = findRuleFiles(SHIPPED_RULES);
const rule = readFileSync(new URL("../../rules/timeline/timezone.yml", import.meta.url), "utf8");

/** What is said of a rule file, changed in one place. */
function problems(from: string | RegExp, to: string, id = "timeline/own"): string[] {
  const text = rule.replace(from, to);
  if (text === rule && id === "timeline/own") throw new Error("the change changes nothing");
  const checked = validateRules([...shipped, { path: `own/${id}.yml`, id, text }]);
  return "problems" in checked ? checked.problems.map(formatProblem) : [];
}

describe("a mistake is answered with file, line, key and the way out", () => {
  test.for<[string, string | RegExp, string, RegExp]>([
    [
      "a key that there is not",
      "weight:",
      "wieght:",
      /^own\/timeline\/own\.yml:\d+ wieght: there is no key “wieght” here; did you mean “weight”\?$/,
    ],
    [
      "a value that there is not",
      "looks-at: document",
      "looks-at: documnt",
      /:2 looks-at: “documnt” is none of document.*; did you mean “document”\?$/,
    ],
    [
      "a condition that there is not",
      "- zone: true",
      "- zon: true",
      /answered-by\.0\.zon: there is no key “zon” here; did you mean “zone”\?/,
    ],
    ["a missing key", /why: .*\n/, "", /:1 why: this key is needed/],
    ["no YAML", "questions:", "questions: [", /no valid YAML/],
    ["an address that is none", /url: .*/, "url: www", /source\.url: /],
    [
      "a set that there is not",
      "- zone: true",
      "- says: '{zonez} of'",
      /:\d+ says: "\{zonez\} of" names the set \{zonez\}, which does not exist$/,
    ],
    [
      "a placeholder that there is not",
      /questions:\n {2}- /,
      "questions:\n  - At {detcted}, what was it?\n  - ",
      /questions\.0: there is no \{detcted\}; did you mean \{detected\}\?/,
    ],
    [
      "a harsh word",
      /questions:\n {2}- /,
      "questions:\n  - Why is the time zone missing?\n  - ",
      /questions\.0: “missing” judges or commands/,
    ],
    ["aliases, of which bombs are made", "looks-at: document", "looks-at: &a document\nwhen: *a", /no valid YAML/],
  ])("%s", ([, from, to, expected]) => {
    expect(problems(from, to).join("\n")).toMatch(expected);
  });

  test("a topic that there is not", () => {
    expect(problems("document", "document", "timelin/own").join()).toMatch(
      /there is no topic “timelin”: .*; did you mean “timeline”\?/,
    );
  });
});

describe("tone", () => {
  test.for([
    "What would a customer have seen?",
    "Was any one customer most of the 3.4%?",
    "By the text, {arithmetic}: which of the two is right?",
    "What does {quote} say of the reader’s view?",
  ])("%s is fine", (wording) => expect(checkQuestion(wording)).toEqual([]));

  test.for<[string, RegExp]>([
    ["Describe the impact.", /question mark/],
    ["What was lost? And who?", /one question mark/],
    ["Why was this unreviewed?", /sound like a hearing/],
    ["Who forgot the review?", /“forgot” judges/],
    ["Should there be an alert?", /“Should” judges/],
    ["What did you see?", /“you” addresses/],
    ["What a great runbook, is it not?", /praise/],
    ["What failed?", /“failed” judges/],
    ["Is this right, then!?", /loud/],
  ])("%s", ([wording, problem]) => expect(checkQuestion(wording).join("; ")).toMatch(problem));
});
