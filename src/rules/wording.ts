import { inWords } from "../text/in-words.ts";
import { findClocks, findDates } from "../text/times.ts";
import type { Postmortem } from "../postmortem/model.ts";
import { shorten, timeOf } from "./evaluate.ts";
import type { Passage, Rule } from "./model.ts";

/** The document's own words that a question can hold, by the name that stands in braces in a rule's wording. */
export const PLACEHOLDERS = [
  "title",
  "start",
  "detected",
  "mitigated",
  "resolved",
  "duration",
  "detection-delay",
  "recovery-time",
  "response-time",
  "figure",
  "quote",
  "quotes",
  "gap-from",
  "gap-to",
  "gap",
  "arithmetic",
] as const;

const PLACEHOLDER = /\{([a-z-]+)\}/gu;
const QUOTE_LENGTH = 90;

/** The names in braces in a wording. */
export const placeholdersIn = (wording: string): string[] =>
  [...wording.matchAll(PLACEHOLDER)].map(([, name]) => name!);

/**
 * The question in the document's own words: of the rule's wordings for which the document has the words, its text picks one.
 *
 * @param document the document's own words
 * @param words what belongs to the passage alone
 */
export function wordQuestion(
  rule: Rule,
  { own, key }: DocumentWords,
  passages: readonly Passage[],
  words: Readonly<Record<string, string>>,
): string {
  const known = { ...own, ...words, ...quotes(passages) };
  const fitting = rule.questions.filter((wording) =>
    placeholdersIn(wording).every((name) => known[name] !== undefined),
  );
  const wordings =
    fitting.length > 0 ? fitting : rule.questions.filter((wording) => placeholdersIn(wording).length === 0);
  const richest = Math.max(...wordings.map((wording) => placeholdersIn(wording).length));
  // A wording with the document's own words beats a general one.
  const best = wordings.filter((wording) => placeholdersIn(wording).length > 0 === richest > 0);
  const chosen = best[hash(`${rule.id} ${key}`) % best.length]!;
  return chosen.replaceAll(PLACEHOLDER, (_, name: string) => known[name] ?? "");
}

function quotes(passages: readonly Passage[]): Record<string, string> {
  if (passages.length === 0) return {};
  const quoted = passages.map(({ text }) => `“${shorten(text, QUOTE_LENGTH)}”`);
  const last = quoted.at(-1)!;
  return { quote: quoted[0]!, quotes: quoted.length === 1 ? last : `${quoted.slice(0, -1).join(", ")} and ${last}` };
}

/** What a document lends to its questions. */
export interface DocumentWords {
  /** By placeholder; undefined where the document has no such word. */
  readonly own: Readonly<Record<string, string | undefined>>;
  /** What picks the wording. */
  readonly key: string;
}

/** Collects the words that a document lends to its questions. */
export function documentWords(postmortem: Postmortem): DocumentWords {
  const { facts, title, sentences } = postmortem;
  const [start, detected, mitigated, resolved] = (["start", "detected", "mitigated", "resolved"] as const).map((key) =>
    timeOf(facts, key),
  );
  const between = (from: typeof start, to: typeof start) =>
    from === null || to === null || from === undefined || to === undefined || to.at! <= from.at!
      ? undefined
      : inWords(to.at! - from.at!);
  const clock = (fact: typeof start) => (fact === null || fact === undefined ? undefined : timeIn(fact.value));
  const own = {
    title: title ?? undefined,
    start: clock(start),
    detected: clock(detected),
    mitigated: clock(mitigated),
    resolved: clock(resolved),
    duration: facts.find(({ key, minutes }) => key === "duration" && minutes !== null)?.value,
    "detection-delay": between(start, detected),
    "response-time": between(detected, mitigated ?? resolved),
    "recovery-time": between(start, resolved ?? mitigated),
    figure: figureOf(postmortem),
  };
  return { own, key: `${title ?? ""} ${sentences[0]?.text ?? ""}` };
}

/** The time that a value begins with, with its date and zone: "2025-02-14 04:34 UTC" of "2025-02-14 04:34 UTC, after the flush". */
function timeIn(value: string): string {
  const [clock] = findClocks(value, true);
  if (clock === undefined) return shorten(value, 40);
  const date = findDates(value).find(({ start }) => start < clock.start);
  const text = value.slice(date?.start ?? clock.start, clock.end);
  return shorten(text.includes("(") && !text.includes(")") ? `${text})` : text, 40);
}

/** The first figure that the impact gives, with what it counts: "3.4% of read traffic". */
function figureOf({ sentences, facts }: Postmortem): string | undefined {
  const texts = [
    ...facts.filter(({ key }) => key === "impact").map(({ value }) => value),
    ...sentences.filter(({ kinds }) => kinds.includes("impact")).map(({ text }) => text),
  ];
  for (const text of texts) {
    const found =
      /(?<![\w.:/-])~?\d[\d,.]*(?:%|\spercent)(?:\sof\s(?:the\s|all\s|our\s)?[\p{L}-]+(?:\s(?!were|was|in|at|on|of|for|and|to|are|is|had|failed)[\p{L}-]+)?)?/u.exec(
        text,
      )?.[0];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** FNV-1a: the same text picks the same wording, everywhere. Its low bits hang on the characters' low bits alone, so the high ones are mixed in. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) >>> 8;
}
