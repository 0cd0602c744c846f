import { IANAZone } from "luxon";
import type { Range } from "./token.ts";

/** A time zone as a text names it. */
export interface Zone {
  /** As written: `UTC`, `CEST`, `Pacific Time`, `+02:00`. */
  readonly name: string;
  /** Minutes east of UTC, or an IANA name where they depend on the date; null where the name tells neither. */
  readonly offset: number | string | null;
}

export interface ZoneMention extends Zone, Range {}

/** Minutes east of UTC. Where an abbreviation means several zones, the one most used in operations is taken. */
const OFFSETS: Readonly<Record<string, number | string>> = {
  UTC: 0,
  GMT: 0,
  Z: 0,
  WET: 0,
  WEST: 60,
  BST: 60,
  CET: 60,
  CEST: 120,
  MET: 60,
  MEST: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  IST: 330,
  SGT: 480,
  HKT: 480,
  JST: 540,
  KST: 540,
  AEST: 600,
  AEDT: 660,
  ACST: 570,
  AWST: 480,
  NZST: 720,
  NZDT: 780,
  BRT: -180,
  ART: -180,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  AKST: -540,
  AKDT: -480,
  HST: -600,
  SAST: 120,
  WAT: 60,
  EAT: 180,
  ICT: 420,
  WIB: 420,
  PHT: 480,
  ET: "America/New_York",
  CT: "America/Chicago",
  MT: "America/Denver",
  PT: "America/Los_Angeles",
};
const NAMED: Readonly<Record<string, string>> = {
  eastern: "America/New_York",
  central: "America/Chicago",
  mountain: "America/Denver",
  pacific: "America/Los_Angeles",
  london: "Europe/London",
  british: "Europe/London",
  berlin: "Europe/Berlin",
  paris: "Europe/Paris",
  amsterdam: "Europe/Amsterdam",
};

const ABBREVIATION = Object.keys(OFFSETS)
  .filter((name) => name.length > 1)
  .join("|");
const ZONE = new RegExp(
  String.raw`(?<![\w/-])(?:(?<utc>UTC|GMT|utc|gmt)\s?(?<shift>[-+−]\s?\d{1,2}(?::?\d\d)?)|(?<short>${ABBREVIATION}|utc|gmt|cest|cet|pst|pdt|edt)(?:/(?:${ABBREVIATION}))?|` +
    String.raw`(?<iana>(?:America|Europe|Asia|Africa|Australia|Pacific|Atlantic|US)/[A-Z][A-Za-z_]+)|` +
    String.raw`(?<named>[Ee]astern|[Cc]entral|[Mm]ountain|[Pp]acific|London|British|Berlin|Paris|Amsterdam)(?:\s(?:European|Summer|Standard|Daylight|US))*(?:\s[Tt]imes?|\s[Tt]imezone)(?!\w)|(?<=\d(?:\s?[AaPp]\.?[Mm]\.?)?\s)(?<beside>Eastern|Central|Mountain|Pacific)(?!\s?[A-Z]|\w)|` +
    String.raw`(?<other>[Ll]ocal\s[Tt]ime|[Ss]erver\s[Tt]ime|(?:[A-Z][a-z]+\s){1,3}(?:Standard|Daylight|Summer)\s[Tt]ime|(?<=\b[Aa]ll\s(?:dates\sand\s)?times\s(?:below\s)?(?:are\s)?in\s(?:the\s)?)[\w/+-]+(?:\s[Tt]ime)?))(?![\w])`,
  "gu",
);

/**
 * Finds the time zones that a text names.
 *
 * @returns them in order; an empty list where there are none
 */
export function findZones(text: string): ZoneMention[] {
  const zones: ZoneMention[] = [];
  for (const match of text.matchAll(ZONE)) {
    const { utc, shift, short, iana, beside, named = beside } = match.groups ?? {};
    const range = { name: match[0], start: match.index, end: match.index + match[0].length };
    if (utc !== undefined && shift !== undefined) zones.push({ ...range, offset: readOffset(shift) });
    else if (short !== undefined) zones.push({ ...range, offset: OFFSETS[short.toUpperCase()] ?? null });
    else if (iana !== undefined) zones.push({ ...range, offset: IANAZone.isValidZone(iana) ? iana : null });
    else zones.push({ ...range, offset: (named === undefined ? undefined : NAMED[named.toLowerCase()]) ?? null });
  }
  return zones;
}

/** Reads `+02:00`, `-7` or `+0530` as minutes east of UTC. */
export function readOffset(text: string): number {
  const digits = text.replaceAll(/\D/g, "");
  const hours = digits.length > 2 ? Number(digits.slice(0, -2)) : Number(digits);
  const minutes = digits.length > 2 ? Number(digits.slice(-2)) : 0;
  return (/[-−]/.test(text) ? -1 : 1) * (hours * 60 + minutes);
}

/** Minutes east of UTC at an instant, where the zone tells. */
export function offsetAt(zone: Zone, instantInUtcMs: number): number | null {
  if (typeof zone.offset !== "string") return zone.offset;
  return IANAZone.create(zone.offset).offset(instantInUtcMs);
}
