import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { call, folder } from "./in-process.ts";

const SETTINGS = ".github/postmortem-coach.yml";

describe("settings", () => {
  const organisation = folder({ [SETTINGS]: "questions: {max: 3}\nlocked: [questions.max, impact/data]\n" });
  const repo = folder({
    [SETTINGS]:
      "questions: {max: 9}\nrules: {impact/data: off, actions/due: summary}\nfolders: {'teams/**': {rules: {actions/due: off}}}\n",
  });

  test("prints each value with the layer and the file that set it, and what was refused", async () => {
    const { code, stdout } = await call("settings", "--repo", repo, "--organisation", organisation);
    expect(code).toBe(1);
    expect(stdout).toContain(`questions.max: 3 [organisation, ${join(organisation, SETTINGS)}]\n`);
    expect(stdout).toContain("questions.rounds: 3 [built in]\n");
    expect(stdout).toContain(`actions/due: summary [repository, ${join(repo, SETTINGS)}]\n`);
    expect(stdout).toContain(
      `refused: questions.max [repository, ${join(repo, SETTINGS)}]: the organisation locked it\n`,
    );
    expect(stdout).toMatch(/refused: impact\/data .* so it can't be set to off/u);
  });

  test("of a document counts its folder, and JSON is for programs", async () => {
    const path = "teams/payments/postmortems/x.md";
    const { stdout } = await call("settings", "--repo", repo, "--path", path, "--format", "json");
    const { settings } = JSON.parse(stdout) as { settings: object[] };
    expect(settings).toContainEqual({
      key: "actions/due",
      value: "off",
      layer: "folder",
      file: `${join(repo, SETTINGS)} (teams/**)`,
    });
  });

  test("is 0 where all of it is in force, and 2 where something can't be read", async () => {
    expect(await call("settings", "--repo", organisation.replace(/$/u, "/none"))).toMatchObject({ code: 2 });
    expect(await call("settings", "--repo", folder({}))).toMatchObject({ code: 0, stderr: "" });
    expect(await call("settings", "--owner", "acme")).toMatchObject({ code: 2 });
  });
});

describe("settings check", () => {
  const check = (files: Readonly<Record<string, string>>, ...more: string[]) => {
    const root = folder(files);
    return call("settings", "check", ...more, ...Object.keys(files).map((path) => join(root, path)));
  };

  test.for<[string, string, RegExp]>([
    ["a key that there is not", "drafts: true\nquestion:\n  max: 3\n", /:2 question: .* did you mean “questions”\?/u],
    ["a level that there is not", "rules:\n  impact/data: of\n", /:2 rules\.impact\/data: .* did you mean “off”\?/u],
    [
      "a rule that there is not",
      "drafts: true\nrules:\n  impact/dta: off\n",
      /:3 rules: there is no rule impact\/dta; did you mean “impact\/data”\?/u,
    ],
    ["a topic that there is not", "topics:\n  impct: off\n", /:2 topics\.impct: .* did you mean “impact”\?/u],
    [
      "a sentence that there is not",
      "words:\n  review.on: Hello.\n",
      /:2 words\.review\.on: .* did you mean “review\.one”\?/u,
    ],
    [
      "a sentence with what it does not have",
      'words:\n  review.one: "{cuont} questions."\n',
      /there is no \{cuont\} in this sentence/u,
    ],
    ["a sentence that pings", 'words:\n  review.one: "Ask @acme/sre."\n', /would ping them/u],
    ["a sentence that commands", "words:\n  review.optional: An answer must be given.\n", /“must” judges or commands/u],
    ["a name that can't be locked", "locked:\n  - question.max\n", /:2 locked\.0: .* did you mean “questions\.max”\?/u],
    ["a lock in a repository", "locked: [impact/data]\n", /only an organisation's settings can lock/u],
    [
      "a word for a set that there is not",
      'vocabulary:\n  words:\n    users: ["{nobdy} there"]\n',
      /:3 vocabulary: .*\{nobdy\}/u,
    ],
    [
      "a glob of too many wildcards",
      "paths: ['*a*a*a*a*a*a*a*a*a*a*a*a*a']\n",
      /:1 paths\.0: a glob has at most 12 wildcards/u,
    ],
    ["no YAML", "paths: [\n", /:\d+: no valid YAML/u],
    ["aliases, of which bombs are made", "paths: &a [x]\nignore: *a\n", /no valid YAML/u],
  ])("names %s, with its line", async ([, text, expected]) => {
    const { code, stdout } = await check({ "settings.yml": text });
    expect(stdout).toMatch(expected);
    expect(code).toBe(1);
  });

  test("takes a file in a topic's folder for a rule", async () => {
    const { code, stdout } = await check({ "impact/mine.yml": "looks-at: documnt\n" });
    expect(code).toBe(1);
    expect(stdout).toMatch(/impact\/mine\.yml:1 looks-at: .* did you mean “document”\?/u);
  });

  test("finds no mistake where there is none, in an organisation's locks neither", async () => {
    const { code, stdout } = await check({ "settings.yml": "locked: [impact/data, paths]\n" }, "--organisation");
    expect(stdout).toMatch(/settings\.yml: no mistakes\n/u);
    expect(code).toBe(0);
  });

  test("is 2 where a file can't be read", async () => {
    expect(await call("settings", "check", "/nowhere/x.yml")).toMatchObject({ code: 2 });
  });
});

describe("review with settings", () => {
  const document = join(import.meta.dirname, "..", "fixtures", "interview-headings.md");
  const review = (text: string, ...more: string[]) =>
    call("review", "--settings", join(folder({ "settings.yml": text }), "settings.yml"), ...more, document);

  test("asks as they want it", async () => {
    const { stdout } = await review(
      "questions: {max: 2}\ntopics: {actions: off}\nrules: {impact/data: required}\n",
      "--format",
      "json",
      "--all",
    );
    const { questions } = (JSON.parse(stdout) as { documents: { questions: { id: string; posted: boolean }[] }[] })
      .documents[0]!;
    expect(questions[0]?.id).toBe("impact/data");
    expect(questions.filter(({ posted }) => posted)).toHaveLength(2);
    expect(questions.filter(({ id }) => id.startsWith("actions/"))).toEqual([]);
  });

  test("fails where a required question is open, if wanted", async () => {
    expect((await review("rules: {impact/data: required}\n", "--fail-on", "required")).code).toBe(1);
    expect((await review("rules: {impact/data: summary}\n", "--fail-on", "required")).code).toBe(0);
    expect((await review("rules: {'*/*': summary}\n", "--fail-on", "any")).code).toBe(0);
  });

  test("does not begin with settings that have a mistake", async () => {
    expect(await review("rules: {impact/data: requird}\n")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("did you mean “required”?"),
    });
  });
});
