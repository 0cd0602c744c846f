import { TOPICS } from "../rules/schema.ts";
import { cutSummary } from "./cut-summary.ts";
import { inert } from "./inert.ts";
import type { AskedQuestion, Candidate, CheckRun, PassedOver } from "./model.ts";
import type { IdentifiedDocument } from "./reconcile.ts";
import { keyOf } from "./reconcile.ts";
import { type Say, say as standard } from "./words.ts";

export interface CheckParts {
  readonly documents: readonly IdentifiedDocument[];
  readonly passedOver: readonly PassedOver[];
  readonly candidates: readonly Candidate[];
  /** Those asked before, and those of this round. */
  readonly asked: readonly AskedQuestion[];
  /** What else is to be said: sentences, safe to show. */
  readonly notes: readonly string[];
}

/** The check run of a pull request without postmortems. */
export function writeNoPostmortems(notes: readonly string[], say: Say = standard): CheckRun {
  return {
    conclusion: "success",
    title: say("check.none"),
    summary: [say("check.none.more"), ...notesSection(notes, say)].join("\n\n"),
    actions: [],
  };
}

/** The check run of a pull request whose postmortems are not asked yet: it is a draft, or was there before us. */
export function writeWaiting(waitsFor: "ready" | "push", notes: readonly string[], say: Say = standard): CheckRun {
  return {
    conclusion: "neutral",
    title: say(`check.waits.${waitsFor}`),
    summary: [say(`check.waits.${waitsFor}.more`), ...notesSection(notes, say)].join("\n\n"),
    actions: ["now"],
  };
}

/** The check run where something kept us from looking. An outage of ours blocks nobody but where the settings require an answer. */
export function writeTrouble(reason: string, isRequired: boolean, say: Say = standard): CheckRun {
  return {
    conclusion: isRequired ? "action_required" : "neutral",
    title: say("check.trouble"),
    summary: say("check.trouble.more", { reason: inert(reason) }),
    actions: ["again"],
  };
}

/** Several pull requests with one head share its check run, which then speaks of each. */
export function combineChecks(checks: readonly { readonly number: number; readonly check: CheckRun }[]): CheckRun {
  if (checks.length === 1) return checks[0]!.check;
  const worst = (["action_required", "neutral", "success"] as const).find((conclusion) =>
    checks.some(({ check }) => check.conclusion === conclusion),
  )!;
  return {
    conclusion: worst,
    title: [...new Set(checks.map(({ check }) => check.title))].join(" · "),
    summary: cutSummary(checks.map(({ number, check }) => `# Pull request ${number}\n\n${check.summary}`).join("\n\n")),
    actions: [...new Set(checks.flatMap(({ check }) => check.actions))],
    annotations: checks.flatMap(({ check }) => check.annotations ?? []),
  };
}

const notesSection = (notes: readonly string[], say: Say): string[] =>
  notes.length === 0 ? [] : [`### ${say("check.notes")}\n\n${notes.map((note) => `- ${note}`).join("\n")}`];

/** The check run of a head at which the postmortems were looked at: what is open, held back, answered, skipped. */
export function writeCheck(
  { documents, passedOver, candidates, asked, notes }: CheckParts,
  say: Say = standard,
): CheckRun {
  const known = new Set(asked.map(({ document, rule }) => keyOf(document, rule)));
  const rest = candidates.filter(({ document, question }) => !known.has(keyOf(document, question.id)));
  const listed = rest.filter(({ place }) => place === null);
  const held = rest.filter(({ place }) => place !== null);
  const waiting = [
    ...asked.flatMap(({ state, candidate }) => (state === "open" ? [candidate?.question ?? null] : [])),
    ...listed.flatMap(({ question }) => (question.level === "summary" ? [] : [question])),
  ];
  const required = new Set(
    [...waiting, ...held.map(({ question }) => question)].flatMap((question) =>
      question?.level === "required" ? [question.id] : [],
    ),
  );
  const unread = passedOver.filter(({ isRequired }) => isRequired === true);
  const wants = [
    ...(required.size === 0
      ? []
      : [say("check.required.more", { rules: [...required].map((rule) => `\`${rule}\``).join(", ") })]),
    ...(unread.length === 0
      ? []
      : [say("check.required.unread", { documents: unread.map(({ path }) => inert(path)).join(", ") })]),
  ];
  const summary = [
    ...notesSection(notes, say),
    ...wants,
    ...documents.map((document) => writeDocument(document, asked, listed, held, say)),
    ...(passedOver.length === 0
      ? []
      : [
          `### ${say("check.passed")}\n\n${passedOver.map(({ path, reason }) => `- ${inert(path)}: ${reason}`).join("\n")}`,
        ]),
    ...(documents.some(({ review }) => review.role === null && review.questions.length > 0) ? [say("check.role")] : []),
  ].join("\n\n");
  return {
    conclusion: wants.length > 0 ? "action_required" : waiting.length > 0 ? "neutral" : "success",
    title: titleOf(waiting.length, required.size, unread.length, say),
    summary: cutSummary(summary === "" ? say("check.answered") : summary),
    actions: held.length > 0 ? ["rest", "again"] : ["again"],
  };
}

function titleOf(open: number, required: number, unread: number, say: Say): string {
  if (required > 0) return required === 1 ? say("check.required.one") : say("check.required.some", { count: required });
  if (open > 0) return open === 1 ? say("check.open.one") : say("check.open.some", { count: open });
  return unread > 0 ? say("check.passed") : say("check.answered");
}

function writeDocument(
  document: IdentifiedDocument,
  asked: readonly AskedQuestion[],
  listed: readonly Candidate[],
  held: readonly Candidate[],
  say: Say,
): string {
  const { review, id, path } = document;
  const own = asked.filter((question) => question.document === id);
  const of = (candidates: readonly Candidate[]) => candidates.filter((candidate) => candidate.document === id);
  const parts = [`## ${inert(path)}`];
  if (review.note !== null) parts.push(inert(review.note));
  const list = (title: string, lines: readonly string[]) => {
    if (lines.length > 0) parts.push(`### ${title}\n\n${lines.join("\n")}`);
  };
  const [skipped, live] = [
    own.filter(({ state }) => state === "skipped"),
    own.filter(({ state }) => state !== "skipped"),
  ];
  list(
    say("check.asked"),
    live.map((question) => `- \`${question.rule}\`: ${stateWords(question, say)}`),
  );
  const lineOf = ({ question }: Candidate) =>
    `- ${inert(question.text)} (\`${question.id}\`, line ${question.span.start}${question.level === "required" ? `, ${say("state.required")}` : ""})`;
  const isQuiet = ({ question }: Candidate) => question.level === "summary";
  list(
    say("check.listed"),
    of(listed)
      .filter((candidate) => !isQuiet(candidate))
      .map(lineOf),
  );
  list(say("check.summary"), of(listed).filter(isQuiet).map(lineOf));
  const waiting = of(held);
  list(
    say("check.held"),
    waiting.length === 0
      ? []
      : [say("check.held.more", { count: waiting.length }), `\n${byTopic(waiting.map(({ question }) => question.id))}`],
  );
  list(say("check.skipped"), [
    ...skipped.map((question) => `- \`${question.rule}\`: ${stateWords(question, say)}`),
    ...silenced(document, own, say),
  ]);
  list(
    say("check.clear"),
    TOPICS.flatMap((topic) => {
      const answered = review.answered.filter((entry) => entry.id.startsWith(`${topic}/`));
      return answered.length === 0
        ? []
        : [
            `- ${topic}: ${answered.map((entry) => `${entry.id.slice(topic.length + 1)} (line ${entry.line})`).join(", ")}`,
          ];
    }),
  );
  return parts.join("\n\n");
}

/** Rules that a comment in the document silences, and that were never asked. */
function silenced({ review }: IdentifiedDocument, asked: readonly AskedQuestion[], say: Say): string[] {
  return review.ignored
    .filter((entry) => !asked.some(({ rule }) => rule === entry.id))
    .map(
      ({ id, line, reason }) =>
        `- \`${id}\`: ${say("state.skipped.ignored")}, line ${line}${reason === "" ? "" : `: ${inert(reason)}`}`,
    );
}

function stateWords(question: AskedQuestion, say: Say): string {
  const words = stateOf(question, say);
  return question.candidate?.question.level === "required" ? `${words} (${say("state.required")})` : words;
}

function stateOf({ state, thread, answeredAt, isOff, heard }: AskedQuestion, say: Say): string {
  if (isOff && state === "gone") return say("state.off");
  if (state === "answered")
    return answeredAt === null ? say("state.answered.bare") : say("state.answered", { line: answeredAt.line });
  if (state !== "skipped") return say(`state.${state}`);
  const skips = heard.filter(({ kind }) => kind === "skip");
  const skip = skips.findLast(({ words }) => words !== "") ?? skips[0];
  if (skip !== undefined)
    return skip.words === ""
      ? say("state.skipped.command")
      : say("state.skipped.reason", { reason: inert(skip.words) });
  if (thread === null || thread.isMinimized) return say("state.skipped.deleted");
  return thread.resolvedBy === null
    ? say("state.skipped.ignored")
    : say("state.skipped.resolved", { who: inert(thread.resolvedBy) });
}

function byTopic(ids: readonly string[]): string {
  return TOPICS.flatMap((topic) => {
    const names = ids.filter((id) => id.startsWith(`${topic}/`)).map((id) => id.slice(topic.length + 1));
    return names.length === 0 ? [] : [`- ${topic}: ${names.join(", ")}`];
  }).join("\n");
}
