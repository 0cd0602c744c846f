import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { call, folder } from "./in-process.ts";

const fixtures = join(import.meta.dirname, "..", "fixtures");

describe("rules list", () => {
  test("lists all rules by topic, with counts, and what settings make of them", async () => {
    const repo = folder({ ".github/postmortem-coach.yml": "topics: {actions: off}\nrules: {impact/data: required}\n" });
    const { code, stdout } = await call("rules", "list", "--repo", repo);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^impact: 6\n {2}impact\/data \(required\)\n/u);
    expect(stdout).toMatch(/\n36 rules, 6 of them switched off\n$/u);
  });

  test("as JSON says where each rule comes from", async () => {
    const rules = folder({ "impact/data.yml": "extends: impact/data\nweight: {engineer: 1, manager: 1}\n" });
    const { stdout } = await call("rules", "list", "--format", "json", "--rules", rules);
    expect(JSON.parse(stdout)).toContainEqual({
      id: "impact/data",
      level: "ask",
      file: join(rules, "impact/data.yml"),
      origin: "changed",
    });
  });
});

describe("rules explain", () => {
  test("says what a rule asks, why, and how to switch it off", async () => {
    const { code, stdout } = await call("rules", "explain", "impact/data");
    expect(code).toBe(0);
    expect(stdout).toMatch(/Asks one of\n {2}- .*\?\n/u);
    expect(stdout).toContain("<!-- coach-ignore impact/data: the reason -->");
  });

  test("of a rule that there is not names the nearest", async () => {
    expect(await call("rules", "explain", "impact/dta")).toMatchObject({
      code: 2,
      stderr: "postmortem-coach rules: there is no rule impact/dta; did you mean “impact/data”?\n",
    });
  });
});

describe("rules new", () => {
  test.for(["impact/partners", "impact/data"])("writes %s, whose examples come out as they say", async (id) => {
    const rules = folder({});
    expect(await call("rules", "new", "--rules", rules, id)).toMatchObject({ code: 0 });
    expect(readFileSync(join(rules, `${id}.yml`), "utf8")).toMatch(/^# /u);
    const { code, stdout } = await call("rules", "test", rules);
    expect(stdout).toMatch(/All \d+ examples come out as they say\./u);
    expect(code).toBe(0);
  });

  test("takes no name that is none, and overwrites nothing", async () => {
    const rules = folder({ "impact/partners.yml": "mine" });
    expect((await call("rules", "new", "--rules", rules, "impct/partners")).stderr).toContain("did you mean “impact”?");
    expect(await call("rules", "new", "--rules", rules, "impact/../../x")).toMatchObject({ code: 2 });
    expect((await call("rules", "new", "--rules", rules, "impact/partners")).stderr).toContain("already");
    expect(readFileSync(join(rules, "impact/partners.yml"), "utf8")).toBe("mine");
    expect(existsSync(join(rules, "..", "x.yml"))).toBe(false);
  });
});

describe("rules test", () => {
  test("names the example that comes out otherwise, with its line", async () => {
    const rules = folder({});
    await call("rules", "new", "--rules", rules, "impact/partners");
    const file = join(rules, "impact/partners.yml");
    writeFileSync(file, readFileSync(file, "utf8").replace("for an hour. Partners", "for an hour. Auditors"));
    const { code, stdout } = await call("rules", "test", rules);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /impact\/partners\.yml:\d+ examples\.silent\.0: the rule asks “.*\?” here, and the example says/u,
    );
  });

  test("is 2 where a rule can't be read, and says why", async () => {
    const { code, stderr } = await call("rules", "test", folder({ "impact/a.yml": "extends: impact/dta\n" }));
    expect(code).toBe(2);
    expect(stderr).toMatch(/impact\/a\.yml:1 extends: there is no rule impact\/dta .* did you mean “impact\/data”\?/u);
    expect(await call("rules", "test", folder({}))).toMatchObject({ code: 2 });
  });
});

describe("rules try", () => {
  const repo = folder({
    ".github/postmortem-coach.yml": "topics: {actions: off}\n",
    "postmortems/a.md": readFileSync(join(fixtures, "interview-headings.md"), "utf8"),
    "postmortems/b.md": readFileSync(join(fixtures, "exemplary.md"), "utf8"),
  });
  const rules = folder({});

  test("shows what would be asked before and after: each rule, each document, the loudest", async () => {
    await call("rules", "new", "--rules", rules, "impact/partners");
    const settings = join(folder({ "new.yml": "topics: {actions: ask}\nrules: {impact/data: off}\n" }), "new.yml");
    const args = ["--repo", repo, "--settings", settings, "--rules", rules, join(repo, "postmortems")];
    const { code, stdout } = await call("rules", "try", "--format", "json", ...args);
    expect(code).toBe(0);
    const trial = JSON.parse(stdout) as {
      documents: number;
      rules: { rule: string; before: number; after: number }[];
      loudest: { rule: string }[];
      changed: { path: string; more: string[]; fewer: string[] }[];
    };
    expect(trial.documents).toBe(2);
    expect(trial.rules).toContainEqual({ rule: "impact/partners", before: 0, after: 2 });
    expect(trial.rules).toContainEqual({ rule: "impact/data", before: 1, after: 0 });
    expect(trial.loudest[0]?.rule).toBe("impact/partners");
    expect(trial.changed.map(({ path }) => path)).toEqual([
      join(repo, "postmortems/a.md"),
      join(repo, "postmortems/b.md"),
    ]);
    expect(trial.changed[0]?.more).toContain("actions/owner");
    expect(trial.changed[0]?.fewer).toEqual(["impact/data"]);
  });

  test("writes the table for a terminal", async () => {
    await call("rules", "new", "--rules", rules, "impact/auditors");
    const { stdout } = await call("rules", "try", "--rules", rules, join(repo, "postmortems/b.md"));
    expect(stdout).toMatch(/impact\/auditors +0 +1 +in 1 of 1\n/u);
  });

  test("is 2 where rules have a mistake, which is named", async () => {
    const broken = folder({ "impact/a.yml": "looks-at: document\n" });
    const { code, stderr } = await call("rules", "try", "--rules", broken, join(repo, "postmortems"));
    expect(code).toBe(2);
    expect(stderr).toMatch(/impact\/a\.yml:1 questions: this key is needed/u);
  });
});

test.for([
  ["rules"],
  ["rules", "list"],
  ["rules", "explain"],
  ["rules", "new"],
  ["rules", "test"],
  ["rules", "try"],
  ["settings"],
  ["settings", "check"],
])("%s has its own help", async (command) => {
  const { code, stdout } = await call(...command, "--help");
  expect(code).toBe(0);
  expect(stdout).toMatch(/\nUsage\n {2}postmortem-coach /u);
});
