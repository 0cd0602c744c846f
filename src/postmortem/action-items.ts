import type { Words } from "../text/concordance.ts";
import { afterBox } from "./labels.ts";
import { DONE, dueIn, NOTHING, ownerIn, PAST, statusOf, ticketIn } from "./item-fields.ts";
import type { PlacedActionItem } from "./placed-action-item.ts";
import type { PlacedBlock } from "./sections.ts";
import { findPromises } from "./promises.ts";
import type { Column, Vocabulary } from "./vocabulary.ts";
import { holds } from "./words.ts";

/** What a heading or a list item above the items says about all of them. */
interface Group {
  readonly level: number;
  readonly owner: string | null;
  readonly due: string | null;
  readonly isDone: boolean;
}

const NOT_APPLICABLE = /^(?:n\/a|none|not needed|-)$/iu;
const DONE_GROUP = /\b(?:done|completed|already|implemented|finished|resolved)\b/iu;
const BOX = /^\s*\[[ xX]?\]\s/u;
const ITEM_LABEL = /^\W*(?:action (?:points?|items?)|action|todo|to do|ai|follow[ -]?up)\s?\d*\s?[:：-]\s+/iu;

/**
 * Finds the action items: rows, list items, boxes and headings below a heading for them, else sentences that promise something.
 *
 * @returns the items in the document's order
 */
export function findActionItems(blocks: readonly PlacedBlock[], vocabulary: Vocabulary): PlacedActionItem[] {
  const listed = new Listed(vocabulary);
  for (const [index, block] of blocks.entries()) listed.read(block, blocks[index + 1]);
  const items = withLabelledOwners(onlyBoxes(listed.items), vocabulary);
  return items.length > 0 ? items : findPromises(blocks, vocabulary);
}

/** Where a document ticks its items off, bullets of other sections are thoughts beside them. */
function onlyBoxes(items: readonly PlacedActionItem[]): readonly PlacedActionItem[] {
  const boxes = items.filter(({ blocks }) => BOX.test(blocks[0]!.text));
  const sections = new Set(boxes.map(({ blocks }) => blocks[0]!.section));
  return boxes.length < 2
    ? items
    : items.filter(
        (item) => boxes.includes(item) || (sections.has(item.blocks[0]!.section) && item.blocks[0]!.row !== null),
      );
}

/** "Ops: …", "Ops: …", "Web: …": a name that heads several items is theirs. */
function withLabelledOwners(items: readonly PlacedActionItem[], vocabulary: Vocabulary): PlacedActionItem[] {
  const names = items.map(
    ({ text }) => /^(?<name>\p{Lu}[\p{L}\d+&/ -]{1,24}):\s/u.exec(text)?.groups?.["name"] ?? null,
  );
  const isName = (name: string) => !COMMON_GROUPS.test(name) && vocabulary.sectionName(name).kinds.length === 0;
  const repeats = names.some((name, index) => name !== null && names.indexOf(name) !== index && isName(name));
  return items.map((item, index) =>
    repeats && item.owner === null && names[index] !== null && isName(names[index]!)
      ? { ...item, owner: names[index]! }
      : item,
  );
}

class Listed {
  readonly items: PlacedActionItem[] = [];
  readonly #vocabulary: Vocabulary;
  #groups: Group[] = [];
  #sectionGroup: Group | null = null;
  /** The item whose details the next deeper blocks are. */
  #current: { level: number; end: number } | null = null;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  read(block: PlacedBlock, next: PlacedBlock | undefined): void {
    const isBox = BOX.test(block.text) && block.kind === "item";
    const isActions = block.section?.kinds.includes("actions") === true && !block.section.kinds.includes("timeline");
    if (block.isHeading) {
      this.#groups = [];
      this.#current = null;
      this.#sectionGroup = isActions ? this.#groupOf(block.text, block.words, 0) : null;
      return;
    }
    const isTable =
      block.row !== null && block.section?.kinds.includes("timeline") !== true && this.#isItemTable(block.row.header);
    const isLabelled = ITEM_LABEL.test(block.text);
    if (
      block.isPrompt ||
      block.isQuote ||
      block.kind === "code" ||
      NOTHING.test(block.text) ||
      !(isActions || isBox || isTable || isLabelled)
    )
      return;
    if (isLabelled && !isActions) this.#add(block, block.text.replace(ITEM_LABEL, "").trim(), {});
    else if (block.row !== null) this.#addRow(block);
    else if (block.kind === "item") this.#addItem(block, next);
    else if (this.#current !== null && block.level > 0) this.#extend(block);
    else if (block.text.trimEnd().endsWith(":")) this.#sectionGroup = this.#groupOf(block.text, block.words, 0);
    else if (block.links[0] !== undefined && block.links[0].start < 4 && ticketIn(block) !== null)
      this.#add(block, block.text.trim(), {});
  }

  /** A table that says of each thing to do who, by when or how far, wherever it stands. */
  #isItemTable(header: readonly string[]): boolean {
    const columns = new Set(header.map((name) => this.#vocabulary.column(name)));
    return columns.has("action") && (columns.has("status") || columns.has("owner") || columns.has("due"));
  }

  #addItem(block: PlacedBlock, next: PlacedBlock | undefined): void {
    while (this.#groups.length > 0 && this.#groups.at(-1)!.level >= block.level) this.#groups.pop();
    if (this.#current !== null && block.level > this.#current.level && block.span.start <= this.#current.end) {
      this.#extend(block);
      return;
    }
    const text = block.text.slice(afterBox(block.text)).trim();
    const hasItems = block.item!.hasChildren && next?.kind === "item" && next.level > block.level;
    if (hasItems && (/[:：]\W*$/u.test(text) || (text.split(/\s+/u).length <= 3 && !this.#instructs(block)))) {
      this.#groups.push(this.#groupOf(text, block.words, block.level));
      this.#current = null;
      return;
    }
    this.#current = { level: block.level, end: block.item!.end };
    this.#add(block, text, {});
  }

  /** "Add a limit" is an item however short; "Documentation" heads some. */
  #instructs({ words }: PlacedBlock): boolean {
    return holds({ ...words, end: Math.min(words.start + 1, words.end) }, this.#vocabulary.lexicon.set("imperative"));
  }

  #addRow(block: PlacedBlock): void {
    const { cells, header, isHeader } = block.row!;
    if (isHeader || cells.every(({ text }) => text === "")) return;
    const fields: Partial<Record<Column, string>> = {};
    for (const [index, name] of header.entries()) {
      const column = this.#vocabulary.column(name);
      const value = cells[index]?.text ?? "";
      if (column !== null && fields[column] === undefined) fields[column] = value;
    }
    const text = fields.action ?? cells.map((cell) => cell.text).toSorted((a, b) => b.length - a.length)[0]!;
    if (text === "" || NOTHING.test(text)) return;
    this.#current = null;
    this.#add(block, text, fields);
  }

  #add(block: PlacedBlock, text: string, fields: Partial<Record<Column, string>>): void {
    const groups = this.#sectionGroup === null ? this.#groups : [this.#sectionGroup, ...this.#groups];
    const filled = (column: Column) =>
      fields[column] === undefined || /^\W*$|^(?:tbd|todo|n\/a|none|unassigned)$/iu.test(fields[column])
        ? null
        : fields[column];
    const isDone =
      DONE.test(block.text) ||
      DONE.test(fields.status ?? "") ||
      PAST.test(text) ||
      groups.some((group) => group.isDone);
    this.items.push({
      text,
      owner: filled("owner") ?? ownerIn(text) ?? groups.find(({ owner }) => owner !== null)?.owner ?? null,
      due:
        filled("due") ??
        dueIn(text, block.words, this.#vocabulary) ??
        groups.find(({ due }) => due !== null)?.due ??
        null,
      doneWhen: filled("done-when"),
      ticket: ticketIn(block) ?? (NOT_APPLICABLE.test(fields.ticket ?? "") ? fields.ticket! : filled("ticket")),
      status: isDone ? "done" : statusOf(block.text, fields.status),
      span: block.span,
      isListed: true,
      blocks: [block],
      range: null,
    });
  }

  /** What stands below an item, in it, is about it. */
  #extend(block: PlacedBlock): void {
    const item = this.items.pop();
    if (item === undefined) return;
    this.items.push({
      ...item,
      owner: item.owner ?? ownerIn(block.text),
      due: item.due ?? dueIn(block.text, block.words, this.#vocabulary),
      ticket: item.ticket ?? ticketIn(block),
      status: item.status === "done" || DONE.test(block.text) ? "done" : item.status,
      span: { start: item.span.start, end: block.span.end },
      blocks: [...item.blocks, block],
    });
  }

  #groupOf(text: string, words: Words, level: number): Group {
    const name = text.replace(/[:：]\W*$/u, "").trim();
    const isPerson =
      /^@?[\p{Lu}@][\p{L}'-]+(?: [\p{Lu}][\p{L}'-]+)?$/u.test(name) &&
      this.#vocabulary.sectionName(name).kinds.length === 0 &&
      !COMMON_GROUPS.test(name);
    return {
      level,
      owner: isPerson || /\bteam$/iu.test(name) ? name : ownerIn(name),
      due: dueIn(name, words, this.#vocabulary),
      isDone: name.split(/\s+/u).length < 5 && DONE_GROUP.test(name),
    };
  }
}

/** Words that head groups of items and are no one's name. */
const COMMON_GROUPS =
  /^(?:process|technical|documentation|detection|mitigation|prevention|fix(?:es)?|tooling|testing|tests|monitoring|alerting|infrastructure|communication|other|misc|general|security|short|long|medium|immediate|code|backend|frontend|operations|recovery|response|training|high|low|critical|p\d|must|should|could|nice|repair|investigate|infra|database|network|deploy\w*|automation|observability|reliability|quick|future|ongoing|optional|open|remaining|todo|done)\b/iu;
