import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";

/** A file with rules or vocabulary in it, as it was found. */
export interface RuleFile {
  /** As a reader would write it: the folder as given, with forward slashes. */
  readonly path: string;
  /** `impact/data`, or `vocabulary`. */
  readonly id: string;
  readonly text: string;
}

/** A file with the vocabulary, beside the topics' folders. */
export const VOCABULARY = "vocabulary";

/**
 * Finds the rule files of a folder: `<topic>/<name>.yml` and `vocabulary.yml`.
 *
 * @param folder where to look
 * @returns the files in the order of their ids
 * @throws Error (ENOENT, ENOTDIR, EACCES) where the folder can't be read
 */
export function findRuleFiles(folder: string): RuleFile[] {
  const read = (...parts: string[]): RuleFile => {
    const path = join(folder, ...parts);
    return {
      path: path.split(sep).join("/"),
      id: parts.join("/").replace(/\.ya?ml$/u, ""),
      text: readFileSync(path, "utf8"),
    };
  };
  const isYaml = (name: string) => /\.ya?ml$/u.test(name);
  return readdirSync(folder)
    .toSorted()
    .flatMap((name) => {
      if (statSync(join(folder, name)).isDirectory())
        return readdirSync(join(folder, name))
          .filter(isYaml)
          .toSorted()
          .map((file) => read(name, file));
      return isYaml(name) && name.replace(/\.ya?ml$/u, "") === VOCABULARY ? [read(name)] : [];
    });
}
