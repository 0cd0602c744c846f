import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const fixtures = join(root, "test", "fixtures");
const interview = join(fixtures, "interview-headings.md");

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as its users do, as a process. */
function run(
  args: readonly string[],
  { input = "", env = {}, cwd = root }: { input?: string; env?: Record<string, string>; cwd?: string } = {},
): Promise<Result> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(root, "src", "cli.ts"), ...args],
      { cwd, env: { ...process.env, NO_COLOR: "1", ...env }, maxBuffer: 1 << 26 },
      (error, stdout, stderr) => resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
    );
    child.stdin?.end(input);
  });
}
const json = (stdout: string) => (JSON.parse(stdout) as { documents: Record<string, unknown>[] }).documents;

describe("review", () => {
  test("text: the line, the question under it, what is held back, what is clear", async () => {
    const { code, stdout } = await run(["review", interview]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ +16 │ ~3\.4% of read traffic, 52 minutes\.\n {6}│ .*\?/m);
    expect(stdout.match(/\?\n/g)?.length).toBeGreaterThanOrEqual(5);
    expect(stdout).toMatch(/\d+ more are held back \(--all shows them\)/);
    expect(stdout).toMatch(/Already clear, with the line: .*impact\/magnitude \(\d+\)/s);
  });

  test("JSON: questions in their order, with lines, and what is posted", async () => {
    const { code, stdout } = await run(["review", "--format", "json", "--all", interview]);
    expect(code).toBe(0);
    const [document] = json(stdout);
    expect(Object.keys(document!)).toEqual(["path", "questions", "answered", "ignored", "note"]);
    const questions = document!["questions"] as Record<string, unknown>[];
    expect(Object.keys(questions[0]!)).toEqual(["id", "topic", "line", "endLine", "question", "why", "posted"]);
    expect(questions.filter(({ posted }) => posted)).toHaveLength(5);
    expect(questions.length).toBeGreaterThan(10);
    expect(document).toMatchObject({ path: interview, ignored: [], note: null });
  });

  test("text obeys no escape sequence of a document, and says it nonetheless", async () => {
    const esc = "\u001B]0;owned\u0007\u001B[2J";
    const input = `# Outage\n\n## Impact\n\n<!-- coach-ignore impact/who: ${esc} -->\n\nOrders ${esc} failed for an hour. Customers could not pay, and support answered forty calls about it before noon.\n\n## Timeline\n\n- 10:00 It began, ${esc} they say.\n- 10:20 It ended.\n\n## Root cause\n\nA certificate of the payment gateway expired, and nobody renewed it.\n`;
    const { stdout } = await run(["review", "--all", "--explain", "-"], { input });
    expect(stdout).toContain("Orders �]0;owned��[2J failed");
    expect(stdout).toContain("Silenced in line 5: impact/who (�]0;owned��[2J)");
    // oxlint-disable-next-line no-control-regex -- these are what must not be there
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/u);
  });

  test("without --all, JSON holds what is posted", async () => {
    const { stdout } = await run(["review", "--format", "json", interview]);
    expect(json(stdout)[0]!["questions"]).toHaveLength(5);
  });

  test("Markdown reads as questions that a reviewer might ask", async () => {
    const { stdout } = await run(["review", "--format", "markdown", interview]);
    expect(stdout).toMatch(
      /^## Questions you might ask about `.*interview-headings\.md`\n\n- \*\*.*\?\*\* \(line \d+\)/,
    );
  });

  test("--explain says what each rule looked for and found", async () => {
    const { stdout } = await run(["review", "--explain", interview]);
    expect(stdout).toMatch(/impact\/data: asked\n {2}· .*a sentence/);
    expect(stdout).toMatch(/timeline\/timezone: answered \(line 20\)/);
  });

  test("the same text gives the same from a file and from standard input, in any zone and locale", async () => {
    const path = (text: string) => text.replaceAll(interview, "-");
    const [file, stdin] = await Promise.all([
      run(["review", "--format", "json", "--all", interview], {
        env: { TZ: "Pacific/Auckland", LC_ALL: "tr_TR.UTF-8" },
      }),
      run(["review", "--format", "json", "--all", "-"], {
        input: readFileSync(interview, "utf8"),
        env: { TZ: "America/St_Johns", LC_ALL: "C" },
      }),
    ]);
    expect(stdin.stdout).toBe(path(file.stdout));
  });

  test("without files it reviews the sample and says so", async () => {
    const { code, stdout, stderr } = await run(["review"]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/sample that ships with Postmortem Coach/);
    expect(stdout).toMatch(/^sample\.md\n/);
  });

  test("folders without READMEs and templates, and globs", async () => {
    const folder = mkdtempSync(join(tmpdir(), "coach-"));
    mkdirSync(join(folder, "2025"));
    for (const name of ["README.md", "template.md", "2025/b.md", "a.mdx", "notes.txt"])
      writeFileSync(join(folder, name), readFileSync(interview));
    const paths = async (name: string) =>
      json((await run(["review", "--format", "json", name])).stdout).map(({ path }) => path);
    expect(await paths(folder)).toEqual([join(folder, "2025/b.md"), join(folder, "a.mdx")]);
    expect(await paths(join(folder, "**/*.md"))).toEqual([
      join(folder, "2025/b.md"),
      join(folder, "README.md"),
      join(folder, "template.md"),
    ]);
  });

  test("rules can be added", async () => {
    const folder = mkdtempSync(join(tmpdir(), "coach-"));
    mkdirSync(join(folder, "impact"));
    const rule = readFileSync(join(root, "rules", "impact", "data.yml"), "utf8");
    writeFileSync(
      join(folder, "impact", "orders.yml"),
      rule.replace(/questions:\n(?: +- .*\n)+/, "questions:\n  - How many orders were lost?\n"),
    );
    const { stdout } = await run(["review", "--all", "--rules", folder, interview]);
    expect(stdout).toContain("How many orders were lost?");
  });

  test("--fail-on any exits with 1 where a question is open", async () => {
    expect((await run(["review", "--fail-on", "any", interview])).code).toBe(1);
    expect((await run(["review", "--fail-on", "any", join(fixtures, "exemplary.md")])).code).toBe(0);
  });

  test("--fail-on required exits with 1 where a question that the settings at hand require is open", async () => {
    const codeWith = async (settings: string, document = interview) => {
      const cwd = mkdtempSync(join(tmpdir(), "coach-"));
      mkdirSync(join(cwd, ".github"));
      writeFileSync(join(cwd, ".github", "postmortem-coach.yml"), settings);
      return (await run(["review", "--fail-on", "required", document], { cwd })).code;
    };
    expect(await codeWith("rules: {impact/data: required}\n")).toBe(1);
    expect(await codeWith("rules: {impact/data: required}\n", join(fixtures, "exemplary.md"))).toBe(0);
    expect(await codeWith("topics: {actions: summary}\n")).toBe(0);
    expect(await codeWith("rules: {impact/data: requird}\n")).toBe(2);
  });

  test("standard input stands beside files, and a file that is named twice is read once", async () => {
    const { stdout } = await run(["review", "--format", "json", interview, "-", interview], {
      input: readFileSync(join(fixtures, "exemplary.md"), "utf8"),
    });
    expect(json(stdout).map(({ path, questions }) => [path, (questions as unknown[]).length])).toEqual([
      [interview, 5],
      ["-", 0],
    ]);
  });

  test("--role changes the order", async () => {
    const first = async (role: string) =>
      (await run(["review", "--format", "json", "--all", "--role", role, interview])).stdout;
    const [engineer, manager] = await Promise.all([first("engineer"), first("manager")]);
    const ids = (stdout: string) => (json(stdout)[0]!["questions"] as { id: string }[]).map(({ id }) => id);
    expect(ids(engineer)).not.toEqual(ids(manager));
    expect(ids(engineer).toSorted()).toEqual(ids(manager).toSorted());
  });
});

describe("trouble is said with the way out, and the exit code is 2", () => {
  const folder = mkdtempSync(join(tmpdir(), "coach-"));
  const file = (name: string, content: string | Buffer) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  mkdirSync(join(folder, "rules", "impact"), { recursive: true });
  writeFileSync(join(folder, "rules", "impact", "own.yml"), "looks-at: documnt\n");

  test.for<[string, string[], RegExp]>([
    ["no such file", ["no-such.md"], /no-such\.md: there is no such file/],
    ["a binary", [file("binary.md", Buffer.from([0x23, 0, 0xff]))], /it is binary/],
    ["no UTF-8", [file("latin.md", Buffer.from([0x23, 0x20, 0xe9, 0x0a]))], /it is not UTF-8/],
    ["too long", [file("long.md", "The service was down. ".repeat(20_000))], /too long to review/],
    ["too slow", [file("slow.md", `${"- ".repeat(20_000)}a`)], /could not be parsed in time|nested too deeply/],
    [
      "a broken rule",
      ["--rules", join(folder, "rules"), interview],
      /impact\/own\.yml:1 looks-at: “documnt” is none of/,
    ],
    ["no such folder of rules", ["--rules", "no-such", interview], /no-such/],
    ["an unknown option", ["--formt", "json"], /Unknown option '--formt'/],
    ["an unknown format", ["--format", "xml"], /--format is one of text, markdown, json, not “xml”/],
    ["a glob that fits nothing", [join(folder, "*.mdx")], /no Markdown file fits/],
  ])("%s", async ([, args, message]) => {
    const { code, stderr } = await run(["review", ...args]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\bat .*\.ts:\d+/);
    expect(code).toBe(2);
  });

  test("a bad file does not keep the others from being reviewed", async () => {
    const { code, stdout } = await run(["review", "--format", "json", join(folder, "binary.md"), interview]);
    expect(code).toBe(2);
    expect(json(stdout).map(({ questions }) => (questions as unknown[]).length)).toEqual([0, 5]);
  });
});

test("help and version", async () => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  expect((await run(["--version"])).stdout).toBe(`${version}\n`);
  expect((await run(["--help"])).stdout).toMatch(/postmortem-coach review/);
  expect((await run(["review", "--help"])).stdout).toMatch(/--fail-on required\|any/);
  expect(await run(["revue"])).toMatchObject({ code: 2, stderr: expect.stringMatching(/no command “revue”/) });
});
