import { describe, expect, test } from "vitest";
import { asks, document, question, World } from "./world.ts";

const X = "postmortems/x.md";
const many = (...ids: string[]) => ids.map((id) => question(id));
const SEVEN = many("impact/a", "impact/b", "detection/a", "cause/a", "cause/b", "lessons/a", "actions/a");

describe("a first review", () => {
  test("asks at most five, in order, and says what is clear", () => {
    const plan = new World().look([document(X, SEVEN, { answered: [{ id: "timeline/present", line: 9 }] })]);
    expect(asks(plan)).toEqual(["impact/a", "impact/b", "detection/a", "cause/a", "cause/b"]);
    expect(plan.review?.body).toBe(
      "Already clear: timeline. 5 questions a reader might have, below, on their lines. Each of them may be answered in the text, skipped, or argued with.",
    );
    expect(plan.check).toMatchObject({
      conclusion: "neutral",
      title: "5 questions are open",
      actions: ["rest", "again"],
    });
  });

  test("is spread over the documents, impact first", () => {
    const plan = new World().look(
      [
        document(X, many("impact/a", "impact/b", "impact/c")),
        document("postmortems/y.md", many("impact/a", "cause/a")),
      ],
      {
        settings: { max: 3, rounds: 3 },
      },
    );
    expect(plan.review?.marker.asked).toEqual([
      { document: X, rule: "impact/a" },
      { document: "postmortems/y.md", rule: "impact/a" },
      { document: X, rule: "impact/b" },
    ]);
  });

  test("is not written where there is nothing to ask", () => {
    const plan = new World().look([document(X, [])]);
    expect(plan).toMatchObject({
      review: null,
      edits: [],
      check: { conclusion: "success", title: "Nothing left to ask", actions: ["again"] },
    });
  });

  test("waits for a draft, and holds all back", () => {
    const plan = new World().look([document(X, SEVEN)], { request: { mayAsk: false, asksRest: false } });
    expect(plan.review).toBeNull();
    expect(plan.check.summary).toContain("7 more for a later round");
  });

  test("unsure questions wait for somebody who asks for the rest", () => {
    const world = new World();
    const questions = [question("impact/a", 3, { isSure: false }), question("impact/b")];
    expect(asks(world.look([document(X, questions)]))).toEqual(["impact/b"]);
    expect(asks(world.look([document(X, questions)], { request: { mayAsk: true, asksRest: true } }))).toEqual([
      "impact/a",
    ]);
  });
});

describe("a place in the diff", () => {
  const place = (patch: string | null, line: number, end = line, section = { start: 1, end: 100 }) =>
    new World().look([document(X, [question("impact/a", line, { span: { start: line, end }, section })], { patch })])
      .review?.comments[0];
  const HUNKS = "@@ -8,3 +10,5 @@ x\n a\n@@ -30 +40 @@\n+b\n@@ -50,2 +60,0 @@\n-c";

  test.for<[string, number, number, { line: number; startLine: number | null }]>([
    ["on its own line", 12, 12, { line: 12, startLine: null }],
    ["on its lines", 11, 13, { line: 13, startLine: 11 }],
    ["not beyond the hunk", 13, 41, { line: 14, startLine: 13 }],
    ["from the hunk's first line on", 5, 11, { line: 11, startLine: 10 }],
    ["on the nearest line of its section", 20, 20, { line: 14, startLine: null }],
    ["on the only line of a hunk", 38, 38, { line: 40, startLine: null }],
  ])("%s", ([, line, end, expected]) => expect(place(HUNKS, line, end)).toMatchObject({ path: X, ...expected }));

  test("where no line of its section is in the diff, the check run lists it", () => {
    const world = new World();
    const plan = world.look([
      document(X, [question("impact/a", 80, { section: { start: 70, end: 90 } })], { patch: HUNKS }),
    ]);
    expect(plan.review).toBeNull();
    expect(plan.check).toMatchObject({ conclusion: "neutral", title: "One question is open" });
    expect(plan.check.summary).toContain("- What about impact/a? (`impact/a`, line 80)");
    expect(new World().look([document(X, SEVEN, { patch: null })]).review).toBeNull();
  });
});

describe("a push", () => {
  test("repeats nothing, however lines move", () => {
    const world = new World();
    world.look([document(X, SEVEN)]);
    const moved = SEVEN.map((asked) => ({ ...asked, span: { start: 50, end: 51 }, text: "Worded otherwise?" }));
    expect(world.look([document(X, moved)])).toMatchObject({ review: null, edits: [], resolve: [] });
  });

  test("closes what the text answers, with thanks and the commit", () => {
    const world = new World();
    world.look([document(X, many("impact/a", "impact/b"))]);
    const plan = world.look([document(X, many("impact/b"), { answered: [{ id: "impact/a", line: 7 }] })]);
    expect(plan.edits).toHaveLength(1);
    expect(plan.edits[0]?.body).toMatch(
      /^✓ The text answers this as of 0000000, thank you\.\n\n<details><summary>What about impact\/a\?<\/summary>/,
    );
    expect(plan.resolve).toEqual(["T1"]);
    expect(plan.check.summary).toContain("- `impact/a`: answered in line 7");
    expect(plan.check.title).toBe("One question is open");
    expect(world.look([document(X, many("impact/b"), { answered: [{ id: "impact/a", line: 7 }] })]).edits).toEqual([]);
  });

  test("opens the same comment again where the answer is gone again", () => {
    const world = new World();
    world.look([document(X, many("impact/a"))]);
    world.look([document(X, [], { answered: [{ id: "impact/a", line: 7 }] })]);
    const plan = world.look([document(X, many("impact/a"))]);
    expect(plan.review).toBeNull();
    expect(plan.edits[0]?.body).toMatch(/^What about impact\/a\?\n\n<details><summary>Why ask\?/);
    expect(plan.unresolve).toEqual(["T1"]);
    expect(world.state("impact/a")).toBe("open");
  });

  test("closes what is about a passage that is gone, or a document", () => {
    const world = new World();
    world.look([document(X, many("language/a")), document("postmortems/y.md", many("impact/b"))]);
    const plan = world.look([document(X, [])]);
    expect(plan.edits.map(({ body }) => body.split("\n", 1)[0])).toEqual([
      "✓ The passage that this was about is gone as of 0000000.",
      "✓ The passage that this was about is gone as of 0000000.",
    ]);
  });

  test("closes what the document silences", () => {
    const world = new World();
    world.look([document(X, many("impact/a"))]);
    const plan = world.look([document(X, [], { ignored: [{ id: "impact/a", line: 4, reason: "a @cache" }] })]);
    expect(plan.edits[0]?.body).toMatch(/^✓ Skipped, as the document asks\./);
    expect(plan.check).toMatchObject({ conclusion: "success" });
    expect(plan.check.summary).toContain("- `impact/a`: skipped (silenced in the document)");
  });
});

describe("what people did with a thread is settled", () => {
  test("resolved by a person, for good", () => {
    const world = new World();
    world.look([document(X, many("impact/a"))]);
    world.person("impact/a", { isResolved: true, resolvedBy: "octocat" });
    const again = world.look([document(X, many("impact/a"))]);
    expect(again).toMatchObject({
      review: null,
      edits: [],
      resolve: [],
      unresolve: [],
      check: { conclusion: "success" },
    });
    expect(again.check.summary).toContain("skipped (octocat resolved its conversation)");
    expect(world.look([document(X, [], { answered: [{ id: "impact/a", line: 3 }] })]).edits).toEqual([]);
  });

  test.for<[string, (world: World) => void]>([
    ["deleted", (world) => world.deleteComment("impact/a")],
    ["hidden", (world) => world.person("impact/a", { isMinimized: true })],
  ])("a comment that somebody %s counts as skipped", ([, act]) => {
    const world = new World();
    world.look([document(X, many("impact/a", "impact/b"))]);
    act(world);
    const plan = world.look([document(X, many("impact/a", "impact/b"))]);
    expect(plan).toMatchObject({ review: null, edits: [] });
    expect(plan.check.summary).toContain("- `impact/a`: skipped (its comment is gone)");
  });
});

describe("rounds", () => {
  const close = (world: World, ids: readonly string[]) => {
    for (const id of ids) world.person(id, { isResolved: true, resolvedBy: "octocat" });
  };

  test("the next comes when every question of the last is closed, three at the most", () => {
    const world = new World();
    const questions = Array.from({ length: 20 }, (_, index) => question(`impact/q${String(index).padStart(2, "0")}`));
    const look = () => asks(world.look([document(X, questions)]));
    const first = look();
    close(world, first.slice(0, 4));
    expect(look()).toEqual([]);
    close(world, first);
    const second = look();
    expect(second).toHaveLength(5);
    close(world, second);
    const third = look();
    expect(third).toHaveLength(5);
    close(world, third);
    expect(look()).toEqual([]);
    expect(new Set([...first, ...second, ...third]).size).toBe(15);
  });

  test("who asks for the rest gets it at once, above the cap, and it counts as a round", () => {
    const world = new World();
    world.look([document(X, SEVEN)]);
    const rest = world.look([document(X, SEVEN)], { request: { mayAsk: true, asksRest: true } });
    expect(asks(rest)).toEqual(["lessons/a", "actions/a"]);
    expect(rest.review?.marker.round).toBe(2);
    expect(rest.check.actions).toEqual(["again"]);
  });
});

describe("a document that moves", () => {
  const text =
    "# Outage\n\nAt noon the disk of the order service was full, so that nobody could order for two hours.\nA log was never rotated.\n";

  test("keeps its questions, though GitHub shows no rename", () => {
    const world = new World();
    world.look([document(X, many("impact/a"), { text })]);
    const moved = world.look([
      document("postmortems/2025/full-disk.md", many("impact/a"), { text: `${text}\nIt is rotated now.\n` }),
    ]);
    expect(moved).toMatchObject({ review: null, edits: [] });
    expect(moved.check.title).toBe("One question is open");
  });

  test("another document in its place is another document", () => {
    const world = new World();
    world.look([document(X, many("impact/a"), { text })]);
    const other =
      "# Certificate\n\nThe certificate of the mail relay ran out on Sunday, and mail was queued until somebody renewed it.\n";
    const plan = world.look([document("postmortems/y.md", many("impact/a"), { text: other })]);
    expect(plan.review?.marker.asked).toEqual([{ document: "postmortems/y.md", rule: "impact/a" }]);
    expect(plan.edits).toHaveLength(1);
  });

  test("two that change places are told apart by their paths", () => {
    const world = new World();
    world.look([document(X, many("impact/a"), { text }), document("postmortems/y.md", many("cause/a"))]);
    expect(
      world.look([document(X, many("impact/a"), { text }), document("postmortems/y.md", many("cause/a"))]),
    ).toMatchObject({ review: null, edits: [] });
  });
});
