import { describe, expect, test } from "vitest";
import type { Conversation, Reaction, Remark } from "../../src/review/model.ts";
import { asksOf, findCommands, obey, type Rights } from "../../src/review/obey.ts";
import { say } from "../../src/review/words.ts";

const rights = new Map<string, Rights>([
  ["dana", { mayCommand: true, canWrite: false }],
  ["stranger", { mayCommand: false, canWrite: false }],
]);
const told = { template: () => "a template", settings: () => "settings", explain: () => "an explanation" };

let id = 0;
const comment = (body: string, author = "dana", reactions: readonly Reaction[] = []): Remark => {
  id += 1;
  const at = `2025-03-09T10:00:${String(id % 60).padStart(2, "0")}Z`;
  return { id, isOurs: false, author, body, at, root: null, marker: null, reactions: new Set(reactions) };
};
const talk = (...comments: Remark[]): Conversation => ({ reviews: [], threads: [], comments });
const asks = (...comments: Remark[]) => asksOf(findCommands(talk(...comments)), rights);
const obeyed = (...comments: Remark[]) => {
  const conversation = talk(...comments);
  return obey(findCommands(conversation), rights, told, conversation, say);
};

describe("a pause", () => {
  test("is in force as long as its comment stands, until it is taken back", () => {
    expect(asks(comment("/coach pause", "dana", ["+1"]))).toMatchObject({ isPaused: true, hasNew: false });
    expect(asks(comment("/coach pause"))).toMatchObject({ isPaused: true, hasNew: true });
    expect(asks(comment("/coach pause", "dana", ["+1"]), comment("/coach resume"))).toMatchObject({ isPaused: false });
    expect(asks()).toMatchObject({ isPaused: false });
  });

  test("by somebody who may not is none, also where others agree with it", () => {
    expect(asks(comment("/coach pause", "stranger"))).toMatchObject({ isPaused: false });
    expect(asks(comment("/coach pause", "stranger", ["confused"]))).toMatchObject({ isPaused: false, hasNew: false });
  });
});

describe("commands", () => {
  test("are obeyed once", () => {
    expect(asks(comment("/coach more"))).toMatchObject({ asks: "rest" });
    expect(asks(comment("/coach more", "dana", ["+1"]))).toMatchObject({ asks: null });
    expect(obeyed(comment("/coach help", "dana", ["+1"]))).toMatchObject({ messages: [], reactions: [] });
  });

  test("several in a comment get one message", () => {
    const { messages, reactions } = obeyed(comment("/coach template\n/coach settings\n/coach review"));
    expect(messages).toHaveLength(1);
    expect(messages[0]!.body).toMatch(/^a template\n\n---\n\nsettings/u);
    expect(reactions.map(({ content }) => content)).toEqual(["+1"]);
  });

  test("that there are not get the list once, then a face", () => {
    const { messages, reactions } = obeyed(comment("/coach dance"), comment("/coach sing"));
    expect(messages.map(({ body }) => body.split("\n", 1)[0])).toEqual(["There is no such command."]);
    expect(reactions.map(({ content }) => content)).toEqual(["confused"]);
  });

  test("for a thread say so elsewhere", () => {
    expect(obeyed(comment("/coach skip why not")).messages[0]!.body).toContain("as a reply there");
  });

  test("by somebody who may not get a face and nothing else", () => {
    expect(obeyed(comment("/coach help", "stranger"))).toMatchObject({
      messages: [],
      reactions: [{ content: "confused" }],
    });
  });

  test("that ask for more than GitHub takes are cut", () => {
    const conversation = talk(comment("/coach settings"));
    const long = { ...told, settings: () => "- a setting\n".repeat(20_000) };
    const { messages } = obey(findCommands(conversation), rights, long, conversation, say);
    expect(messages[0]!.body.length).toBeLessThan(65_536);
  });
});
