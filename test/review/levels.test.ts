import { describe, expect, test } from "vitest";
import { sayIn } from "../../src/review/words.ts";
import { asks, document, question, World } from "./world.ts";

const X = "postmortems/x.md";
const required = (id: string) => question(id, 3, { level: "required" });

describe("a required question", () => {
  test("comes first, also where the rule is unsure, and wants an answer", () => {
    const unsure = { ...required("actions/a"), isSure: false };
    const plan = new World().look([document(X, [question("impact/a"), unsure])], { settings: { max: 1, rounds: 3 } });
    expect(asks(plan)).toEqual(["actions/a"]);
    expect(plan.check).toMatchObject({ conclusion: "action_required", title: "One question asks for an answer" });
    expect(plan.check.summary).toContain("by somebody with write access: `actions/a`.");
    expect(plan.review?.comments[0]?.body).not.toContain("coach-ignore");
    expect(plan.review?.body).toContain("want an answer");
  });

  test.for<[string, (world: World) => void]>([
    ["its thread is resolved", (world) => world.person("impact/a", { isResolved: true, resolvedBy: "octocat" })],
    ["its comment is hidden", (world) => world.person("impact/a", { isMinimized: true })],
    ["its comment is deleted", (world) => world.deleteComment("impact/a")],
  ])("stays open where %s", ([, act]) => {
    const world = new World();
    world.look([document(X, [required("impact/a")])]);
    act(world);
    const plan = world.look([document(X, [required("impact/a")])]);
    expect(plan.check.conclusion).toBe("action_required");
    expect(asks(plan)).toEqual([]);
  });

  test("is done with when the text answers it", () => {
    const world = new World();
    world.look([document(X, [required("impact/a")])]);
    const plan = world.look([document(X, [], { answered: [{ id: "impact/a", line: 4 }] })]);
    expect(plan.check.conclusion).toBe("success");
    expect(world.state("impact/a")).toBe("answered");
  });

  test("that is held back, or stands in the check run's list, wants an answer all the same", () => {
    const held = new World().look([document(X, [required("impact/a")])], { settings: { max: 0, rounds: 3 } });
    expect(held.check.conclusion).toBe("action_required");
    const listed = new World().look([document(X, [required("impact/a")], { patch: null })]);
    expect(listed.check.conclusion).toBe("action_required");
    expect(listed.check.summary).toContain("line 3, required");
  });

  test("that could not be looked at wants a look", () => {
    const plan = new World().look([], {
      passedOver: [{ path: X, reason: "it is too long to review", isRequired: true }],
    });
    expect(plan.check).toMatchObject({ conclusion: "action_required", title: "Not read" });
    expect(plan.check.summary).toContain(X);
  });
});

describe("a question that the settings want", () => {
  test("in the check run only is listed there, not asked, and waits for nobody", () => {
    const plan = new World().look([document(X, [question("impact/a", 7, { level: "summary" })])]);
    expect(plan.review).toBeNull();
    expect(plan.check).toMatchObject({ conclusion: "success", title: "Nothing left to ask", actions: ["again"] });
    expect(plan.check.summary).toContain("What about impact/a? (`impact/a`, line 7)");
  });

  test("no longer at all is closed with the reason", () => {
    const world = new World();
    world.look([document(X, [question("impact/a")])]);
    const plan = world.look([{ ...document(X, []), off: new Set(["impact/a"]) }]);
    expect(plan.edits[0]?.body).toMatch(/^✓ No longer asked here: the settings switched this rule off\./u);
    expect(plan.check.summary).toContain("`impact/a`: no longer asked (switched off in the settings)");
  });
});

test("the settings' own words stand where ours stood", () => {
  const say = sayIn({ "review.one": "Eine Frage.", "check.open.one": "Eine Frage ist offen", "comment.why": "Warum?" });
  const plan = new World().look([document(X, [question("impact/a")])], { say });
  expect(plan.review?.body).toBe("Eine Frage. Each of them may be answered in the text, skipped, or argued with.");
  expect(plan.review?.comments[0]?.body).toContain("<summary>Warum?</summary>");
  expect(plan.check.title).toBe("Eine Frage ist offen");
});
