import { array, assert, constant, constantFrom, dictionary, nat, oneof, property, record, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { loadSources } from "../../src/rules/load.ts";
import { settingsForDocument } from "../../src/settings/for-document.ts";
import type { LayerFiles } from "../../src/settings/policy.ts";
import { readPolicy } from "../../src/settings/policy.ts";
import { listProvenance } from "../../src/settings/provenance.ts";
import { readLayer } from "../../src/settings/read-layer.ts";

const shipped = await loadSources();
/** As it stands in the shipped rules, to be mutated. */
const RULE = `looks-at: document
answered-by:
  - says: partner/partners .. told/informed
questions: ["What were partners told, and when?"]
why: Partners plan around what they hear.
source: { title: A handbook, url: "https://example.com/" }
answer: Partners were told at 09:20.
weight: { engineer: 5, manager: 5 }
examples: { asked: ["It was down."], silent: ["Partners were told."] }
`;
const SETTINGS = `paths: ["postmortems/**"]
questions: { max: 3, rounds: 2 }
topics: { impact: ask }
rules: { "impact/*": summary, impact/data: off }
thresholds: { gap: 10 }
vocabulary: { words: { users: [guest] } }
roles: { dana: manager }
words: { review.one: "One question." }
folders: { "teams/**": { rules: { impact/who: off } } }
`;
const LOCKS = `rules: { impact/data: required }\nlocked: [paths, ignore, vocabulary, thresholds, impact/who]\n`;
const PATH = "teams/a/postmortems/x.md";

const settingsOf = (name: LayerFiles["name"], text: string): LayerFiles => ({
  name,
  settings: { file: `${name}.yml`, text },
  rules: [],
});

/** What is left of the organisation's locks below a repository's files. */
function locksAbove(repository: LayerFiles) {
  const policy = readPolicy([settingsOf("organisation", LOCKS), repository], shipped);
  const { levels, adaptation, settings } = settingsForDocument(policy, PATH);
  const who = levels["impact/who"];
  return {
    required: levels["impact/data"],
    locked: who === undefined || who === "required",
    paths: settings.values.get("paths")?.layer,
    ignore: settings.values.get("ignore")?.layer,
    vocabulary: settings.vocabulary,
    gap: adaptation?.thresholds.gap ?? 60,
    replaced: adaptation?.files.some(({ id }) => id === "impact/data") ?? false,
    prototype: Object.keys(Object.prototype).concat("polluted" in {} ? ["polluted"] : []),
  };
}
const HELD: ReturnType<typeof locksAbove> = {
  required: "required",
  locked: true,
  paths: "built in",
  ignore: "built in",
  vocabulary: {},
  gap: 60,
  replaced: false,
  prototype: [],
};

/** A text with some of it cut out, doubled, or replaced by something else. */
const mutationOf = (text: string) =>
  array(
    record({
      at: nat(text.length),
      length: nat(12),
      by: oneof(
        constantFrom(
          "off",
          "required",
          "__proto__",
          "constructor",
          "*",
          "&a",
          "*a",
          "<<: ",
          "? ",
          "- ",
          "{",
          "[",
          "\u0000",
          "\n",
          ": ",
          "!!js ",
          "locked: ['*/*']\n",
        ),
        string({ maxLength: 8 }),
      ),
    }),
    { minLength: 1, maxLength: 5 },
  ).map((changes) => changes.reduce((so, { at, length, by }) => so.slice(0, at) + by + so.slice(at + length), text));

describe("whatever a repository's files say, what the organisation locks and requires stays", () => {
  test("random and mutated settings", () => {
    assert(
      property(oneof(mutationOf(SETTINGS), string({ unit: "binary" })), (text) => {
        expect(locksAbove(settingsOf("repository", text))).toEqual(HELD);
      }),
      { numRuns: 150 },
    );
  });

  test("settings that are valid, of any keys and values", () => {
    const level = constantFrom("off", "summary", "ask", "required");
    const glob = constantFrom("impact/*", "*/*", "impact/data", "*/who", "impact/d*", "cause/trigger");
    const some = record(
      {
        rules: dictionary(glob, level),
        topics: dictionary(constantFrom("impact", "cause"), level),
        paths: constant(["nowhere/**"]),
        ignore: constant(["**"]),
        thresholds: constant({ gap: 9999, detection: 9999 }),
        locked: constant(["impact/*"]),
      },
      { requiredKeys: [] },
    );
    const folder = some.map(({ paths: _p, ignore: _i, locked: _l, ...rest }) => rest);
    assert(
      property(some, folder, (own, inFolder) => {
        const text = JSON.stringify({ ...own, folders: { "teams/**": inFolder } });
        expect(locksAbove(settingsOf("repository", text))).toEqual(HELD);
      }),
      { numRuns: 100 },
    );
  });

  test.for<[string, string, string]>([
    ["of the same name", "impact/data", RULE],
    ["that extend it", "impact/other", "extends: impact/data\nquestions: ['What of it?']\n"],
    ["that extend it in place", "impact/data", "extends: impact/data\nanswered-by: [{ says: the }]\n"],
    [
      "that hide what they extend in a tag",
      "impact/data",
      "extends: !!str impact/data\nanswered-by: [{ says: the }]\n",
    ],
    ["that hide it on the next line", "impact/other", "extends: >-\n  impact/data\nanswered-by: [{ says: the }]\n"],
    ["that hide it in quotes", "impact/other", '"extends": "impact/data"\nanswered-by: [{ says: the }]\n'],
    ["of words", "vocabulary", "words: { users: [the] }\n"],
    ["outside of every topic", "../impact/data", RULE],
  ])("rules %s", ([, id, text]) => {
    const file = { path: `${id}.yml`, id, text };
    const repository: LayerFiles = { name: "repository", settings: null, rules: [file] };
    expect(locksAbove(repository)).toEqual(HELD);
    const policy = readPolicy([settingsOf("organisation", LOCKS), repository], shipped);
    expect(policy.files).toEqual([]);
    expect(policy.problems).toHaveLength(1);
  });
});

describe("files that are made to hurt are read or refused, and nothing else", () => {
  const rule = (text: string): LayerFiles => ({
    name: "organisation",
    settings: null,
    rules: [{ path: "impact/own.yml", id: "impact/own", text }],
  });

  test("random and mutated rules", () => {
    assert(
      property(oneof(mutationOf(RULE), string({ unit: "binary" })), (text) => {
        const { problems, files } = readPolicy([rule(text)], shipped);
        expect(problems.length + files.length).toBeGreaterThan(0);
        for (const { line, message } of problems) {
          expect(line).toBeGreaterThan(0);
          expect(message).not.toBe("");
        }
      }),
      { numRuns: 40 },
    );
  });

  test.for<[string, string]>([
    ["an alias bomb", `a: &a [x, x]\n${Array.from({ length: 20 }, (_, index) => `b${index}: [*a, *a]`).join("\n")}`],
    ["a deep list", `paths: ${"[".repeat(50_000)}`],
    ["deep keys", Array.from({ length: 5000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
    ["a megabyte", `paths:\n${"  - a/**\n".repeat(120_000)}`],
    ["a megabyte in one line", "x".repeat(1_000_000)],
    ["a prototype", "__proto__: { polluted: true }\nconstructor: { prototype: { polluted: true } }"],
    ["a prototype among rules", "rules: { __proto__: off, constructor: off }"],
    ["a prototype among folders", "folders: { __proto__: { rules: { polluted: off } } }"],
    ["many keys", Array.from({ length: 5000 }, (_, index) => `key${index}: ${index}`).join("\n")],
    ["NUL bytes", "paths: [a\u0000b]"],
    ["merge keys", "rules: &r { impact/data: off }\ntopics: { <<: *r }"],
  ])("settings: %s", ([, text]) => {
    const read = readLayer("repository", "settings.yml", text);
    expect("problems" in read ? read.problems.length : Object.keys(read.layer.settings).length).toBeLessThan(10_000);
    expect(locksAbove(settingsOf("repository", text))).toEqual(HELD);
  });

  test.for<[string, string]>([
    ["a phrase of nothing but gaps", RULE.replace("partner/partners .. told/informed", "... ... ... ... ... ... a")],
    [
      "a phrase of many choices",
      RULE.replace("partner/partners .. told/informed", Array.from({ length: 12 }, () => "a/b/c/d/e?").join(" ")),
    ],
    ["a phrase that names itself", RULE.replace("partner/partners .. told/informed", "'{partners}'")],
    [
      "conditions in conditions",
      RULE.replace(
        "says: partner/partners .. told/informed",
        `${"any-of: [{ ".repeat(40)}section: impact${" }]".repeat(40)}`,
      ),
    ],
    [
      "a thousand examples",
      RULE.replace('["It was down."]', JSON.stringify(Array.from({ length: 1000 }, () => "It was down."))),
    ],
    ["a megabyte", `${RULE}#${"x".repeat(1_000_000)}`],
  ])("rules: %s", ([, text]) => {
    const { problems, files } = readPolicy([rule(text)], shipped);
    expect(problems.length + files.length).toBeGreaterThan(0);
  });
});

test("who may not see a layer's values sees its name and file", () => {
  const { layers, rules } = readPolicy([settingsOf("organisation", SETTINGS.replace(/^folders.*\n/mu, ""))], shipped);
  const shown = listProvenance({ layers, rules }, null, (layer) => layer === "organisation");
  expect(shown.find(({ key }) => key === "questions.max")).toEqual({
    key: "questions.max",
    value: null,
    layer: "organisation",
    file: "organisation.yml",
  });
  expect(JSON.stringify(shown)).not.toContain("guest");
});
