import type { Postmortem, Span } from "../postmortem/model.ts";
import { parsePostmortem } from "../postmortem/parse.ts";
import { isSays, type RuleSet } from "./compile.ts";
import { evaluate, explain, passageOf, sentencesThatSay, WHOLE } from "./evaluate.ts";
import { offerFor } from "./offer.ts";
import type { Finding, Passage, Question, Review, Rule, Verdict } from "./model.ts";
import { rank } from "./rank.ts";
import { type Reading, readPostmortem } from "./reading.ts";
import { nothingToReview } from "./recognise.ts";
import type { Anchor, Condition, Level, Role } from "./schema.ts";
import { candidatesOf } from "./subjects.ts";
import { documentWords, wordQuestion } from "./wording.ts";

export interface AskOptions {
  /** Who wrote the postmortem, where the document does not say it itself. */
  readonly role?: Role | null;
  /** By rule, where the settings want it otherwise than asked. A required rule can't be silenced in the document. */
  readonly levels?: Readonly<Record<string, Level>>;
  /** How many questions the author sees first. */
  readonly max?: number;
  /** Whether questions bring along a shape to take over, where their rules have one; it costs a second look at the document. */
  readonly offers?: boolean;
  /** Whether to keep what each rule looked for and found. */
  readonly explain?: boolean;
  /** Asks whatever the text is, as a rule's short examples want; else a text that is no postmortem gets a note and no questions. */
  readonly anyText?: boolean;
}

const DEFAULT_MAX_QUESTIONS = 5;
const MAX_PASSAGES = 3;

interface Asked {
  readonly rule: Rule;
  readonly level: Question["level"];
  readonly isSure: boolean;
  readonly passages: readonly Passage[];
  readonly words: Readonly<Record<string, string>>;
}

/**
 * Reads a postmortem and asks it the rules' questions.
 *
 * @param markdown the document's text; callers that read strangers' documents set a deadline
 * @param ruleSet vocabulary and rules
 * @returns the questions in order, what the document answers, and what it silences
 */
export function ask(markdown: string, ruleSet: RuleSet, options: AskOptions = {}): Review {
  const postmortem = parsePostmortem(markdown, ruleSet.vocabulary);
  const review = askPostmortem(postmortem, ruleSet, options);
  if (options.offers !== true) return review;
  const questions = review.questions.map((question) => {
    const kind = ruleSet.rules.find(({ id }) => id === question.id)?.offers;
    const offer = kind === undefined ? null : offerFor(kind, markdown, postmortem, ruleSet.vocabulary);
    return offer === null ? question : { ...question, offer };
  });
  return { ...review, questions };
}

/** Asks a postmortem that is parsed already, with the same vocabulary. */
export function askPostmortem(postmortem: Postmortem, ruleSet: RuleSet, options: AskOptions = {}): Review {
  const note = options.anyText === true ? null : nothingToReview(postmortem, ruleSet.vocabulary);
  if (note !== null) return { questions: [], answered: [], ignored: [], role: null, note, verdicts: [] };
  const reading = readPostmortem(postmortem, ruleSet);
  const asked: Asked[] = [];
  const verdicts = new Map<string, Verdict>();
  const ignored: { id: string; line: number; reason: string }[] = [];
  for (const rule of ruleSet.rules) {
    const level = levelOf(rule.id, options);
    if (level === "off") continue;
    const ignore = postmortem.ignores.find((entry) => entry.rule === rule.id || entry.rule === `${rule.topic}/*`);
    if (ignore !== undefined && level !== "required") {
      ignored.push({ id: rule.id, line: ignore.line, reason: ignore.reason });
      verdicts.set(rule.id, { rule: rule.id, outcome: "ignored", line: ignore.line, findings: [] });
      continue;
    }
    const { verdict, question } = consult(rule, reading, options.explain === true);
    verdicts.set(rule.id, verdict);
    if (question !== null) asked.push({ ...question, level });
  }
  const role = roleOf(postmortem) ?? options.role ?? null;
  const questions = compose(rank(asked, role), reading, verdicts, options.max ?? DEFAULT_MAX_QUESTIONS);
  const answered = [...verdicts.values()].flatMap(({ rule, outcome, line }) =>
    outcome === "answered" && line !== null ? [{ id: rule, line }] : [],
  );
  return { questions, answered, ignored, role, note: null, verdicts: [...verdicts.values()] };
}

const levelOf = (rule: string, { levels = {} }: AskOptions): Level =>
  Object.hasOwn(levels, rule) ? levels[rule]! : "ask";

/** What one rule makes of a document. */
function consult(
  rule: Rule,
  reading: Reading,
  keepsFindings: boolean,
): { readonly verdict: Verdict; readonly question: Omit<Asked, "level"> | null } {
  const findings = (conditions: readonly Condition[] | undefined): Finding[] =>
    keepsFindings ? (conditions ?? []).map((condition) => explain(condition, WHOLE, reading)) : [];
  const verdict = (outcome: Verdict["outcome"], line: number | null, found: readonly Finding[]): Verdict => ({
    rule: rule.id,
    outcome,
    line,
    findings: found,
  });
  const applies = (rule.when ?? []).every((condition) => evaluate(condition, WHOLE, reading) !== null);
  if (!applies) return { verdict: verdict("not applicable", null, findings(rule.when)), question: null };
  const candidates = candidatesOf(rule, reading);
  if (candidates.length === 0 && rule["looks-at"] === "action item")
    return { verdict: verdict("not applicable", null, []), question: null };
  let evidence: Passage | null = null;
  const open = candidates.filter(({ part }) => {
    if (rule["asks-about"]?.some((condition) => evaluate(condition, part, reading) !== null) === false) return false;
    for (const condition of rule["answered-by"] ?? []) {
      const passages = evaluate(condition, part, reading);
      if (passages === null) continue;
      evidence ??= passages[0] ?? null;
      return false;
    }
    return true;
  });
  const found =
    rule["looks-at"] === "document"
      ? findings([...(rule.when ?? []), ...(rule["answered-by"] ?? [])])
      : findings(rule.when);
  if (open.length === 0)
    return { verdict: verdict("answered", (evidence as Passage | null)?.span.start ?? null, found), question: null };
  const passages = open.flatMap(({ passage }) => passage ?? []);
  const isSure = !(rule["unsure-with"] ?? []).some((condition) => evaluate(condition, WHOLE, reading) !== null);
  const shown =
    keepsFindings && passages.length > 0
      ? [...found, { condition: `asks about ${rule["looks-at"]}s`, holds: true, passages, parts: [] }]
      : found;
  return { verdict: verdict("asked", null, shown), question: { rule, isSure, passages, words: open[0]!.words } };
}

/** One passage is asked about once: where two rules meet, the one that ranks first asks. */
function compose(asked: readonly Asked[], reading: Reading, verdicts: Map<string, Verdict>, max: number): Question[] {
  const taken = new Set<string>();
  const questions: Question[] = [];
  const document = documentWords(reading.postmortem);
  let posted = 0;
  for (const { rule, level, isSure, passages, words } of asked) {
    const isAboutPassages = rule["looks-at"] !== "document" && rule["looks-at"] !== "action item";
    const left = isAboutPassages ? passages.filter((passage) => !taken.has(keyOf(passage))) : passages;
    if (left.length === 0 && passages.length > 0) {
      verdicts.set(rule.id, { ...verdicts.get(rule.id)!, outcome: "asked by another rule" });
      continue;
    }
    const shown = left.slice(0, MAX_PASSAGES).map(({ span, text }) => ({ span, text }));
    if (isAboutPassages) for (const passage of shown) taken.add(keyOf(passage));
    const isPosted = (level === "required" || (level === "ask" && isSure)) && posted < max;
    if (isPosted) posted += 1;
    const span = shown[0]?.span ?? anchorOf(rule["asks-at"] ?? [], reading);
    questions.push({
      id: rule.id,
      topic: rule.topic,
      span,
      section: sectionAround(span, reading.postmortem),
      text: wordQuestion(rule, document, shown, words),
      why: rule.why,
      source: rule.source,
      answer: rule.answer,
      passages: shown,
      level,
      isSure,
      isPosted,
    });
  }
  return questions;
}

/** The innermost section around some lines. */
function sectionAround({ start }: Span, { sections, lineCount }: Postmortem): Span {
  const around = sections.findLast(({ span }) => span.start <= start && start <= span.end);
  return around?.span ?? { start: 1, end: lineCount };
}

/** Two sentences of one line are two passages. */
const keyOf = ({ span, text }: Passage) => `${span.start} ${text}`;

/** The line on which a question about the whole document stands: the first of the rule's places that the document has, else its first line. */
function anchorOf(anchors: readonly Anchor[], reading: Reading): Span {
  const { postmortem } = reading;
  for (const anchor of anchors) {
    const span = placeOf(anchor, reading);
    if (span !== null) return span;
  }
  const first = postmortem.sentences.find(({ place }) => place === "text" || place === "item" || place === "row");
  return postmortem.titleSpan ?? first?.span ?? { start: 1, end: 1 };
}

function placeOf(anchor: Anchor, reading: Reading): Span | null {
  const { postmortem } = reading;
  if (anchor === "title") return postmortem.titleSpan;
  if (anchor === "timeline") return postmortem.timeline.find(({ isEntry }) => isEntry)?.span ?? null;
  if (anchor === "end") return postmortem.sentences.at(-1)?.span ?? null;
  if (isSays(anchor)) {
    const [index] = sentencesThatSay(anchor, WHOLE, reading);
    return index === undefined ? null : passageOf(postmortem.sentences[index]!).span;
  }
  if ("fact" in anchor) return postmortem.facts.find(({ key }) => key === anchor.fact)?.span ?? null;
  const section =
    postmortem.sections.find(({ kinds, content }) => content !== null && kinds[0] === anchor.section) ??
    postmortem.sections.find(({ kinds }) => kinds.includes(anchor.section));
  return section === undefined ? null : (section.content ?? section.heading);
}

function roleOf({ facts }: Postmortem): Role | null {
  const role = facts.find(({ key }) => key === "role")?.value.toLowerCase();
  return role === "engineer" || role === "manager" ? role : null;
}
