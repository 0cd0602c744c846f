import type { Calendar } from "./calendar.ts";
import { lineAt } from "./markdown.ts";
import type { Contradiction, Fact, FactKey, Span } from "./model.ts";
import type { PlacedBlock } from "./sections.ts";
import type { PlacedMoment } from "./timeline.ts";

const DAY = 1440;
/** Within five minutes or ten per cent is rounding. */
const TOLERANCE = { minutes: 5, share: 0.1, roughShare: 0.25 };
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/**
 * Finds statements about times that can't both hold: entries out of order, a length that no pair of its times gives,
 * a weekday that is not the date's, one time told for two days, an end before its beginning.
 *
 * @param facts what the document states as a whole
 * @param moments its timeline and the other times that it tells
 * @param blocks its blocks, for the dates in them
 * @param calendar its calendar
 * @returns the contradictions, the surest first
 */
export function findContradictions(
  facts: readonly Fact[],
  moments: readonly PlacedMoment[],
  blocks: readonly PlacedBlock[],
  calendar: Calendar,
): Contradiction[] {
  return [
    ...weekdays(blocks, calendar),
    ...disorder(moments),
    ...otherDay(moments),
    ...lengths(facts, moments),
    ...reversed(facts, moments),
  ];
}

/** "Monday, 2021-06-08", which was a Tuesday. */
function weekdays(blocks: readonly PlacedBlock[], calendar: Calendar): Contradiction[] {
  if (!calendar.hasYear) return [];
  return blocks.flatMap((block) =>
    block.dates.flatMap((date) => {
      if (date.weekday === null || date.weekday < 0 || date.ambiguous) return [];
      const actual = weekdayOf(calendar.dayOf(date));
      // A date without its year may belong to the year before or after.
      const years = date.year === null ? [-1, 0, 1] : [0];
      if (years.some((shift) => weekdayOf(calendar.dayOf(date, shift)) === date.weekday)) return [];
      const line = lineAt(block, date.start);
      const written = block.text.slice(date.start, date.end);
      return [contradiction("weekday", `“${written}” was a ${WEEKDAYS[actual]!}`, { start: line, end: line })];
    }),
  );
}

const weekdayOf = (day: number) => (((day + 4) % 7) + 7) % 7;

/** Entries of one list or table that go back in time. A timeline told from its end backwards is in order, too. */
function disorder(moments: readonly PlacedMoment[]): Contradiction[] {
  const entries = moments.filter(
    (moment) => moment.isEntry && moment.block.section?.kinds.includes("timeline") === true,
  );
  const pairs = entries.slice(1).flatMap((later, index) => {
    const earlier = entries[index]!;
    return later.block.section === earlier.block.section &&
      later.block.kind === earlier.block.kind &&
      later.block.level === earlier.block.level
      ? [{ earlier, later }]
      : [];
  });
  const backwards = pairs.filter(({ earlier, later }) => later.at < earlier.at - 0.5);
  if (backwards.length === 0 || backwards.length * 2 > pairs.length) return [];
  return backwards.map(({ earlier, later }) =>
    contradiction(
      "order",
      `${later.clock} stands below ${earlier.clock}, ${inWords(earlier.at - later.at)} later`,
      later.span,
      earlier.span,
    ),
  );
}

/** One time of day, told to the minute, for two days: a slip in one of the dates. */
function otherDay(moments: readonly PlacedMoment[]): Contradiction[] {
  const dated = moments.filter(({ day, at }) => day !== null && Math.round(at) % 30 !== 0);
  const told = moments.filter(({ isEntry }) => isEntry);
  return dated
    .filter((moment) => !moment.isEntry || moment.block.section?.kinds.includes("timeline") !== true)
    .flatMap((moment) => {
      const twin = told.find(
        (other) =>
          other !== moment &&
          other.block !== moment.block &&
          Math.abs(other.at - moment.at) >= DAY - 1 &&
          sameTimeOfDay(other.at, moment.at) &&
          Math.abs(other.at - moment.at) < 32 * DAY,
      );
      const same = told.some((other) => other !== moment && Math.abs(other.at - moment.at) < 1);
      if (twin === undefined || same) return [];
      return [
        contradiction(
          "order",
          `${moment.clock} is told for ${moment.day} here and for another day in line ${twin.span.start}`,
          moment.span,
          twin.span,
        ),
      ];
    });
}

const sameTimeOfDay = (a: number, b: number) => Math.abs((a - b) % DAY) < 0.5;

/** A stated length that none of the incident's own times give. */
function lengths(facts: readonly Fact[], moments: readonly PlacedMoment[]): Contradiction[] {
  const at = (keys: readonly FactKey[]) =>
    facts.filter((fact) => keys.includes(fact.key) && fact.at !== null && fact.isStated);
  const check = (length: Fact, from: readonly Fact[], to: readonly Fact[]): Contradiction[] => {
    const spans = from.flatMap((start) =>
      to.map((end) => ({ start, end, minutes: end.at! - start.at! })).filter(({ minutes }) => minutes > 0),
    );
    if (spans.length === 0 || length.minutes === null || length.minutes < 1) return [];
    const rough = /\b(?:about|around|approx\w*|roughly|almost|nearly|over|under|more|less|up to)\b|[~<>≈]/iu.test(
      length.value,
    );
    const share = rough ? TOLERANCE.roughShare : TOLERANCE.share;
    const stated = length.minutes;
    const fits = ({ minutes }: { minutes: number }) =>
      Math.abs(minutes - stated) <= Math.max(TOLERANCE.minutes, share * Math.max(minutes, stated));
    if (spans.some(fits)) return [];
    const nearest = spans.toSorted((a, b) => Math.abs(a.minutes - stated) - Math.abs(b.minutes - stated))[0]!;
    return [
      contradiction(
        "duration",
        `${nearest.start.value} to ${nearest.end.value} is ${inWords(nearest.minutes)}, and the text says ${length.value}`,
        length.span,
        nearest.end.span,
      ),
    ];
  };
  const last = moments.findLast((moment) => moment.isEntry);
  const first = moments.find((moment) => moment.isEntry);
  const edge = (moment: PlacedMoment | undefined, key: FactKey): Fact[] =>
    moment === undefined
      ? []
      : [{ key, value: moment.clock, at: moment.at, minutes: null, span: moment.span, isStated: false }];
  const ends = [...at(["mitigated", "resolved"]), ...edge(last, "resolved")];
  const starts = [...at(["start", "detected"]), ...edge(first, "start")];
  const dated = at(["start", "detected"]).length > 0 && at(["mitigated", "resolved"]).length > 0;
  return facts.flatMap((fact) => {
    if (fact.key === "time-to-detect") return check(fact, at(["start"]), at(["detected"]));
    if (fact.key === "duration" || fact.key === "time-to-resolve") return dated ? check(fact, starts, ends) : [];
    return [];
  });
}

/** An end before its beginning. */
function reversed(facts: readonly Fact[], moments: readonly PlacedMoment[]): Contradiction[] {
  const first = (key: FactKey) => facts.find((fact) => fact.key === key && fact.at !== null && fact.isStated);
  const [start, resolved] = [first("start"), first("resolved")];
  const found: Contradiction[] = [];
  if (
    start !== undefined &&
    resolved !== undefined &&
    resolved.at! < start.at! &&
    start.span.start !== resolved.span.start
  )
    found.push(
      contradiction(
        "order",
        `the end, ${resolved.value}, is before the start, ${start.value}`,
        resolved.span,
        start.span,
      ),
    );
  for (const { until, at, clock, span } of moments) {
    if (until === null || until - at <= 18 * 60 || until - at >= DAY || /\d{4}-\d\d-\d\d/.test(clock)) continue;
    found.push(contradiction("order", `${clock} ends before it begins, or the next day`, span));
  }
  return found;
}

function contradiction(kind: Contradiction["kind"], text: string, span: Span, other: Span = span): Contradiction {
  return { kind, text, span, other };
}

/** A length of time as people say it: "52 minutes", "16 h 48 min", "2 days". */
export function inWords(minutes: number): string {
  const whole = Math.round(minutes);
  if (whole < 1) return `${Math.round(minutes * 60)} seconds`;
  if (whole < 120) return whole === 1 ? "1 minute" : `${whole} minutes`;
  if (whole < 2 * DAY)
    return whole % 60 === 0 ? `${whole / 60} hours` : `${Math.floor(whole / 60)} h ${whole % 60} min`;
  return `${Math.round(whole / DAY)} days`;
}
