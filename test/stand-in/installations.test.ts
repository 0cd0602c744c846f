import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { postmortem } from "./postmortem.ts";
import type { Repository } from "./stand-in.ts";
import { World } from "./world.ts";

const PATH = "postmortems/2025-03-09-dashboards.md";

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterEach(() => world.gh.assertContract());
afterAll(() => world.end());

const owner = () => world.gh.user("app-owner");
const tell = (action: string) => world.gh.emit("installation", action, null, owner(), {});
const tellRepositories = (action: "added" | "removed", repository: Repository) => {
  const [, name] = repository.fullName.split("/");
  const entry = { id: 1, node_id: "R_1", name, full_name: repository.fullName, private: false };
  world.gh.emit("installation_repositories", action, null, owner(), {
    extra: {
      repository_selection: "selected",
      repositories_added: action === "added" ? [entry] : [],
      repositories_removed: action === "removed" ? [entry] : [],
      requester: null,
    },
  });
};
const allTaken = () => world.gh.deliveries.every(({ status }) => status === 200);

test("while it is suspended nothing is written and nothing breaks; afterwards what was missed is reviewed", async () => {
  const repository = world.repository();
  const known = world.open(repository, { [PATH]: postmortem() });
  await world.check(known);
  await world.gh.settle();
  tell("suspend");
  await world.gh.settle();
  world.installation.suspendedAt = new Date().toISOString();
  const pull = world.open(repository, { "postmortems/other.md": postmortem() });
  await world.gh.settle();
  expect(world.gh.listChecks(repository, pull.headSha)).toHaveLength(0);
  world.installation.suspendedAt = null;
  tell("unsuspend");
  await world.check(pull);
  await world.gh.settle();
  expect(world.gh.listReviews(pull)).toHaveLength(1);
  expect(world.gh.listReviews(known)).toHaveLength(1);
  expect(allTaken()).toBe(true);
});

test("once it may do what it could not, what was missed is reviewed", async () => {
  world.installation.permissions["checks"] = "read";
  world.gh.expireTokens();
  const pull = world.open(world.repository(), { [PATH]: postmortem() });
  await world.gh.waitFor("the review", () => world.gh.listReviews(pull)[0]);
  await world.gh.settle();
  expect(world.gh.listChecks(pull.repo, pull.headSha)).toHaveLength(0);
  world.installation.permissions["checks"] = "write";
  world.gh.expireTokens();
  tell("new_permissions_accepted");
  await world.check(pull);
  expect(world.gh.listReviews(pull)).toHaveLength(1);
});

test("pull requests of a repository that is added are greeted in the check run", async () => {
  const repository = world.repository();
  const pull = world.open(repository, { [PATH]: postmortem() }, { deliver: false });
  tellRepositories("added", repository);
  expect(await world.check(pull)).toMatchObject({ conclusion: "neutral", actions: [{ identifier: "now" }] });
  await world.gh.settle();
  expect(world.gh.listReviews(pull)).toHaveLength(0);
});

test("a repository that is removed, and the app's own removal, are taken note of and nothing more", async () => {
  const repository = world.repository();
  const since = world.gh.mark();
  tellRepositories("removed", repository);
  tell("deleted");
  await world.gh.settle();
  expect(allTaken()).toBe(true);
  expect(world.gh.usage({ since }).calls).toBe(0);
});
