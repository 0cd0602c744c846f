import type { RuleFile } from "../rules/files.ts";
import type { LayerFiles } from "../settings/policy.ts";
import { RULES_FOLDER, SETTINGS_FILE } from "../settings/read-layer.ts";
import type { Octokit, RepositoryRef } from "./model.ts";
import { query } from "./query.ts";
import { rulesTreeOf, type VersionNode } from "./settings-versions.ts";

/** A default branch's versions, with the text of its settings. */
export interface SettingsNode extends VersionNode {
  readonly isPrivate: boolean;
  readonly text: { readonly text?: string | null; readonly isTruncated?: boolean } | null;
}

/** So many files with rules are read; one more is read to say that there are more. */
const MAX_FILES = 201;
const PAGE = 50;

/**
 * Reads the files of one layer.
 *
 * @param node what GraphQL said of the repository that holds them
 * @throws Error (of Octokit) where GitHub doesn't answer
 */
export async function readLayerFiles(
  octokit: Octokit,
  name: LayerFiles["name"],
  ref: RepositoryRef,
  node: SettingsNode,
): Promise<LayerFiles> {
  const at = `${ref.owner}/${ref.repo}: `;
  const { text } = node;
  return {
    name,
    settings:
      text === null
        ? null
        : // What is no text is no settings; the reader of layers says so.
          { file: `${at}${SETTINGS_FILE}`, text: text.isTruncated === true ? "\u0000" : (text.text ?? "\u0000") },
    rules: await readRules(octokit, ref, node, at),
  };
}

async function readRules(octokit: Octokit, ref: RepositoryRef, node: VersionNode, at: string): Promise<RuleFile[]> {
  const tree = rulesTreeOf(node);
  const names = tree === null ? [] : await listRules(octokit, ref, tree);
  const files: RuleFile[] = [];
  for (let start = 0; start < names.length; start += PAGE) {
    const page = names.slice(start, start + PAGE);
    const fields = page.map((_, index) => `f${index}: object(expression: $e${index}) { ... on Blob { text } }`);
    const { repository } = await query<Texts>(
      octokit,
      `query ($owner: String!, $repo: String!${page.map((_, index) => `, $e${index}: String!`).join("")}) {
        repository(owner: $owner, name: $repo) { ${fields.join("\n")} }
      }`,
      {
        ...ref,
        ...Object.fromEntries(page.map((name, index) => [`e${index}`, `${node.head!.oid}:${RULES_FOLDER}/${name}`])),
      },
    );
    for (const [index, name] of page.entries()) {
      const text = repository[`f${index}`]?.text ?? "\u0000";
      files.push({ path: `${at}${RULES_FOLDER}/${name}`, id: name.replace(/\.ya?ml$/u, ""), text });
    }
  }
  return files;
}

interface Texts {
  readonly repository: Readonly<Record<string, { readonly text?: string | null } | null>>;
}

async function listRules(octokit: Octokit, ref: RepositoryRef, tree: string): Promise<string[]> {
  try {
    const { data } = await octokit.rest.git.getTree({ ...ref, tree_sha: tree, recursive: "1" });
    return data.tree
      .flatMap(({ type, path }) => (type === "blob" && /\.ya?ml$/u.test(path) ? [path] : []))
      .toSorted()
      .slice(0, MAX_FILES);
  } catch (error) {
    if ((error as { status?: number }).status === 404) return [];
    throw error;
  }
}
