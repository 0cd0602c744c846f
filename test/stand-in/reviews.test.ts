import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { postmortem } from "./postmortem.ts";
import type { Pull } from "./stand-in.ts";
import { World } from "./world.ts";

const PATH = "postmortems/2025-03-09-dashboards.md";

let world: World;
beforeAll(async () => {
  world = await World.start();
  await world.quiet();
});
afterEach(() => world.gh.assertContract());
afterAll(() => world.end());

describe("a first review", () => {
  test("is one review that comments, with all questions in it, the first about impact", async () => {
    const pull = world.open(world.repository(), { [PATH]: postmortem() });
    const check = await world.check(pull);
    const reviews = world.gh.listReviews(pull);
    expect(reviews).toHaveLength(1);
    expect(reviews[0]).toMatchObject({ state: "COMMENTED", by: "postmortem-coach[bot]", comments: 5 });
    expect(reviews[0]!.commit).toBe(pull.headSha);
    expect(world.rules(pull)[0]).toMatch(/^impact\//u);
    expect(check).toMatchObject({ name: "Postmortem Coach", status: "completed", conclusion: "neutral" });
    expect(check.output.title).toBe("5 questions are open");
    expect(check.actions.map(({ identifier }) => identifier)).toContain("rest");
  });

  test("asks on lines of the diff, folds away why, and pings no one", async () => {
    const pull = world.open(world.repository(), { [PATH]: postmortem([], { Impact: "@acme/everyone: closes #1." }) });
    await world.check(pull);
    for (const { body, line } of world.questions(pull)) {
      expect(line).toBeGreaterThan(0);
      expect(body.split("\n", 1)[0]).toMatch(/\?$/u);
      expect(body).toMatch(/<details><summary>Why ask\?<\/summary>[^]*coach-ignore [^]*<\/details>/u);
      expect(body).not.toMatch(/@\w/u);
    }
    expect(world.gh.listReviews(pull)[0]!.body).not.toMatch(/@\w/u);
  });

  test("costs at most five calls, a push that changes nothing four, a pull request without postmortems two", async () => {
    const repository = world.repository();
    const calls = async (act: () => void) => {
      const since = world.gh.mark();
      act();
      await world.gh.settle({ quietMs: 1500 });
      const { routes } = world.gh.usage({ since });
      return Object.entries(routes).reduce(
        (sum, [route, count]) => sum + (/access_tokens/u.test(route) ? 0 : count),
        0,
      );
    };
    expect(await calls(() => world.open(repository, { [PATH]: postmortem() }))).toBeLessThanOrEqual(5);
    expect(await calls(() => world.gh.pushTo(repository, "change-1", { "other.txt": "x" }))).toBeLessThanOrEqual(4);
    expect(await calls(() => world.open(repository, { "other.md": "Nothing." }))).toBeLessThanOrEqual(2);
  });

  test("says with each question why it is asked, who says so, what an answer could look like, and how to skip it", async () => {
    const pull = world.open(world.repository(), { [PATH]: postmortem() });
    await world.check(pull);
    for (const { body, rule } of world.questions(pull)) {
      const folded = body.slice(body.indexOf("<details>"));
      expect(folded).toMatch(/ \(\[[^\]]+\]\(https:\/\/[^)]+\)\)\n/u);
      expect(folded).toMatch(/\nAn answer could look like this: “[^”]+”\n/u);
      expect(folded).toMatch(/\nTo skip it, reply `\/coach skip`, .* or resolve this conversation; /u);
      expect(folded).toContain(`Rule: \`${rule}\`.`);
    }
    expect(world.gh.listReviews(pull)[0]!.body).toMatch(
      /(?:^| )Already clear: .*\. 5 questions a reader might have, below, on their lines\. Each of them may be answered in the text, skipped, or argued with\./u,
    );
  });

  test("is made with the settings in force: they are fetched when they change, and not again", async () => {
    const FILE = ".github/postmortem-coach.yml";
    const repository = world.repository({ [FILE]: "questions: { max: 1 }\n" });
    const calls = async (act: () => void) => {
      const since = world.gh.mark();
      act();
      await world.gh.settle({ quietMs: 2500 });
      return world.gh.requestLog({ since }).filter(({ route }) => !route.includes("access_tokens")).length;
    };
    let pull!: Pull;
    expect(await calls(() => (pull = world.open(repository, { [PATH]: postmortem() })))).toBeLessThanOrEqual(5 + 2);
    expect(world.questions(pull)).toHaveLength(1);
    expect(await calls(() => world.gh.pushTo(repository, "change-1", { "a.txt": "a" }))).toBeLessThanOrEqual(4);
    world.gh.putFile(repository, "main", FILE, "questions: { max: 3 }\n");
    const next = world.open(repository, { [PATH]: postmortem() });
    await world.check(next);
    expect(world.questions(next)).toHaveLength(3);
  });

  test("of a fork, and of a bot's pull request, is a review like any other", async () => {
    const repository = world.repository();
    const fork = world.gh.fork(repository, "stranger");
    const fromFork = world.open(
      repository,
      { [PATH]: postmortem() },
      { head: "theirs", headRepo: fork, by: "stranger" },
    );
    world.gh.user("incidents[bot]", "Bot");
    const fromBot = world.open(repository, { [PATH]: postmortem() }, { by: "incidents[bot]" });
    await world.check(fromFork);
    await world.check(fromBot);
    expect(world.questions(fromFork)).toHaveLength(5);
    expect(world.questions(fromBot)).toHaveLength(5);
    // GitHub names no pull request in a check run of a fork: ours remembers it.
    const check = repository.checkRuns.find(({ headSha }) => headSha === fromFork.headSha)!;
    expect(check.externalId).toBe(String(fromFork.number));
    await world.checkAfter(fromFork, () => world.gh.rerequestCheck(check));
    expect(world.gh.listReviews(fromFork)).toHaveLength(1);
  });
});

describe("which pull requests", () => {
  test("without postmortems get a check run that succeeds", async () => {
    const pull = world.open(world.repository(), { "src/a.ts": "1", "docs/postmortem.txt": "x" });
    expect(await world.check(pull)).toMatchObject({
      conclusion: "success",
      output: { title: "No postmortems in this pull request" },
    });
    expect(world.gh.listReviews(pull)).toHaveLength(0);
  });

  test("that are drafts wait until they are ready, unless the settings say otherwise", async () => {
    const repository = world.repository();
    const pull = world.open(repository, { [PATH]: postmortem() }, { draft: true });
    expect((await world.check(pull)).output.title).toBe("Waits until the pull request is ready");
    expect(world.gh.listReviews(pull)).toHaveLength(0);
    await world.checkAfter(pull, () => world.gh.setPullState(pull, "ready_for_review"));
    expect(world.gh.listReviews(pull)).toHaveLength(1);

    const eager = world.repository({ ".github/postmortem-coach.yml": "drafts: true\n" });
    const draft = world.open(eager, { [PATH]: postmortem() }, { draft: true });
    await world.check(draft);
    expect(world.gh.listReviews(draft)).toHaveLength(1);
  });

  test("that are closed are left alone; opened again, they are looked at", async () => {
    const repository = world.repository();
    const pull = world.open(repository, { [PATH]: postmortem() }, { deliver: false });
    world.gh.setPullState(pull, "closed");
    await world.gh.settle();
    expect(world.gh.listChecks(repository)).toHaveLength(0);
    await world.checkAfter(pull, () => world.gh.setPullState(pull, "reopened"));
    expect(world.gh.listReviews(pull)).toHaveLength(1);
  });

  test("were there before the app came get only their check run, and a review at their next push", async () => {
    const repository = world.repository();
    const pull = world.open(repository, { [PATH]: postmortem() }, { deliver: false });
    const check = await world.checkAfter(pull, () => {
      world.gh.emit("installation_repositories", "added", null, world.gh.user("lead"), {
        extra: {
          repository_selection: "all",
          repositories_added: [
            {
              id: 1,
              node_id: "R_1",
              name: repository.fullName.split("/")[1],
              full_name: repository.fullName,
              private: false,
            },
          ],
          repositories_removed: [],
          requester: null,
        },
      });
    });
    expect(check).toMatchObject({ conclusion: "neutral", output: { title: "Opened before Postmortem Coach came" } });
    expect(world.gh.listReviews(pull)).toHaveLength(0);
    await world.checkAfter(pull, () => world.gh.pushTo(repository, "change-1", { "x.txt": "x" }));
    expect(world.gh.listReviews(pull)).toHaveLength(1);
  });

  test("get a review at once when a button asks for it", async () => {
    const repository = world.repository();
    const pull = world.open(repository, { [PATH]: postmortem() }, { draft: true });
    await world.check(pull);
    await world.checkAfter(pull, () =>
      world.gh.rerequestCheck(repository.checkRuns.at(-1)!, { action: "requested_action", identifier: "now" }),
    );
    expect(world.gh.listReviews(pull)).toHaveLength(1);
  });
});

describe("which files", () => {
  test("are Markdown under postmortems/ at any depth, without READMEs, templates and what is deleted", async () => {
    const repository = world.repository({ "postmortems/old.md": postmortem() });
    const pull = world.open(repository, {
      "postmortems/README.md": postmortem(),
      "postmortems/template.md": postmortem(),
      "postmortems/old.md": null,
      "teams/payments/postmortems/2025/a.mdx": postmortem(),
      "postmortems/notes.txt": "x",
    });
    await world.check(pull);
    expect(new Set(world.questions(pull).map(({ path }) => path))).toEqual(
      new Set(["teams/payments/postmortems/2025/a.mdx"]),
    );
  });

  test("are those that are renamed, too, whatever of the names of Markdown they have", async () => {
    const repository = world.repository({ "postmortems/old.md": postmortem() });
    const pull = world.open(repository, {
      "postmortems/old.md": null,
      "postmortems/2025/new.markdown": postmortem().replace("for 41 minutes", "for 42 minutes"),
    });
    await world.check(pull);
    expect(new Set(world.questions(pull).map(({ path }) => path))).toEqual(new Set(["postmortems/2025/new.markdown"]));
  });

  test("are found behind a hundred others", async () => {
    const files = Object.fromEntries(Array.from({ length: 230 }, (_, index) => [`a/${index}.txt`, String(index)]));
    const pull = world.open(world.repository(), { ...files, [PATH]: postmortem() });
    await world.check(pull);
    expect(world.questions(pull)).toHaveLength(5);
  });

  test("that can't be read are named in the check run", async () => {
    const folder = mkdtempSync(join(tmpdir(), "postmortem-coach-"));
    const git = (...args: string[]) =>
      execFileSync("git", args, {
        cwd: folder,
        env: {
          ...process.env,
          GIT_AUTHOR_NAME: "a",
          GIT_AUTHOR_EMAIL: "a@b.c",
          GIT_COMMITTER_NAME: "a",
          GIT_COMMITTER_EMAIL: "a@b.c",
        },
      });
    git("init", "-q", "-b", "main");
    writeFileSync(join(folder, "README.md"), "x\n");
    git("add", ".");
    git("commit", "-qm", "one");
    git("checkout", "-qb", "change");
    mkdirSync(join(folder, "postmortems"));
    symlinkSync("../secrets/keys.md", join(folder, "postmortems", "link.md"));
    writeFileSync(join(folder, "postmortems", "binary.md"), Buffer.from([0, 1, 2, 3]));
    writeFileSync(join(folder, "postmortems", "long.md"), `# Long\n\n${"All was well. ".repeat(20_000)}\n`);
    git("add", ".");
    git("update-index", "--add", "--cacheinfo", `160000,${"a".repeat(40)},postmortems/module.md`);
    git("commit", "-qm", "two");
    const repository = world.gh.createRepo("acme/mirror", { mirrorOf: join(folder, ".git") });
    const pull = world.gh.openPullRequest(repository, { head: "change" });
    const { conclusion, output } = await world.check(pull);
    rmSync(folder, { recursive: true });
    expect(conclusion).toBe("success");
    expect(output.summary).toContain("postmortems/link.md: it is a symbolic link");
    expect(output.summary).toContain("postmortems/module.md: it is a submodule");
    expect(output.summary).toContain("postmortems/binary.md: it is binary");
    expect(output.summary).toMatch(/postmortems\/long\.md: it is too long to review \(\d+ KB; the limit is 224 KB\)/u);
  });

  test("are those that the settings of the default branch say, whatever the pull request says", async () => {
    const repository = world.repository({
      ".github/postmortem-coach.yml": "paths: ['incidents/**']\nquestions: { max: 2 }\n",
    });
    const pull = world.open(repository, {
      "incidents/a.md": postmortem(),
      [PATH]: postmortem(),
      ".github/postmortem-coach.yml": "questions: { max: 50 }\n",
    });
    await world.check(pull);
    expect(world.questions(pull).map(({ path }) => path)).toEqual(["incidents/a.md", "incidents/a.md"]);
  });
});

describe("comments", () => {
  test("by bots are not read, our own among them", async () => {
    const repository = world.repository();
    const pull = world.open(repository, { [PATH]: postmortem() });
    await world.check(pull);
    await world.gh.settle();
    const since = world.gh.mark();
    const other = world.gh.createApp({ slug: "chatty" });
    world.gh.replyToComment(pull.reviewComments[0]!, "I am a bot", { by: other.bot.login });
    await world.gh.settle();
    expect(world.gh.usage({ since }).calls).toBe(0);
  });
});

describe("where a question stands", () => {
  test("near its line in the diff, else in the check run", async () => {
    const repository = world.repository({ [PATH]: postmortem() });
    const edited = postmortem().replace("for 41 minutes", "for 42 minutes");
    const pull = world.open(repository, { [PATH]: edited });
    const { output } = await world.check(pull);
    expect(world.questions(pull).every(({ line }) => line !== null && line <= 12)).toBe(true);
    expect(output.summary).toContain("Asked here, since the change does not touch the lines");
    expect(output.summary).toContain("`cause/other-changes`");
  });

  test("if GitHub refuses the review, its questions land one by one", async () => {
    world.gh.inject({
      match: { method: "POST", route: "/reviews" },
      times: 1,
      status: 422,
      message: "Unprocessable Entity",
    });
    world.gh.inject({
      match: { method: "POST", route: "/pulls/{pull_number}/comments" },
      times: 1,
      status: 422,
      message: "Validation Failed",
    });
    const pull = world.open(world.repository(), { [PATH]: postmortem() });
    const { output } = await world.check(pull);
    expect(world.questions(pull)).toHaveLength(4);
    expect(output.summary).toContain("Asked here");
    expect(new Set(world.rules(pull)).size).toBe(4);
  });
});
