import { assert, asyncProperty, array, constantFrom, integer, string } from "fast-check";
import { readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import type { Analysis } from "../../src/analysis/model.ts";
import { AnalysisPool, BrokenRulesError } from "../../src/analysis/pool.ts";

const pool = new AnalysisPool({ deadlineMs: 1500 });
/** A pool that gives up soon: what is slow on purpose uses up all the time that it gets. */
const impatient = new AnalysisPool({ deadlineMs: 300 });
afterAll(() => Promise.all([pool.close(), impatient.close()]));
const analyse = (markdown: string): Promise<Analysis> => pool.analyse({ markdown, options: {} });
const KB = 1024;
const repeat = (part: string, size: number) => part.repeat(Math.ceil(size / part.length));
const fixture = readFileSync(new URL("../fixtures/interview-headings.md", import.meta.url), "utf8");

/** What makes Markdown parsers slow, deep or large; sizes are chosen so that some would take minutes. */
const HOSTILE: readonly (readonly [name: string, markdown: string])[] = [
  ["lists in lists", `${repeat("- ", 32 * KB)}a`],
  ["numbered lists in numbered lists", `${repeat("1. ", 32 * KB)}a`],
  ["quotations in quotations", repeat(">", 64 * KB)],
  ["emphasis in emphasis", `${repeat("*", 32 * KB)}a${repeat("*", 32 * KB)}`],
  ["two kinds of emphasis", `${repeat("_*", 32 * KB)}a${repeat("*_", 32 * KB)}`],
  ["set-off headings", repeat("a\n=\n", 64 * KB)],
  ["closing brackets", repeat("]", 64 * KB)],
  ["brackets in brackets", `${repeat("[", 32 * KB)}a${repeat("]", 32 * KB)}`],
  ["emphasis that closes another", repeat("*a_ ", 64 * KB)],
  ["instructions", `x ${repeat("<?", 64 * KB)}`],
  ["declarations", `x ${repeat("<!A ", 64 * KB)}`],
  ["comments", `x ${repeat("<!-- a ", 64 * KB)}`],
  ["MDX comments", repeat("{/* a ", 64 * KB)],
  ["deep quotations and lazy lines", `${repeat("> ", 4 * KB)}a\n${repeat("b\n", 60 * KB)}`],
  ["footnotes", Array.from({ length: 20_000 }, (_, index) => `[^${index}]: x`).join("\n")],
  ["a megabyte", repeat("The service was down for customers. ", KB * KB)],
  ["100,000 rows", `| a | b |\n|---|---|\n${repeat("| c | d |\n", KB * KB)}`],
  ["20,000 rows", `| Time | b |\n|---|---|\n${repeat("| 10:0 | d |\n", 200 * KB)}`],
  ["10,000 headings", repeat("# Impact\n", 90 * KB)],
  ["one line of words", repeat("customers could not ", 200 * KB)],
  ["one line of times", repeat("10:00 UTC ", 200 * KB)],
  ["action items", `# Action items\n\n${repeat("- add\n", 200 * KB)}`],
  [
    "a YAML bomb",
    `---\na: &a [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 9 }, (_, index) => `${"bcdefghij"[index]!}: &${"bcdefghij"[index]!} [${`*${"abcdefghi"[index]!},`.repeat(9)}x]`).join("\n")}\n---\n\n# Outage\n\n## Impact\n\nDown.\n`,
  ],
  ["deep YAML", `---\na: ${"[".repeat(5000)}\n---\n\n# Outage\n\n## Impact\n\nDown.\n`],
  ["digits", repeat("1", 200 * KB)],
  ["apostrophes", repeat("'", 200 * KB)],
  ["quotation marks", repeat('"a', 200 * KB)],
  ["weekdays", repeat("Monday, ", 200 * KB)],
  ["colons", repeat("a: ", 200 * KB)],
];

describe("every document ends in time, and the process lives on", () => {
  test.for(HOSTILE)("%s", { timeout: 20_000 }, async ([, markdown]) => {
    const analysis = await impatient.analyse({ markdown, options: {} });
    expect("review" in analysis ? "read" : analysis.failure).toMatch(/^(?:read|too long|too slow|too deep|too large)$/);
  });

  // A busy machine may need more than one try.
  test("and the pool that met them all reads a postmortem", { retry: 3 }, async () => {
    expect(await impatient.analyse({ markdown: fixture, options: {} })).toHaveProperty("review");
  });
});

test("random and mutated documents are read", { timeout: 60_000 }, async () => {
  const pieces = constantFrom(
    "# ",
    "## Impact\n",
    "- ",
    "| ",
    "\n",
    "\n\n",
    "**",
    "`",
    "10:42 ",
    "2025-02-14 ",
    "UTC ",
    "[ ] ",
    "(",
    ")",
    "<!--",
    "-->",
    "---\n",
    "could not ",
    "customers ",
    ": ",
    "{",
    "}",
    "\0",
    "\r\n",
    "é",
    "🔥",
    "52 minutes ",
  );
  await assert(
    asyncProperty(
      array(pieces, { maxLength: 60 }),
      string({ unit: "binary", maxLength: 40 }),
      integer({ min: 0, max: fixture.length }),
      async (parts, noise, at) => {
        const cut = fixture.slice(0, at) + parts.join("") + noise + fixture.slice(at + 10);
        for (const markdown of [parts.join(""), noise, cut]) {
          const analysis = await analyse(markdown);
          if (!("review" in analysis)) throw new Error(`${analysis.failure}: ${JSON.stringify(markdown)}`);
          const lines = markdown.split(/\r\n?|\n/u).length;
          for (const { span, text } of analysis.review.questions) {
            if (!(span.start >= 1 && span.end >= span.start && span.end <= lines))
              throw new Error(`lines ${span.start} to ${span.end} of ${lines}`);
            if (!text.endsWith("?")) throw new Error(text);
          }
        }
      },
    ),
    { numRuns: 100 },
  );
});

test("rules that can't be loaded are said, not swallowed", async () => {
  const broken = new AnalysisPool({ folders: ["/no/such/folder"] });
  await expect(broken.analyse({ markdown: fixture, options: {} })).rejects.toThrow(BrokenRulesError);
  await expect(broken.analyse({ markdown: fixture, options: {} })).rejects.toThrow(/no such file or directory/);
  await broken.close();
});

test("several documents are read at once, in a pool of their own size", async () => {
  const many = new AnalysisPool({ size: 2 });
  const analyses = await Promise.all(Array.from({ length: 6 }, () => many.analyse({ markdown: fixture, options: {} })));
  expect(analyses.every((analysis) => "review" in analysis)).toBe(true);
  await many.close();
});

test("a document that ends its thread is named, told of, and a spare thread goes on", { timeout: 20_000 }, async () => {
  const deaths: unknown[] = [];
  const small = new AnalysisPool({
    deadlineMs: 15_000,
    maxHeapMb: 72,
    spares: 1,
    onDeath: (reason) => deaths.push(reason),
  });
  const rows = `| Time | b |\n|---|---|\n${repeat("| 10:0 | d |\n", 200 * KB)}`;
  const [large, plain] = await Promise.all([rows, fixture].map((markdown) => small.analyse({ markdown, options: {} })));
  expect(large).toEqual({ failure: "too large" });
  expect(plain).toHaveProperty("review");
  expect(deaths).toEqual(["too large"]);
  await small.close();
});

test("a thread that can't even start is said, not tried for ever", async () => {
  const tiny = new AnalysisPool({ maxHeapMb: 4 });
  await expect(tiny.analyse({ markdown: fixture, options: {} })).rejects.toThrow(/no thread can be started/);
  await tiny.close();
});
