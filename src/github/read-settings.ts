import { LRUCache } from "lru-cache";
import type { Failed } from "../analysis/model.ts";
import { BUILT_IN } from "../settings/layers.ts";
import type { LayerFiles, Policy } from "../settings/policy.ts";
import { SETTINGS_FILE } from "../settings/read-layer.ts";
import type { Octokit, RepositoryRef, SettingsIds } from "./model.ts";
import { query } from "./query.ts";
import { readLayerFiles, type SettingsNode } from "./read-layer-files.ts";
import { VERSION_FIELDS, versionOf } from "./settings-versions.ts";

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
    if (known?.ids.organisation === ids.organisation && known.ids.repository === ids.repository) return known.found;
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
    const { owner, repo } = ref;
    const { organisation, repository } = await query<Answer>(octokit, QUERY, { owner, repo });
    const layers: LayerFiles[] = [];
    if (organisation !== null)
      layers.push(await readLayerFiles(octokit, "organisation", { owner, repo: ".github" }, organisation));
    // The `.github` repository's own files are the organisation's: they are not laid over themselves.
    if (repo !== ".github") layers.push(await readLayerFiles(octokit, "repository", { owner, repo }, repository));
    const ids = {
      organisation: versionOf(organisation),
      repository: versionOf(repository),
      isOrganisationSeen: organisation !== null,
    };
    return this.#keep(ref, ids, {
      ...(await this.#readLayers(layers)),
      isOrganisationHidden: organisation?.isPrivate === true && !repository.isPrivate,
      isOrganisationUnseen: await this.#isUnseen(octokit, organisation !== null),
    });
  }

  /** What was in force when it was last read; null where it never was. */
  lastKnown(ref: RepositoryRef): FoundSettings | null {
    return this.#known.get(keyOf(ref))?.found ?? null;
  }

  #keep(ref: RepositoryRef, ids: SettingsIds, found: FoundSettings): FoundSettings {
    this.#known.set(keyOf(ref), { ids, found });
    return found;
  }

  /** Layers that can't be read together are read apart: what a repository says never unlocks what its organisation locked. */
  async #readLayers(layers: readonly LayerFiles[]): Promise<Policy> {
    const policy = await this.#readPolicy(layers);
    if (!("failure" in policy)) return policy;
    const first = layers[0];
    if (first === undefined) return NOTHING;
    const file = first.settings?.file ?? first.rules[0]?.path ?? first.name;
    const problem = { file, line: 1, key: "", message: "it took too long to read, and is left out" };
    if (layers.length === 1) return { ...NOTHING, problems: [problem], isUnlocked: first.name === "organisation" };
    const near = layers.at(-1)!;
    const alone = await this.#readLayers(layers.slice(0, -1));
    return { ...alone, problems: [...alone.problems, { ...problem, file: near.settings?.file ?? near.name }] };
  }

  /** GitHub says of a repository that the app may not see what it says of one that is not there. */
  async #isUnseen(octokit: Octokit, isSeen: boolean): Promise<boolean> {
    if (isSeen) return false;
    const token = (await octokit.auth({ type: "installation" })) as { readonly repositorySelection?: string };
    return token.repositorySelection === "selected";
  }
}

const keyOf = ({ owner, repo }: RepositoryRef) => `${owner}/${repo}`;
