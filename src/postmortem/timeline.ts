import { type CalendarDate, type Clock, findClocks, findDates } from "../text/times.ts";
import { findZones, type Zone } from "../text/zones.ts";
import { type Calendar, dateOf } from "./calendar.ts";
import { labelOf } from "./labels.ts";
import { lineAt } from "./markdown.ts";
import type { Moment } from "./model.ts";
import type { PlacedBlock } from "./sections.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A moment with the block it comes from, and where in its text the time stands. */
export interface PlacedMoment extends Moment {
  readonly block: PlacedBlock;
  readonly offset: number;
}

/** What may stand before the time of an entry: marks, weekdays, "at", "around". */
const LEAD =
  /^(?:\W|_|\b(?:at|by|around|approximately|approx|about|on|from|between|circa|starting|since|the|mon|tue|wed|thu|fri|sat|sun|ca|time|date|day|start|t)[a-z]*\b)*$/iu;
/** An entry of this many minutes before the one above it belongs to the next day; one of fewer is out of order. */
const MIDNIGHT = 6 * 60;

/**
 * Finds the timeline: entries of lists, tables, lines and headings that begin with a time, and sentences that tell one.
 *
 * @returns the moments in the document's order
 */
export function readTimeline(
  blocks: readonly PlacedBlock[],
  calendar: Calendar,
  vocabulary: Vocabulary,
): PlacedMoment[] {
  const moments: PlacedMoment[] = [];
  let day = calendar.firstDay;
  let previous: Moment | null = null;
  let sectionZone: Zone | null = null;
  /** "All events happened on …": the day of entries that name none. */
  let usualDay: number | null = null;
  for (const block of blocks) {
    if (block.isPrompt || (block.kind === "code" && !isTimeline(block))) continue;
    if (block.kind === "heading" || block.row?.isHeader === true) {
      const [zone] = findZones(block.text);
      if (zone !== undefined || block.kind === "heading") sectionZone = zone ?? null;
    }
    if (block.row?.isHeader === true || !/\d/.test(block.text)) continue;
    const { dates } = block;
    if (dates.length > 0 && /\ball (?:events|times|of th)/iu.test(block.text)) usualDay = calendar.dayOf(dates[0]!);
    const clocks = findClocks(block.text, isTimeline(block) || hasTimeColumn(block, vocabulary));
    if (clocks.length === 0) {
      if (dates.length > 0 && isDateLine(block, dates[0]!.end)) {
        day = calendar.dayOf(dates[0]!);
        previous = null;
      }
      continue;
    }
    for (const [index, clock] of clocks.entries()) {
      const date = dateOf(clock, dates);
      const isEntry = index === 0 && opensEntry(block, clock);
      const zone: Zone | null = clock.zone ?? sectionZone ?? calendar.zone;
      if (date !== null) day = calendar.dayOf(date);
      else if (isEntry && usualDay !== null) day = usualDay;
      let at = calendar.instant(day, clock.minutes, zone);
      if (isEntry && date === null && previous !== null && previous.at - at > MIDNIGHT) {
        day += 1;
        at += 1440;
      }
      const until = untilOf(clock, at, day, dates, calendar, zone);
      const line = lineAt(block, clock.start);
      const moment: PlacedMoment = {
        clock: block.text
          .slice(clock.start, clock.end)
          .replaceAll(/[*`()]/gu, "")
          .trim(),
        at,
        until,
        zone,
        day: date === null ? null : block.text.slice(date.start, date.end),
        text: isEntry ? block.text.slice(clock.end).replace(/^[\s|:*`–—)\]>.,-]+/u, "") : block.text,
        span: isEntry ? block.span : { start: line, end: line },
        isEntry,
        block,
        offset: clock.start,
      };
      moments.push(moment);
      if (isEntry) previous = moment;
    }
  }
  return moments;
}

const isTimeline = (block: PlacedBlock) => block.section?.kinds.includes("timeline") === true;

const hasTimeColumn = ({ row }: PlacedBlock, vocabulary: Vocabulary) =>
  row !== null && vocabulary.column(row.header[0] ?? "") === "time";

/** A line that gives a date and little else stands over the entries of that day. */
function isDateLine(block: PlacedBlock, end: number): boolean {
  if (block.kind === "heading" || block.isHeading) return true;
  const isShort = block.text.length - end < 30 || (block.item?.hasChildren === true && block.text.length < 80);
  return isShort && (isTimeline(block) || labelOf(block) === null);
}

function opensEntry(block: PlacedBlock, clock: Clock): boolean {
  const offset = block.row === null ? 0 : (block.row.cells.findLast((cell) => cell.start <= clock.start)?.start ?? 0);
  if (block.row !== null && block.row.cells.findIndex((cell) => cell.start === offset) > 3) return false;
  const lead = block.text.slice(offset, clock.start);
  if (lead.length > 48) return false;
  let bare = lead;
  for (const date of findDates(lead).toReversed()) bare = `${bare.slice(0, date.start)} ${bare.slice(date.end)}`;
  if (!LEAD.test(bare)) return false;
  return block.kind !== "paragraph" || isTimeline(block) || clock.start < 24 || block.text.length < 160;
}

function untilOf(
  clock: Clock,
  at: number,
  day: number,
  dates: readonly CalendarDate[],
  calendar: Calendar,
  zone: Zone | null,
): number | null {
  if (clock.until === null) return null;
  const inside = dates.findLast((date) => date.start > clock.start && date.end < clock.end);
  const until = calendar.instant(inside === undefined ? day : calendar.dayOf(inside), clock.until, zone);
  return until < at && inside === undefined ? until + 1440 : until;
}
