import { expect, test } from "vitest";
import { readCommands } from "../../src/conversation/read-commands.ts";

test.for([
  ["/coach review", [{ name: "review", argument: "" }]],
  ["  /coach   MORE  ", [{ name: "more", argument: "" }]],
  ["Fine.\r\n\r\n/coach skip the store is a cache\r\n", [{ name: "skip", argument: "the store is a cache" }]],
  ["/coach", [{ name: "help", argument: "" }]],
  ["/coach dance", [{ name: null, argument: "" }]],
  [
    "/coach review\n/coach more",
    [
      { name: "review", argument: "" },
      { name: "more", argument: "" },
    ],
  ],
])("%j holds commands", ([body, commands]) => {
  expect(readCommands(body as string)).toEqual(commands);
});

test.for([
  "please /coach review",
  "> /coach review",
  "- /coach review",
  "`/coach review`",
  "```\n/coach review\n```",
  "~~~~\n```\n/coach review\n```\n~~~~",
  "    /coach review",
  "/coaching",
  "/coach-review",
  "coach review",
])("%j holds none", (body) => {
  expect(readCommands(body)).toEqual([]);
});

test("a comment full of commands holds five", () => {
  expect(readCommands("/coach help\n".repeat(1000))).toHaveLength(5);
});
