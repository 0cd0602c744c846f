import type { ActionItem, Postmortem, Span } from "../postmortem/model.ts";
import { parsePostmortem } from "../postmortem/parse.ts";
import type { Vocabulary } from "../postmortem/vocabulary.ts";
import type { OfferKind } from "./schema.ts";

/** Some lines of a document in another shape, with room for what a question is after. */
export interface Offer {
  /** The lines that it replaces. */
  readonly span: Span;
  readonly lines: readonly string[];
}

const COLUMNS = { owner: "By whom", due: "By when" } as const;
const ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])\s+\S/u;
const DELIMITER = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/u;
const HEADING = /^ {0,3}#{1,6}\s/u;
/** Nobody takes over more at a glance. */
const MAX = { lines: 60, characters: 8000 };

/**
 * Shapes a part of a document anew: the same table with columns for names and dates, the same list with room for them, a line that names the time zone.
 *
 * @param markdown the document's text
 * @param postmortem the same, parsed with the same vocabulary
 * @returns null where the shape has room already, or where the new one would not be read as the same document
 */
export function offerFor(
  kind: OfferKind,
  markdown: string,
  postmortem: Postmortem,
  vocabulary: Vocabulary,
): Offer | null {
  const lines = markdown.split(/\r?\n/u);
  const offer =
    kind === "time zone"
      ? zoneLine(lines, postmortem)
      : (widerTable(lines, postmortem, vocabulary) ?? longerItems(lines, postmortem));
  if (offer === null || offer.lines.length > MAX.lines || offer.lines.join("\n").length > MAX.characters) return null;
  return isSame(postmortem, parsePostmortem(applyOffer(markdown, offer), vocabulary)) ? offer : null;
}

/** The document with an offer taken over. */
export function applyOffer(markdown: string, { span, lines }: Offer): string {
  const all = markdown.split(/\r?\n/u);
  return [...all.slice(0, span.start - 1), ...lines, ...all.slice(span.end)].join("\n");
}

/** Nothing that was read before may be lost, and nothing may be filled in that nobody said. */
function isSame(before: Postmortem, after: Postmortem): boolean {
  const told = ({ actionItems, timeline, sections }: Postmortem) =>
    JSON.stringify([
      actionItems.map(({ owner, due, ticket }) => [owner, due, ticket]),
      timeline.map(({ clock }) => clock),
      sections.map(({ title }) => title),
    ]);
  return told(before) === told(after);
}

const lacks = ({ owner, due, isListed }: ActionItem) => isListed && (owner === null || due === null);

function widerTable(lines: readonly string[], { actionItems }: Postmortem, vocabulary: Vocabulary): Offer | null {
  const item = actionItems.find((one) => lacks(one) && lines[one.span.start - 1]?.includes("|") === true);
  if (item === undefined) return null;
  let [start, end] = [item.span.start, item.span.start];
  while (lines[start - 2]?.includes("|") === true) start -= 1;
  while (lines[end]?.includes("|") === true) end += 1;
  const rows = lines.slice(start - 1, end);
  if (!DELIMITER.test(rows[1] ?? "")) return null;
  const header = cellsOf(rows[0]!);
  const known = new Set(header.map((cell) => vocabulary.column(cell)));
  const added = (["owner", "due"] as const).filter((column) => !known.has(column)).map((column) => COLUMNS[column]);
  // A row with fewer cells would take the new ones for its own.
  if (added.length === 0 || rows.some((row) => cellsOf(row).length !== header.length)) return null;
  const wider = rows.map((row, index) => widen(row, index === 0 ? added : added.map(() => (index === 1 ? "---" : ""))));
  return { span: { start, end }, lines: wider };
}

const cellsOf = (row: string): string[] =>
  row
    .trim()
    .replace(/^\|/u, "")
    .replace(/(?<!\\)\|$/u, "")
    .split(/(?<!\\)\|/u)
    .map((cell) => cell.trim());

function widen(row: string, cells: readonly string[]): string {
  const end = row.trimEnd();
  const isClosed = /(?<!\\)\|$/u.test(end);
  const more = cells.join(" | ");
  return isClosed ? `${end} ${more} |` : `${end} | ${more}`;
}

function longerItems(lines: readonly string[], { actionItems }: Postmortem): Offer | null {
  const items = actionItems.filter(
    (item) => lacks(item) && item.span.start === item.span.end && ITEM.test(lines[item.span.start - 1] ?? ""),
  );
  const [first] = items;
  if (first === undefined) return null;
  const places = new Map(items.map((item) => [item.span.start, item]));
  let end = first.span.start;
  // The items of one list stand on lines that follow each other.
  while (ITEM.test(lines[end] ?? "")) end += 1;
  const own = lines.slice(first.span.start - 1, end).map((line, index) => {
    const item = places.get(first.span.start + index);
    if (item === undefined) return line;
    const room = [...(item.owner === null ? ["who: "] : []), ...(item.due === null ? ["by: "] : [])];
    return `${line.trimEnd()} (${room.join(", ")})`;
  });
  return { span: { start: first.span.start, end }, lines: own };
}

function zoneLine(lines: readonly string[], { timeline, zone }: Postmortem): Offer | null {
  const first = timeline.find(({ isEntry }) => isEntry);
  if (first === undefined || zone !== null) return null;
  let { start } = first.span;
  if (lines[start - 1]?.includes("|") === true) while (lines[start - 2]?.includes("|") === true) start -= 1;
  const line = lines[start - 1] ?? "";
  const isPlain = ITEM.test(line) || line.includes("|") || (lines[start - 2] ?? "").trim() === "";
  if (HEADING.test(line) || /^\s/u.test(line) || !isPlain) return null;
  const above = (lines[start - 2] ?? "").trim() === "" ? [] : [""];
  return { span: { start, end: start }, lines: [...above, "All times are in …", "", line] };
}
