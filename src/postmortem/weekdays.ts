import type { Calendar } from "./calendar.ts";
import { contradiction } from "./contradiction.ts";
import { lineAt } from "./markdown.ts";
import type { Contradiction } from "./model.ts";
import type { PlacedBlock } from "./sections.ts";

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** "Monday, 2021-06-08", which was a Tuesday. */
export function findWrongWeekdays(blocks: readonly PlacedBlock[], calendar: Calendar): Contradiction[] {
  return blocks.flatMap((block) =>
    block.dates.flatMap((date) => {
      // A date without its year may belong to any.
      if (date.weekday === null || date.weekday < 0 || date.year === null || date.ambiguous) return [];
      const actual = weekdayOf(calendar.dayOf(date));
      if (actual === date.weekday) return [];
      const line = lineAt(block, date.start);
      const written = block.text.slice(date.start, date.end);
      return [contradiction("weekday", `“${written}” was a ${WEEKDAYS[actual]!}`, { start: line, end: line })];
    }),
  );
}

const weekdayOf = (day: number) => (((day + 4) % 7) + 7) % 7;
