import { findDates, type CalendarDate, type Clock } from "../text/times.ts";
import { findZones, offsetAt, readOffset, type Zone } from "../text/zones.ts";
import type { Block } from "./markdown.ts";
import { lineAt } from "./markdown.ts";
import type { Span } from "./model.ts";
import type { PlacedBlock } from "./sections.ts";

const DAY = 1440;
const MS_A_DAY = 86_400_000;

/** The document's own calendar: what it means by "Feb 28th", "03/04/2021" and "03:51". */
export interface Calendar {
  /** The zone that the document names for its times, and where. */
  readonly zone: (Zone & { readonly span: Span }) | null;
  /** The day, in days since 1970-01-01, that times without a date belong to. */
  readonly firstDay: number;
  /** Days since 1970-01-01. */
  readonly dayOf: (date: CalendarDate) => number;
  /** Minutes since 1970-01-01, in UTC where a zone is known. */
  readonly instant: (day: number, minutes: number, zone: Zone | null) => number;
}

/**
 * Learns from a document's dates and zones how to read those that say less.
 *
 * @param blocks the document's blocks
 * @param frontMatter its front matter as written, or an empty string
 */
export function readCalendar(blocks: readonly PlacedBlock[], frontMatter: string): Calendar {
  const dates = [...findDates(frontMatter), ...blocks.flatMap(({ dates: found }) => found)];
  const year = dates.find((date) => date.year !== null)?.year ?? 2000;
  const isMonthFirst = readsMonthFirst(dates, year);
  const dayOf = (date: CalendarDate): number => {
    const [month, day] = date.ambiguous && isMonthFirst ? [date.day, date.month] : [date.month, date.day];
    return Math.round(Date.UTC(date.year ?? year, month - 1, day) / MS_A_DAY);
  };
  const zone = declaredZone(blocks, frontMatter);
  const instant = (day: number, minutes: number, own: Zone | null): number => {
    const local = day * DAY + minutes;
    const known = own?.offset === null ? zone : (own ?? zone);
    return known === null ? local : local - (offsetAt(known, local * 60_000) ?? 0);
  };
  const first = dates.find((date) => date.year !== null) ?? dates[0];
  return {
    zone,
    firstDay: first === undefined ? 0 : dayOf(first),
    dayOf,
    instant,
  };
}

/** `03/04/2021` and `04/04/2021` are two days apart by one day, or by a month: the nearer reading is taken. */
function readsMonthFirst(dates: readonly CalendarDate[], year: number): boolean {
  const unclear = dates.filter((date) => date.ambiguous);
  const sure = dates.filter((date) => !date.ambiguous);
  if (unclear.length === 0) return false;
  const span = (swap: boolean): number => {
    const days = unclear.map((date) =>
      Date.UTC(date.year ?? year, (swap ? date.day : date.month) - 1, swap ? date.month : date.day),
    );
    for (const date of sure) days.push(Date.UTC(date.year ?? year, date.month - 1, date.day));
    return Math.max(...days) - Math.min(...days);
  };
  return span(true) < span(false);
}

/** The zone that a heading, a column, or a sentence about times names; else the first that stands beside a time. */
function declaredZone(blocks: readonly PlacedBlock[], frontMatter: string): Calendar["zone"] {
  let beside: Calendar["zone"] = null;
  for (const block of blocks) {
    if (isLog(block) || !/[A-Z]{2}|[Tt]ime|Eastern|Central|Mountain|Pacific|\b(?:utc|gmt)\b/.test(block.text)) continue;
    for (const { name, offset, start, end } of findZones(block.text)) {
      const line = lineAt(block, start);
      const zone = { name, offset, span: { start: line, end: line } };
      if (declares(block, start, end)) return zone;
      beside ??= followsClock(block.text, start) || /^\s?\d{1,2}[:.]\d\d/u.test(block.text.slice(end)) ? zone : null;
    }
  }
  if (beside !== null) return beside;
  for (const block of blocks) {
    const [, offset] = (isLog(block) ? null : OFFSET.exec(block.text)) ?? [];
    if (offset !== undefined)
      return {
        name: offset === "Z" ? "UTC" : offset,
        offset: offset === "Z" ? 0 : readOffset(offset),
        span: block.span,
      };
  }
  const [own] = findZones(frontMatter);
  const iso = OFFSET.exec(frontMatter);
  if (own !== undefined || iso !== null)
    return { name: own?.name ?? "UTC", offset: own?.offset ?? 0, span: { start: 1, end: 1 } };
  return null;
}

/** Code, unless it is the timeline itself: each of its lines begins with a time of day and goes on in words. */
const isLog = ({ kind, text }: PlacedBlock) =>
  kind === "code" && !text.split("\n").every((line) => /^\s*(?:\d{1,2}:\d\d\b.*\p{L}{3}.*)?$/u.test(line));

/** An instant that carries its offset: `2025-02-14T03:42:00Z`. */
const OFFSET =
  /\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(Z|\+\d\d:?\d\d|(?<=:\d\d:\d\d)-\d\d:\d\d|(?<=:\d\d:\d\d )\+\d\d(?!:))(?!\w)/u;

function declares(block: Block & PlacedBlock, start: number, end: number): boolean {
  if (block.isHeading || block.row?.isHeader === true) return true;
  const around = block.text.slice(Math.max(0, start - 60), end + 40);
  return /\b(?:time ?zones?|times?(?:stamps?)?)\b/iu.test(
    around.replaceAll(/(?:first|last|next|some|long|response|down|real|at the|same) ?time/giu, ""),
  );
}

const followsClock = (text: string, start: number) =>
  /\d(?:\d|h|\s?[ap]\.?m\.?)[\s*`(,]{0,4}$/iu.test(text.slice(Math.max(0, start - 12), start));

/** The date that a time in the same text belongs to: the last before it, or one right behind it ("at 09:47 on 8 June"). */
export function dateOf(clock: Clock, dates: readonly CalendarDate[]): CalendarDate | null {
  return (
    dates.findLast((date) => date.end <= clock.start) ??
    dates.find((date) => date.start >= clock.end && date.start - clock.end <= 12) ??
    null
  );
}
