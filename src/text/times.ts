import type { Range } from "./token.ts";
import { findZones, readOffset, type Zone } from "./zones.ts";

/** A time of day in a text. */
export interface Clock extends Range {
  /** Minutes after midnight, seconds as a fraction. */
  readonly minutes: number;
  readonly zone: Zone | null;
  /** Where the text gives a range (`13:30-13:45`), the minutes after midnight at its end. */
  readonly until: number | null;
}

/** A calendar day in a text; the year is null where only month and day are given. */
export interface CalendarDate extends Range {
  readonly year: number | null;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  /** The day of the week that the text names beside it, from 0 for Sunday. */
  readonly weekday: number | null;
  /** Day and month could be read the other way round (`03/04/2021`). */
  readonly ambiguous: boolean;
}

/** A length of time in a text. */
export interface Duration extends Range {
  readonly minutes: number;
  /** The text says "about", "almost", "more than", or gives a vague figure. */
  readonly rough: boolean;
}

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const DAYS = "sun mon tue wed thu fri sat".split(" ");
const MONTH = String.raw`(?<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)`;
const WEEKDAY = String.raw`(?:(?<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:day|s?day|nesday|rsday|urday|rs|r|s|es)?\.?,?\s+(?:the\s+)?)?`;
const DATE_NUMERIC = new RegExp(
  WEEKDAY +
    String.raw`(?<![\d.:/-])(?:(?<year>\d{4})(?<mark>[-/.])(?<m>\d{1,2})\k<mark>(?<d>\d{1,2})|(?<a>\d{1,2})(?<sep>[-/.])(?<b>\d{1,2})\k<sep>(?<y>\d{4}|\d{2}))(?![\d-]|\.\d|:\d)`,
  "giu",
);
const DATE_MONTH_FIRST = new RegExp(
  WEEKDAY +
    String.raw`\b${MONTH}\.?[ \t]+(?:the\s)?(?<day>\d{1,2})(?:st|nd|rd|th)?\b(?!:)(?:,?[ \t]+(?<year>\d{4})\b)?`,
  "giu",
);
const DATE_DAY_FIRST = new RegExp(
  WEEKDAY +
    String.raw`\b(?<day>\d{1,2})(?:st|nd|rd|th)?(?:[ \t]+|-)(?:of\s)?${MONTH}\b\.?(?:,?[ \t-]+(?<year>\d{4})\b)?`,
  "giu",
);

const CLOCK = new RegExp(
  String.raw`(?<![\d.:,$€£#/])(?:(?<iso>\d{4}-\d\d-\d\d)[T ])?(?<h>[01]?\d|2[0-4])(?:(?<sep>:|h)(?<m>[0-5]\d)(?::(?<s>[0-5]\d)(?:[.,]\d+)?)?(?:\s?(?<half>[ap]\.?m\b\.?)|(?<short>[ap])\b)?|(?::\d\d)?\s?(?<hour>[ap]\.?m\b\.?))` +
    String.raw`(?:\s?(?<offset>Z\b|\+\d\d:?\d\d\b|-\d{4}\b|(?<=:\d\d:\d\d)-\d\d:\d\d\b|(?<=:\d\d:\d\d )\+\d\d\b(?!:)))?(?![\d]|:\d|/\d)`,
  "giu",
);
const CLOCK_LOOSE =
  /(?<![\w.:,$€£#/-])(?:(?<h>[01]\d|2[0-3])[.]?(?<m>[0-5]\d)(?:\s?h(?:rs|ours)?\b)?)(?![\w%]|[.:,/-]\d)/giu;
const CLOCK_DOTTED_12 = /(?<![\w.:,$€£#/-])(?<h>1?\d)\.(?<m>[0-5]\d)\s?(?<half>[ap]\.?m\b\.?)/giu;

/** Most texts hold no date; these tell so at less cost. */
const NUMERIC_HINT = /\d[-/.]\d/u;
const MONTH_HINT = /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/iu;
const CLOCK_HINT = /\d(?:[:.h]|\s?[ap]\.?m)|[01]\d{3}|2[0-3]\d\d/iu;

/** Whether a text holds a figure at all: most do not, and then nothing needs to be looked for. */
const hasDigit = (text: string) => /\d/.test(text);

/**
 * Finds the times of day in a text: `03:42`, `3:42 pm`, `5pm`, `14h05`, with seconds, ranges and zones.
 *
 * @param text one line or sentence
 * @param loose also reads `0730` and `14.05`, which are times only where one expects them
 */
export function findClocks(text: string, loose = false): Clock[] {
  if (!CLOCK_HINT.test(text)) return [];
  const found: (Clock & { readonly half: string | undefined })[] = [];
  for (const match of text.matchAll(CLOCK)) {
    const { iso, h, m, s, half, short, hour, offset } = match.groups ?? {};
    const lead = iso === undefined ? 0 : iso.length + 1;
    const meridiem = (half ?? short ?? hour)?.toLowerCase();
    const minutes = toMinutes(Number(h), Number(m ?? 0), Number(s ?? 0), meridiem);
    if (minutes === null) continue;
    const zone =
      offset === undefined ? null : { name: offset, offset: offset.toUpperCase() === "Z" ? 0 : readOffset(offset) };
    found.push({
      start: match.index + lead,
      end: match.index + match[0].length,
      minutes,
      zone,
      until: null,
      half: meridiem,
    });
  }
  const dates = loose ? findDates(text) : [];
  for (const pattern of loose ? [CLOCK_DOTTED_12, CLOCK_LOOSE] : [CLOCK_DOTTED_12]) {
    for (const match of text.matchAll(pattern)) {
      const { h, m, half } = match.groups ?? {};
      const minutes = toMinutes(Number(h), Number(m), 0, half?.toLowerCase());
      const start = match.index;
      const end = start + match[0].length;
      if (minutes === null || [...found, ...dates].some((other) => other.start < end && other.end > start)) continue;
      if (
        half === undefined &&
        /^(?:19|20)\d\d$/.test(match[0]) &&
        !/^\s*(?:UTC|GMT|h\b|hrs|[-–—:*])/iu.test(text.slice(end))
      )
        continue;
      found.push({ start, end, minutes, zone: null, until: null, half });
    }
  }
  found.sort((a, b) => a.start - b.start);
  return withZones(text, joinRanges(text, found));
}

function toMinutes(h: number, m: number, s: number, half: string | undefined): number | null {
  if (half !== undefined && (h < 1 || h > 12)) return h <= 24 && h > 12 ? h * 60 + m + s / 60 : null;
  const hours = half === undefined ? h : (h % 12) + (half.startsWith("p") ? 12 : 0);
  return hours * 60 + m + s / 60;
}

/** `13:30-13:45` and `from 13:30 to 13:45` are one clock with an end. `9:30-11am` gives both halves the last one's. */
function joinRanges(text: string, clocks: readonly (Clock & { readonly half: string | undefined })[]): Clock[] {
  const joined: Clock[] = [];
  for (const clock of clocks) {
    const previous = joined.at(-1);
    if (
      previous !== undefined &&
      previous.until === null &&
      clock.start - previous.end < 32 &&
      RANGE.test(text.slice(previous.end, clock.start))
    ) {
      joined[joined.length - 1] = {
        ...previous,
        end: clock.end,
        until: clock.minutes,
        zone: clock.zone ?? previous.zone,
      };
    } else joined.push(clock);
  }
  return joined;
}
const RANGE =
  /^\s*(?:[A-Z]{2,4}\s*)?[*`)]*\s*(?:-|–|—|to|until|till|->|→)\s*[*`(]*(?:(?:\d{4}-\d\d-\d\d|[A-Z][a-z]+\.?\s\d{1,2}(?:st|nd|rd|th)?,?)[ T,]*(?:-\s)?)?(?:at\s)?~?[*`]*$/u;

function withZones(text: string, clocks: readonly Clock[]): Clock[] {
  if (clocks.length === 0) return [];
  const zones = findZones(text);
  if (zones.length === 0) return [...clocks];
  return clocks.map((clock) => {
    if (clock.zone !== null) return clock;
    const behind = zones.find(
      ({ start }) => start >= clock.end && start - clock.end <= 5 && /^[\s(*`,]*$/u.test(text.slice(clock.end, start)),
    );
    const before = zones.find(({ end }) => end <= clock.start && clock.start - end <= 1);
    const zone = behind ?? before;
    return zone === undefined
      ? clock
      : { ...clock, end: Math.max(clock.end, zone.end), zone: { name: zone.name, offset: zone.offset } };
  });
}

/**
 * Finds the calendar dates in a text: ISO, `25/05/2021`, `5-25-2021`, `May 25th, 2021`, `25 May`, with the weekday beside it.
 *
 * @param text one line or sentence
 */
export function findDates(text: string): CalendarDate[] {
  if (!hasDigit(text)) return [];
  const dates: CalendarDate[] = [];
  const add = (date: CalendarDate) => {
    if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31) return;
    if (!dates.some((other) => other.start < date.end && other.end > date.start)) dates.push(date);
  };
  for (const match of NUMERIC_HINT.test(text) ? text.matchAll(DATE_NUMERIC) : []) {
    const { weekday, year, m, d, a, b, y } = match.groups ?? {};
    const range = { start: match.index, end: match.index + match[0].length, weekday: toWeekday(weekday) };
    if (year !== undefined) {
      add({ ...range, year: Number(year), month: Number(m), day: Number(d), ambiguous: false });
      continue;
    }
    const full = Number(y) < 100 ? 2000 + Number(y) : Number(y);
    const [first, second] = [Number(a), Number(b)];
    if (first > 12) add({ ...range, year: full, month: second, day: first, ambiguous: false });
    else if (second > 12) add({ ...range, year: full, month: first, day: second, ambiguous: false });
    else add({ ...range, year: full, month: second, day: first, ambiguous: first !== second });
  }
  for (const pattern of MONTH_HINT.test(text) ? [DATE_DAY_FIRST, DATE_MONTH_FIRST] : []) {
    for (const match of text.matchAll(pattern)) {
      const { weekday, month, day, year } = match.groups ?? {};
      add({
        start: match.index,
        end: match.index + match[0].length,
        weekday: toWeekday(weekday),
        year: year === undefined ? null : Number(year),
        month: MONTHS.indexOf(month!.slice(0, 3).toLowerCase()) + 1,
        day: Number(day),
        ambiguous: false,
      });
    }
  }
  return dates.sort((x, y) => x.start - y.start);
}

const toWeekday = (name: string | undefined) =>
  name === undefined ? null : DAYS.indexOf(name.slice(0, 3).toLowerCase());

const WORDS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  sixty: 60,
  half: 0.5,
};
const UNIT_MINUTES: readonly (readonly [RegExp, number])[] = [
  [/^s/iu, 1 / 60],
  [/^m(?!o)/iu, 1],
  [/^h/iu, 60],
  [/^d/iu, 1440],
  [/^w/iu, 10_080],
];
const LONG_UNIT = String.raw`(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?)`;
const PART = String.raw`(?:\d[\d,]*(?:\.\d+)?[ \t-]?(?:${LONG_UNIT}|[smhd])|\b(?:half an?|an? half|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|sixty)[ \t-]${LONG_UNIT})(?![\w])`;
const DURATION = new RegExp(
  String.raw`(?<![\w.:/$-])(?:(?<h>\d{1,3})\s?h(?:rs?|ours?)?\s?(?<m>\d{1,2})\s?m?(?:ins?|inutes?)?(?![\w:])|${PART}(?:(?:,\s|\s|\sand\s|,\sand\s)(?:${PART}|(?<half>a\shalf\b)))*)` +
    String.raw`|\bPT(?:(?<isoH>\d+)H)?(?:(?<isoM>\d+)M)?(?:(?<isoS>\d+)S)?\b`,
  "giu",
);
const ONE_PART = /(?<amount>\d[\d,]*(?:\.\d+)?|\b(?:half an?|an? half|[a-z]+)\b)[ \t-]?(?<unit>[a-z]+)\b/giu;
const ROUGH =
  /(?:\b(?:about|approx\w*|around|roughly|almost|nearly|circa|over|under|more than|less than|at least|up to|some|few|couple|several|within|a little|estimated)|[~<>±≈])\W*$/iu;

/**
 * Finds the lengths of time in a text: `52 minutes`, `1h30`, `two hours and 5 min`, `PT52M`.
 *
 * @param text one line or sentence
 */
export function findDurations(text: string): Duration[] {
  const durations: Duration[] = [];
  for (const match of text.matchAll(DURATION)) {
    const { h, m, half, isoH, isoM, isoS } = match.groups ?? {};
    const before = text.slice(Math.max(0, match.index - 14), match.index);
    const rough = ROUGH.test(before) || /^(?:an?|half)\b/iu.test(match[0]);
    const add = (start: number, end: number, minutes: number) => durations.push({ start, end, minutes, rough });
    const [start, end] = [match.index, match.index + match[0].length];
    if (h !== undefined) add(start, end, Number(h) * 60 + Number(m));
    else if (isoH !== undefined || isoM !== undefined || isoS !== undefined)
      add(start, end, Number(isoH ?? 0) * 60 + Number(isoM ?? 0) + Number(isoS ?? 0) / 60);
    else if (!match[0].startsWith("PT")) addParts(match[0], start, half !== undefined, add);
  }
  return durations;
}

/** "1 hour and 5 minutes" is one length; "52 minutes, 45 minutes" are two, since the unit does not get smaller. */
function addParts(
  text: string,
  offset: number,
  half: boolean,
  add: (start: number, end: number, minutes: number) => void,
): void {
  let [start, end, total, smallest] = [0, 0, 0, Number.POSITIVE_INFINITY];
  for (const match of text.matchAll(ONE_PART)) {
    const { amount, unit } = match.groups ?? {};
    const [, minutes] = UNIT_MINUTES.find(([pattern]) => pattern.test(unit!)) ?? [];
    const figure = toFigure(amount!.toLowerCase());
    if (minutes === undefined || figure === null) continue;
    if (minutes >= smallest) {
      add(offset + start, offset + end, total);
      [start, total] = [match.index, 0];
    }
    [end, total, smallest] = [match.index + match[0].length, total + figure * minutes, minutes];
  }
  if (end > 0) add(offset + start, offset + (half ? text.length : end), half ? total + smallest / 2 : total);
}

function toFigure(amount: string): number | null {
  if (/^\d/.test(amount)) return Number(amount.replaceAll(",", ""));
  return amount.includes("half") ? 0.5 : (WORDS[amount] ?? null);
}
