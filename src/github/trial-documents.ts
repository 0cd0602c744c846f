import { isPostmortem } from "../settings/postmortems.ts";
import { mergeSettings } from "../settings/merge.ts";
import type { Policy } from "../settings/policy.ts";
import { listTree } from "./list-tree.ts";
import type { Octokit, RepositoryRef } from "./model.ts";
import { type FileRef, readTexts } from "./read-texts.ts";

/** A postmortem that there is, to try a change of settings or rules on. */
export interface TrialDocument {
  readonly ref: RepositoryRef;
  readonly path: string;
  readonly text: string;
  /** Whether its name may be shown to all who see the pull request. */
  readonly isShown: boolean;
}

/** A trial is made over so many, the newest. */
const MAX_DOCUMENTS = 20;
/** Documents whose names have no date are read for one, up to so many. */
const MAX_UNDATED = 40;
/** With the calls of the trip around it, and those that list the repositories, one stays below 40 calls. */
const MAX_REPOSITORIES = 20;
const MAX_PAGES = 5;
/** From the least visible on. */
const VISIBILITIES = ["private", "internal", "public"];
const DATE = /(?<!\d)(?<year>(?:19|20)\d\d)[-_/.]?(?<month>0[1-9]|1[0-2])[-_/.]?(?<day>0[1-9]|[12]\d|3[01])(?!\d)/u;

/**
 * The newest postmortems of a repository, as its settings before or after find them.
 *
 * @param head the newest commit of its default branch
 */
export async function findInRepository(
  octokit: Octokit,
  ref: RepositoryRef,
  head: string,
  policies: readonly Policy[],
): Promise<TrialDocument[]> {
  const paths = await listPostmortems(octokit, ref, head, policies);
  return newest(
    octokit,
    paths.map((path) => ({ ...ref, path, isShown: true })),
  );
}

/**
 * The newest postmortems of the repositories that the installation sees, for a change of the whole organisation's settings or rules.
 *
 * A repository that fewer people see than the `.github` repository is not to be named.
 */
export async function findInOrganisation(
  octokit: Octokit,
  owner: string,
  policies: readonly Policy[],
): Promise<TrialDocument[]> {
  const seen = await listSeen(octokit);
  const own = seen.filter((repository) => repository.owner.login === owner);
  const visibilityOf = (repository: (typeof own)[number]) =>
    VISIBILITIES.indexOf(repository.visibility ?? (repository.private ? "private" : "public"));
  const home = own.find(({ name }) => name === ".github");
  const least = home === undefined ? VISIBILITIES.length : visibilityOf(home);
  const files: (Located & { isShown: boolean })[] = [];
  const active = own
    .filter(({ name, archived }) => name !== ".github" && !archived)
    .toSorted((a, b) => (b.pushed_at ?? "").localeCompare(a.pushed_at ?? ""));
  for (const repository of active.slice(0, MAX_REPOSITORIES)) {
    const ref = { owner, repo: repository.name };
    const isShown = visibilityOf(repository) >= least;
    for (const path of await listPostmortems(octokit, ref, repository.default_branch, policies))
      files.push({ ...ref, path, isShown });
  }
  return newest(octokit, files);
}

/** GitHub lists a hundred at a time. */
async function listSeen(octokit: Octokit) {
  const list = (page: number) => octokit.rest.apps.listReposAccessibleToInstallation({ per_page: 100, page });
  const { repositories, total_count: count } = (await list(1)).data;
  const pages = Math.min(MAX_PAGES, Math.ceil(count / 100));
  for (let page = 2; page <= pages; page += 1) repositories.push(...(await list(page)).data.repositories);
  return repositories;
}

interface Located extends RepositoryRef {
  readonly path: string;
}

async function listPostmortems(
  octokit: Octokit,
  ref: RepositoryRef,
  commit: string,
  policies: readonly Policy[],
): Promise<string[]> {
  const settings = policies.map(({ layers }) => mergeSettings(layers, []));
  const paths = await listTree(octokit, ref, commit);
  return paths.filter((path) => settings.some((one) => isPostmortem(path, one)));
}

async function newest(
  octokit: Octokit,
  files: readonly (Located & { readonly isShown: boolean })[],
): Promise<TrialDocument[]> {
  const dated = files
    .flatMap((file) => ({ file, date: dateIn(file.path) }))
    .toSorted((a, b) => (b.date ?? "").localeCompare(a.date ?? ""));
  const named = dated.filter(({ date }) => date !== null).slice(0, MAX_DOCUMENTS);
  const undated = dated.filter(({ date }) => date === null).slice(0, MAX_UNDATED);
  const wanted = [...named, ...undated];
  const texts = await readTexts(
    octokit,
    wanted.map(({ file: { owner, repo, path } }): FileRef => ({ owner, repo, path, commit: "HEAD" })),
  );
  return wanted
    .flatMap(({ file, date }, index) => {
      const text = texts[index] ?? null;
      return text === null ? [] : [{ file, text, date: date ?? dateIn(text) ?? "" }];
    })
    .toSorted((a, b) => b.date.localeCompare(a.date))
    .slice(0, MAX_DOCUMENTS)
    .map(({ file: { owner, repo, path, isShown }, text }) => ({ ref: { owner, repo }, path, text, isShown }));
}

/** The first date in a text, as `2025-03-09`; null where there is none. */
function dateIn(text: string): string | null {
  const groups = DATE.exec(text)?.groups;
  return groups === undefined ? null : `${groups["year"]!}-${groups["month"]!}-${groups["day"]!}`;
}
