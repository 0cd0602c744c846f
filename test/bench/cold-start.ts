import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { median } from "./passes.ts";

const CLI = join(import.meta.dirname, "..", "..", "src", "cli.ts");
const BARE = join(import.meta.dirname, "bare.js");
const RUNS = 15;

/**
 * How long whole processes take that read one document, in turns.
 *
 * @returns medians in milliseconds: `postmortem-coach review`, and a process that only parses it
 */
export function measureColdStart(path: string): { readonly review: number; readonly bare: number } {
  const time = (...args: string[]): number => {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`${args.join(" ")}: ${stderr}`);
    return performance.now() - start;
  };
  time(CLI, "review", path);
  const [review, bare]: [number[], number[]] = [[], []];
  for (let run = 0; run < RUNS; run += 1) {
    review.push(time(CLI, "review", path));
    bare.push(time(BARE, path));
  }
  return { review: median(review), bare: median(bare) };
}
