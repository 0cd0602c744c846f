import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { CoachOctokit } from "../../src/github/octokit.ts";
import { call } from "../cli/in-process.ts";
import { postmortem } from "./postmortem.ts";
import { World } from "./world.ts";

const PATH = "postmortems/2025-03-09-dashboards.md";
const SETTINGS = ".github/postmortem-coach.yml";
/** A rule of the organisation's own. */
const PARTNERS = `looks-at: document
answered-by:
  - says: partner/partners .. told/informed/notified
questions:
  - What were partners told, and when?
why: Partners plan around our status page.
source:
  title: Our handbook
  url: https://example.com/handbook
answer: Partners were told at 09:20 by mail.
weight: { engineer: 9, manager: 9 }
examples:
  asked:
    - |
      The gateway was down.
  silent:
    - |
      The gateway was down. Partners were informed at 09:20.
`;

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterEach(() => world.gh.assertContract());
afterAll(() => world.end());

const organisation = (files: Readonly<Record<string, string>>) => {
  for (const [path, text] of Object.entries(files)) world.gh.putOrgConfig("acme", path, text);
};
const summaryOf = async (repositoryFiles: Readonly<Record<string, string>>, text = postmortem()) => {
  const pull = world.open(world.repository(repositoryFiles), { [PATH]: text });
  const check = await world.check(pull);
  await world.gh.settle();
  return { pull, check, summary: check.output.summary };
};

describe("an organisation without settings", () => {
  test("is one like any other: nothing is said of settings", async () => {
    const { summary } = await summaryOf({});
    expect(summary).not.toContain("### Settings");
  });
});

describe("layers and locks", () => {
  beforeAll(() =>
    organisation({
      [SETTINGS]:
        "questions:\n  max: 2\ntopics:\n  actions: summary\nrules:\n  impact/who: required\nlocked: [impact/data, questions.max]\n",
    }),
  );

  test("of the organisation hold in its repositories", async () => {
    const { pull, check } = await summaryOf({});
    expect(world.questions(pull)).toHaveLength(2);
    expect(world.rules(pull)[0]).toBe("impact/who");
    expect(check.conclusion).toBe("action_required");
  });

  test("can't be weakened by a repository, which is told so", async () => {
    const { pull, summary, check } = await summaryOf({
      [SETTINGS]:
        "questions: {max: 9}\ntopics: {impact: off}\nfolders: {'postmortems/**': {rules: {'impact/*': off}}}\n",
    });
    expect(world.rules(pull)).toEqual(["impact/who", "impact/data"]);
    expect(check.conclusion).toBe("action_required");
    expect(summary).toContain("questions.max: acme/repository");
    expect(summary).toContain("the organisation locked it, so it can't be set to off");
    expect(summary).toContain("the organisation requires it, so it can't be set to off");
  });

  test("leave a required question open until the text answers it", async () => {
    const { pull } = await summaryOf({});
    const comment = world.thread(pull, "impact/who");
    const resolved = await world.checkAfter(pull, () => world.gh.resolve(comment, { by: "stranger" }));
    expect(resolved.conclusion).toBe("action_required");
    const silenced = await world.checkAfter(pull, () =>
      world.gh.pushTo(pull.repo, "change-1", {
        [PATH]: `${postmortem(["impact/data"])}\n<!-- coach-ignore impact/who: it does not matter -->\n`,
      }),
    );
    expect(silenced.conclusion).toBe("action_required");
    const answered = await world.checkAfter(pull, () =>
      world.gh.pushTo(pull.repo, "change-1", { [PATH]: postmortem(["impact/who", "impact/data"]) }),
    );
    expect(answered.conclusion).not.toBe("action_required");
  });

  test("let somebody with write access skip a required question with a reason, and nobody else", async () => {
    const { pull } = await summaryOf({}, postmortem(["impact/data"]));
    const comment = world.thread(pull, "impact/who");
    pull.repo.collaborators.set("lead", "write");
    const say = (text: string, by: string) =>
      world.checkAfter(pull, () => world.gh.replyToComment(comment, text, { by }));
    expect((await say("/coach skip it is known to all of us", "author")).conclusion).toBe("action_required");
    expect((await say("Only customers in Europe.", "author")).conclusion).toBe("action_required");
    expect((await say("/coach skip", "lead")).conclusion).toBe("action_required");
    const skipped = await say("/coach skip the status page names them", "lead");
    expect(skipped.conclusion).not.toBe("action_required");
    expect(skipped.output.summary).toContain("the status page names them");
  });

  test("are changed on the default branch only, and a change is in force at the next push", async () => {
    const { pull } = await summaryOf({}, postmortem(["impact/who", "impact/data"]));
    await world.checkAfter(pull, () =>
      world.gh.pushTo(pull.repo, "change-1", {
        [SETTINGS]: "topics: {impact: off, cause: off}\ncheck: {name: Mine}\n",
      }),
    );
    expect(world.gh.listChecks(pull.repo, pull.headSha).at(-1)?.name).toBe("Postmortem Coach");
  });
});

describe("broken settings", () => {
  test("of a repository are named with line and way out, and the review goes on without them", async () => {
    const { pull, summary } = await summaryOf({ [SETTINGS]: "drafts: true\nquestions:\n  maximum: 1\n" });
    expect(world.questions(pull).length).toBeGreaterThan(0);
    expect(summary).toMatch(/postmortem-coach\.yml:3 questions\.maximum: there is no key “maximum” here/u);
  });

  test("of the organisation are said in every check run, since its locks are not in force", async () => {
    organisation({ [SETTINGS]: "locked: [impact/data]\nquestion: {max: 1}\n" });
    const { summary } = await summaryOf({});
    expect(summary).toContain("The settings of acme/.github can't be read");
    expect(summary).toContain("did you mean “questions”?");
    const without = world.open(world.repository(), { "notes.md": "Nothing." });
    expect((await world.check(without)).output.summary).toContain("The settings of acme/.github can't be read");
    organisation({ [SETTINGS]: "" });
  });
});

describe("an organisation's own rules", () => {
  beforeAll(() =>
    organisation({
      [SETTINGS]: "locked: [impact/partners]\n",
      ".github/postmortem-coach/impact/partners.yml": PARTNERS,
    }),
  );

  test("are asked like ours, and a repository can't replace the locked ones", async () => {
    const { pull, summary } = await summaryOf({
      ".github/postmortem-coach/impact/partners.yml": PARTNERS.replace("What were", "Whatever were"),
      ".github/postmortem-coach/cause/ours.yml": PARTNERS.replaceAll("artner", "uditor"),
    });
    expect(world.rules(pull)[0]).toBe("impact/partners");
    expect(world.questions(pull)[0]?.body).toMatch(/^What were partners told, and when\?/u);
    expect(world.rules(pull)).not.toContain("cause/ours");
    expect(summary).toContain("the organisation locked or requires impact/partners");
  });

  test("of a repository are its own, and may extend ours", async () => {
    const { pull } = await summaryOf({
      ".github/postmortem-coach/impact/auditors.yml": PARTNERS.replaceAll("artner", "uditor"),
      ".github/postmortem-coach/impact/data.yml":
        "extends: impact/data\nquestions:\n  - Which records were changed or lost?\nweight: { engineer: 9, manager: 9 }\n",
    });
    expect(world.rules(pull)).toEqual(expect.arrayContaining(["impact/partners", "impact/auditors", "impact/data"]));
    expect(world.thread(pull, "impact/data").body).toMatch(/^Which records were changed or lost\?/u);
  });

  test("with a mistake are left out, and named with the line", async () => {
    const { pull, summary } = await summaryOf({
      ".github/postmortem-coach/impact/auditors.yml": PARTNERS.replaceAll("artner", "uditor").replace(
        "weight",
        "wieght",
      ),
    });
    expect(world.rules(pull)).not.toContain("impact/auditors");
    expect(summary).toMatch(
      /impact\/auditors\.yml:\d+ wieght: there is no key “wieght” here; did you mean “weight”\?/u,
    );
  });

  test("cost no call where they did not change", async () => {
    const { pull } = await summaryOf({});
    const since = world.gh.mark();
    world.gh.pushTo(pull.repo, "change-1", { "other.txt": "x" });
    await world.gh.settle({ quietMs: 1500 });
    const { routes } = world.gh.usage({ since });
    const calls = Object.entries(routes).reduce(
      (sum, [route, count]) => sum + (/access_tokens/u.test(route) ? 0 : count),
      0,
    );
    expect(calls).toBeLessThanOrEqual(4);
  });
});

describe("a pull request that changes settings or rules", () => {
  const open = (files: Readonly<Record<string, string>>, own: Readonly<Record<string, string>> = {}) =>
    world.open(world.repository({ [PATH]: postmortem(["impact/data"]), ...own }), files);
  const annotations = (pull: ReturnType<typeof open>) => pull.repo.checkRuns.at(-1)!.annotations;

  test("has its mistakes on the very line, with the way out", async () => {
    const pull = open({ [SETTINGS]: "drafts: true\nquestion:\n  max: 3\n", "notes.txt": "x" });
    const check = await world.check(pull);
    expect(check.conclusion).toBe("neutral");
    expect(annotations(pull)).toEqual([
      expect.objectContaining({
        path: SETTINGS,
        start_line: 2,
        annotation_level: "failure",
        message: expect.stringContaining("did you mean “questions”?"),
      }),
    ]);
  });

  test("shows what would be asked of the postmortems that there are, and asks nothing", async () => {
    const pull = open({
      [SETTINGS]: "rules: {impact/experience: off}\n",
      ".github/postmortem-coach/impact/auditors.yml": PARTNERS.replaceAll("artner", "uditor"),
    });
    const { conclusion, output } = await world.check(pull);
    expect(conclusion).toBe("success");
    expect(output.summary).toContain("Tried on one document");
    expect(output.summary).toContain("| `impact/auditors` | 0 | 1 | 1 of 1 |");
    expect(output.summary).toContain("| `impact/experience` | 1 | 0 | 0 of 1 |");
    expect(output.summary).toMatch(
      /- postmortems\/2025-03-09-dashboards\.md: \+`impact\/auditors` -`impact\/experience`/u,
    );
    expect(world.gh.listReviews(pull)).toHaveLength(0);
  });

  test("is told what the organisation does not let it change", async () => {
    organisation({ [SETTINGS]: "locked: [impact/data, questions.max]\n" });
    const pull = open({ [SETTINGS]: "rules:\n  impact/data: off\nquestions:\n  max: 50\n" });
    await world.check(pull);
    expect(annotations(pull)).toEqual([
      expect.objectContaining({
        start_line: 4,
        annotation_level: "warning",
        message: expect.stringContaining("questions.max: the organisation locked it"),
      }),
      expect.objectContaining({
        start_line: 2,
        annotation_level: "warning",
        message: expect.stringContaining("so it can't be set to off"),
      }),
    ]);
  });

  test("that is made to hurt ends in time", async () => {
    const bomb = `a: &a [x]\n${Array.from({ length: 30 }, (_, index) => `b${index}: [*a, *a]\n`).join("")}`;
    const deep = `paths: ${"[".repeat(50_000)}`;
    const pull = open({
      [SETTINGS]: bomb,
      ".github/postmortem-coach/impact/deep.yml": deep,
      ".github/postmortem-coach/impact/large.yml": "x".repeat(1_000_000),
    });
    const check = await world.check(pull);
    expect(check.conclusion).toBe("neutral");
    expect(annotations(pull).length).toBeGreaterThan(0);
  });

  test("of the organisation is tried on its repositories, of which those that fewer people see are not named", async () => {
    world.gh.createRepo("acme/secret", {
      private: true,
      files: { "postmortems/2026-01-01-secret.md": postmortem() },
    });
    const home = world.gh.putOrgConfig("acme", "README.md", "# Ours\n");
    const since = world.gh.mark();
    const pull = world.open(home, {
      ".github/postmortem-coach/impact/suppliers.yml": PARTNERS.replaceAll("artner", "upplier"),
    });
    const { output } = await world.check(pull);
    expect(output.summary).toMatch(
      /- acme\/repository-\d+: postmortems\/2025-03-09-dashboards\.md: \+`impact\/suppliers`/u,
    );
    expect(output.summary).toContain("- 1 more, not named here");
    expect(output.summary).not.toContain("secret");
    expect(world.gh.usage({ since }).calls).toBeLessThanOrEqual(40);
  });
});

test("a private organisation's settings are named by place, not by content, where more people read", async () => {
  const gh = world.gh;
  gh.createOrg("quiet");
  gh.createRepo("quiet/.github", { private: true, files: { [SETTINGS]: "rules:\n  impact/hush: loud\n" } });
  const installation = gh.installApp(world.app, "quiet");
  expect(installation.id).toBeGreaterThan(0);
  const open = gh.openPullRequest(gh.createRepo("quiet/open", { files: { "a.md": "x" } }), {
    head: "one",
    files: { "b.md": "x" },
  });
  const closed = gh.openPullRequest(gh.createRepo("quiet/closed", { private: true, files: { "a.md": "x" } }), {
    head: "one",
    files: { "b.md": "x" },
  });
  const [inPublic, inPrivate] = [(await world.check(open)).output.summary, (await world.check(closed)).output.summary];
  expect(inPublic).toContain("quiet/.github: .github/postmortem-coach.yml:2");
  expect(inPublic).not.toContain("hush");
  expect(inPrivate).toContain("hush");
});

test("an organisation's repository that the app may not see is spoken of", async () => {
  const gh = world.gh;
  gh.createOrg("shut");
  gh.createRepo("shut/.github", { private: true, files: { [SETTINGS]: "questions: {max: 1}\n" } });
  const repository = gh.createRepo("shut/web", { files: { "a.md": "x" } });
  gh.installApp(world.app, "shut", { repositories: ["web"] });
  const pull = gh.openPullRequest(repository, { head: "one", files: { [PATH]: postmortem() } });
  const { output } = await world.check(pull);
  expect(output.summary).toContain("If there is a repository shut/.github, this app was not given access to it");
});

describe("the command line over GitHub", () => {
  const at = async (installation: { readonly id: number }) => {
    const octokit = new CoachOctokit({
      auth: { appId: world.app.id, privateKey: world.app.privateKey, installationId: installation.id },
      baseUrl: world.gh.apiUrl,
    });
    const { token } = (await octokit.auth({ type: "installation" })) as { token: string };
    process.env["GITHUB_TOKEN"] = token;
    process.env["GITHUB_API_URL"] = world.gh.apiUrl;
  };
  beforeAll(() => at(world.installation));
  afterAll(() => {
    delete process.env["GITHUB_TOKEN"];
    delete process.env["GITHUB_API_URL"];
  });

  test("settings says what is in force in a repository", async () => {
    organisation({ [SETTINGS]: "questions: {max: 2}\nlocked: [questions.max]\n" });
    const repository = world.repository({ [SETTINGS]: "questions: {max: 7}\n" });
    const name = repository.fullName.split("/")[1]!;
    const { code, stdout } = await call("settings", "--owner", "acme", "--repository", name);
    expect(stdout).toContain("questions.max: 2 [organisation, acme/.github: .github/postmortem-coach.yml]\n");
    expect(stdout).toContain(
      `refused: questions.max [repository, acme/${name}: .github/postmortem-coach.yml]: the organisation`,
    );
    expect(code).toBe(1);
  });

  test("insights counts what came of the questions of all repositories", async () => {
    const { code, stdout } = await call("insights", "--owner", "acme", "--format", "json");
    const found = JSON.parse(stdout) as {
      asked: number;
      rules: { rule: string; asked: number; skipped: number; reasons: string[] }[];
    };
    expect(code).toBe(0);
    expect(found.asked).toBeGreaterThan(10);
    const who = found.rules.find(({ rule }) => rule === "impact/who");
    expect(who?.asked).toBeGreaterThan(2);
    expect(who?.reasons).toContain("the status page names them");
    expect(stdout).not.toContain("lead");
  });
});
