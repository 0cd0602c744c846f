import { fits } from "./globs.ts";
import { type EffectiveSettings, valueOf } from "./merge.ts";

/** Whether a file of a repository is a postmortem, by its name and the settings `paths` and `ignore`. */
export function isPostmortem(path: string, settings: EffectiveSettings): boolean {
  return (
    /\.(?:md|mdx|markdown)$/iu.test(path) &&
    fits(path, valueOf<string[]>(settings, "paths")) &&
    !fits(path, valueOf<string[]>(settings, "ignore"))
  );
}
