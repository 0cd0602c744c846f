import { z } from "zod";
import { extensionSchema, ruleSchema, vocabularySchema } from "../rules/schema.ts";
import { settingsSchema } from "../settings/schema.ts";

type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * The JSON Schemas of the files that people write, from what checks these files: editors complete and explain their keys with them.
 *
 * @returns by the file's name, as draft 7, which all editors know
 */
export function jsonSchemas(): Readonly<Record<"rule" | "vocabulary" | "settings", JsonSchema>> {
  return {
    rule: ruleFile(toJsonSchema("A rule of Postmortem Coach", z.union([ruleSchema, extensionSchema]))),
    vocabulary: toJsonSchema("A vocabulary of Postmortem Coach", vocabularySchema.partial()),
    settings: toJsonSchema("Settings of Postmortem Coach", settingsSchema),
  };
}

const toJsonSchema = (title: string, schema: z.ZodType): JsonSchema => ({
  title,
  ...z.toJSONSchema(schema, {
    io: "input",
    target: "draft-7",
    override: ({ jsonSchema }) => nameKeys(jsonSchema),
  }),
});

/** Editors complete keys that stand one by one, not those that only a list of names allows. */
function nameKeys(schema: JsonSchema): void {
  const { propertyNames, additionalProperties: value } = schema;
  if (typeof propertyNames !== "object" || propertyNames.enum === undefined || typeof value !== "object") return;
  schema.properties = Object.fromEntries(propertyNames.enum.map((name) => [String(name), structuredClone(value)]));
  schema.additionalProperties = false;
  delete schema.propertyNames;
}

/** Where one key says which of two forms a file has, mistakes are told for that form and not for both. */
function ruleFile({ anyOf, ...rest }: JsonSchema): JsonSchema {
  const [rule, extension] = anyOf!;
  // oxlint-disable-next-line unicorn/no-thenable -- JSON Schema's own word
  return { ...rest, if: { required: ["extends"] }, then: extension!, else: rule! };
}
