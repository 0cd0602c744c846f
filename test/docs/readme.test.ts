import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { call, folder } from "../cli/in-process.ts";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const block = (info: string) =>
  new RegExp(`^\`\`\`${info}\n(?<text>.*?)^\`\`\`$`, "msu").exec(readme)?.groups?.["text"];

describe("the README", () => {
  test("prints what the sample's review prints", async () => {
    const { stdout, code } = await call("review");
    expect(block("text")).toBe(stdout);
    expect(code).toBe(0);
  });

  test("lists the options of review, and no others", async () => {
    const { stdout } = await call("review", "--help");
    const help = [...stdout.matchAll(/^ {2}(?<option>--[a-z-]+)/gmu)].map(({ groups }) => groups!["option"]);
    const table = [...readme.matchAll(/^\| `(?<option>--[a-z-]+)/gmu)].map(({ groups }) => groups!["option"]);
    expect(table).toEqual(help.filter((option) => option !== "--help"));
  });

  test("shows JSON as it is", async () => {
    const example = JSON.parse(block("json")!) as { documents: Record<string, object[]>[] };
    const sample = readFileSync(new URL("../fixtures/sample.md", import.meta.url), "utf8");
    const silenced = sample.replace(
      "## Impact\n",
      "## Impact\n<!-- coach-ignore impact/data: the store is a cache -->",
    );
    const { stdout } = await call("review", "--format", "json", `${folder({ "outage.md": silenced })}/outage.md`);
    const real = JSON.parse(stdout) as typeof example;
    const [shown, printed] = [example.documents[0]!, real.documents[0]!];
    expect(Object.keys(shown)).toEqual(Object.keys(printed));
    expect(printed["questions"]![0]).toEqual(shown["questions"]![0]);
    expect(printed["answered"]).toEqual(expect.arrayContaining(shown["answered"]!));
    expect(printed["ignored"]).toEqual(shown["ignored"]);
  });
});
