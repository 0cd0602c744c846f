import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PullRequestDocument } from "../../src/review/model.ts";
import { planReview } from "../../src/review/plan.ts";
import { ask } from "../../src/rules/ask.ts";
import { loadRules } from "../../src/rules/load.ts";
import { packDraft } from "../../src/web/client/draft-link.ts";
import { World } from "./world.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const FIXTURES = join(ROOT, "test", "fixtures");

interface Printed {
  readonly documents: readonly { readonly questions: readonly { id: string; question: string; posted: boolean }[] }[];
}

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

describe.for(readdirSync(FIXTURES).filter((name) => name.endsWith(".md")))("%s", (name) => {
  const file = join(FIXTURES, name);
  const text = readFileSync(file, "utf8");

  test("the browser, the command line and a review ask the same", async () => {
    const printed = JSON.parse(
      execFileSync(process.execPath, ["src/cli.ts", "review", "--all", "--format", "json", file], {
        cwd: ROOT,
        encoding: "utf8",
      }),
    ) as Printed;
    const { questions } = printed.documents[0]!;
    const words = (asked: typeof questions) => asked.map(({ id, question }) => `${id}: ${question}`).toSorted();

    const visit = await world.visit(`#${await packDraft({ text, role: null, showsAll: true })}`);
    await expect.poll(() => visit.page.locator("#message").textContent()).toContain("came with the link");
    await visit.reviewed();
    expect(await visit.questions()).toEqual(words(questions));
    const posted = questions.filter((question) => question.posted);
    await visit.page.getByLabel("Show all questions").uncheck();
    expect(await visit.questions()).toEqual(words(posted));
    await visit.close();

    expect(await reviewed(text)).toEqual(posted.map(({ id }) => id));
  });
});

/** The rules whose questions a review of a pull request that adds the document asks. */
async function reviewed(text: string): Promise<string[]> {
  const review = ask(text, await loadRules());
  const lines = text.split("\n").length;
  const document: PullRequestDocument = {
    path: "postmortems/outage.md",
    previousPath: null,
    text,
    patch: `@@ -0,0 +1,${lines} @@`,
    review,
  };
  const plan = planReview({
    headSha: "a".repeat(40),
    documents: [document],
    passedOver: [],
    conversation: { reviews: [], threads: [], comments: [] },
    settings: { max: 5, rounds: 3 },
    request: { mayAsk: true, asksRest: false },
    notes: [],
  });
  return plan.review?.marker.asked.map(({ rule }) => rule) ?? [];
}
