import type { LayerFiles } from "../settings/policy.ts";
import { RULES_FOLDER, SETTINGS_FILE } from "../settings/read-layer.ts";
import { listTree } from "./list-tree.ts";
import type { Octokit, RepositoryRef } from "./model.ts";
import { readTexts } from "./read-texts.ts";

/** Where a layer's files are found. */
export interface LayerPlace {
  readonly name: LayerFiles["name"];
  readonly ref: RepositoryRef;
  readonly commit: string;
  /** What REST lists the folder with rules by; null where there is none. */
  readonly rulesTree: string | null;
  /** The text of the settings where it is known already; undefined where it is to be read. */
  readonly settings?: string | null;
}

/** So many files with rules are read; one more is read to say that there are more. */
const MAX_FILES = 201;
/** Stands for what is no text, or not given whole: whoever reads layers says so. */
export const NO_TEXT = "\u0000";

/**
 * Reads the files of one layer.
 *
 * @throws Error (of Octokit) where GitHub doesn't answer
 */
export async function readLayerFiles(octokit: Octokit, place: LayerPlace): Promise<LayerFiles> {
  const { name, ref, commit, rulesTree } = place;
  const label = labelOf(ref);
  const names = rulesTree === null ? [] : (await listTree(octokit, ref, rulesTree)).filter(isYaml).slice(0, MAX_FILES);
  const rules = names.map((rule) => ({ ...ref, commit, path: `${RULES_FOLDER}/${rule}` }));
  const isKnown = place.settings !== undefined;
  const texts = await readTexts(octokit, [...(isKnown ? [] : [{ ...ref, commit, path: SETTINGS_FILE }]), ...rules]);
  const settings = isKnown ? place.settings : texts.shift()!;
  return {
    name,
    settings: settings === null ? null : { file: `${label}${SETTINGS_FILE}`, text: settings },
    rules: names.map((rule, index) => ({
      path: `${label}${RULES_FOLDER}/${rule}`,
      id: rule.replace(/\.ya?ml$/u, ""),
      text: texts[index] ?? NO_TEXT,
    })),
  };
}

/** What stands before the path of a repository's file, for those who read of it. */
export const labelOf = ({ owner, repo }: RepositoryRef): string => `${owner}/${repo}: `;

const isYaml = (path: string) => /\.ya?ml$/u.test(path);
