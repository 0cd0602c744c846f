import { describe, expect, test } from "vitest";
import { formatInsightsHtml } from "../../src/insights/format-html.ts";
import { formatInsightsMarkdown } from "../../src/insights/format-markdown.ts";
import { formatInsightsText } from "../../src/insights/format-text.ts";
import type { AskedRecord, Outcome } from "../../src/insights/model.ts";
import { summarise } from "../../src/insights/summarise.ts";

const about = { owner: "acme", since: "2025-01-01", repositories: 2, pullRequests: 9, unread: [] };
const asked = (rule: string, outcome: Outcome, more: Partial<AskedRecord> = {}): AskedRecord => ({
  rule,
  outcome,
  month: "2025-03",
  isMerged: true,
  isPushedBack: false,
  reasons: [],
  ...more,
});
const times = (count: number, record: AskedRecord) => Array.from({ length: count }, () => record);

describe("what came of a rule's questions", () => {
  test("is counted by what became of them", () => {
    const records = [
      asked("impact/data", "answered"),
      asked("impact/data", "replied"),
      asked("impact/data", "skipped", { reasons: ["a cache"] }),
      asked("impact/data", "open"),
      asked("impact/data", "open", { isMerged: false }),
      asked("impact/who", "answered", { month: "2025-04" }),
    ];
    const { rules, months, asked: all } = summarise(records, about);
    expect(all).toBe(6);
    expect(rules[0]).toMatchObject({
      rule: "impact/data",
      asked: 5,
      answered: 1,
      replied: 1,
      skipped: 1,
      pushedBack: 0,
      openAtMerge: 1,
      reasons: ["a cache"],
    });
    expect(months).toEqual([
      { month: "2025-03", asked: 5, answered: 1 },
      { month: "2025-04", asked: 1, answered: 1 },
    ]);
  });

  test.for<[string, number, number, number, string | null]>([
    ["is answered a third of the time", 2, 4, 0, null],
    ["is answered less often", 1, 4, 0, "seldom answered"],
    ["is pushed back a fifth of the time", 4, 0, 1, null],
    ["is pushed back more often", 4, 0, 2, "often pushed back"],
    ["asked four times only", 0, 4, 0, null],
  ])("deserves a second look or not where it %s", ([, answered, open, pushedBack, expected]) => {
    const records = [
      ...times(answered, asked("a/b", "answered")),
      ...times(open, asked("a/b", "open")),
      ...times(pushedBack, asked("a/b", "settled", { isPushedBack: true })),
    ];
    expect(summarise(records, about).rules[0]?.secondLook).toBe(expected);
  });
});

describe("the formats", () => {
  const hostile = '<script src="https://example.com/x.js"></script> @acme/all [x](javascript:alert(1))';
  const insights = summarise(
    [
      ...times(6, asked("impact/data", "settled", { isPushedBack: true, reasons: [hostile] })),
      asked("impact/who", "answered", { month: "2025-04" }),
    ],
    { ...about, unread: ["acme/shut: Not Found"] },
  );

  test("all say the figures, the second looks, the reasons and what could not be read", () => {
    for (const format of [formatInsightsText, formatInsightsMarkdown, formatInsightsHtml]) {
      const text = format(insights);
      expect(text).toContain("7 questions in 9 pull requests of 2 repositories");
      expect(text).toContain("pushed back 6 of 6 times");
      expect(text).toContain("acme/shut: Not Found");
      expect(text).toContain("2025-04");
    }
  });

  test("HTML is one page by itself, that runs and fetches nothing, and suits phones and the dark", () => {
    const html = formatInsightsHtml(insights);
    expect(html).not.toMatch(/<script|<link|<img|url\(|@import|\son\w+=/iu);
    expect(html).toContain("&lt;script");
    expect(html).toContain('name="viewport"');
    expect(html).toContain("prefers-color-scheme: dark");
    expect(html.match(/<svg [^>]*role="img" aria-label=/gu)).toHaveLength(2);
  });

  test("Markdown pings nobody and shows no live link", () => {
    expect(formatInsightsMarkdown(insights)).not.toMatch(/@acme|<script|(?<!\\)\]\(javascript/u);
  });

  test("nothing asked is said plainly", () => {
    const none = summarise([], about);
    expect(formatInsightsText(none)).toContain("No question was asked.");
    expect(formatInsightsHtml(none)).not.toContain("<svg");
  });
});
