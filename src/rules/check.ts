import { distance } from "fastest-levenshtein";
import type { z } from "zod";
import { readYaml, type Yaml, YamlError } from "../text/yaml.ts";
import type { Problem } from "./problem.ts";

/** What a reader of YAML calls what a schema wants. */
const NAMES: Readonly<Record<string, string>> = {
  object: "keys with values",
  record: "keys with values",
  array: "a list",
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
};
/** More than this nobody mends at once; a file made of mistakes has thousands. */
const MAX_PROBLEMS = 50;
/** How far a word may be from the one that was meant. */
const MAX_SLIPS = 3;

/**
 * Reads a YAML file against a schema.
 *
 * @param file its name, for messages
 * @returns the value and the lines of its parts, or the problems
 */
export function checkFile<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
): { readonly value: z.infer<Schema>; readonly yaml: Yaml } | { readonly problems: readonly Problem[] } {
  let yaml: Yaml;
  try {
    yaml = readYaml(text);
  } catch (error) {
    if (error instanceof YamlError)
      return { problems: [{ file, line: error.line, key: "", message: `no valid YAML: ${error.message}` }] };
    throw error;
  }
  const result = schema.safeParse(yaml.value);
  if (result.success) return { value: result.data, yaml };
  const issues = result.error.issues.flatMap(innermost).flatMap(apart).slice(0, MAX_PROBLEMS);
  return {
    problems: withoutConsequences(issues, schema).map((issue) => {
      const path = issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0]!] : issue.path;
      return {
        file,
        line: yaml.lineOf(path),
        key: path.map(String).join("."),
        message: explain(issue, schema, yaml.value),
      };
    }),
  };
}

type Issue = z.core.$ZodIssue;

/** Of a choice of shapes, the one that came nearest is the one that was meant. */
function innermost(issue: Issue): Issue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
  const depth = (issues: readonly Issue[]) =>
    Math.max(...issues.map(({ path, code }) => path.length + (code === "unrecognized_keys" ? 0.5 : 0)));
  const best = issue.errors.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0]!;
  return best.flatMap((nested) => innermost({ ...nested, path: [...issue.path, ...nested.path] }));
}

/** A slip in a needed key is one mistake: what is said of the slip need not be said of the key again. */
function withoutConsequences(issues: readonly Issue[], schema: z.ZodType): readonly Issue[] {
  const meant = new Set(
    issues.flatMap((issue) =>
      issue.code === "unrecognized_keys"
        ? [[...issue.path, nearest(issue.keys[0]!, keysAt(schema, issue.path))].join(".")]
        : [],
    ),
  );
  return issues.filter(({ code, path }) => code !== "invalid_type" || !meant.has(path.join(".")));
}

/** Each key that is not known is a mistake of its own. */
function apart(issue: Issue): Issue[] {
  return issue.code === "unrecognized_keys" ? issue.keys.map((key) => ({ ...issue, keys: [key] })) : [issue];
}

function explain(issue: Issue, schema: z.ZodType, value: unknown): string {
  switch (issue.code) {
    case "unrecognized_keys": {
      const key = issue.keys[0]!;
      const near = nearest(key, keysAt(schema, issue.path));
      return `there is no key “${key}” here${near === null ? "" : `; did you mean “${near}”?`}`;
    }
    case "invalid_value": {
      const choices = issue.values.map(String);
      const given = valueAt(value, issue.path);
      const near = typeof given === "string" ? nearest(given, choices) : null;
      const meant = near === null ? "" : `; did you mean “${near}”?`;
      return `“${String(given)}” is none of ${choices.join(", ")}${meant}`;
    }
    case "invalid_type":
      return valueAt(value, issue.path) === undefined
        ? `this key is needed: it holds ${NAMES[issue.expected] ?? issue.expected}`
        : `this holds ${NAMES[issue.expected] ?? issue.expected}`;
    case "invalid_key":
      return issue.issues[0]?.message ?? issue.message;
    case "too_small":
      return `this holds at least ${issue.minimum}${issue.origin === "string" ? " characters" : issue.origin === "array" ? " entries" : ""}`;
    case "too_big":
      return `this holds at most ${issue.maximum}${issue.origin === "string" ? " characters" : issue.origin === "array" ? " entries" : ""}`;
    default:
      return issue.message;
  }
}

/** The nearest word to one that is not there, or null where none is near. */
export function nearest(word: string, words: readonly string[]): string | null {
  const [best] = words
    .map((candidate) => ({ candidate, slips: distance(word, candidate) }))
    .toSorted((a, b) => a.slips - b.slips);
  return best !== undefined && best.slips <= Math.min(MAX_SLIPS, word.length / 2) ? best.candidate : null;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return at;
}

/** The keys that a schema knows at a path. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let here: unknown = schema;
  for (const key of path) here = partAt(here, key);
  const { shape, def } = unwrap(here);
  return shape === undefined ? Object.keys(def?.keyType?.def?.entries ?? {}) : Object.keys(shape);
}

function partAt(schema: unknown, key: PropertyKey): unknown {
  const { def, shape } = unwrap(schema);
  return shape === undefined ? (def?.element ?? def?.valueType) : shape[key];
}

interface Shape {
  readonly def?: {
    readonly innerType?: unknown;
    readonly element?: unknown;
    readonly valueType?: unknown;
    /** Of a record whose keys are known: what they may be. */
    readonly keyType?: { readonly def?: { readonly entries?: Readonly<Record<string, string>> } };
    readonly options?: readonly unknown[];
    readonly getter?: () => unknown;
  };
  readonly shape?: Readonly<Record<PropertyKey, unknown>>;
}

/** What is inside what is optional or late; of a choice, all that its shapes know. */
function unwrap(schema: unknown): Shape {
  const { def, shape } = (schema ?? {}) as Shape;
  if (def?.innerType !== undefined) return unwrap(def.innerType);
  if (def?.getter !== undefined) return unwrap(def.getter());
  if (def?.options === undefined) return { ...(def && { def }), ...(shape && { shape }) };
  return {
    shape: Object.assign({}, ...def.options.map((option) => unwrap(option).shape ?? {})) as Record<
      PropertyKey,
      unknown
    >,
  };
}
