import type { Octokit, RepositoryRef } from "./model.ts";
import { query } from "./query.ts";

/** A file of a repository at one of its commits. */
export interface FileRef extends RepositoryRef {
  /** A commit, or `HEAD` for the newest of the default branch. */
  readonly commit: string;
  readonly path: string;
}

/** GitHub gives up to 512 KB of each file's text: so many at once stay far below its limits. */
const PAGE = 40;

/**
 * Reads files of one repository or of several, many in one call.
 *
 * @returns their texts in the same order; null where there is no file, or none of text that GitHub gives whole
 * @throws Error (of Octokit) where GitHub doesn't answer
 */
export async function readTexts(octokit: Octokit, files: readonly FileRef[]): Promise<(string | null)[]> {
  const texts: (string | null)[] = [];
  for (let start = 0; start < files.length; start += PAGE) {
    const page = files.slice(start, start + PAGE);
    const parameters = page.map((_, index) => `$o${index}: String!, $r${index}: String!, $e${index}: String!`);
    const fields = page.map(
      (_, index) =>
        `f${index}: repository(owner: $o${index}, name: $r${index}) { object(expression: $e${index}) { ... on Blob { text isTruncated } } }`,
    );
    const answer = await query<Answer>(
      octokit,
      `query (${parameters.join(", ")}) { ${fields.join("\n")} }`,
      Object.fromEntries(
        page.flatMap(({ owner, repo, commit, path }, index) => [
          [`o${index}`, owner],
          [`r${index}`, repo],
          [`e${index}`, `${commit}:${path}`],
        ]),
      ),
    );
    texts.push(
      ...page.map((_, index) => {
        const file = answer[`f${index}`]?.object;
        return file?.isTruncated === true ? null : (file?.text ?? null);
      }),
    );
  }
  return texts;
}

type Answer = Readonly<
  Record<string, { readonly object: { readonly text?: string | null; readonly isTruncated?: boolean } | null } | null>
>;
