import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Answered, postmortem } from "./postmortem.ts";
import type { Pull, Repository } from "./stand-in.ts";
import { World } from "./world.ts";

const PATH = "postmortems/2025-03-09-dashboards.md";

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterEach(() => world.gh.assertContract());
afterAll(() => world.end());

async function opened(text = postmortem(), files = {}): Promise<{ repository: Repository; pull: Pull }> {
  const repository = world.repository(files);
  const pull = world.open(repository, { [PATH]: text });
  await world.check(pull);
  return { repository, pull };
}
const push = (repository: Repository, pull: Pull, text: string | null, more = {}) =>
  world.checkAfter(pull, () => void world.gh.pushTo(repository, "change-1", { [PATH]: text, ...more }));
const state = (pull: Pull, rule: Answered) => world.questions(pull).find((question) => question.rule === rule)?.state;

describe("a push", () => {
  test("never asks anything twice, however lines move", async () => {
    const { repository, pull } = await opened();
    const before = world.rules(pull);
    const moved = postmortem().replace("## Impact", "## Background\n\nThe gateway serves all dashboards.\n\n## Impact");
    await push(repository, pull, moved);
    await world.checkAfter(pull, () =>
      world.gh.pushTo(repository, "change-1", { [PATH]: moved }, { force: "main", message: "rebased" }),
    );
    expect(world.rules(pull)).toEqual(before);
    expect(world.gh.listReviews(pull)).toHaveLength(1);
  });

  test("that answers a question closes it in its own comment, and one that takes the answer away opens it again", async () => {
    const { repository, pull } = await opened();
    expect(state(pull, "impact/data")).toBe("open");
    const check = await push(repository, pull, postmortem(["impact/data"]));
    const closed = world.questions(pull).find(({ rule }) => rule === "impact/data")!;
    expect(closed.body).toMatch(
      /^✓ The text answers this as of [0-9a-f]{7}, thank you\.\n\n<details><summary>.*\?<\/summary>/u,
    );
    expect(closed.resolved).toBe(false);
    expect(check.output.summary).toMatch(/`impact\/data`: answered in line \d+/u);
    await push(repository, pull, postmortem());
    expect(state(pull, "impact/data")).toBe("open");
    expect(world.rules(pull).filter((rule) => rule === "impact/data")).toHaveLength(1);
  });

  test("resolves the threads of answered questions where the installation may", async () => {
    world.installation.permissions["contents"] = "write";
    world.gh.expireTokens();
    const { repository, pull } = await opened();
    await push(repository, pull, postmortem(["impact/data"]));
    expect(world.questions(pull).find(({ rule }) => rule === "impact/data")!.resolved).toBe(true);
    await push(repository, pull, postmortem());
    expect(world.questions(pull).find(({ rule }) => rule === "impact/data")!.resolved).toBe(false);
    world.installation.permissions["contents"] = "read";
    world.gh.expireTokens();
  });

  test("that removes the document, or what was asked about, closes the question", async () => {
    const { repository, pull } = await opened();
    const check = await push(repository, pull, null, { "a.txt": "a" });
    expect(new Set(world.questions(pull).map((question) => question.state))).toEqual(new Set(["gone"]));
    expect(check.conclusion).toBe("success");
  });

  test("that renames a new document, and edits it, asks nothing twice", async () => {
    const { repository, pull } = await opened();
    const before = world.rules(pull);
    await push(repository, pull, null, { "postmortems/renamed.md": postmortem([], { Cause: "The image was slim." }) });
    expect(world.rules(pull)).toEqual(before);
    expect(world.questions(pull).every((question) => question.state === "open")).toBe(true);
  });

  test("after which a person resolved a thread leaves it settled for good, and does not touch it", async () => {
    const { repository, pull } = await opened();
    const check = await world.checkAfter(pull, () => world.gh.resolve(world.thread(pull, "impact/data")));
    expect(check.output.summary).toContain("`impact/data`: skipped (dev resolved its conversation)");
    const body = world.thread(pull, "impact/data").body;
    await push(repository, pull, postmortem(["impact/data"]));
    await push(repository, pull, postmortem());
    expect(world.thread(pull, "impact/data").body).toBe(body);
    expect(world.questions(pull).find(({ rule }) => rule === "impact/data")!.resolved).toBe(true);
  });

  test("after which a comment was deleted or hidden leaves its question skipped", async () => {
    const { repository, pull } = await opened();
    const [first, second] = world.rules(pull) as [string, string];
    world.gh.deleteReviewComment(world.thread(pull, first), world.gh.user("dev"));
    world.thread(pull, second).minimized = "OFF_TOPIC";
    const check = await push(repository, pull, postmortem().replace("quick", "fast"));
    expect(world.rules(pull)).not.toContain(first);
    for (const rule of [first, second])
      expect(check.output.summary).toContain(`\`${rule}\`: skipped (its comment is gone)`);
  });

  test("never touches what others wrote", async () => {
    const { repository, pull } = await opened();
    const forged = world.gh.commentOnLine(pull, {
      path: PATH,
      line: 3,
      body: `Mine? <!-- postmortem-coach:question {"v":1,"document":"${PATH}","rule":"lessons/luck","state":"open"} -->`,
      by: "mallory",
    });
    await push(repository, pull, postmortem(["lessons/luck"]));
    expect(world.gh.listComments(pull).find(({ id }) => id === forged.id)!.body).toBe(forged.body);
  });

  test("with a rule silenced in the text closes its question, and says so", async () => {
    const { repository, pull } = await opened();
    const check = await push(repository, pull, `${postmortem()}\n<!-- coach-ignore impact/data: it is a cache -->\n`);
    expect(state(pull, "impact/data")).toBe("skipped");
    expect(check.output.summary).toMatch(/`impact\/data`: skipped \(silenced in the document\)/u);
  });
});

describe("rounds", () => {
  test("come when the round before is closed, three at most", async () => {
    const settings = { ".github/postmortem-coach.yml": "questions: { max: 1 }\n" };
    const { repository, pull } = await opened(postmortem(), settings);
    expect(world.gh.listReviews(pull)).toHaveLength(1);
    await push(repository, pull, `${postmortem()}\nMore.\n`);
    expect(world.gh.listReviews(pull), "the first is still open").toHaveLength(1);
    for (let round = 2; round <= 4; round += 1) {
      await world.checkAfter(pull, () => world.gh.resolve(world.thread(pull, world.rules(pull).at(-1)!)));
      await push(repository, pull, `${postmortem()}\nEven more: ${round}.\n`);
      expect(world.gh.listReviews(pull)).toHaveLength(Math.min(round, 3));
    }
    expect(new Set(world.rules(pull)).size).toBe(3);
  });

  test("a button asks for the rest at once", async () => {
    const { repository, pull } = await opened();
    await world.checkAfter(pull, () =>
      world.gh.rerequestCheck(repository.checkRuns.at(-1)!, { action: "requested_action", identifier: "rest" }),
    );
    const rules = world.rules(pull);
    expect(rules.length).toBeGreaterThan(5);
    expect(new Set(rules).size).toBe(rules.length);
    expect(world.gh.listReviews(pull)).toHaveLength(2);
    expect(
      world.gh
        .listChecks(repository)
        .at(-1)!
        .actions.map(({ identifier }) => identifier),
    ).toEqual(["again"]);
  });

  test("questions are spread over the files, at most five in all", async () => {
    const repository = world.repository();
    const pull = world.open(repository, { "postmortems/a.md": postmortem(), "postmortems/b.md": postmortem() });
    await world.check(pull);
    const questions = world.questions(pull);
    expect(questions).toHaveLength(5);
    expect(new Set(questions.map(({ path }) => path)).size).toBe(2);
  });
});

describe("the check run", () => {
  test("of a head that two pull requests share speaks of both", async () => {
    const repository = world.repository();
    world.gh.putFiles(repository, "release", {}, { from: "main" });
    const first = world.open(repository, { [PATH]: postmortem() }, { head: "shared" });
    await world.check(first);
    const second = world.gh.openPullRequest(repository, { head: "shared", base: "release" });
    await world.gh.waitFor("both", () => repository.checkRuns.some(({ externalId }) => externalId === "1,2"));
    await world.gh.settle();
    expect(world.gh.listChecks(repository, second.headSha).at(-1)!.output.summary).toMatch(
      /# Pull request 1\n[^]*# Pull request 2\n/u,
    );
    await world.checkAfter(first, () => world.gh.rerequestCheck(repository.checkRuns.at(-1)!));
    expect(world.gh.listReviews(first)).toHaveLength(1);
    expect(world.gh.listReviews(second)).toHaveLength(1);
  });

  test("succeeds when nothing is left to ask", async () => {
    const { pull } = await opened("# Shopping list\n\n- Apples\n- Pears\n");
    const [check] = world.gh.listChecks(pull.repo, pull.headSha);
    expect(check).toMatchObject({ conclusion: "success", output: { title: "Nothing left to ask" } });
    expect(world.gh.listReviews(pull)).toHaveLength(0);
  });
});
