import nock from "nock";
import { afterEach, expect, test } from "vitest";
import { readPullRequest } from "../../src/github/read-pull-request.ts";
import { firstWordsOf } from "../../src/github/tell.ts";
import type { FirstWords } from "../../src/review/opening.ts";
import { TOPICS } from "../../src/rules/schema.ts";
import { BUILT_IN } from "../../src/settings/layers.ts";
import { mergeSettings } from "../../src/settings/merge.ts";
import { API, assertAllAsked, createTools, REPOSITORY, SHA } from "./github.ts";

afterEach(assertAllAsked);

const PATH = "postmortems/2025-03-09-dashboards.md";
const nothing = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };

/** What is said first in a pull request that adds a postmortem beside these files. */
async function firstWords(names: readonly string[] | null, authorAssociation: string): Promise<FirstWords> {
  const { octokit } = await createTools();
  nock(API)
    .post(
      "/graphql",
      ({ variables }: { readonly variables: Record<string, unknown> }) => variables["folder"] === "HEAD:postmortems",
    )
    .reply(200, {
      data: {
        viewer: { databaseId: 1, login: "postmortem-coach[bot]" },
        organisation: null,
        repository: {
          url: "https://github.com/octo-org/octo-repo",
          defaultBranchRef: { name: "main" },
          settings: null,
          rules: null,
          head: null,
          ...Object.fromEntries([...TOPICS, "vocabulary"].map((name) => [name, null])),
          folder: names === null ? null : { entries: names.map((name) => ({ name })) },
          pullRequest: {
            headRefOid: SHA,
            headRefName: "change",
            state: "OPEN",
            isDraft: false,
            changedFiles: 1,
            author: { login: "octocat" },
            authorAssociation,
            files: { nodes: [{ path: PATH }] },
            reviewThreads: nothing,
            reviews: nothing,
            comments: nothing,
          },
          pullRequests: nothing,
          b0: { text: "# A", byteSize: 3, isTruncated: false },
        },
      },
    });
  const ref = { ...REPOSITORY, number: 1 };
  const pull = await readPullRequest(octokit, ref, { headSha: SHA, headRef: "change", paths: [PATH] });
  return firstWordsOf(ref, pull, mergeSettings([BUILT_IN], []), PATH);
}

test.for([
  ["a repository's first postmortem", null, "MEMBER", true, true],
  ["a folder with a README only", ["README.md"], "MEMBER", true, true],
  ["a folder with a template", ["template.md"], "MEMBER", true, false],
  ["a folder with postmortems", ["2024-01-02-a.md"], "MEMBER", false, false],
  ["somebody new, beside postmortems", ["2024-01-02-a.md"], "FIRST_TIME_CONTRIBUTOR", true, false],
] as const)("in %s", async ([, names, association, isFirst, hasTemplate]) => {
  const words = await firstWords(names, association);
  expect({ ...words, template: words.template !== null }).toEqual({ isFirst, template: hasTemplate });
});
