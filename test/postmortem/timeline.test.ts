import { describe, expect, test } from "vitest";
import { parsePostmortem } from "../../src/postmortem/parse.ts";
import { vocabulary } from "../vocabulary.ts";

const parse = (markdown: string) => parsePostmortem(markdown, vocabulary);
/** Each entry as `date time`, in UTC where a zone is told. */
const entries = (markdown: string) =>
  parse(markdown)
    .timeline.filter(({ isEntry }) => isEntry)
    .map(({ at }) => new Date(at * 60_000).toISOString().slice(0, 16).replace("T", " "));
const DAY = "# Outage of 2025-02-14\n\n## Timeline\n\n";

describe("a timeline is read in any form", () => {
  const expected = ["2025-02-14 03:42", "2025-02-14 03:51", "2025-02-14 04:34"];
  test.for<[string, string]>([
    ["bullets", "- 03:42 Full\n- 03:51 Alarm\n- 04:34 Over\n"],
    ["bold times", "- **03:42**: Full\n- **03:51**: Alarm\n- **04:34**: Over\n"],
    ["times in code", "* `03:42` - Full\n* `03:51` - Alarm\n* `04:34` - Over\n"],
    ["dots", "- 03.42 Full\n- 03.51 Alarm\n- 04.34 Over\n"],
    ["no mark", "- 0342 Full\n- 0351 Alarm\n- 0434 Over\n"],
    ["twelve hours", "- 3:42am Full\n- 3:51 a.m. Alarm\n- 4:34 AM Over\n"],
    ["seconds and about", "- ~03:42:10 Full\n- 03:51:00 Alarm\n- approx. 04:34 Over\n"],
    ["plain lines", "03:42 Full\n03:51 Alarm\n04:34 Over\n"],
    ["hard breaks", "03:42 - Full<br>\n03:51 - Alarm<br>\n04:34 - Over\n"],
    ["headings", "### 03:42\n\nFull\n\n### 03:51\n\nAlarm\n\n### 04:34\n\nOver\n"],
    ["a table", "| Time | Event |\n|---|---|\n| 03:42 | Full |\n| 03:51 | Alarm |\n| 04:34 | Over |\n"],
    ["a table without outer pipes", "Time | Event\n---|---\n03:42 | Full\n03:51 | Alarm\n04:34 | Over\n"],
    [
      "dates in another column",
      "| Date | Time | Event |\n|---|---|---|\n| Feb 14 | 03:42 | Full |\n| Feb 14 | 03:51 | Alarm |\n| Feb 14 | 04:34 | Over |\n",
    ],
    ["nested below a date", "- 2025-02-14\n  - 03:42 Full\n  - 03:51 Alarm\n  - 04:34 Over\n"],
    ["ISO", "- 2025-02-14T03:42Z Full\n- 2025-02-14T03:51Z Alarm\n- 2025-02-14T04:34Z Over\n"],
    ["days first", "- 14/02/2025 03:42 Full\n- 14/02/2025 03:51 Alarm\n- 14/02/2025 04:34 Over\n"],
    ["months first", "- 02-14-2025 03:42 Full\n- 02-14-2025 03:51 Alarm\n- 02-14-2025 04:34 Over\n"],
  ])("%s", ([, lines]) => expect(entries(DAY + lines)).toEqual(expected));

  test("midnight is crossed where no date says so, and a date is given once", () => {
    expect(entries(`${DAY}- 23:50 Full\n- 00:10 Alarm\n- 15/02/2025 09:00 Over\n- 10:00 Checked\n`)).toEqual([
      "2025-02-14 23:50",
      "2025-02-15 00:10",
      "2025-02-15 09:00",
      "2025-02-15 10:00",
    ]);
  });

  test("a sentence that tells a time is a moment, but no entry", () => {
    const { timeline } = parse(
      "# Outage\n\n## Impact\n\nReads failed from 03:42 to 04:34 UTC, which nobody saw coming.\n",
    );
    expect(timeline.map(({ isEntry, clock, until, at }) => [isEntry, clock, (until ?? 0) - at])).toEqual([
      [false, "03:42 to 04:34 UTC", 52],
    ]);
  });
});

describe("zones", () => {
  test.for<[string, string, string]>([
    ["declared once", "All times are in PST.\n\n- 03:42 Full\n", "2025-02-14 11:42"],
    ["in a column", "| Time (CET) | Event |\n|---|---|\n| 03:42 | Full |\n", "2025-02-14 02:42"],
    ["beside the time", "- 03:42 EST Full\n", "2025-02-14 08:42"],
    ["an offset", "- 03:42+02:00 Full\n", "2025-02-14 01:42"],
    ["one that depends on the date", "All times are Pacific time.\n\n- 03:42 Full\n", "2025-02-14 11:42"],
    ["none", "- 03:42 Full\n", "2025-02-14 03:42"],
  ])("%s", ([, lines, expected]) => expect(entries(DAY + lines)).toEqual([expected]));

  test("in a heading", () => {
    expect(entries("# Outage of 2025-02-14\n\n## Timeline (times in BST)\n\n- 03:42 Full\n")).toEqual([
      "2025-02-14 02:42",
    ]);
    expect(parse("# Outage\n\n## Timeline (UTC)\n\n- 03:42 Full\n").zone).toEqual({
      name: "UTC",
      span: { start: 3, end: 3 },
    });
    expect(parse("# Outage\n\n## Timeline\n\n- 03:42 Full\n").zone).toBeNull();
    expect(parse("# Outage\n\nAt 10:27am Eastern the index was gone.\n").zone?.name).toBe("Eastern");
    expect(parse("# Outage\n\n```\n10:00 UTC - cloud opens\n10:40 UTC - cloud closes\n```\n").zone?.name).toBe("UTC");
    expect(parse("# Outage\n\n```\n[warn] 10:00:01 UTC pool is full\n```\n").zone).toBeNull();
  });

  test("mixed zones are laid on one scale", () => {
    expect(entries(`${DAY}- 03:42 UTC Full\n- 04:51 CET Alarm\n`)).toEqual(["2025-02-14 03:42", "2025-02-14 03:51"]);
  });
});

describe("milestones", () => {
  const facts = (markdown: string) =>
    Object.fromEntries(
      parse(markdown)
        .facts.filter(({ at }) => at !== null)
        .map(({ key, value }) => [key, value]),
    );

  test("from fields", () => {
    expect(facts("Start: 2025-02-14 03:42 UTC\n\nTime detected: 03:51 UTC\n\n**Resolved**: 04:34 UTC\n")).toEqual({
      start: "2025-02-14 03:42 UTC",
      detected: "03:51 UTC",
      resolved: "04:34 UTC",
    });
  });

  test("from a table of two columns", () => {
    expect(
      facts("| | |\n|---|---|\n| **Start** | 03:42 UTC |\n| Detected | 03:51 UTC |\n| Severity | high |\n"),
    ).toEqual({
      start: "03:42 UTC",
      detected: "03:51 UTC",
    });
  });

  test("from the words of the timeline", () => {
    expect(
      facts(
        "# Outage\n\n## Timeline\n\n- 03:42 The disk fills up\n- 03:51 An alarm pages Dana\n- 04:20 Dana rolls the change back\n- 04:34 All is back to normal\n",
      ),
    ).toEqual({
      start: "03:42",
      detected: "03:51",
      mitigated: "04:20",
      resolved: "04:34",
    });
  });

  test("from one sentence that tells all three", () => {
    expect(
      facts(
        "# Outage\n\nIt started at 03:42 UTC, was detected at 03:51 UTC by an alarm and was resolved at 04:34 UTC.\n",
      ),
    ).toEqual({
      start: "03:42 UTC",
      detected: "03:51 UTC",
      resolved: "04:34 UTC",
    });
  });

  test("a template's placeholder states nothing", () => {
    expect(facts("Start: YYYY-MM-DD HH:MM\n\nResolved: TBD\n")).toEqual({});
  });
});

describe("contradictions", () => {
  const found = (markdown: string) => parse(markdown).contradictions.map(({ text, span }) => [span.start, text]);

  test.for<[string, string, [number, string][]]>([
    [
      "a length that the times do not give",
      "Start: 03:42\n\nResolved: 04:34\n\nDuration: 20 minutes\n",
      [[5, "03:42 to 04:34 is 52 minutes, and the text says 20 minutes"]],
    ],
    ["rounding", "Start: 03:42\n\nResolved: 04:34\n\nDuration: 50 minutes\n", []],
    [
      "entries out of order",
      `${DAY}- 03:42 Full\n- 03:31 Alarm\n- 04:34 Over\n- 04:40 Done\n`,
      [[6, "03:31 stands below 03:42, 11 minutes later"]],
    ],
    ["the newest first", `${DAY}- 04:34 Over\n- 03:51 Alarm\n- 03:42 Full\n`, []],
    ["a weekday", `${DAY}- Monday, 2025-02-14 03:42 Full\n`, [[5, "“Monday, 2025-02-14” was a Friday"]]],
    ["the right weekday", `${DAY}- Friday, 2025-02-14 03:42 Full\n`, []],
    [
      "one time on two days",
      `# Outage\n\nOn 2025-02-15 at 03:42 UTC the disk filled up.\n\n## Timeline\n\n- 2025-02-14 03:42 UTC Full\n- 2025-02-14 04:34 UTC Over\n`,
      [[3, "03:42 UTC is told for 2025-02-15 here and for another day in line 7"]],
    ],
    [
      "an end before its start",
      "Start: 2025-02-14 03:42\n\nResolved: 2025-02-14 02:34\n",
      [[3, "the end, 2025-02-14 02:34, is before the start, 2025-02-14 03:42"]],
    ],
  ])("%s", ([, markdown, expected]) => expect(found(markdown)).toEqual(expected));
});
