import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call, folder } from "../cli/in-process.ts";

const guide = readFileSync(new URL("../../docs/organisation.md", import.meta.url), "utf8");
/** The guide's examples in their order: files to write, and commands with what they print. */
const steps = [...guide.matchAll(/^```(?<info>[^\n]+)\n(?<text>.*?)^```$/gmsu)].map(({ groups }) => ({
  info: groups!["info"]!,
  text: groups!["text"]!,
}));

const before = process.cwd();
beforeAll(() => process.chdir(folder({})));
afterAll(() => process.chdir(before));

test("the guide has examples of both kinds", () => {
  expect(steps.filter(({ info }) => info === "console").length).toBeGreaterThan(6);
  expect(steps.filter(({ info }) => / file=/u.test(info)).length).toBeGreaterThan(4);
  expect(steps.filter(({ info }) => info !== "console" && !/ file=/u.test(info))).toEqual([]);
});

const fileOf = (info: string) => / file=(?<file>\S+)/u.exec(info)?.groups?.["file"];
/** The commands, each with the files that stand before it. */
const commands = steps.flatMap(({ info, text }, index) => {
  if (info !== "console") return [];
  const [command, ...lines] = text.trimEnd().split("\n");
  return [{ command: command!.replace(/^\$ postmortem-coach /u, ""), lines, files: steps.slice(0, index) }];
});

test.for(commands)("postmortem-coach $command", async ({ command, lines, files }) => {
  for (const { info, text } of files) {
    const file = fileOf(info);
    if (file === undefined) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const { stdout } = await call(...command.split(" "));
  expect(stdout.split("\n")).toEqual(expect.arrayContaining(lines));
  expect(lines.length).toBeGreaterThan(0);
});
