import type { Octokit } from "./model.ts";

interface GraphQLFailure {
  readonly data: unknown;
  readonly errors: readonly { readonly type?: string; readonly path?: readonly (string | number)[] }[];
}

/**
 * Asks GraphQL. An organisation's `.github` repository that is not there, or not for us to see, is no failure: `organisation` is then null.
 *
 * @throws Error (of Octokit) for whatever else GitHub refuses
 */
export async function query<Answer>(
  octokit: Octokit,
  text: string,
  variables: Record<string, unknown>,
): Promise<Answer> {
  try {
    return await octokit.graphql<Answer>(text, variables);
  } catch (error) {
    const { data, errors } = error as Partial<GraphQLFailure>;
    const isAbsent = errors?.every(
      ({ type, path }) => path?.[0] === "organisation" && (type === "NOT_FOUND" || type === "FORBIDDEN"),
    );
    if (isAbsent === true && data !== null && data !== undefined) return data as Answer;
    throw error;
  }
}
