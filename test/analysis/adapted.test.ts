import { readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { AnalysisPool } from "../../src/analysis/pool.ts";
import type { Adaptation } from "../../src/rules/adapt.ts";
import type { Level } from "../../src/rules/schema.ts";
import { DEFAULT_THRESHOLDS } from "../../src/rules/thresholds.ts";

const pool = new AnalysisPool();
afterAll(() => pool.close());
const fixture = readFileSync(new URL("../fixtures/interview-headings.md", import.meta.url), "utf8");

const asks = async (
  adaptation: Partial<Adaptation> | null,
  levels: Readonly<Record<string, Level>> = {},
  markdown = fixture,
) => {
  const whole = { files: [], vocabulary: {}, thresholds: DEFAULT_THRESHOLDS };
  const analysis = await pool.analyse({
    markdown,
    options: { levels },
    adaptation: adaptation === null ? null : { ...whole, ...adaptation },
  });
  if (!("review" in analysis)) throw new Error(analysis.failure);
  return analysis.review;
};
const ids = async (...args: Parameters<typeof asks>) => (await asks(...args)).questions.map(({ id }) => id);
const rule = (id: string, text: string) => ({ files: [{ path: `${id}.yml`, id, text }] });

describe("a document is asked with somebody's own", () => {
  test("rules, and the next one without them", async () => {
    const own = rule("impact/data", "extends: impact/data\nquestions: ['Which records were lost or changed?']\n");
    const { questions } = await asks(own);
    expect(questions.find(({ id }) => id === "impact/data")?.text).toBe("Which records were lost or changed?");
    const others = (await asks(null)).questions;
    expect(others.find(({ id }) => id === "impact/data")?.text).not.toBe("Which records were lost or changed?");
  });

  test("words", async () => {
    const text = `${fixture}\n## Fallout\n\nFrobs stayed whole.\n`;
    const words = { vocabulary: { words: { "impact-data": ["frob"] } } };
    const own = {
      ...rule("impact/data", "extends: impact/data\nanswered-by: [{ says: '{impact-data} .. whole' }]\n"),
      ...words,
    };
    expect(await ids({}, {}, text)).toContain("impact/data");
    expect(await ids(own, {}, text)).not.toContain("impact/data");
  });

  test("thresholds", async () => {
    const timeline =
      "# The queue stood still\n\n## Timeline\n\nAll times in UTC.\n\n- 09:12 The first consumer stops working, the outage begins.\n- 09:40 An alarm pages the on-call engineer.\n- 10:20 The consumers are restarted.\n- 10:30 All is back to normal.\n\n## Impact\n\nOrders were late for customers.\n";
    expect(await ids({}, {}, timeline)).not.toContain("timeline/gap");
    expect(await ids({ thresholds: { ...DEFAULT_THRESHOLDS, gap: 30 } }, {}, timeline)).toContain("timeline/gap");
  });
});

describe("a rule's level", () => {
  test("off is not asked, required comes first, summary last", async () => {
    const found = await ids(null, { "impact/data": "off", "actions/owner": "required", "impact/who": "summary" });
    expect(found).not.toContain("impact/data");
    expect(found[0]).toBe("actions/owner");
    expect(found.at(-1)).toBe("impact/who");
  });

  test("required can't be silenced in the document", async () => {
    const text = `${fixture}\n<!-- coach-ignore actions/owner: nobody asks -->\n`;
    expect(await ids(null, {}, text)).not.toContain("actions/owner");
    const { questions, ignored } = await asks(null, { "actions/owner": "required" }, text);
    expect(questions[0]).toMatchObject({ id: "actions/owner", level: "required" });
    expect(ignored).toEqual([]);
  });
});
