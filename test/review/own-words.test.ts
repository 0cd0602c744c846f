import { describe, expect, test } from "vitest";
import { inFence, putOwnWords } from "../../src/review/own-words.ts";

const WORDS = "No data was lost.";

/** What a suggestion on the line that holds a mark would be, and the document with it. */
function put(text: string, section = { start: 1, end: text.split("\n").length }) {
  const line = text.split("\n").findIndex((row) => row.includes("←")) + 1;
  return putOwnWords(text, { line, startLine: null }, { section }, WORDS);
}

describe("words behind a line", () => {
  test.for([
    ["a paragraph's last line", "# A\n\nOne.\nTwo. ←\n\nThree.", `Two. ←\n${WORDS}`],
    ["a heading", "## Impact ←\n\nOne.", `## Impact ←\n\n${WORDS}`],
    ["a heading with text close to it", "## Impact ←\nOne.", `## Impact ←\n\n${WORDS}\n`],
    ["a list item", "- One. ←\n- Two.", `- One. ←\n  ${WORDS}`],
    ["a numbered item", "10. One. ←", `10. One. ←\n    ${WORDS}`],
    ["a quotation", "> One. ←", `> One. ←\n> ${WORDS}`],
  ])("go on in its own shape: %s", ([, text, suggestion]) => {
    const put1 = put(text!);
    expect(put1.suggestion).toBe(suggestion);
    expect(put1.text).toContain(suggestion);
  });

  test.for([
    ["a table", "| A |\n| --- |\n| One. ← |"],
    ["a line in the middle of a paragraph", "One ←\ntwo."],
    ["code", "```\nOne. ←\n```"],
    ["the end of code", "```\nOne.\n``` ←"],
    ["front matter", "---\ntitle: One ←\n---\n\nText."],
    ["a hidden comment", "<!-- One. ← -->"],
  ])("are only to be copied in %s", ([, text]) => {
    expect(put(text!)).toMatchObject({ suggestion: null });
    expect(put(text!).text).toContain(WORDS);
  });

  test("are to be copied where the thread is outdated, or stands in another section", () => {
    const text = "# A\n\n## Impact\n\nOne.\n\n## Cause\n\nTwo.";
    const section = { start: 3, end: 6 };
    for (const place of [null, { line: 9, startLine: null }]) {
      const { suggestion, section: name, text: after } = putOwnWords(text, place, { section }, WORDS);
      expect({ suggestion, name }).toEqual({ suggestion: null, name: "Impact" });
      expect(after).toContain(`One.\n\n${WORDS}\n\n\n## Cause`);
    }
  });

  test("several lines of a thread stay as they are", () => {
    const text = "# A\n\nOne.\nTwo.\n";
    const { suggestion } = putOwnWords(text, { line: 4, startLine: 3 }, { section: { start: 1, end: 5 } }, WORDS);
    expect(suggestion).toBe(`One.\nTwo.\n${WORDS}`);
  });
});

test("no line of a block ends it", () => {
  expect(inFence("suggestion", "a ``` b\n````\n")).toMatch(/^`{5}suggestion\n/u);
});
