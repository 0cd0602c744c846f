import type { ActionItem, Fact, FactKey, Sentence, Span } from "../postmortem/model.ts";
import { addBit, type Bits, indexesOf, isEmpty, noBits } from "../text/bits.ts";
import type { Range } from "../text/token.ts";
import { isSays, partsOf } from "./compile.ts";
import type { Finding, Passage } from "./model.ts";
import type { Reading } from "./reading.ts";
import type { Condition, ItemField, Says } from "./schema.ts";

/** What a condition is asked of: the document, or a part of it. */
export interface Part {
  /** The numbers of its sentences; null for all. */
  readonly sentences: ReadonlySet<number> | null;
  readonly actionItem: ActionItem | null;
}

export const WHOLE: Part = { sentences: null, actionItem: null };
const MAX_PASSAGES = 3;
const QUOTE_LENGTH = 140;

/**
 * Whether a condition holds, and where that can be seen.
 *
 * @returns the passages that bear it out (none where it holds without one), or null where it does not hold
 */
export function evaluate(condition: Condition, part: Part, reading: Reading): readonly Passage[] | null {
  if (isSays(condition)) {
    const found = sentencesThatSay(condition, part, reading);
    return found.length < (condition.times ?? 1)
      ? null
      : found.slice(0, MAX_PASSAGES).map((index) => passageOf(reading.postmortem.sentences[index]!));
  }
  const { postmortem } = reading;
  if ("fact" in condition) {
    const keys = typeof condition.fact === "string" ? [condition.fact] : condition.fact;
    return atMost(postmortem.facts.filter(({ key }) => keys.includes(key)).map(factPassage));
  }
  if ("section" in condition) {
    return atMost(
      postmortem.sections
        .filter(({ kinds, content }) => content !== null && kinds.includes(condition.section))
        .map(({ content, title }) => ({ span: content!, text: title })),
    );
  }
  if ("field" in condition)
    return hasField(part.actionItem, condition.field)
      ? [{ span: part.actionItem!.span, text: part.actionItem!.text }]
      : null;
  if ("moments" in condition) return enough(postmortem.timeline, condition.moments);
  if ("zone" in condition) {
    if ((postmortem.zone !== null) !== condition.zone) return null;
    return postmortem.zone === null ? [] : [{ span: postmortem.zone.span, text: postmortem.zone.name }];
  }
  if ("action-items" in condition) return enough(postmortem.actionItems, condition["action-items"]);
  if ("every-item" in condition) return overItems(condition["every-item"], true, reading);
  if ("some-item" in condition) return overItems(condition["some-item"], false, reading);
  if ("elapsed" in condition) return hasElapsed(postmortem.facts, condition.elapsed);
  return combine(condition, part, reading);
}

function combine(condition: Condition, part: Part, reading: Reading): readonly Passage[] | null {
  const parts = partsOf(condition);
  if ("none-of" in condition) return parts.every((inner) => evaluate(inner, part, reading) === null) ? [] : null;
  const needed = "all-of" in condition ? parts.length : "at-least" in condition ? condition["at-least"] : 1;
  const passages: Passage[] = [];
  let held = 0;
  for (const inner of parts) {
    const found = evaluate(inner, part, reading);
    if (found === null) continue;
    held += 1;
    passages.push(...found);
    if (held === needed) return passages.slice(0, MAX_PASSAGES);
  }
  return null;
}

/** Whether every action item, or some, meets one of the conditions. */
function overItems(conditions: readonly Condition[], every: boolean, reading: Reading): readonly Passage[] | null {
  const { actionItems } = reading.postmortem;
  const meets = (item: ActionItem) =>
    conditions.some((condition) => evaluate(condition, partOf(item, reading), reading) !== null);
  const found = actionItems.filter(meets);
  if (every && found.length < actionItems.length) return null;
  return atMost(found.map((item) => passageOf(item)));
}

/** An action item as a part of the document. */
export function partOf(actionItem: ActionItem, { itemSentences }: Reading): Part {
  return { sentences: itemSentences.get(actionItem) ?? new Set(), actionItem };
}

/** The numbers of the sentences that meet a condition, in order. */
export function sentencesThatSay(condition: Says, { sentences }: Part, reading: Reading): readonly number[] {
  let said = reading.said.get(condition);
  if (said === undefined) reading.said.set(condition, (said = sayingSentences(condition, reading)));
  return sentences === null ? said : said.filter((index) => sentences.has(index));
}

function sayingSentences(condition: Says, reading: Reading): number[] {
  const { says, with: also, without, mask, quoted } = reading.ruleSet.says.get(condition)!;
  const { phrases, postmortem } = reading;
  const admitted = reading.admitted(mask);
  if (isEmpty(admitted)) return [];
  const found = noBits(postmortem.sentences.length);
  for (const phrase of says) {
    if (quoted) {
      phrases.add(phrase, admitted, found);
      continue;
    }
    const own = noBits(postmortem.sentences.length);
    phrases.add(phrase, admitted, own);
    for (const index of indexesOf(own))
      if (!isQuoted(postmortem.sentences[index]!, phrases.range(phrase, index))) addBit(found, index);
  }
  const among = (list: readonly number[]): Bits => {
    const bits = noBits(postmortem.sentences.length);
    for (const phrase of list) phrases.add(phrase, found, bits);
    return bits;
  };
  if (also !== null && !isEmpty(found)) for (const [part, bits] of among(also).entries()) found[part]! &= bits;
  if (without !== null && !isEmpty(found)) for (const [part, bits] of among(without).entries()) found[part]! &= ~bits;
  return indexesOf(found);
}

function isQuoted({ words, place }: Sentence, range: Range | null): boolean {
  return (
    place === "quote" ||
    place === "code" ||
    (range !== null && words.tokens.slice(range.start, range.end).some((token) => token.quoted))
  );
}

function hasField(item: ActionItem | null, field: ItemField): boolean {
  if (item === null) return false;
  if (field === "done") return item.status === "done";
  return item[field === "done-when" ? "doneWhen" : field] !== null;
}

function hasElapsed(
  facts: readonly Fact[],
  { from, to, "longer-than": least }: Extract<Condition, { elapsed: unknown }>["elapsed"],
): readonly Passage[] | null {
  const [start, end] = [timeOf(facts, from), timeOf(facts, to)];
  if (
    start === null ||
    end === null ||
    end.at! < start.at! ||
    end.at! - start.at! < ((least as number | undefined) ?? 0)
  )
    return null;
  return [factPassage(start), factPassage(end)];
}

/** The first fact of this kind that is a time. */
export const timeOf = (facts: readonly Fact[], key: FactKey): Fact | null =>
  facts.find((fact) => fact.key === key && fact.at !== null) ?? null;

function enough(
  parts: readonly { readonly span: Span; readonly text: string }[],
  least: number,
): readonly Passage[] | null {
  return parts.length < least ? null : parts.slice(0, MAX_PASSAGES).map((part) => passageOf(part));
}

const atMost = (passages: readonly Passage[]): readonly Passage[] | null =>
  passages.length === 0 ? null : passages.slice(0, MAX_PASSAGES);
const factPassage = ({ key, value, span }: Fact): Passage => passageOf({ span, text: `${key}: ${value}` });
/** A passage whose words are shortened only when somebody reads them: most evidence is not shown. */
export const passageOf = (
  { span, text }: { readonly span: Span; readonly text: string },
  length = QUOTE_LENGTH,
): Passage => ({
  span,
  get text() {
    return shorten(text, length);
  },
});

/** The document's words on one line, cut at a word where they are many. */
export function shorten(text: string, length = QUOTE_LENGTH): string {
  const line = text.replaceAll(/\s+/gu, " ").trim();
  if (line.length <= length) return line;
  const cut = line.slice(0, length);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), length / 2)).replace(/[\s,;:.–—-]+$/u, "")} …`;
}

/** What was looked for and found, condition by condition, for `--explain`. */
export function explain(condition: Condition, part: Part, reading: Reading): Finding {
  const passages = evaluate(condition, part, reading);
  return {
    condition: inWords(condition, reading),
    holds: passages !== null,
    passages:
      isSays(condition) || partsOf(condition).length === 0
        ? (passages ?? []).map(({ span, text }) => ({ span, text }))
        : [],
    parts: partsOf(condition).map((inner) => explain(inner, part, reading)),
  };
}

function inWords(condition: Condition, reading: Reading): string {
  if (isSays(condition)) {
    const list = (phrases: Says["says"]) =>
      (typeof phrases === "string" ? [phrases] : phrases).map((phrase) => `“${phrase}”`);
    const says = list(condition.says);
    const shown = says.slice(0, 4).join(", ") + (says.length > 4 ? ` or ${says.length - 4} more` : "");
    const also = condition.with === undefined ? "" : ` with ${list(condition.with).slice(0, 3).join(", ")}`;
    const where = condition.in === undefined ? "" : ` in ${condition.in.join(", ")}`;
    return `a sentence${where} says ${shown}${also}`;
  }
  if ("fact" in condition) return `the document states ${[condition.fact].flat().join(" or ")}`;
  if ("section" in condition) return `there is a section of kind ${condition.section} with content`;
  if ("field" in condition) return `the action item has ${condition.field}`;
  if ("moments" in condition)
    return `at least ${condition.moments} times of day (${reading.postmortem.timeline.length} found)`;
  if ("zone" in condition) return condition.zone ? "a time zone is named" : "no time zone is named";
  if ("action-items" in condition)
    return `at least ${condition["action-items"]} action items (${reading.postmortem.actionItems.length} found)`;
  if ("elapsed" in condition)
    return `more than ${condition.elapsed["longer-than"] ?? 0} minutes from ${condition.elapsed.from} to ${condition.elapsed.to}`;
  if ("any-of" in condition) return "any of";
  if ("all-of" in condition) return "all of";
  if ("none-of" in condition) return "none of";
  if ("every-item" in condition) return "each action item meets one of";
  if ("some-item" in condition) return "an action item meets one of";
  return `at least ${condition["at-least"]} of`;
}
