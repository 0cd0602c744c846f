import { describe, expect, test } from "vitest";
import { sayIn, WORDS } from "../../src/review/words.ts";
import { BUILT_IN } from "../../src/settings/layers.ts";
import { mergeSettings, wordsIn } from "../../src/settings/merge.ts";
import { readLayer } from "../../src/settings/read-layer.ts";

const read = (words: Readonly<Record<string, string>>) =>
  readLayer("organisation", "settings.yml", JSON.stringify({ words }));

describe("the sentences of the app, in an organisation's words", () => {
  test("may be ours, each of them: what binds theirs binds these", () => {
    expect(read(WORDS)).toHaveProperty("layer");
  });

  test("are said in the place of ours, in any language", () => {
    const layer = read({ "check.open.some": "{count} Fragen sind offen", "review.one": "Eine Frage, unten." });
    const layers = "layer" in layer ? [BUILT_IN, layer.layer] : [];
    const say = sayIn(wordsIn(mergeSettings(layers, [])));
    expect(say("check.open.some", { count: 3 })).toBe("3 Fragen sind offen");
    expect(say("check.open.one")).toBe(WORDS["check.open.one"]);
  });

  test.for([
    ["a marker", { "review.one": "One. <!-- postmortem-coach:review {} -->" }],
    ["the end of a marker", { "review.one": "One. -->" }],
    ["somebody's name", { "review.one": "One for @dana." }],
    ["a label that GitHub would refuse", { "action.rest": "Ask all that is left over" }],
    ["a sentence that there is not", { toString: "One." }],
  ] as const)("can't hold %s", ([, words]) => {
    expect(read(words)).toHaveProperty("problems");
  });
});
