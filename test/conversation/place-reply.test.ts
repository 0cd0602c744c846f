import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { hearReply } from "../../src/conversation/hear-reply.ts";
import { placeReply } from "../../src/conversation/place-reply.ts";
import { tellingWords } from "../../src/conversation/telling-words.ts";
import { putOwnWords } from "../../src/review/own-words.ts";
import { ask } from "../../src/rules/ask.ts";
import { loadRules } from "../../src/rules/load.ts";
import { HELD_OUT, LEARNED, type Row } from "./replies.ts";

const fixture = readFileSync(join(import.meta.dirname, "..", "fixtures", "interview-table.md"), "utf8");
const rules = await loadRules();
const { questions } = ask(fixture, rules);

/** Kinds to which something is said. */
const SPOKEN_TO: ReadonlySet<string> = new Set(["answer", "pushback", "stop", "question"]);

function place(rule: string, text: string) {
  const question = questions.find(({ id }) => id === rule)!;
  const reply = hearReply(text);
  const words = tellingWords(reply);
  const answersRule =
    words !== "" && ask(putOwnWords(fixture, null, question, words).text, rules).answered.some(({ id }) => id === rule);
  return placeReply(reply, { question, answersRule, isOurs: (login) => login === "postmortem-coach" });
}

function measure(rows: readonly Row[]) {
  const placed = rows.map(([rule, text, kind]) => ({ rule, text, kind, reading: place(rule, text) }));
  const off = placed.filter(({ kind, reading }) => kind !== reading.kind);
  const tooLoud = off.filter(({ kind, reading }) => !SPOKEN_TO.has(kind) && SPOKEN_TO.has(reading.kind));
  const list = off.map(
    ({ rule, text, kind, reading }) => `${rule}: ${text} → ${reading.kind}, not ${kind} (${reading.because})`,
  );
  return { right: 1 - off.length / rows.length, tooLoud: tooLoud.length / rows.length, list: list.join("\n") };
}

describe("of the replies", () => {
  test.for([
    ["from which it learned", LEARNED, 0.9],
    ["that are only measured", HELD_OUT, 0.85],
  ] as const)("%s enough are understood, and it hardly ever speaks where silence is right", ([, rows, least]) => {
    const { right, tooLoud, list } = measure(rows);
    const isEnough = right >= least && tooLoud <= 0.02;
    expect(isEnough ? "" : list).toBe("");
  });
});

test("the author's own words are kept, without thanks, quotations, code and calls to order", () => {
  const reply = `> What became of the data?

Good question! nothing was lost, the queue drained by 05:10

\`\`\`
select 1;
\`\`\`
<!-- postmortem-coach:question {} -->
Will add it tomorrow.`;
  expect(place("impact/data", reply)).toMatchObject({
    kind: "answer",
    words: "Nothing was lost, the queue drained by 05:10.",
  });
});

test("pushback keeps its reason and the author's words", () => {
  expect(place("impact/data", "Not relevant here, it's a cache.")).toMatchObject({
    kind: "pushback",
    pushback: "irrelevant",
    words: "Not relevant here, it's a cache.",
  });
  expect(place("impact/who", "That's confidential, sorry")).toMatchObject({ pushback: "private" });
  expect(place("impact/who", "we never do that")).toMatchObject({ pushback: "practice" });
});

test("a reply that is made to hurt is placed all the same", () => {
  for (const unit of ["<!--", "@a ", "`", "(", "[x](", "no, ", "\n", "not ", "*", "**a", "> ", "a.b "]) {
    expect(place("impact/data", unit.repeat(30_000)).kind).toBeTypeOf("string");
  }
});
