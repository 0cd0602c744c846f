import type { Nodes, PhrasingContent, Root, RootContent, Table } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { frontmatterFromMarkdown } from "mdast-util-frontmatter";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { frontmatter } from "micromark-extension-frontmatter";
import { gfmTable } from "micromark-extension-gfm-table";
import type { Range } from "../text/token.ts";
import type { Span } from "./model.ts";

/** A link in a block's text. */
interface Link extends Range {
  readonly url: string;
}

/** A cell of a table row, as a part of the row's text. */
interface Cell extends Range {
  readonly text: string;
}

/** A piece of the document with no block inside it: a heading, a paragraph, a list item's own text, a table row, a code block. */
export interface Block {
  readonly kind: "heading" | "paragraph" | "item" | "row" | "code";
  /** Plain text; a line end in the document is a line end here. */
  readonly text: string;
  readonly span: Span;
  /** Where each inline part begins and on which line: see `lineAt`. */
  readonly anchors: readonly (readonly [offset: number, line: number])[];
  /** Bold parts, inline code and links, in order. */
  readonly strong: readonly Range[];
  readonly code: readonly Range[];
  readonly links: readonly Link[];
  /** Where the text has a hard line break. */
  readonly breaks: readonly number[];
  /** All of it is in italics, as templates print their prompts. */
  readonly isEmphasis: boolean;
  /** A heading's depth (1 to 6); a list item's nesting (from 1; also for paragraphs in it); else 0. */
  readonly level: number;
  /** In a list: the line on which the item with all its children ends. */
  readonly item: { readonly end: number; readonly hasChildren: boolean } | null;
  /** In a table: its cells, and the table's header. */
  readonly row: {
    readonly cells: readonly Cell[];
    readonly header: readonly string[];
    readonly isHeader: boolean;
  } | null;
  /** In a block quotation. */
  readonly isQuote: boolean;
}

export interface MarkdownDocument {
  readonly blocks: readonly Block[];
  readonly frontMatter: { readonly language: "yaml" | "toml"; readonly text: string; readonly span: Span } | null;
  /** What stands in HTML and MDX comments: it is no content, but may hold a `coach-ignore`. */
  readonly comments: readonly { readonly text: string; readonly line: number }[];
  readonly lineCount: number;
}

const FRONT_MATTER = ["yaml", "toml"] as const;
const WITHOUT_TABLES = {
  extensions: [frontmatter([...FRONT_MATTER])],
  mdastExtensions: [frontmatterFromMarkdown([...FRONT_MATTER])],
};
const WITH_TABLES = {
  extensions: [gfmTable(), ...WITHOUT_TABLES.extensions],
  mdastExtensions: [gfmTableFromMarkdown(), ...WITHOUT_TABLES.mdastExtensions],
};
/** The row below a table's header has a dash beside a bar or a colon. Where there is none, nobody needs to look for tables in every line. */
const DELIMITER_ROW = /\|[ \t]*:?-|-:?[ \t]*\||:-|-:/u;

/**
 * Reads Markdown (CommonMark with GFM tables, YAML or TOML front matter, MDX comments) as blocks of plain text that know their lines.
 *
 * Time and memory can grow faster than the text where the text is hostile: callers that read strangers' documents set a deadline.
 *
 * @param markdown the document's text
 */
export function readMarkdown(markdown: string): MarkdownDocument {
  const reader = new Reader();
  const source = reader.takeMdxComments(markdown.startsWith("\uFEFF") ? markdown.slice(1) : markdown);
  const root: Root = fromMarkdown(source, DELIMITER_ROW.test(source) ? WITH_TABLES : WITHOUT_TABLES);
  for (const node of root.children) reader.read(node, { level: 0, item: null, isQuote: false });
  return {
    blocks: reader.blocks,
    frontMatter: reader.frontMatter,
    comments: reader.comments,
    lineCount: root.position?.end.line ?? 1,
  };
}

interface Context {
  readonly level: number;
  readonly item: Block["item"];
  readonly isQuote: boolean;
}

class Reader {
  readonly blocks: Block[] = [];
  readonly comments: { text: string; line: number }[] = [];
  frontMatter: MarkdownDocument["frontMatter"] = null;

  /** Blanks out comments such as MDX has, since the parser would read them as text; the lines stay where they are. */
  takeMdxComments(text: string): string {
    let result = "";
    let from = 0;
    let line = 1;
    for (;;) {
      const open = text.indexOf("{/*", from);
      const close = open < 0 ? -1 : text.indexOf("*/}", open + 3);
      if (close < 0) return result + text.slice(from);
      const comment = text.slice(open, close + 3);
      line += countLines(text, from, open);
      this.comments.push({ text: comment.slice(3, -3).trim(), line });
      line += countLines(text, open, close + 3);
      result += text.slice(from, open) + comment.replaceAll(/[^\r\n]/g, " ");
      from = close + 3;
    }
  }

  read(node: RootContent, context: Context): void {
    switch (node.type) {
      case "yaml":
      // @ts-expect-error: the front-matter extension adds this node without telling the types
      // eslint-disable-next-line no-fallthrough
      case "toml": {
        const { type, value } = node as { type: "yaml" | "toml"; value: string };
        this.frontMatter = { language: type, text: value, span: spanOf(node) };
        return;
      }
      case "heading":
        this.#add("heading", node, node.children, { ...context, level: node.depth });
        return;
      case "paragraph":
        this.#add("paragraph", node, node.children, context);
        return;
      case "list":
        for (const item of node.children) {
          const inner = {
            ...context,
            level: context.level + 1,
            item: { end: spanOf(item).end, hasChildren: item.children.some((child) => child.type === "list") },
          };
          let isFirst = true;
          for (const child of item.children) {
            if (isFirst && child.type === "paragraph") this.#add("item", child, child.children, inner);
            else this.read(child, inner);
            isFirst = false;
          }
        }
        return;
      case "blockquote":
        for (const child of node.children) this.read(child, { ...context, isQuote: true });
        return;
      case "table":
        this.#addTable(node, context);
        return;
      case "code":
        this.#push("code", new Text(node.value, spanOf(node).start + 1), spanOf(node), context);
        return;
      case "html":
        this.#addHtml(node.value, spanOf(node), context);
        return;
      default:
    }
  }

  #add(kind: Block["kind"], node: Nodes, children: readonly PhrasingContent[], context: Context): void {
    const span = spanOf(node);
    const text = new Text("", span.start);
    text.addAll(children, this.comments);
    this.#push(kind, text, span, context, { isEmphasis: children.length === 1 && children[0]?.type === "emphasis" });
  }

  #addTable(table: Table, context: Context): void {
    let header: readonly string[] = [];
    for (const [index, row] of table.children.entries()) {
      const span = spanOf(row);
      const text = new Text("", span.start);
      const cells: Cell[] = [];
      for (const [column, cell] of row.children.entries()) {
        if (column > 0) text.append(" | ");
        const start = text.value.length;
        text.addAll(cell.children, this.comments);
        cells.push({ start, end: text.value.length, text: text.value.slice(start).trim() });
      }
      if (index === 0) header = cells.map((cell) => cell.text);
      this.#push("row", text, span, context, { row: { cells, header, isHeader: index === 0 } });
    }
  }

  /** Text between tags is content; what is between comment marks is none. */
  #addHtml(html: string, span: Span, context: Context): void {
    const text = new Text("", span.start);
    text.addHtml(html, span.start, this.comments);
    this.#push("paragraph", text, span, context);
  }

  #push(kind: Block["kind"], text: Text, span: Span, context: Context, more: Partial<Block> = {}): void {
    if (text.value.trim() === "" && kind !== "heading") return;
    const { value, anchors, strong, code, links, breaks } = text;
    this.blocks.push({
      kind,
      text: value,
      span,
      anchors,
      strong,
      code,
      links,
      breaks,
      isEmphasis: false,
      row: null,
      ...context,
      ...more,
    });
  }
}

/** A block's plain text as it grows. */
class Text {
  value: string;
  readonly anchors: [number, number][];
  readonly strong: Range[] = [];
  readonly code: Range[] = [];
  readonly links: Link[] = [];
  readonly breaks: number[] = [];

  constructor(value: string, line: number) {
    this.value = value;
    this.anchors = [[0, line]];
  }

  append(text: string): void {
    this.value += text;
  }

  addAll(nodes: readonly PhrasingContent[], comments: MarkdownDocument["comments"][number][]): void {
    for (const node of nodes) this.#add(node, comments);
  }

  #add(node: PhrasingContent, comments: MarkdownDocument["comments"][number][]): void {
    const start = this.value.length;
    switch (node.type) {
      case "text":
        this.#anchor(node);
        this.value += node.value;
        return;
      case "break":
        this.breaks.push(this.value.length);
        this.value += "\n";
        return;
      case "inlineCode":
        this.#anchor(node);
        this.value += node.value;
        this.code.push({ start, end: this.value.length });
        return;
      case "html":
        this.addHtml(node.value, spanOf(node).start, comments);
        return;
      case "image":
      case "imageReference":
        this.value += node.alt ?? "";
        return;
      case "link":
        this.addAll(node.children, comments);
        this.links.push({ url: node.url, start, end: this.value.length });
        return;
      case "strong":
        this.addAll(node.children, comments);
        if (this.value.length > start) this.strong.push({ start, end: this.value.length });
        return;
      default:
        if ("children" in node) this.addAll(node.children, comments);
    }
  }

  addHtml(html: string, line: number, comments: MarkdownDocument["comments"][number][]): void {
    let at = 0;
    let here = line;
    while (at < html.length) {
      const open = html.indexOf("<", at);
      const text = html.slice(at, open < 0 ? html.length : open);
      if (text !== "") {
        this.anchors.push([this.value.length, here]);
        this.value += text;
        here += countLines(text, 0, text.length);
      }
      if (open < 0) return;
      const isComment = html.startsWith("<!--", open);
      const mark = isComment ? "-->" : ">";
      const close = html.indexOf(mark, open + (isComment ? 4 : 1));
      const end = close < 0 ? html.length : close + mark.length;
      if (isComment) comments.push({ text: html.slice(open + 4, close < 0 ? html.length : close).trim(), line: here });
      else if (/^<(?:br|p|li|tr|div|h\d)\b/i.test(html.slice(open, open + 5))) {
        this.breaks.push(this.value.length);
        this.value += "\n";
      } else if (/^<t[dh]/i.test(html.slice(open, open + 3))) this.value += " | ";
      here += countLines(html, open, end);
      this.anchors.push([this.value.length, here]);
      at = end;
    }
  }

  #anchor(node: Nodes): void {
    const line = spanOf(node).start;
    this.anchors.push([this.value.length, line]);
  }
}

/** The document's line on which a place of a block's text stands. */
export function lineAt(block: Block, offset: number): number {
  let [from, line] = block.anchors[0]!;
  for (const [start, startLine] of block.anchors) {
    if (start > offset) break;
    [from, line] = [start, startLine];
  }
  return Math.min(line + countLines(block.text, from, offset), block.span.end);
}

function countLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

function spanOf(node: Nodes | RootContent): Span {
  return { start: node.position?.start.line ?? 1, end: node.position?.end.line ?? 1 };
}
