import { toHtml } from "hast-util-to-html";
import { expect, test } from "vitest";
import { renderMarkdown } from "../../../src/web/view/markdown.ts";

const html = (markdown: string) => toHtml(renderMarkdown(markdown));

test.for([
  ["a script", "<script>alert(1)</script>"],
  ["a handler", '<img src=x onerror="alert(1)"> and <b onclick="alert(1)">bold</b>'],
  ["a link that runs", "[click](javascript:alert(1)) [again](JaVaScRiPt:alert(1)) [data](data:text/html,x)"],
  ["an autolink", "<javascript:alert(1)>"],
  ["a reference", "[click][x]\n\n[x]: javascript:alert(1)"],
  ["a frame", '<iframe src="https://example.com"></iframe>'],
  ["a style", "<style>body{display:none}</style>"],
] as const)("%s does nothing", ([, markdown]) => {
  expect(html(markdown)).not.toMatch(/<script|<iframe|<style|<img|<[^>]+ on\w+=|href="(?!https?:)/iu);
});

test("pictures are not fetched: their host would learn who reads", () => {
  expect(html("![a graph](https://example.com/a.png)")).toBe("<p><em>[picture: a graph]</em></p>");
});

test("links lead outward only, and say nothing of where they stand", () => {
  expect(html("[docs](https://example.com/a?b=c)")).toBe(
    '<p><a href="https://example.com/a?b=c" rel="noopener noreferrer nofollow">docs</a></p>',
  );
  expect(html("[up](#draft=abc) [in](/setup)")).toBe("<p><span>up</span> <span>in</span></p>");
});

test("what GitHub renders is rendered, headings below the page's own", () => {
  expect(html("# Title\n\n| a | b |\n| - | - |\n| 1 | ~~2~~ |\n\n- [x] done")).toMatch(
    /<h3 class="level-1">Title<\/h3>.*<table>.*<del>2<\/del>.*<input type="checkbox" checked disabled aria-label="done">/su,
  );
  expect(html("---\ntitle: x\n---\n\ntext")).toContain('<pre tabindex="0"><code>title: x</code></pre>');
});

test("headings go down level by level, for those who hear them, and look as they were meant", () => {
  expect(html("### Deep\n\n# Title\n\n#### Deeper").replaceAll("\n", "")).toBe(
    '<h3 class="level-3">Deep</h3><h3 class="level-1">Title</h3><h4 class="level-4">Deeper</h4>',
  );
});

test("a document that is nested on purpose is refused before it fills a browser's stack", () => {
  expect(() => renderMarkdown("> ".repeat(2000))).toThrow(RangeError);
});
