import { inWords } from "../text/in-words.ts";
import { contradiction } from "./contradiction.ts";
import type { Contradiction, Fact, FactKey } from "./model.ts";
import type { PlacedMoment } from "./timeline.ts";

const DAY = 1440;

/** Entries of one list or table that go back in time. A timeline told from its end backwards is in order, too. */
export function findDisorder(moments: readonly PlacedMoment[]): Contradiction[] {
  const entries = moments.filter(
    (moment) => moment.isEntry && moment.block.section?.kinds.includes("timeline") === true,
  );
  const pairs = entries.slice(1).flatMap((later, index) => {
    const earlier = entries[index]!;
    return isOneList(earlier, later) ? [{ earlier, later }] : [];
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

/** Rows or items of one section; headings that are times are sections of their own. */
function isOneList({ block: a }: PlacedMoment, { block: b }: PlacedMoment): boolean {
  return a.kind === b.kind && a.level === b.level && (a.kind === "heading" || a.section === b.section);
}

/** One time of day, told to the minute, for two days: a slip in one of the dates. */
export function findOtherDay(moments: readonly PlacedMoment[]): Contradiction[] {
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

/** An end before its beginning. */
export function findReversed(facts: readonly Fact[], moments: readonly PlacedMoment[]): Contradiction[] {
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
