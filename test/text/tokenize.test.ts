import { describe, expect, test } from "vitest";
import { tokenize } from "../../src/text/tokenize.ts";

const words = (text: string) => tokenize(text).map((token) => token.text);

describe("tokenize", () => {
  test("undoes contractions and possessives", () => {
    expect(words("Users couldn't log in; we're sorry, it won't and can’t recur. The team's fix")).toEqual(
      "users could not log in we are sorry it will not and can not recur the team fix".split(" "),
    );
    expect(words("It cannot")).toEqual(["it", "can", "not"]);
  });

  test("separates what hyphens and slashes join, keeps figures, hosts and handles whole", () => {
    expect(words("on-call follow-up and/or 3.4% at 03:42 on cache-1.example.com by @dana #412 in 2025-02-14")).toEqual(
      "on call follow up and or 3.4% at 03:42 on cache-1.example.com by @dana #412 in 2025-02-14".split(" "),
    );
    expect(tokenize("3.4% example.com broke").map((token) => token.kind)).toEqual(["number", "name", "word"]);
  });

  test("knows where each word stands, and whether it is quoted", () => {
    const text = 'She said "it failed to start" and `failed to bind` there';
    const tokens = tokenize(text, [{ start: 34, end: 48 }]);
    for (const { text: word, start, end } of tokens) expect(text.slice(start, end).toLowerCase()).toBe(word);
    expect(tokens.filter(({ quoted }) => quoted).map(({ text: word }) => word)).toEqual(
      "it failed to start failed to bind".split(" "),
    );
  });

  test("an opening mark without a partner quotes nothing", () => {
    expect(tokenize('a 19" rack failed\nthe next line').some(({ quoted }) => quoted)).toBe(false);
  });
});
