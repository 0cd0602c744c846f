import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TEMPLATE } from "../../src/review/template.ts";
import { templateLink, writeTemplate } from "../../src/review/template-message.ts";
import { say } from "../../src/review/words.ts";
import { ask } from "../../src/rules/ask.ts";
import { loadRules } from "../../src/rules/load.ts";

const rules = await loadRules();
const filled = readFileSync(join(import.meta.dirname, "..", "fixtures", "template-filled.md"), "utf8");
const place = { url: "https://github.com/acme/web", branch: "main", folder: "postmortems", own: null };
const shapeOf = (text: string) =>
  text
    .split("\n")
    .filter((line) => /^##+ |^\| (?:Time|Action) /u.test(line))
    .map((line) => line.replaceAll(/\s+/gu, " "));

test("unfilled, the template is asked nothing, and gets one kind sentence", () => {
  expect(ask(TEMPLATE, rules)).toMatchObject({
    questions: [],
    note: "The template stands ready; questions come once there is a story in it.",
  });
});

test("filled in, it answers what all rules ask", () => {
  expect(shapeOf(filled)).toEqual(shapeOf(TEMPLATE));
  const { questions, note } = ask(filled, rules);
  expect({ asked: questions.map(({ id, text }) => `${id}: ${text}`), note }).toEqual({ asked: [], note: null });
});

test("a link opens a new file with it, and stays below what GitHub takes", () => {
  const link = new URL(templateLink(place)!);
  expect(link.pathname).toBe("/acme/web/new/main");
  expect(link.searchParams.get("filename")).toBe("postmortems/YYYY-MM-DD-what-happened.md");
  expect(link.searchParams.get("value")).toBe(TEMPLATE);
  expect(link.href.length).toBeLessThan(8000);
  expect(templateLink(place, "ä".repeat(2000))).toBeNull();
});

test("an organisation's own goes first", () => {
  const own = "https://github.com/acme/.github/blob/HEAD/our template.md";
  const [first, second, third] = writeTemplate({ ...place, own }, say).split("\n\n");
  expect(first).toContain("/acme/.github/blob/HEAD/our%20template.md");
  expect(second).toContain("/new/main?");
  expect(third).toContain("<details>");
});
