import { describe, expect, test } from "vitest";
import { parsePostmortem } from "../../src/postmortem/parse.ts";
import { vocabulary } from "../vocabulary.ts";

const parse = (markdown: string) => parsePostmortem(markdown, vocabulary);
/** The kinds of each section by its title. */
const kinds = (markdown: string) =>
  Object.fromEntries(parse(markdown).sections.map((section) => [section.title, section.kinds.join(" ")]));

describe("a section's kind is known by its name", () => {
  test.for<[string, string]>([
    ["Summary", "summary"],
    ["Incident summery", "summary"],
    ["TL;DR", "summary"],
    ["Leadup", "background"],
    ["Fallout", "impact"],
    ["Who was affected?", "impact"],
    ["Impact (customers)", "impact"],
    ["Timeline (times in BST)", "timeline"],
    ["Timeline {WIP}", "timeline"],
    ["Timelne", "timeline"],
    ["Chronology", "timeline"],
    ["Key events", "timeline"],
    ["How did we notice it?", "detection"],
    ["Fault", "cause"],
    ["Five Whys", "cause"],
    ["Contributing Conditions", "cause"],
    [":mag: Root cause", "cause"],
    ["4. Root Cause:", "cause"],
    ["Recovery", "response"],
    ["Root cause and resolution", "cause response"],
    ["What went well", "went-well lessons"],
    ["What didn't work", "went-poorly lessons"],
    ["Where we got lucky", "luck lessons"],
    ["Corrective and preventative measures", "actions"],
    ["What are we doing to prevent this?", "actions"],
    ["Follow-ups", "actions"],
    ["Thanks", "participants"],
    ["The night shift", ""],
  ])("%s", ([name, kind]) => expect(kinds(`# An outage\n\n## ${name}\n\nText.`)).toEqual({ [name]: kind }));

  test("the documents' first heading is its title, unless it plainly names a section", () => {
    expect(parse("# Impact of a lost disk\n\n## Impact\n\nText.").title).toBe("Impact of a lost disk");
    expect(parse("# Summary\n\nText.").title).toBeNull();
    expect(parse("+++\ntitle = 'A lost disk'\n+++\n\n## Summary\n\nText.").title).toBe("A lost disk");
    expect(parse("---\ntitle: A lost disk\n---\n\nText.").title).toBe("A lost disk");
  });
});

describe("a section is found whatever marks it", () => {
  test.for<[string, string]>([
    ["headings", "# Outage\n\n### Impact\n\nReads failed.\n\n#### Root cause ####\n\nA typo.\n"],
    ["set-off headings", "Impact\n------\n\nReads failed.\n\nRoot cause\n----------\n\nA typo.\n"],
    ["bold lines", "**Impact**\n\nReads failed.\n\n**Root cause:**\n\nA typo.\n"],
    ["bold labels", "**Impact:** Reads failed.\n\n**Root cause:** A typo.\n"],
    ["bold labels on lines of one paragraph", "**Impact**: Reads failed.\n**Root cause**: A typo.\n"],
    ["plain labels", "Impact: Reads failed.\n\nRoot cause: A typo.\n"],
    ["bullets", "- **Impact**: Reads failed.\n- **Root cause**: A typo.\n"],
    ["bullets with bullets in them", "- **Impact**\n  - Reads failed.\n- **Root cause**\n  - A typo.\n"],
    ["numbered items", "1. **Impact** - Reads failed.\n2. **Root cause** - A typo.\n"],
    ["Windows line ends and a mark", "\uFEFF## Impact\r\n\r\nReads failed.\r\n\r\n## Root cause\r\n\r\nA typo.\r\n"],
  ])("%s", ([, markdown]) => {
    const { sections, sentences } = parse(markdown);
    expect(sections.map((section) => section.kinds)).toEqual([["impact"], ["cause"]]);
    const kindOf = (words: string) => sentences.find(({ text }) => text.includes(words))?.kinds;
    expect(kindOf("Reads failed")).toEqual(["impact"]);
    expect(kindOf("A typo")).toEqual(["cause"]);
  });

  test("what stands below a section takes its kind, and below action items nothing else", () => {
    expect(
      kinds(
        "# Outage\n\n## Root cause\n\n### The disk\n\nFull.\n\n## Action items\n\n### Detection\n\n- Alert\n\n## Lessons\n\n### What went well\n\n- Luck\n",
      ),
    ).toEqual({
      "Root cause": "cause",
      "The disk": "cause",
      "Action items": "actions",
      Detection: "actions",
      Lessons: "lessons",
      "What went well": "went-well lessons",
    });
  });
});

describe("what is no content", () => {
  const contentOf = (markdown: string) => parse(markdown).sections.map(({ content }) => content?.start ?? null);

  test("a template's prompt leaves its section empty", () => {
    expect(
      contentOf(
        "## Impact\n\n_Describe who was affected and how._\n\n## Summary\n\n{{ summary }}\n\n## Detection\n\nTBD\n",
      ),
    ).toEqual([null, null, null]);
  });

  test("comments are no content, in Markdown or MDX, and may silence a rule", () => {
    const { sections, ignores, sentences } = parse(
      "## Impact\n\n<!-- coach-ignore impact/data: the store is a cache -->\n{/* coach-ignore impact/who */}\n\n## Cause\n\nA typo.\n",
    );
    expect(sections[0]?.content).toBeNull();
    expect(sentences.some(({ text }) => text.includes("coach"))).toBe(false);
    expect(ignores).toEqual([
      { rule: "impact/who", reason: "", line: 4 },
      { rule: "impact/data", reason: "the store is a cache", line: 3 },
    ]);
  });

  test("sentences know their lines, behind soft breaks, comments and hard breaks", () => {
    const { sentences } = parse(
      "## Impact\n\nReads failed\nfor many. <!-- really\nmany --> Writes\nwere slow.\\\nNobody noticed.\n",
    );
    expect(
      sentences.filter(({ place }) => place === "text").map(({ text, span }) => [text, span.start, span.end]),
    ).toEqual([
      ["Reads failed\nfor many", 3, 4],
      ["Writes\nwere slow", 5, 6],
      ["Nobody noticed", 7, 7],
    ]);
  });
});
