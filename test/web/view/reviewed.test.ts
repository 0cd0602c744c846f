import { toHtml } from "hast-util-to-html";
import { expect, test } from "vitest";
import { ask } from "../../../src/rules/ask.ts";
import { loadRules } from "../../../src/rules/load.ts";
import { renderMarkdown } from "../../../src/web/view/markdown.ts";
import { reviewedView } from "../../../src/web/view/reviewed.ts";

const ruleSet = await loadRules();

function view(markdown: string, showsAll = true): string {
  const tree = renderMarkdown(markdown);
  return toHtml({
    type: "root",
    children: reviewedView(tree, ask(markdown, ruleSet), { showsAll, root: "" }),
  });
}

const POSTMORTEM = `# The queue stood still

Orders were held up on 2 June 2025 from 09:12 to 14:30 UTC.

## Timeline

| Time | Event |
| --- | --- |
| 09:12 | The first consumer stops |
| 13:50 | The consumers are restarted |
| 14:30 | All is back to normal |

## What went well

- The runbook had the right command.
  - It was quick.
- Dana should have known better.
`;

test("a question about a row of a table stands below the row", () => {
  expect(view(POSTMORTEM)).toMatch(
    /<tr class="asked">\s*<td>13:50<\/td>\s*<td>The consumers are restarted<\/td>\s*<\/tr><tr class="cards"><td colspan="2"><article/u,
  );
});

test("a question about a list item stands in the item", () => {
  expect(view(POSTMORTEM)).toMatch(
    /<li class="asked">Dana should have known better\.\s*<article.*?<\/article>.*?<\/li>/su,
  );
});

test("every question that is shown is there once, those held back only on demand", () => {
  const { questions } = ask(POSTMORTEM, ruleSet);
  const cards = (html: string) => html.match(/<article/gu)?.length ?? 0;
  expect(questions.length).toBeGreaterThan(5);
  expect(cards(view(POSTMORTEM))).toBe(questions.length);
  expect(cards(view(POSTMORTEM, false))).toBe(questions.filter(({ isPosted }) => isPosted).length);
});

test("a document's own words stay words", () => {
  const html = view(POSTMORTEM.replace("The runbook had", "The `<b>` <script>alert(1)</script> runbook had"));
  expect(html).not.toContain("<script");
  expect(html).not.toContain("<b>");
});

test("where there is nothing to review, the review says so", () => {
  expect(view("# Groceries\n\nMilk and bread.")).toContain("questions come once the incident is told");
});
