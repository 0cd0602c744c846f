import { LRUCache } from "lru-cache";
import type { Failed } from "../analysis/model.ts";
import { BUILT_IN } from "../settings/layers.ts";
import type { LayerFiles, Policy } from "../settings/policy.ts";
import { SETTINGS_FILE } from "../settings/read-layer.ts";
import type { Octokit, RepositoryRef, SettingsIds } from "./model.ts";
import { query } from "./query.ts";
import { NO_TEXT, readLayerFiles } from "./read-layer-files.ts";
import { rulesTreeOf, VERSION_FIELDS, type VersionNode, versionOf } from "./settings-versions.ts";

/** What the default branches of a repository and of its organisation's `.github` repository say. */
export interface FoundSettings extends Policy {
  /** Whether fewer people see the organisation's settings than the repository's pull requests. */
  readonly isOrganisationHidden: boolean;
  /** Whether there may be settings of the organisation that the app was not given to see. */
  readonly isOrganisationUnseen: boolean;
}

/** Reads the settings and rules of layers as a policy (see `AnalysisPool`). */
export type ReadPolicy = (layers: readonly LayerFiles[]) => Promise<Policy | Failed>;

const FIELDS = `isPrivate ${VERSION_FIELDS}
  text: object(expression: "HEAD:${SETTINGS_FILE}") { ... on Blob { text isTruncated } }`;
const QUERY = `query ($owner: String!, $repo: String!) {
  organisation: repository(owner: $owner, name: ".github") { ${FIELDS} }
  repository(owner: $owner, name: $repo) { ${FIELDS} }
}`;

/** A default branch's versions, with the text of its settings. */
interface SettingsNode extends VersionNode {
  readonly isPrivate: boolean;
  readonly text: { readonly text?: string | null; readonly isTruncated?: boolean } | null;
}

interface Answer {
  readonly organisation: SettingsNode | null;
  readonly repository: SettingsNode;
}

interface Known {
  readonly ids: SettingsIds;
  readonly found: FoundSettings;
}

/** Where nobody says anything. */
const NOTHING: Policy = {
  layers: [BUILT_IN],
  files: [],
  rules: [],
  problems: [],
  doubts: [],
  isUnlocked: false,
};

/** Reads settings and rules, always from default branches, and keeps them as long as GitHub says that the files are the same. */
export class SettingsReader {
  readonly #known = new LRUCache<string, Known>({ max: 5000 });
  readonly #readPolicy: ReadPolicy;

  constructor(readPolicy: ReadPolicy) {
    this.#readPolicy = readPolicy;
  }

  /**
   * @param ids which versions of the files are in force, as the pull request was read with them
   * @throws Error (of Octokit) where GitHub doesn't answer
   */
  async read(octokit: Octokit, ref: RepositoryRef, ids: SettingsIds): Promise<FoundSettings> {
    const known = this.#known.get(keyOf(ref));
    if (
      known?.ids.organisation === ids.organisation &&
      known.ids.repository === ids.repository &&
      known.ids.isOrganisationSeen === ids.isOrganisationSeen
    )
      return known.found;
    if (ids.organisation !== null || ids.repository !== null) return this.readNow(octokit, ref);
    const isOrganisationUnseen = await this.#isUnseen(octokit, ids.isOrganisationSeen);
    return this.#keep(ref, ids, { ...NOTHING, isOrganisationHidden: false, isOrganisationUnseen });
  }

  /**
   * Reads what is in force now, whatever is known.
   *
   * @throws Error (of Octokit) where GitHub doesn't answer
   */
  async readNow(octokit: Octokit, ref: RepositoryRef): Promise<FoundSettings> {
    const { organisation, repository, layers } = await this.readFiles(octokit, ref);
    const ids = {
      organisation: versionOf(organisation),
      repository: versionOf(repository),
      isOrganisationSeen: organisation !== null,
    };
    return this.#keep(ref, ids, {
      ...(await this.readLayers(layers)),
      isOrganisationHidden: organisation?.isPrivate === true && !repository.isPrivate,
      isOrganisationUnseen: await this.#isUnseen(octokit, organisation !== null),
    });
  }

  /**
   * Reads the files of a repository's layers, as its and its organisation's default branches have them.
   *
   * @throws Error (of Octokit) where GitHub doesn't answer
   */
  async readFiles(octokit: Octokit, ref: RepositoryRef): Promise<Answer & { readonly layers: readonly LayerFiles[] }> {
    const { owner, repo } = ref;
    const answer = await query<Answer>(octokit, QUERY, { owner, repo });
    const layers: LayerFiles[] = [];
    const add = async (name: LayerFiles["name"], of: RepositoryRef, node: SettingsNode) => {
      const { text } = node;
      const settings = text === null ? null : text.isTruncated === true ? NO_TEXT : (text.text ?? NO_TEXT);
      const commit = node.head?.oid ?? "HEAD";
      layers.push(await readLayerFiles(octokit, { name, ref: of, commit, rulesTree: rulesTreeOf(node), settings }));
    };
    if (answer.organisation !== null) await add("organisation", { owner, repo: ".github" }, answer.organisation);
    // The `.github` repository's own files are the organisation's: they are not laid over themselves.
    if (repo !== ".github") await add("repository", { owner, repo }, answer.repository);
    return { ...answer, layers };
  }

  /** What was in force when it was last read; null where it never was. */
  lastKnown(ref: RepositoryRef): FoundSettings | null {
    return this.#known.get(keyOf(ref))?.found ?? null;
  }

  #keep(ref: RepositoryRef, ids: SettingsIds, found: FoundSettings): FoundSettings {
    this.#known.set(keyOf(ref), { ids, found });
    return found;
  }

  /** Reads layers as a policy. Those that can't be read together are read apart: what a repository says never unlocks what its organisation locked. */
  async readLayers(layers: readonly LayerFiles[]): Promise<Policy> {
    const policy = await this.#readPolicy(layers);
    if (!("failure" in policy)) return policy;
    const near = layers.at(-1);
    if (near === undefined) return NOTHING;
    const file = near.settings?.file ?? near.rules[0]?.path ?? near.name;
    const problem = { file, line: 1, key: "", message: "it takes too long to read, and is left out" };
    const farther = await this.readLayers(layers.slice(0, -1));
    return {
      ...farther,
      problems: [...farther.problems, problem],
      isUnlocked: farther.isUnlocked || near.name === "organisation",
    };
  }

  /** GitHub says of a repository that the app may not see what it says of one that is not there. */
  async #isUnseen(octokit: Octokit, isSeen: boolean): Promise<boolean> {
    if (isSeen) return false;
    const token = (await octokit.auth({ type: "installation" })) as { readonly repositorySelection?: string };
    return token.repositorySelection === "selected";
  }
}

const keyOf = ({ owner, repo }: RepositoryRef) => `${owner}/${repo}`;
