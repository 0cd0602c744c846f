import { beforeEach, describe, expect, test } from "vitest";
import type { ReplyKind, ReplyReading } from "../../src/conversation/model.ts";
import { readMessageMarker } from "../../src/review/markers.ts";
import type { Heard, Plan, Remark } from "../../src/review/model.ts";
import type { PlanInput } from "../../src/review/plan.ts";
import type { Question } from "../../src/rules/model.ts";
import type { PlacedReply } from "../../src/review/talk.ts";
import { asks, document, question, World } from "./world.ts";

const X = "postmortems/x.md";
const RULE = "impact/data";
const talk = { author: "dana", links: { site: null, discuss: null } };

/** A thread of ours in which people reply, each reply placed as it is named. */
class Thread {
  readonly world = new World();
  readonly #placed = new Map<number, PlacedReply>();
  readonly #replies: Remark[] = [];
  readonly #questions: readonly Question[];

  constructor(questions: readonly Question[] = [question(RULE)]) {
    this.#questions = questions;
    this.look();
  }

  reply(kind: ReplyKind, by = "dana", more: Partial<PlacedReply> = {}): void {
    const reply = this.#say(false, by, kind, null);
    const reading: ReplyReading = { kind, pushback: kind === "pushback" ? "practice" : null, words: kind, because: "" };
    this.#placed.set(reply.id, { reading, own: null, isSure: false, isToUs: false, ...more });
  }

  look(more: Partial<PlanInput> = {}): Plan {
    return this.world.look([document(X, this.#questions)], { talk, placed: this.#placed, ...more });
  }

  /** The plan's messages are written. */
  write({ messages }: Plan): void {
    for (const { body } of messages) this.#say(true, null, body, readMessageMarker(body));
  }

  #say(isOurs: boolean, author: string | null, body: string, marker: Remark["marker"]): Remark {
    const id = 1000 + this.#replies.length;
    const at = `2025-03-09T10:00:${String(this.#replies.length).padStart(2, "0")}Z`;
    const remark: Remark = { id, isOurs, author, body, at, root: 1, marker, reactions: new Set() };
    this.#replies.push(remark);
    this.world.person(RULE, { replies: [...this.#replies] });
    return remark;
  }
}

let thread: Thread;
beforeEach(() => {
  thread = new Thread();
});

const abouts = ({ messages }: Plan) => messages.map(({ body }) => readMessageMarker(body)?.about);

describe("messages", () => {
  test("are two at most, whatever is said", () => {
    const said: unknown[] = [];
    for (const kind of ["question", "pushback", "pushback", "pushback", "stop", "answer", "question"] as const) {
      thread.reply(kind);
      const plan = thread.look();
      thread.write(plan);
      said.push(...abouts(plan));
    }
    expect(said).toEqual(["question", "why"]);
    expect(thread.world.state(RULE)).toBe("settled");
  });

  test("ask how it works before they settle, also where somebody pushes back twice at once", () => {
    thread.reply("pushback");
    thread.reply("pushback");
    const plan = thread.look();
    thread.write(plan);
    expect(abouts(plan)).toEqual(["why"]);
    expect(thread.world.state(RULE)).toBe("open");
    expect(thread.look().messages).toEqual([]);
    thread.reply("other");
    expect(abouts(thread.look())).toEqual(["settled"]);
    expect(thread.world.state(RULE)).toBe("settled");
  });

  test("are not written twice where the comment could not be brought up to date", () => {
    thread.reply("pushback");
    const before = thread.world.threads[0]!;
    thread.write(thread.look());
    const { body, marker } = before;
    thread.world.person(RULE, { body, marker });
    const plan = thread.look();
    expect(plan.messages).toEqual([]);
    expect(plan.edits).toHaveLength(1);
    expect(thread.world.threads[0]!.marker.heard).toMatchObject([{ kind: "pushback", pushback: "practice" }]);
  });

  test("go to others than the author only where they call us", () => {
    thread.reply("pushback", "lee");
    thread.reply("stop", "lee");
    expect(thread.look()).toMatchObject({ messages: [], edits: [] });
    thread.reply("question", "lee", { isToUs: true });
    expect(abouts(thread.look())).toEqual(["question"]);
  });

  test("stay away while the pull request is paused", () => {
    thread.reply("pushback");
    expect(thread.look({ talk: null })).toMatchObject({ messages: [], edits: [] });
  });
});

describe("what is required", () => {
  const required = [document(X, [question(RULE, 3, { level: "required" })])];
  const skip = (more: Partial<Heard>) => {
    const world = new World();
    world.look(required);
    const heard: Heard = { reply: 5, kind: "skip", pushback: null, words: "it is a cache", isWaiver: false, ...more };
    const plan = world.look(required, { skips: new Map([[world.threads[0]!.id, [heard]]]) });
    return { state: world.state(RULE), conclusion: plan.check.conclusion };
  };

  test("is closed by a skip with a reason and write access, and by no other", () => {
    expect(skip({})).toEqual({ state: "open", conclusion: "action_required" });
    expect(skip({ kind: "answer" })).toEqual({ state: "open", conclusion: "action_required" });
    expect(skip({ isWaiver: true })).toEqual({ state: "skipped", conclusion: "success" });
  });
});

test("a required question is never said to rest", () => {
  const required = new Thread([question(RULE, 3, { level: "required" })]);
  const texts: string[] = [];
  for (const kind of ["pushback", "other"] as const) {
    required.reply(kind);
    const plan = required.look();
    required.write(plan);
    texts.push(...plan.messages.map(({ body }) => body));
  }
  expect(texts.join(" ")).not.toContain("rests");
  expect(texts[1]).toContain("The settings ask for an answer all the same");
  expect(required.world.state(RULE)).toBe("open");
});

describe("a first review", () => {
  test("says to somebody new that everyone gets questions, and ends with a template", () => {
    const first = { isFirst: true, template: "https://github.com/acme/web/new/main?filename=x" };
    const { review } = new World().look([document(X, [question(RULE)])], { first });
    expect(review!.body).toMatch(/^Everyone gets a few of these with a postmortem/u);
    expect(review!.body).toMatch(/\n\nFor the next one, \[a template\]\(https:\/\/github\.com\/acme\/web\/new\/main/u);
  });

  test("of a draft asks in the order in which one would write", () => {
    const questions = ["impact/a", "detection/a", "cause/a", "timeline/a", "actions/a"].map((id) => question(id));
    const request = { mayAsk: true, asksRest: false, isDraft: true };
    expect(asks(new World().look([document(X, questions)], { request }))).toEqual([
      "impact/a",
      "timeline/a",
      "detection/a",
      "cause/a",
      "actions/a",
    ]);
  });

  test("says how to tell who wrote it, where nobody does", () => {
    expect(new World().look([document(X, [question(RULE)])]).check.summary).toContain("`role: engineer`");
  });
});
