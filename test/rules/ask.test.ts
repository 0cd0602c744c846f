import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ask, type AskOptions } from "../../src/rules/ask.ts";
import { loadRules } from "../../src/rules/load.ts";
import { TOPICS } from "../../src/rules/schema.ts";

const ruleSet = await loadRules();
const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}.md`, import.meta.url), "utf8");
const review = (markdown: string, options?: AskOptions) => ask(markdown, ruleSet, options);
const ids = (markdown: string, options?: AskOptions) => review(markdown, options).questions.map(({ id }) => id);

describe.for(["interview-headings", "interview-table", "interview-prose"])("the interview's postmortem, %s", (name) => {
  const { questions } = review(fixture(name));
  const asked = questions.map(({ id }) => id);

  test("asks what the interviewer wanted to hear", () => {
    expect(asked).toEqual(
      expect.arrayContaining([
        "impact/experience",
        "impact/who",
        "impact/downstream",
        "impact/data",
        "cause/contributing",
        "cause/other-changes",
        "actions/owner",
        "actions/due",
        "actions/verifiable",
      ]),
    );
    const verifiable = questions.find(({ id }) => id === "actions/verifiable");
    expect(verifiable?.text).toContain("review for cache configs");
    // Nine minutes that nobody remarked on: asked as a figure of its own, or as praise that it does not bear out.
    expect(
      questions.filter(({ id }) => id === "detection/delay" || id === "detection/praise").map(({ text }) => text),
    ).toEqual(expect.arrayContaining([expect.stringMatching(/9 minutes|03:42|03:51/)]));
  });

  test("begins with the impact, and action items come last", () => {
    expect(questions.slice(0, 3).map(({ topic }) => topic)).toEqual(["impact", "impact", "impact"]);
    expect(questions.slice(0, 5).map(({ topic }) => topic)).not.toContain("actions");
    const order = questions.map(({ topic }) => TOPICS.indexOf(topic));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  test("shows five questions first", () => {
    expect(questions.filter(({ isPosted }) => isPosted)).toHaveLength(5);
    expect(review(fixture(name), { max: 2 }).questions.filter(({ isPosted }) => isPosted)).toHaveLength(2);
  });
});

test("a document that answers everything gets silence", () => {
  expect(ids(fixture("exemplary"))).toEqual([]);
  expect(review(fixture("exemplary")).answered.map(({ id }) => id)).toContain("impact/experience");
});

describe("what is no postmortem gets one kind sentence", () => {
  test.for<[string, string]>([
    ["an empty text", ""],
    [
      "a template",
      "# Title\n\n## Summary\n\n## Impact\n\n_Who was affected?_\n\n## Timeline\n\n## Root cause\n\n## Action items\n",
    ],
    [
      "a recipe",
      `# Pancakes\n\n${"Beat the eggs, add the flour and the milk, and let it rest for a while before you bake it. ".repeat(5)}`,
    ],
    [
      "German",
      `# Ausfall\n\n## Impact\n\n${"Die Nutzer konnten sich am Morgen nicht anmelden, weil die Datenbank voll war und niemand es bemerkt hatte. ".repeat(4)}`,
    ],
  ])("%s", ([, markdown]) => {
    const { questions, note } = review(markdown);
    expect(questions).toEqual([]);
    expect(note).toMatch(/^[A-Z][^!?]*\.$/);
  });
});

describe("a rule is silenced by a comment", () => {
  const silenced = (comment: string) => review(fixture("interview-headings").replace("~3.4%", `${comment}\n\n~3.4%`));

  test.for([
    "<!-- coach-ignore impact/data: the store is a cache -->",
    "{/* coach-ignore impact/data: the store is a cache */}",
  ])("%s", (comment) => {
    const { questions, ignored } = silenced(comment);
    expect(questions.map(({ id }) => id)).not.toContain("impact/data");
    expect(ignored).toEqual([{ id: "impact/data", line: 16, reason: "the store is a cache" }]);
  });

  test("a whole topic", () => {
    const { questions, ignored } = silenced("<!-- coach-ignore impact/* -->");
    expect(questions.filter(({ topic }) => topic === "impact")).toEqual([]);
    expect(ignored.length).toBeGreaterThan(3);
  });
});

describe("who wrote it changes what is asked first", () => {
  const first = (role: "engineer" | "manager") =>
    ids(fixture("interview-headings"), { role }).filter((id) => id.startsWith("impact/"));

  test("an option and the front matter say the same", () => {
    expect(first("engineer")).not.toEqual(first("manager"));
    const manager = fixture("interview-headings").replace("severity:", "role: manager\nseverity:");
    expect(ids(manager).filter((id) => id.startsWith("impact/"))).toEqual(first("manager"));
  });
});

test("a time is quoted without what stands behind it", () => {
  const { questions } = review(fixture("interview-table"));
  const texts = questions.map(({ text }) => text).join("\n");
  expect(texts).toContain("2025-02-14 04:34 UTC");
  expect(texts).not.toMatch(/after manual|alarm on 5xx/);
});

describe("one passage is asked about once", () => {
  test("praise that the times speak against is not also asked for its figure", () => {
    const { questions } = review(fixture("interview-headings"));
    const praise = questions.find(({ id }) => id === "detection/praise");
    const measured = questions.find(({ id }) => id === "language/measured");
    const lines = (passages: readonly { readonly span: { readonly start: number } }[] | undefined) =>
      (passages ?? []).map(({ span }) => span.start);
    expect(lines(praise?.passages).filter((line) => lines(measured?.passages).includes(line))).toEqual([]);
  });

  test("a rule asks once, of up to three places", () => {
    const items = Array.from({ length: 8 }, (_, index) => `- Improve part ${index + 1} of the system`).join("\n");
    const { questions } = review(`# Outage\n\n## Impact\n\nThe site was down.\n\n## Action items\n\n${items}\n`);
    const owners = questions.filter(({ id }) => id === "actions/owner");
    expect(owners).toHaveLength(1);
    expect(owners[0]?.passages).toHaveLength(3);
  });
});

test("the same text gives the same questions, and its words pick the wording", () => {
  expect(review(fixture("sample"))).toEqual(review(fixture("sample")));
  const wordings = new Set(
    Array.from(
      { length: 12 },
      (_, index) =>
        `# Outage ${index}\n\n## Impact\n\nThe site was down for two hours and nobody could log in or see their orders.\n\n## Cause\n\nThere was a typo in the address of the session store, and the web server could not reach it.\n`,
    ).map((markdown) => review(markdown).questions.find(({ id }) => id === "impact/data")?.text),
  );
  expect(wordings.size).toBeGreaterThan(1);
});
