import nock from "nock";
import { afterEach, expect, test } from "vitest";
import { readRole } from "../../src/github/read-role.ts";
import { BUILT_IN } from "../../src/settings/layers.ts";
import { mergeSettings } from "../../src/settings/merge.ts";
import { API, assertAllAsked, createTools, REPOSITORY } from "./github.ts";

afterEach(assertAllAsked);

const settings = mergeSettings(
  [
    BUILT_IN,
    {
      name: "organisation",
      file: null,
      settings: {
        roles: { Dana: "manager", "octo-org/leads": "manager", "octo-org/sre": "engineer", "other/leads": "manager" },
      },
    },
  ],
  [],
);

const membership = (team: string, login: string) => `/orgs/octo-org/teams/${team}/memberships/${login}`;

test("a login is enough, in capitals or not, and nothing is asked for it", async () => {
  const { octokit } = await createTools();
  expect(await readRole(octokit, REPOSITORY, settings, "dana")).toBe("manager");
  expect(await readRole(octokit, REPOSITORY, settings, null)).toBeNull();
});

test("teams are not asked about where the installation may not read members", async () => {
  const { octokit } = await createTools();
  expect(await readRole(octokit, REPOSITORY, settings, "lee")).toBeNull();
});

test("teams of the own organisation are asked about once, where it may", async () => {
  const { octokit } = await createTools(undefined, { members: "read" });
  nock(API).get(membership("leads", "lee")).reply(404, { message: "Not Found" });
  nock(API)
    .get(membership("sre", "lee"))
    .reply(200, { url: `${API}/x`, role: "member", state: "active" });
  expect(await readRole(octokit, REPOSITORY, settings, "lee")).toBe("engineer");
  expect(await readRole(octokit, REPOSITORY, settings, "lee")).toBe("engineer");
});
