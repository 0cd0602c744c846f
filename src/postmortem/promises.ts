import { DONE, dueIn, NOTHING, ownerIn, PAST, ticketIn } from "./item-fields.ts";
import { lineAt } from "./markdown.ts";
import type { SectionKind } from "./model.ts";
import type { PlacedActionItem } from "./placed-action-item.ts";
import type { PlacedBlock } from "./sections.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { holds } from "./words.ts";

/** Sections in which nobody promises anything. */
const ELSEWHERE: readonly SectionKind[] = ["timeline", "background", "supporting", "participants"];
/** Sections in which "we need to", "add alerts" and "we have added" speak of what comes after, and not of the story. */
const LOOKING_AHEAD: readonly SectionKind[] = ["lessons", "response"];

const LAST_PART = 0.6;

/**
 * Finds action items in running text, where a document lists none: sentences that promise something ("we will add …"),
 * and in sections that look ahead also those that call for something ("Add …", "we need to …").
 */
export function findPromises(blocks: readonly PlacedBlock[], vocabulary: Vocabulary): PlacedActionItem[] {
  const [promise, call, imperative, doneWork] = ["promise", "call", "imperative", "done-work"].map((name) =>
    vocabulary.lexicon.set(name),
  ) as [number, number, number, number];
  /** A text without headings for it looks ahead in its last part. */
  const lastPart = (blocks.at(-1)?.span.end ?? 0) * LAST_PART;
  const items: PlacedActionItem[] = [];
  for (const block of blocks) {
    const kinds = block.section?.kinds ?? [];
    if (
      block.isHeading ||
      block.isPrompt ||
      block.isQuote ||
      block.kind === "code" ||
      block.row !== null ||
      NOTHING.test(block.text)
    )
      continue;
    if (ELSEWHERE.some((kind) => kinds.includes(kind))) continue;
    const isActions = kinds.includes("actions");
    const isLast = kinds.length === 0 && block.span.start > lastPart;
    const looksAhead = isLast || (LOOKING_AHEAD.some((kind) => kinds.includes(kind)) && !kinds.includes("went-well"));
    for (const { start, end } of block.sentences) {
      const words = { ...block.words, start, end };
      const isDone = (kinds.includes("lessons") || isActions) && holds(words, doneWork);
      const instructs = block.kind === "item" && holds({ ...words, end: start + 1 }, imperative);
      const calls = looksAhead && (instructs || holds(words, call));
      if (start === end || (!calls && !isDone && !isActions && !holds(words, promise))) continue;
      const range = { start: words.tokens[start]!.start, end: words.tokens[end - 1]!.end };
      const text = block.text.slice(range.start, range.end).trim();
      const part = { text, links: block.links.filter((link) => link.start >= range.start && link.end <= range.end) };
      items.push({
        text,
        owner: ownerIn(text),
        due: dueIn(text, words, vocabulary),
        doneWhen: null,
        ticket: ticketIn(part),
        status: isDone || DONE.test(text) || (isActions && PAST.test(text)) ? "done" : null,
        span: { start: lineAt(block, range.start), end: lineAt(block, range.end) },
        isListed: false,
        blocks: [block],
        range,
      });
    }
  }
  return items;
}
