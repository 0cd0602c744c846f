import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { postmortem } from "./postmortem.ts";
import type { IssueComment, Pull } from "./stand-in.ts";
import { World } from "./world.ts";

const PATH = "postmortems/2025-03-09-dashboards.md";

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterEach(() => world.gh.assertContract());
afterAll(() => world.end());

function open(more: Record<string, unknown> = {}): Pull {
  return world.open(world.repository(), { [PATH]: postmortem() }, { by: "dana", ...more });
}

async function command(pull: Pull, text: string, by = "dana"): Promise<IssueComment> {
  let comment!: IssueComment;
  await world.checkAfter(pull, () => {
    comment = world.gh.comment(pull, text, { by });
  });
  return comment;
}

const reactionsOn = ({ reactions }: { readonly reactions: readonly { readonly content: string }[] }): string[] =>
  reactions.map(({ content }) => content);
const comments = (pull: Pull): string[] =>
  pull.comments.filter(({ user }) => user.login === world.app.bot.login).map(({ body }) => body);

describe("/coach review", () => {
  test("asks on a draft at once, in the order in which one would write, and once", async () => {
    const pull = open({ draft: true });
    await world.check(pull);
    expect(world.questions(pull)).toHaveLength(0);
    const comment = await command(pull, "Ready for a look.\n\n/coach review");
    expect(reactionsOn(comment)).toEqual(["+1"]);
    expect(world.gh.listReviews(pull)).toHaveLength(1);
    const [first] = world.gh.listReviews(pull);
    expect(first!.body).toContain("Everyone gets a few of these");
    expect(world.rules(pull)[0]).toMatch(/^impact\//u);
    await world.checkAfter(pull, () => world.gh.pushTo(pull.repo, "change-1", { "x.txt": "x" }));
    expect(world.gh.listReviews(pull)).toHaveLength(1);
  });
});

describe("/coach more", () => {
  test("asks the rest at once, and not again with the next push", async () => {
    const pull = open();
    await world.check(pull);
    await command(pull, "/coach more");
    const asked = world.questions(pull).length;
    expect(asked).toBeGreaterThan(5);
    await world.checkAfter(pull, () => world.gh.pushTo(pull.repo, "change-1", { "x.txt": "x" }));
    expect(world.questions(pull)).toHaveLength(asked);
  });
});

describe("commands in a thread", () => {
  test("explain says what was looked for, and skip closes with its reason", async () => {
    const pull = open();
    await world.check(pull);
    const thread = world.thread(pull, "impact/data");
    await world.checkAfter(pull, () => world.gh.replyToComment(thread, "/coach explain", { by: "dana" }));
    const said = world.gh
      .listComments(pull)
      .filter(({ replyTo, by }) => replyTo === thread.id && by === world.app.bot.login);
    expect(said).toHaveLength(1);
    expect(said[0]!.body).toContain("`impact/data`: asked.");
    expect(said[0]!.body).toMatch(/- · a sentence says “/u);

    const check = await world.checkAfter(pull, () =>
      world.gh.replyToComment(thread, "/coach skip the store is a cache", { by: "dana" }),
    );
    expect(check.output.summary).toContain("`impact/data`: skipped: the store is a cache");
    expect(world.questions(pull).find(({ rule }) => rule === "impact/data")!.state).toBe("skipped");
  });
});

describe("/coach pause", () => {
  test("holds questions back until somebody asks for them again", async () => {
    const pull = open({ draft: true });
    await world.check(pull);
    const pause = await command(pull, "/coach pause");
    expect(reactionsOn(pause)).toEqual(["+1"]);
    const check = await world.checkAfter(pull, () => world.gh.setPullState(pull, "ready_for_review"));
    expect(world.questions(pull)).toHaveLength(0);
    expect(check.output.summary).toContain("`/coach resume`");
    await command(pull, "/coach resume");
    await world.checkAfter(pull, () => world.gh.pushTo(pull.repo, "change-1", { "x.txt": "x" }));
    expect(world.questions(pull)).toHaveLength(5);
  });
});

describe("who may", () => {
  test("the author and those who may triage; others get a face and nothing else", async () => {
    const pull = open();
    await world.check(pull);
    pull.repo.collaborators.set("triager", "triage");
    const refused = await command(pull, "/coach more", "stranger");
    expect(reactionsOn(refused)).toEqual(["confused"]);
    expect(world.questions(pull)).toHaveLength(5);
    expect(comments(pull)).toEqual([]);
    const taken = await command(pull, "/coach more", "triager");
    expect(reactionsOn(taken)).toEqual(["+1"]);
    expect(world.questions(pull).length).toBeGreaterThan(5);
  });
});

describe("what is told", () => {
  test("help, the template, the settings; the list once for what there is not", async () => {
    const pull = open();
    await world.check(pull);
    await command(pull, "/coach help");
    expect(comments(pull)[0]).toContain("- `/coach pause`:");
    await command(pull, "/coach template");
    expect(comments(pull)[1]).toMatch(/\/new\/main\?filename=postmortems%2F/u);
    expect(comments(pull)[1]).toContain("## Impact");
    await command(pull, "/coach settings");
    expect(comments(pull)[2]).toContain("- `questions.max`: 5 – built in");
    await command(pull, "/coach dance");
    expect(comments(pull)[3]).toContain("There is no such command.");
    const again = await command(pull, "/coach sing");
    expect(comments(pull)).toHaveLength(4);
    expect(reactionsOn(again)).toEqual(["confused"]);
  });

  test("the organisation's own template first, and of private settings their names only", async () => {
    const hidden = "template: docs/our-postmortem.md\nquestions: { max: 4 }\ndiscuss: https://secret.example.com\n";
    world.gh.createRepo("acme/.github", { private: true, files: { ".github/postmortem-coach.yml": hidden } });
    const pull = open();
    await world.check(pull);
    await command(pull, "/coach template\n/coach settings");
    const [told] = comments(pull);
    expect(told!.indexOf("acme/.github/blob/HEAD/docs/our-postmortem.md")).toBeLessThan(told!.indexOf("/new/main"));
    expect(told).toContain("`discuss`");
    expect(told).not.toContain("secret.example.com");
  });
});
