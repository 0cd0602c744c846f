import { array, assert, constantFrom, property, tuple } from "fast-check";
import { describe, expect, test } from "vitest";
import { isEmpty, noBits } from "../../src/text/bits.ts";
import { readWords } from "../../src/text/concordance.ts";
import { Lexicon, PhraseError } from "../../src/text/lexicon.ts";
import { PhraseIndex, PhraseSearch } from "../../src/text/phrases.ts";
import { tokenize } from "../../src/text/tokenize.ts";

const SETS = {
  users: ["user", "customer", "no one", "{staff}"],
  staff: ["employee", "on call engineer"],
  cannot: "could not, unable to",
};

/** The phrases found in a text of one sentence, each with the words it was found in. */
function find(phrases: readonly string[], text: string): Record<string, string> {
  const lexicon = new Lexicon(SETS);
  const tokens = tokenize(text);
  const search = new PhraseSearch(new PhraseIndex(lexicon, phrases), readWords(lexicon, [tokens]));
  return Object.fromEntries(
    phrases.flatMap((phrase, number) => {
      const found = noBits(1);
      search.add(number, [-1], found);
      const range = search.range(number, 0);
      expect(range !== null).toBe(!isEmpty(found));
      if (range === null) return [];
      const words = tokens.slice(range.start, range.end).map((token) => token.text);
      return [[phrase, words.join(" ")]];
    }),
  );
}
const matches = (phrase: string, text: string) => find([phrase], text)[phrase] ?? null;

describe("a phrase", () => {
  test.for<[string, string, string | null]>([
    ["restart", "We restarted it", "restarted"],
    ["lose", "nothing was lost", "lost"],
    ["stop", "it stopped", "stopped"],
    ["=restart", "We restarted it", null],
    ["=restart", "the restart helped", "restart"],
    ["log in/out", "they logged out", "logged out"],
    ["no data? loss", "no loss", "no loss"],
    ["no data? loss", "no data loss", "no data loss"],
    ["{users} {cannot}", "Customers couldn't pay", "customers could not"],
    ["{users} {cannot}", "No one was unable to", null],
    ["{users}", "the on-call engineers met", "on call engineers"],
    ["{users} .. pay", "Customers in three regions could not pay", "customers in three regions could not pay"],
    ["{users} .. pay", "Customers in three of our five regions could not pay", null],
    [
      "{users} ... pay",
      "Customers in three of our five regions could not pay",
      "customers in three of our five regions could not pay",
    ],
    ["<number> <word> {users}", "412 paying customers", "412 paying customers"],
    ["<percent> of", "3.4% of reads", "3.4% of"],
    ["<duration>", "for 52 minutes", "52 minutes"],
    ["<time>", "at 03:42 UTC", "03:42"],
    ["^ customers", "Customers left", "customers"],
    ["^ customers", "Our customers left", null],
  ])("%s in “%s”", ([phrase, text, expected]) => expect(matches(phrase, text)).toBe(expected));

  test("phrases that begin alike are found side by side", () => {
    expect(
      find(["{users} .. pay", "{users} .. order", "{users}", "{users} .. leave"], "Customers could not pay or order"),
    ).toEqual({
      "{users}": "customers",
      "{users} .. pay": "customers could not pay",
      "{users} .. order": "customers could not pay or order",
    });
  });

  test.for<[string, RegExp]>([
    ["", /at least one word/],
    ["{nobody} left", /names the set \{nobody\}/],
    ["<figure> of", /there are <number>/],
    ["on-call", /write "on call" for "on-call"/],
    ["no? loss?", /one word needs to be there/],
    ["<word> left", /begins with any word at all/],
    ["a b c d e f g h i j k l m", /more than 12 words/],
  ])("“%s” is refused with the way out", ([phrase, message]) => {
    expect(() => find([phrase], "x")).toThrow(PhraseError);
    expect(() => find([phrase], "x")).toThrow(message);
  });
});

test("a set that contains itself is refused", () => {
  expect(() => new Lexicon({ a: ["{b}"], b: ["x {a}"] }).check()).toThrow(/contains itself: a > b > a/);
});

test("finds a phrase with gaps exactly where a plain search finds it", () => {
  const word = constantFrom("a", "b", "c", "d");
  assert(
    property(array(word, { maxLength: 14 }), tuple(word, word, word), (text, [x, y, z]) => {
      const found = text.some(
        (first, i) =>
          first === x &&
          text.some(
            (second, j) => j > i && j <= i + 6 && second === y && text.some((third, k) => k > j && third === z),
          ),
      );
      expect(
        find([`=${x} .. =${y} ... =${z}`], text.join(" ")) !== null &&
          matches(`=${x} .. =${y} ... =${z}`, text.join(" ")) !== null,
      ).toBe(found);
    }),
  );
});
