import { LRUCache } from "lru-cache";
import type { Problem } from "../rules/problem.ts";
import { BUILT_IN, type Layer } from "../settings/layers.ts";
import { readLayer, SETTINGS_FILE } from "../settings/read-layer.ts";
import type { Octokit, RepositoryRef, SettingsIds } from "./model.ts";
import { query } from "./query.ts";

/** What the default branches of a repository and of its organisation's `.github` repository say. */
export interface FoundSettings {
  /** From far to near; those with a mistake are left out. */
  readonly layers: readonly Layer[];
  readonly problems: readonly Problem[];
}

const FILE = `object(expression: "HEAD:${SETTINGS_FILE}") { oid ... on Blob { text isTruncated } }`;
const QUERY = `query ($owner: String!, $repo: String!) {
  organisation: repository(owner: $owner, name: ".github") { ${FILE} }
  repository(owner: $owner, name: $repo) { ${FILE} }
}`;

type FileAnswer = {
  readonly object: { readonly oid: string; readonly text?: string | null; readonly isTruncated?: boolean } | null;
} | null;

/** Reads settings, always from default branches, and keeps them as long as GitHub says that the files are the same. */
export class SettingsReader {
  readonly #known = new LRUCache<string, { readonly ids: SettingsIds; readonly found: FoundSettings }>({ max: 5000 });

  /**
   * @param ids which versions of the files are in force, as the pull request was read with them
   * @throws Error (of Octokit) where GitHub doesn't answer
   */
  async read(octokit: Octokit, ref: RepositoryRef, ids: SettingsIds): Promise<FoundSettings> {
    const known = this.#known.get(keyOf(ref));
    if (known?.ids.organisation === ids.organisation && known.ids.repository === ids.repository) return known.found;
    if (ids.organisation !== null || ids.repository !== null) return this.readNow(octokit, ref);
    return this.#keep(ref, ids, { layers: [BUILT_IN], problems: [] });
  }

  /**
   * Reads what is in force now, whatever is known.
   *
   * @throws Error (of Octokit) where GitHub doesn't answer
   */
  async readNow(octokit: Octokit, { owner, repo }: RepositoryRef): Promise<FoundSettings> {
    const answer = await query<Record<"organisation" | "repository", FileAnswer>>(octokit, QUERY, { owner, repo });
    const { organisation, repository } = answer;
    const ids = { organisation: organisation?.object?.oid ?? null, repository: repository?.object?.oid ?? null };
    return this.#keep({ owner, repo }, ids, readLayers({ owner, repo }, organisation, repository));
  }

  /** What was in force when it was last read; null where it never was. */
  lastKnown(ref: RepositoryRef): FoundSettings | null {
    return this.#known.get(keyOf(ref))?.found ?? null;
  }

  #keep(ref: RepositoryRef, ids: SettingsIds, found: FoundSettings): FoundSettings {
    this.#known.set(keyOf(ref), { ids, found });
    return found;
  }
}

const keyOf = ({ owner, repo }: RepositoryRef) => `${owner}/${repo}`;

function readLayers({ owner, repo }: RepositoryRef, organisation: FileAnswer, repository: FileAnswer): FoundSettings {
  const layers: Layer[] = [BUILT_IN];
  const problems: Problem[] = [];
  const add = (name: "organisation" | "repository", of: string, answer: FileAnswer) => {
    const file = answer?.object;
    if (file === null || file === undefined) return;
    const where = `${of}: ${SETTINGS_FILE}`;
    if (typeof file.text !== "string" || file.isTruncated === true) {
      problems.push({ file: where, line: 1, key: "", message: "it is not a text of at most 100 KB" });
      return;
    }
    const read = readLayer(name, where, file.text);
    if ("problems" in read) problems.push(...read.problems);
    else layers.push(read.layer);
  };
  add("organisation", `${owner}/.github`, organisation);
  // The `.github` repository's own file is the organisation's: it is not laid over itself.
  if (repo !== ".github") add("repository", `${owner}/${repo}`, repository);
  return { layers, problems };
}
