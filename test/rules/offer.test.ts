import { describe, expect, test } from "vitest";
import { parsePostmortem } from "../../src/postmortem/parse.ts";
import { ask } from "../../src/rules/ask.ts";
import { loadRules } from "../../src/rules/load.ts";
import { applyOffer } from "../../src/rules/offer.ts";

const rules = await loadRules();

/** What a document looks like once the offer of a rule is taken over; null where there is none. */
function takenOver(markdown: string, rule: string): string | null {
  const question = ask(markdown, rules, { offers: true, anyText: true }).questions.find(({ id }) => id === rule);
  expect(question).toBeDefined();
  return question!.offer === undefined ? null : applyOffer(markdown, question!.offer);
}

const story = (actions: string) => `# The queue stood still

It began at 09:12 UTC and was over at 14:30 UTC.

## Action items

${actions}
`;

describe("action items", () => {
  test("in a table get columns for names and dates, empty, and stay the same items", () => {
    const table =
      "| # | Action |\n| --- | --- |\n| 1 | Add review for cache configs |\n| 2 | Alarm on \\| the hit rate |";
    const after = takenOver(story(table), "actions/owner")!;
    expect(after).toContain("| # | Action | By whom | By when |");
    expect(after).toContain("| 1 | Add review for cache configs |  |  |");
    const filled = after.replace("cache configs |  |  |", "cache configs | @dana | 2025-03-20 |");
    const { actionItems } = parsePostmortem(filled, rules.vocabulary);
    expect(actionItems).toMatchObject([
      { owner: expect.stringContaining("dana") as string, due: "2025-03-20" },
      { owner: null, due: null },
    ]);
  });

  test("in a table with names get the column that is not there, also without outer pipes", () => {
    const after = takenOver(story("Action | Owner\n--- | ---\nAdd review for cache configs | dana"), "actions/due")!;
    expect(after).toContain("Action | Owner | By when\n--- | --- | ---\n");
    expect(parsePostmortem(after, rules.vocabulary).actionItems).toMatchObject([{ owner: "dana", due: null }]);
  });

  test("in a table whose rows are uneven stay as they are", () => {
    const table = "| # | Action | Ticket |\n| --- | --- | --- |\n| 1 | Add review for cache configs |";
    expect(takenOver(story(table), "actions/owner")).toBeNull();
  });

  test("in a list get room behind each, and what is filled in is read", () => {
    const list = "- Add review for cache configs\n- Alarm on the cache hit rate";
    const after = takenOver(story(list), "actions/owner")!;
    expect(after).toContain(
      "- Add review for cache configs (who: , by: )\n- Alarm on the cache hit rate (who: , by: )",
    );
    const filled = after.replace("(who: , by: )", "(who: @dana, by: 2025-03-20)");
    expect(parsePostmortem(filled, rules.vocabulary).actionItems[0]).toMatchObject({
      owner: expect.stringContaining("dana") as string,
      due: expect.stringContaining("2025-03-20") as string,
    });
  });
});

describe("times without a zone", () => {
  const timeline = (entries: string, above = "") => `# The queue stood still\n\n## Timeline\n\n${above}${entries}\n`;

  test.for([
    ["a list", "- 09:12 The first consumer stops.\n- 09:40 An alarm pages the on-call engineer."],
    ["a table", "| Time | What |\n| --- | --- |\n| 09:12 | The first consumer stops. |\n| 09:40 | An alarm fires. |"],
  ])("in %s get a line above them that names it", ([, entries]) => {
    for (const above of ["", "What happened:\n"]) {
      if (above !== "" && entries!.startsWith("|")) continue;
      const after = takenOver(timeline(entries!, above), "timeline/timezone")!;
      expect(after).toContain(`\n\nAll times are in …\n\n${entries!.split("\n", 1)[0]}`);
      const { zone, timeline: moments } = parsePostmortem(after.replace("…", "UTC."), rules.vocabulary);
      expect(zone?.name).toBe("UTC");
      expect(moments).toHaveLength(2);
    }
  });

  test("in headings stay as they are", () => {
    const headings = "### 09:12\n\nThe first consumer stops.\n\n### 09:40\n\nAn alarm pages the on-call engineer.";
    expect(takenOver(timeline(headings), "timeline/timezone")).toBeNull();
  });
});
