import { findClocks, findDates, findDurations } from "../text/times.ts";
import { type Calendar, dateOf } from "./calendar.ts";
import type { Field } from "./front-matter.ts";
import { labelOf } from "./labels.ts";
import type { Fact, FactKey, Span } from "./model.ts";
import type { PlacedBlock } from "./sections.ts";
import type { Vocabulary } from "./vocabulary.ts";

const TIMES: ReadonlySet<FactKey> = new Set(["start", "detected", "mitigated", "resolved"]);
const LENGTHS: ReadonlySet<FactKey> = new Set(["duration", "time-to-detect", "time-to-resolve"]);
const EMPTY = /^\W*$|^(?:tbd|todo|unknown\?|n\/t|yyyy.*|hh:mm.*|\?+ ?\w*|x+)$/iu;

/**
 * Collects what a document states in fields: front matter, labelled lines, tables of two columns.
 *
 * @returns the facts in the document's order; a field that is empty or still holds the template's placeholder states nothing
 */
export function findFacts(
  fields: readonly Field[],
  blocks: readonly PlacedBlock[],
  calendar: Calendar,
  vocabulary: Vocabulary,
): Fact[] {
  const facts: Fact[] = [];
  const add = (key: FactKey | null, value: string, span: Span) => {
    const text = value.trim();
    if (key === null || EMPTY.test(text)) return;
    if (TIMES.has(key) && findClocks(text, true).length === 0 && findDates(text).length === 0) return;
    if (LENGTHS.has(key) && !/\d|\b(?:one|two|an?|few|several|half|seconds|minutes|hours|days|none)\b/iu.test(text))
      return;
    facts.push({ key, value: text, span, at: timeIn(text, calendar), minutes: lengthIn(text), isStated: true });
  };
  for (const { name, value, span } of fields) add(vocabulary.factKey(name.replaceAll(/[_-]/g, " ")), value, span);
  for (const block of blocks) {
    if (block.isPrompt || block.kind === "code" || block.row?.isHeader === true) continue;
    const inTimeline = block.section?.kinds.includes("timeline") === true;
    const label = labelOf(block);
    if (label === null || inTimeline) continue;
    add(vocabulary.factKey(label.name), block.text.slice(label.valueStart), block.span);
  }
  return facts;
}

function timeIn(text: string, calendar: Calendar): number | null {
  const [clock] = findClocks(text, true);
  if (clock === undefined) return null;
  const date = dateOf(clock, findDates(text));
  return calendar.instant(date === null ? calendar.firstDay : calendar.dayOf(date), clock.minutes, clock.zone);
}

const lengthIn = (text: string): number | null => findDurations(text)[0]?.minutes ?? null;
