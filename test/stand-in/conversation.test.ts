import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ask } from "../../src/rules/ask.ts";
import { loadRules } from "../../src/rules/load.ts";
import { postmortem } from "./postmortem.ts";
import type { Comment, Pull } from "./stand-in.ts";
import { World } from "./world.ts";

const PATH = "postmortems/2025-03-09-dashboards.md";
const SETTINGS = "discuss: https://example.com/discussions\n";

let world: World;
beforeAll(async () => {
  world = await World.start({}, { SITE_URL: "https://coach.example.com" });
});
afterEach(() => world.gh.assertContract());
afterAll(() => world.end());

/** A pull request by `dana`, reviewed. */
async function reviewed(more: Record<string, unknown> = {}): Promise<Pull> {
  const repository = world.repository({ ".github/postmortem-coach.yml": SETTINGS });
  const pull = world.open(repository, { [PATH]: postmortem() }, { by: "dana", ...more });
  await world.check(pull);
  await world.gh.settle();
  return pull;
}

const messagesIn = (pull: Pull, thread: Comment): string[] =>
  world.gh
    .listComments(pull)
    .filter(({ replyTo, by }) => replyTo === thread.id && by === world.app.bot.login)
    .map(({ body }) => body);

/** What a rule's thread says after somebody replied: our messages in it, the state of its question, the check run. */
async function reply(pull: Pull, rule: string, text: string, by = "dana") {
  const thread = world.thread(pull, rule);
  let comment!: Comment;
  const check = await world.checkAfter(pull, () => {
    comment = world.gh.replyToComment(thread, text, { by });
  });
  const question = world.questions(pull).find((one) => one.rule === rule)!;
  const reactions = comment.reactions.map(({ content }) => content);
  return { messages: messagesIn(pull, thread), question, check, reactions };
}

describe("a reply that answers", () => {
  test("is thanked for, its words become a suggestion that answers the rule, and what follows gets a heart", async () => {
    const pull = await reviewed();
    const { messages, question, check } = await reply(
      pull,
      "impact/data",
      "nothing was lost, the queue drained by 05:10",
    );
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain("Thank you, that answers it.");
    expect(question.state).toBe("replied");
    expect(check.output.summary).toContain("`impact/data`: answered in the conversation, not yet in the document");

    const suggested = /```suggestion\n(?<lines>[^]*?)\n```/u.exec(messages[0]!)!.groups!["lines"]!;
    expect(suggested).toContain("Nothing was lost, the queue drained by 05:10.");
    const lines = postmortem().split("\n");
    lines.splice(question.line! - 1, 1, ...suggested.split("\n"));
    const { answered } = ask(lines.join("\n"), await loadRules());
    expect(answered.map(({ id }) => id)).toContain("impact/data");

    const thanked = await reply(pull, "impact/data", "cheers!");
    expect(thanked).toMatchObject({ reactions: ["heart"], messages: [messages[0]] });
    await world.checkAfter(pull, () => world.gh.pushTo(pull.repo, "change-1", { [PATH]: lines.join("\n") }));
    expect(world.questions(pull).find(({ rule }) => rule === "impact/data")!.state).toBe("answered");
  });

  test("by somebody else counts, and is answered only where it calls us", async () => {
    const pull = await reviewed();
    const silent = await reply(pull, "impact/data", "No data was lost, I checked the queue.", "lee");
    expect(silent).toMatchObject({ messages: [], question: { state: "replied" } });
    const pushback = await reply(pull, "impact/experience", "not relevant here", "lee");
    expect(pushback).toMatchObject({ messages: [], question: { state: "open" } });
    const called = await reply(
      pull,
      "impact/experience",
      "@postmortem-coach customers saw an error page with status 503",
      "lee",
    );
    expect(called.messages).toHaveLength(1);
    expect(called.question.state).toBe("replied");
  });
});

describe("pushback", () => {
  test("is asked about once, then rests, with where a disagreement is heard; nothing is asked again", async () => {
    const pull = await reviewed();
    const first = await reply(pull, "impact/experience", "We never write down what a page looked like.");
    expect(first.messages).toHaveLength(1);
    expect(first.messages[0]).toContain("How does the present way work for those who read these later?");
    expect(first.question.state).toBe("open");
    expect(first.question.heard).toMatchObject([
      { kind: "pushback", pushback: "practice", words: "We never write down what a page looked like." },
    ]);

    const second = await reply(pull, "impact/experience", "Support keeps screenshots of their own for every incident");
    expect(second.messages).toHaveLength(2);
    expect(second.messages[1]).toContain("https://coach.example.com/rules/impact/experience/");
    expect(second.messages[1]).toContain("https://example.com/discussions");
    expect(second.question.state).toBe("settled");
    expect(second.check.output.summary).toContain("`impact/experience`: talked about and set aside");

    expect((await reply(pull, "impact/experience", "and it is nobody's business")).messages).toHaveLength(2);
    await world.checkAfter(pull, () => world.gh.pushTo(pull.repo, "change-1", { "x.txt": "x" }));
    expect(world.rules(pull).filter((rule) => rule === "impact/experience")).toHaveLength(1);
  });
});

describe("other replies", () => {
  test("ask to stop, thank, ask back, or can't be placed", async () => {
    const pull = await reviewed();
    const stop = await reply(pull, "impact/experience", "please stop");
    expect(stop.messages).toHaveLength(1);
    expect(stop.messages[0]).toContain("`/coach pause`");
    expect(stop.question.state).toBe("settled");

    expect(await reply(pull, "impact/data", "👍")).toMatchObject({ messages: [], reactions: ["heart"] });
    expect(await reply(pull, "impact/data", "@lee do you know?")).toMatchObject({ messages: [], reactions: [] });
    expect(await reply(pull, "impact/data", "```\nselect 1;\n```")).toMatchObject({ messages: [], reactions: [] });

    const question = await reply(pull, "impact/data", "what do you mean by that?");
    expect(question.messages).toHaveLength(1);
    expect(question.messages[0]).toContain("An answer could look like this");
    expect(question.question.state).toBe("open");
  });
});

describe("a shape instead of homework", () => {
  test("comes once a review, and is read as the same items with room for names and dates", async () => {
    const text = postmortem().replace(
      /\| Action [^]*$/u,
      "| # | Action |\n| --- | --- |\n| 1 | Review each change of the limits |\n| 2 | Alarm on the hit rate |\n",
    );
    const pull = world.open(world.repository(), { [PATH]: text }, { by: "dana" });
    await world.check(pull);
    await world.checkAfter(pull, () => world.gh.comment(pull, "/coach more", { by: "dana" }));
    const offers = world.questions(pull).filter(({ body }) => body.includes("```suggestion"));
    expect(offers.map(({ rule }) => rule)).toEqual(["actions/owner"]);
    const [{ body, line, startLine }] = offers as [(typeof offers)[0]];
    const suggested = /```suggestion\n(?<lines>[^]*?)\n```/u.exec(body)!.groups!["lines"]!;
    const filled = suggested.replaceAll(/ {2}\| {2}\|$/gmu, " @lee | 2025-03-30 |");
    const lines = text.split("\n");
    lines.splice(startLine! - 1, line! - startLine! + 1, ...filled.split("\n"));
    await world.checkAfter(pull, () => world.gh.pushTo(pull.repo, "change-1", { [PATH]: lines.join("\n") }));
    const states = new Map(world.questions(pull).map(({ rule, state }) => [rule, state]));
    expect([states.get("actions/owner"), states.get("actions/due")]).toEqual(["answered", "answered"]);
  });
});

describe("an answer of GitHub's that is lost", () => {
  test("leads to no second message", async () => {
    const pull = await reviewed();
    const thread = world.thread(pull, "impact/data");
    world.gh.serverError({ match: { method: "POST", route: "/replies" }, times: 1, when: "after", status: 502 });
    await reply(pull, "impact/data", "nothing was lost, the queue drained by 05:10");
    await world.gh.waitFor("the question to be closed", () => world.thread(pull, "impact/data").body.includes("✓"));
    await world.gh.settle();
    expect(messagesIn(pull, thread)).toHaveLength(1);
    expect(world.questions(pull).find(({ rule }) => rule === "impact/data")!.state).toBe("replied");
  });
});

describe("somebody who answers everything", () => {
  test("gets two messages at most, and a bot none at all", async () => {
    const pull = await reviewed({ by: "echo" });
    const thread = world.thread(pull, "impact/experience");
    for (let turn = 0; turn < 4; turn += 1)
      await reply(pull, "impact/experience", `Not relevant here, as said ${turn} times.`, "echo");
    expect(messagesIn(pull, thread)).toHaveLength(2);

    world.gh.user("helper[bot]", "Bot");
    const other = world.thread(pull, "impact/data");
    for (let turn = 0; turn < 3; turn += 1)
      world.gh.replyToComment(other, "Not relevant here. @postmortem-coach\n\n/coach help", { by: "helper[bot]" });
    await world.gh.settle();
    expect(messagesIn(pull, other)).toHaveLength(0);
  });
});
