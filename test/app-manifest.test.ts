import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { expect, test } from "vitest";

const text = readFileSync(new URL("../app.yml", import.meta.url), "utf8");
const manifest = load(text) as {
  readonly url: string;
  readonly default_permissions: Readonly<Record<string, string>>;
  readonly default_events: readonly string[];
};

/**
 * For each event, the permissions of which GitHub wants one. What comes without being asked for (installations) is not among the events.
 *
 * @see https://docs.github.com/en/webhooks/webhook-events-and-payloads
 */
const WANTS: Readonly<Record<string, readonly string[]>> = {
  pull_request: ["pull_requests"],
  pull_request_review_comment: ["pull_requests"],
  pull_request_review_thread: ["pull_requests"],
  issue_comment: ["issues"],
  check_run: ["checks"],
  check_suite: ["checks"],
  push: ["contents"],
  merge_group: ["merge_queues"],
};

test("the manifest asks for the least", () => {
  expect(manifest.default_permissions).toEqual({
    metadata: "read",
    contents: "read",
    issues: "read",
    pull_requests: "write",
    checks: "write",
  });
});

test("every event in the manifest is covered by a permission", () => {
  for (const event of manifest.default_events) {
    expect(Object.keys(WANTS), `the event ${event}`).toContain(event);
    expect(Object.keys(manifest.default_permissions), `the event ${event}`).toEqual(
      expect.arrayContaining([...WANTS[event]!]),
    );
  }
});

test("every event that the app listens to is in the manifest, or comes by itself, or is optional", () => {
  const source = readFileSync(new URL("../src/app.ts", import.meta.url), "utf8");
  const events = new Set(
    Array.from(source.matchAll(/"(?<event>[a-z_]+)\.[a-z_]+"/gu), ({ groups }) => groups!["event"]!),
  );
  const known = [...manifest.default_events, "installation", "installation_repositories", "merge_group"];
  expect(events.size).toBeGreaterThan(5);
  for (const event of events) expect(known).toContain(event);
});

test("each permission and each event says why it is wanted", () => {
  const lines = text.split("\n");
  const entries = lines.flatMap((line, index) =>
    /^ {2}(?:- )?[a-z_]+(?:: (?:read|write))?$/u.test(line) ? [index] : [],
  );
  expect(entries).toHaveLength(Object.keys(manifest.default_permissions).length + manifest.default_events.length);
  for (const index of entries) expect(lines[index - 1], `the line ${lines[index]}`).toMatch(/^ {2}# .+\.$/u);
});

test("it has the home page that GitHub wants of an app", () => {
  expect(URL.canParse(manifest.url)).toBe(true);
});
