import { describe, expect, test } from "vitest";
import { findClocks, findDates, findDurations } from "../../src/text/times.ts";
import { findZones } from "../../src/text/zones.ts";

const clocks = (text: string, loose = false) =>
  findClocks(text, loose).map(({ minutes, until, zone }) => [minutes, until, zone?.name ?? null]);

describe("findClocks", () => {
  test.for<[string, (number | string | null)[][]]>([
    ["03:51", [[231, null, null]]],
    ["3:51 pm", [[951, null, null]]],
    ["3:51p.m. PST", [[951, null, "PST"]]],
    ["5pm", [[1020, null, null]]],
    ["12:05 AM", [[5, null, null]]],
    ["14h05", [[845, null, null]]],
    ["10:00:30", [[600.5, null, null]]],
    ["2025-02-14T03:42:00Z", [[222, null, "Z"]]],
    ["2025-02-14 03:42+02:00", [[222, null, "+02:00"]]],
    ["~13:30-13:45", [[810, 825, null]]],
    ["from 13:30 to 14:00 CET", [[810, 840, "CET"]]],
    ["from 2025-06-08 - 09:47 UTC until 2025-06-08 - 11:38 UTC", [[587, 698, "UTC"]]],
    ["UTC 05:13", [[313, null, "UTC"]]],
    ["**03:42** (UTC)", [[222, null, "UTC"]]],
  ])("%s", ([text, expected]) => expect(clocks(text)).toEqual(expected));

  test.for([
    "a ratio of 3:1",
    "port 8080",
    "10.0.12.5",
    "version 2.10.1",
    "at 25:10",
    "the file a:12:33",
    "#10:30x",
    "2025",
  ])("%s is no time", (text) => expect(clocks(text)).toEqual([]));

  test("reads 0730 and 14.05 only where times are expected", () => {
    expect(clocks("0730 restart")).toEqual([]);
    expect(clocks("0730 restart", true)).toEqual([[450, null, null]]);
    expect(clocks("14.05 restart", true)).toEqual([[845, null, null]]);
    expect(clocks("2021 servers", true)).toEqual([]);
  });
});

describe("findDates", () => {
  const dates = (text: string) => findDates(text).map(({ year, month, day, weekday }) => [year, month, day, weekday]);
  test.for<[string, (number | null)[][]]>([
    ["2025-02-14", [[2025, 2, 14, null]]],
    ["25/05/2021", [[2021, 5, 25, null]]],
    ["5-25-2021", [[2021, 5, 25, null]]],
    ["14.2.2025", [[2025, 2, 14, null]]],
    ["On Friday, February 14th, 2025", [[2025, 2, 14, 5]]],
    ["Fri 14 Feb", [[null, 2, 14, 5]]],
    ["14th of February 2025", [[2025, 2, 14, null]]],
    ["Feb 28th 01:52", [[null, 2, 28, null]]],
    ["the May release of 12 March", [[null, 3, 12, null]]],
    [
      "Oct 17th - Nov 20th",
      [
        [null, 10, 17, null],
        [null, 11, 20, null],
      ],
    ],
  ])("%s", ([text, expected]) => expect(dates(text)).toEqual(expected));

  test.for(["10.0.12.5", "it may 5 times", "2025-99-99", "1/2"])("%s is no date", (text) => {
    expect(dates(text).filter(([, month]) => month !== 5)).toEqual([]);
  });
});

describe("findDurations", () => {
  const minutes = (text: string) => findDurations(text).map((duration) => duration.minutes);
  test.for<[string, number[]]>([
    ["52 minutes", [52]],
    ["1h30m", [90]],
    ["1 h 30 min", [90]],
    ["two hours and 5 minutes", [125]],
    ["an hour and a half", [90]],
    ["half an hour", [30]],
    ["90s", [1.5]],
    ["PT1H5M", [65]],
    ["1,200 minutes", [1200]],
    ["52 minutes, 45 minutes", [52, 45]],
    ["16h 45m", [1005]],
  ])("%s", ([text, expected]) => expect(minutes(text)).toEqual(expected));

  test("says what is rough", () => {
    expect(findDurations("about 2 hours")[0]?.rough).toBe(true);
    expect(findDurations("2 hours")[0]?.rough).toBe(false);
  });
});

describe("findZones", () => {
  test.for<[string, number | string | null]>([
    ["UTC", 0],
    ["CEST", 120],
    ["UTC+2", 120],
    ["GMT-03:30", -210],
    ["Pacific Time", "America/Los_Angeles"],
    ["PT", "America/Los_Angeles"],
    ["Europe/Berlin", "Europe/Berlin"],
    ["local time", null],
  ])("%s", ([text, offset]) => expect(findZones(`All times are in ${text}.`)[0]?.offset).toBe(offset));

  test("words are no zones", () => {
    expect(findZones("The best estimate met the cost at a cat cafe")).toEqual([]);
  });
});
