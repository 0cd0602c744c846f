import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { findRuleFiles } from "../../src/rules/files.ts";
import { SHIPPED_RULES } from "../../src/rules/load.ts";
import { jsonSchemas } from "../../src/schema/json-schemas.ts";

const root = join(import.meta.dirname, "..", "..");
const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");
const schemas = jsonSchemas();
/** Reads values as an editor does, by the published schema alone. */
const reader = (schema: object) => z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
const { if: _, then: extension, else: whole, ...shared } = schemas.rule;
const rule = reader({ ...(whole as object), definitions: shared["definitions"], $schema: shared.$schema });
const extending = reader({ ...(extension as object), definitions: shared["definitions"], $schema: shared.$schema });
const settings = reader(schemas.settings);

describe("the JSON Schemas", () => {
  test.for(Object.entries(schemas))("docs/schema/%s.json is what `npm run build:schema` writes", ([name, schema]) => {
    expect(JSON.parse(read("docs", "schema", `${name}.json`))).toEqual(schema);
  });

  test.for(findRuleFiles(SHIPPED_RULES))("$id names its schema in its first line, and fits it", ({ id, text }) => {
    const kind = id === "vocabulary" ? "vocabulary" : "rule";
    const folder = id === "vocabulary" ? ".." : "../..";
    expect(text.split("\n")[0]).toBe(`# yaml-language-server: $schema=${folder}/docs/schema/${kind}.json`);
    const result = (kind === "rule" ? rule : reader(schemas.vocabulary)).safeParse(load(text));
    expect(result.error?.issues ?? []).toEqual([]);
  });

  test.for<[what: string, schema: z.ZodType, value: object]>([
    [
      "a rule with a key that there is not",
      rule,
      { ...(load(read("rules", "impact", "data.yml")) as object), wen: [] },
    ],
    ["a rule without a question", rule, { "looks-at": "document" }],
    ["an extension with a level", extending, { extends: "impact/data", level: "ask" }],
    ["a topic that there is not", settings, { topics: { impakt: "ask" } }],
    ["a level that there is not", settings, { rules: { "impact/data": "always" } }],
    ["a sentence that there is not", settings, { words: { "review.none": "x" } }],
  ])("%s does not fit", ([, schema, value]) => {
    expect(schema.safeParse(value).success).toBe(false);
  });

  test("what is as it ought to be fits", () => {
    expect(extending.safeParse({ extends: "impact/data", weight: { engineer: 5, manager: 5 } }).success).toBe(true);
    expect(settings.safeParse({ topics: { impact: "required" }, words: { "review.one": "One." } }).success).toBe(true);
  });

  test("every key of a rule and of settings is explained", () => {
    const unexplained = (schema: unknown) =>
      Object.entries((schema as { properties: Record<string, { description?: string }> }).properties)
        .filter(([, { description }]) => description === undefined)
        .map(([key]) => key);
    expect(unexplained(whole)).toEqual([]);
    expect(unexplained(schemas.settings)).toEqual([]);
  });
});
