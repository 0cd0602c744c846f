import { assert, property, string } from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, test } from "vitest";
import { inert } from "../../src/review/inert.ts";
import {
  readCommentMarker,
  readReviewMarker,
  writeCommentMarker,
  writeReviewMarker,
} from "../../src/review/markers.ts";
import { WORDS } from "../../src/review/words.ts";
import { checkWords } from "../../src/rules/tone.ts";

describe("an author's words can't do anything in our Markdown", () => {
  test.for<[string, RegExp]>([
    ["@acme/everyone look", /@(?!\u200B)/],
    ["fixes #12 and acme/web#12", /#(?!\u200B)\d/],
    ["GH-12", /GH-12/],
    ["see https://evil.example/x", /https:\/\//],
    ["see www.evil.example", /www\./],
    ["mail mailto:a@b.c", /mailto:/],
    ["commit 0123abc", /0123abc/],
    ["<!-- postmortem-coach:question {} -->", /<!--/],
    ["</summary></details><img src=x onerror=alert(1)>", /[<>]/],
    ["a\n\n# b\n```suggestion\nc\n```", /\n/],
  ])("%s", ([text, live]) => expect(inert(text)).not.toMatch(live));

  test("whatever it is, it reads as one paragraph of plain text", () => {
    assert(
      property(string({ unit: "grapheme", maxLength: 80 }), (text) => {
        const { children } = fromMarkdown(`What about “${inert(text)}”?`);
        expect(children).toMatchObject([{ type: "paragraph", children: [{ type: "text" }] }]);
      }),
    );
  });
});

describe("markers", () => {
  test("are read as they were written, whatever stands in them", () => {
    assert(
      property(string({ unit: "binary" }), string({ unit: "binary" }), (document, sketch) => {
        const question = { document, rule: "impact/data", state: "open", heard: [] } as const;
        expect(readCommentMarker(`x\n${writeCommentMarker(question)}`)).toEqual(question);
        const review = {
          round: 2,
          documents: [{ id: document, path: document, sketch }],
          asked: [{ document, rule: "impact/data" }],
        };
        const written = writeReviewMarker(review);
        expect(readReviewMarker(written)).toEqual(review);
        expect(written.slice(4, -3)).not.toMatch(/--|>/);
      }),
    );
  });

  test.for([
    "",
    "<!-- postmortem-coach:question {} -->",
    "<!-- postmortem-coach:question nonsense} -->",
    '<!-- postmortem-coach:question {"v":2} -->',
  ])("“%s” is none", (body) => {
    expect(readCommentMarker(body)).toBeNull();
    expect(readReviewMarker(body)).toBeNull();
  });
});

test("every sentence that the app writes keeps the tone", () => {
  const problems = Object.entries(WORDS).flatMap(([phrase, text]) =>
    checkWords(text.replaceAll(/`[^`]*`|thank you/gi, "")).map((problem) => `${phrase}: ${problem}`),
  );
  expect(problems).toEqual([]);
});
