import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const npm = (args: readonly string[], cwd: string) =>
  execFileSync("npm", [...args, "--silent", "--no-audit", "--no-fund"], { cwd, encoding: "utf8" });

test("the packed package runs where it is installed", { timeout: 80_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "coach-pack-"));
  const [{ filename, files }] = JSON.parse(npm(["pack", "--json", "--pack-destination", folder], root)) as [
    { filename: string; files: { path: string }[] },
  ];
  expect(files.map(({ path }) => path.split("/")[0])).not.toContain("src");
  expect(files.map(({ path }) => path)).toContain("docs/schema/rule.json");
  expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(["dist/web/serve.js", "dist/site/index.html"]));
  writeFileSync(join(folder, "package.json"), "{}");
  // The packages that it needs are here already: nothing is fetched.
  npm(["install", "--prefer-offline", "--ignore-scripts", `./${filename}`], folder);
  copyFileSync(join(root, "test", "fixtures", "interview-headings.md"), join(folder, "outage.md"));
  const binary = join(folder, "node_modules", ".bin", "postmortem-coach");
  const review = (args: readonly string[]) =>
    execFileSync(process.execPath, [binary, ...args], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1" },
    });
  expect(review(["review", "outage.md"])).toMatch(/more are held back/);
  expect(review(["review"])).toMatch(/^sample\.md\n/);
});
