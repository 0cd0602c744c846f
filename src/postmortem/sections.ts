import { findClocks } from "../text/times.ts";
import { labelOf } from "./labels.ts";
import type { WordedBlock } from "./words.ts";
import type { Section, SectionKind, Span } from "./model.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A block with the section that it stands in. */
export interface PlacedBlock extends WordedBlock {
  readonly section: Section | null;
  /** Names a section (or is the document's title), and is no content itself. */
  readonly isHeading: boolean;
  /** A left-over prompt of the template: no content. */
  readonly isPrompt: boolean;
}

interface OpenSection {
  title: string;
  kinds: readonly SectionKind[];
  span: { start: number; end: number };
  heading: Span;
  content: { start: number; end: number } | null;
  /** Headings rank 1 to 6; below them times of a timeline, bold lines, labels, list items. */
  readonly rank: number;
  /** The last line that can belong to it. */
  readonly last: number;
}

const TIME = 6.5;
const BOLD_LINE = 7;
const LABEL = 8;
const ITEM = 9;
/** Kinds that stay what they are below a heading such as "Action items"; others ("Detection", "Mitigation") say what its items are for. */
const NEVER_ACTIONS: ReadonlySet<SectionKind> = new Set([
  "summary",
  "background",
  "timeline",
  "went-well",
  "went-poorly",
  "luck",
  "participants",
  "supporting",
]);

/**
 * Finds a document's sections, whatever marks them: headings, bold lines, bold labels, list items that begin with a label.
 *
 * @returns the title's place, the sections in order, and each block with its section
 */
export function findSections(
  blocks: readonly WordedBlock[],
  vocabulary: Vocabulary,
): {
  readonly title: WordedBlock | null;
  readonly sections: readonly Section[];
  readonly blocks: readonly PlacedBlock[];
} {
  const sections: OpenSection[] = [];
  const open: OpenSection[] = [];
  const placed: PlacedBlock[] = [];
  const title = titleOf(blocks, vocabulary);
  const lastLine = blocks.at(-1)?.span.end ?? 1;

  const close = (rank: number, line: number) => {
    while (open.length > 0 && open.at(-1)!.rank >= rank) open.pop()!.span.end = Math.max(line - 1, 1);
  };
  const begin = (block: WordedBlock, name: string, kinds: readonly SectionKind[], rank: number, last: number) => {
    const section: OpenSection = {
      title: name.trim(),
      kinds: inherit(kinds, open.at(-1)?.kinds ?? []),
      span: { start: block.span.start, end: last },
      heading: block.span,
      content: null,
      rank,
      last,
    };
    sections.push(section);
    open.push(section);
  };
  const place = (block: WordedBlock, isHeading: boolean) => {
    const isPrompt = !isHeading && isLeftOverPrompt(block);
    if (!isHeading && !isPrompt) for (const section of open) section.content ??= { ...block.span };
    placed.push({ ...block, section: open.at(-1) ?? null, isHeading, isPrompt });
  };

  for (const block of blocks) {
    while (open.length > 0 && open.at(-1)!.last < block.span.start) open.pop();
    if (block === title) {
      placed.push({ ...block, section: null, isHeading: true, isPrompt: false });
      continue;
    }
    if (block.kind === "heading") {
      const rank = isTimeOfTimeline(block, open) ? TIME : block.level;
      close(rank, block.span.start);
      begin(block, block.text, rank === TIME ? [] : vocabulary.sectionName(block.text).kinds, rank, lastLine);
      place(block, true);
      continue;
    }
    const label = block.kind === "code" || block.row !== null ? null : labelOf(block);
    const name = label === null ? null : vocabulary.sectionName(label.name);
    const isAlone = label !== null && block.text.slice(label.valueStart).trim() === "";
    if (label !== null && isAlone && (label.isStrong || name!.isWhole) && block.kind === "paragraph") {
      close(BOLD_LINE, block.span.start);
      begin(block, label.name, name!.kinds, BOLD_LINE, lastLine);
      place(block, true);
    } else if (label !== null && name!.kinds.length > 0 && name!.isWhole && label.name.length < 60) {
      const rank = block.kind === "item" ? ITEM + block.level : LABEL;
      close(rank, block.span.start);
      begin(block, label.name, name!.kinds, rank, block.kind === "item" ? block.item!.end : lastLine);
      place(block, isAlone);
    } else {
      if (label !== null && label.isStrong && block.kind === "paragraph") close(LABEL, block.span.start);
      place(block, false);
    }
  }
  return { title, sections, blocks: placed };
}

/** A heading that begins with a time is an entry of the timeline that it stands in, whatever its depth. */
function isTimeOfTimeline(block: WordedBlock, open: readonly OpenSection[]): boolean {
  const clock = findClocks(block.text)[0];
  const last = open.findLast(({ rank }) => rank < TIME);
  return clock !== undefined && clock.start < 24 && last?.kinds.includes("timeline") === true;
}

/** The first heading names the document, unless it plainly names a section. */
function titleOf(blocks: readonly WordedBlock[], vocabulary: Vocabulary): WordedBlock | null {
  const index = blocks.findIndex(({ kind }) => kind === "heading");
  const first = blocks[index];
  if (first === undefined || first.level > 2 || index > 8) return null;
  return vocabulary.sectionName(first.text).isWhole ? null : first;
}

function inherit(own: readonly SectionKind[], parents: readonly SectionKind[]): readonly SectionKind[] {
  if (parents.includes("actions") && !own.some((kind) => NEVER_ACTIONS.has(kind))) return ["actions"];
  const kinds = new Set([
    ...own,
    ...parents.filter((kind) => own.length === 0 || kind === "lessons" || kind === "timeline"),
  ]);
  if (kinds.has("went-well") || kinds.has("went-poorly") || kinds.has("luck")) kinds.add("lessons");
  return [...kinds];
}

const PROMPT_START =
  /^\W*(?:describe|write|include|list|summari[sz]e|explain|what|who|how|when|where|why|note|detail|provide|add|delete|remove|link|insert|enter|your|a (?:brief|short|quick)|brief|short|quick|these are|is |are |did |was |were |if |please|e\.g|example|consider|tbd|todo)/i;

/** Templates print their prompts in italics, angle brackets or braces; an author who left one has said nothing yet. */
function isLeftOverPrompt(block: WordedBlock): boolean {
  const text = block.text.trim();
  if (isTableOfContents(block)) return true;
  if (block.isEmphasis && (text.endsWith("?") || PROMPT_START.test(text))) return true;
  return /^(?:[-*\d.]+\s*)?(?:\{\{?[^{}]*\}?\}|<[^<>]*>|\$\{[^{}]*\}|\.{3}|…|-+|\?+|tbd|todo|n\/t|xxx+)\W*$/iu.test(
    text,
  );
}

/** A link to a heading of the same document, and nothing else. */
function isTableOfContents({ links, text }: WordedBlock): boolean {
  const [link] = links;
  return links.length === 1 && link!.url.startsWith("#") && link!.end - link!.start >= text.trim().length - 2;
}
