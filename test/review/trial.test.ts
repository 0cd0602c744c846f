import { expect, test } from "vitest";
import { compareTrial, type TriedDocument } from "../../src/review/trial.ts";
import { writeTrial } from "../../src/review/write-trial.ts";
import type { Review } from "../../src/rules/model.ts";
import { question } from "./world.ts";

const review = (...ids: string[]): Review => ({
  questions: ids.map((id) => question(id, 3, { level: id.startsWith("summary/") ? "summary" : "ask" })),
  answered: [],
  ignored: [],
  note: null,
  role: null,
  verdicts: [],
});
const documents: TriedDocument[] = [
  { path: "a.md", before: review("impact/a"), after: review("impact/a", "impact/b") },
  { path: "b.md", before: review("impact/a"), after: review("impact/b", "summary/c") },
  { path: null, before: review(), after: review("impact/b") },
  { path: "same.md", before: review("cause/a"), after: review("cause/a") },
  { path: "unread.md", before: review("impact/a"), after: null },
];

test("a trial counts each rule before and after, and names the documents that change", () => {
  const trial = compareTrial(documents);
  expect(trial).toMatchObject({ documents: 4, unread: ["unread.md"] });
  expect(trial.rules).toEqual([
    { rule: "cause/a", before: 1, after: 1 },
    { rule: "impact/a", before: 2, after: 1 },
    { rule: "impact/b", before: 0, after: 3 },
  ]);
  expect(trial.loudest[0]?.rule).toBe("impact/b");
  expect(trial.changed).toEqual([
    { path: "a.md", more: ["impact/b"], fewer: [] },
    { path: "b.md", more: ["impact/b"], fewer: ["impact/a"] },
    { path: null, more: ["impact/b"], fewer: [] },
  ]);
});

test("its table leaves out what stays, and does not name what is not to be named", () => {
  const text = writeTrial(compareTrial(documents), "the newest postmortems of acme/web");
  expect(text).toContain("Tried on 4 documents: the newest postmortems of acme/web. 1 could not be read.");
  expect(text).toContain("| `impact/b` | 0 | 3 | 3 of 4 |");
  expect(text).toContain("- b.md: +`impact/b` -`impact/a`");
  expect(text).toContain("- 1 more, not named here");
  expect(text.split("#### What would ask most often")[0]).not.toContain("cause/a");
});

test("a document's name is no Markdown", () => {
  const path = "postmortems/[x](javascript:alert(1))@acme.md";
  expect(writeTrial(compareTrial([{ path, before: review(), after: review("a/b") }]), "x")).not.toMatch(
    /(?<!\\)\]\(|@acme/u,
  );
});

test("nothing to try it on is said plainly", () => {
  expect(writeTrial(compareTrial([]), "the newest postmortems of acme/web")).toMatch(
    /^There is no postmortem to try this on/u,
  );
});
