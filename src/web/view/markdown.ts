import type { Element, ElementContent, Root } from "hast";
import { defaultSchema, sanitize } from "hast-util-sanitize";
import { h } from "hastscript";
import type { Image, ImageReference, Link, Yaml } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { frontmatterFromMarkdown } from "mdast-util-frontmatter";
import { gfmAutolinkLiteralFromMarkdown } from "mdast-util-gfm-autolink-literal";
import { gfmStrikethroughFromMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTaskListItemFromMarkdown } from "mdast-util-gfm-task-list-item";
import { type State, toHast } from "mdast-util-to-hast";
import { frontmatter } from "micromark-extension-frontmatter";
import { gfmAutolinkLiteral } from "micromark-extension-gfm-autolink-literal";
import { gfmStrikethrough } from "micromark-extension-gfm-strikethrough";
import { gfmTable } from "micromark-extension-gfm-table";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";

/** GitHub's Markdown without footnotes, whose links would lead about in the page. */
const OPTIONS = {
  extensions: [gfmTable(), gfmTaskListItem(), gfmStrikethrough(), gfmAutolinkLiteral(), frontmatter(["yaml", "toml"])],
  mdastExtensions: [
    gfmTableFromMarkdown(),
    gfmTaskListItemFromMarkdown(),
    gfmStrikethroughFromMarkdown(),
    gfmAutolinkLiteralFromMarkdown(),
    frontmatterFromMarkdown(["yaml", "toml"]),
  ],
};

/** Only these lead out of the page; an address inside it is the document's own affair. */
const OUTWARD = /^(?:https?|mailto):/iu;

/** The page's own headings end at this level. */
const PAGE_HEADINGS = 2;

/** A browser's stack ends sooner than a document can be nested. */
const MAX_DEPTH = 100;

const HANDLERS = {
  yaml: frontMatter,
  toml: frontMatter,
  link: (state: State, node: Link): Element =>
    OUTWARD.test(node.url)
      ? h("a", { href: node.url, rel: "noopener noreferrer nofollow" }, state.all(node))
      : h("span", state.all(node)),
  // A picture from elsewhere would tell its host who reads the draft.
  image: picture,
  imageReference: picture,
};

const SCHEMA = { ...defaultSchema, attributes: { ...defaultSchema.attributes, a: ["href", "rel"] } };

/**
 * Renders Markdown as GitHub shows it in a pull request, without its HTML, pictures and scripts.
 *
 * Callers that render strangers' documents set a deadline.
 *
 * @param markdown the document's text
 * @returns a tree that is safe to show; its blocks keep the lines that they stand on
 * @throws RangeError where the text is nested too deeply
 */
export function renderMarkdown(markdown: string): Root {
  const tree = sanitize(toHast(fromMarkdown(markdown, OPTIONS), { handlers: HANDLERS, clobberPrefix: "doc-" }), SCHEMA);
  const root: Root = tree.type === "root" ? tree : { type: "root", children: [] };
  const settler = new Settler();
  for (const child of root.children) settler.settle(child, 1);
  return root;
}

function frontMatter(state: State, node: Yaml): Element {
  const element = h("pre", h("code", node.value));
  state.patch(node, element);
  return element;
}

function picture(_state: State, { alt }: Image | ImageReference): Element {
  return h("em", `[picture: ${alt ?? ""}]`);
}

/** Moves headings below the page's own, level after level, names the boxes of task lists, and makes what scrolls reachable by keyboard. */
class Settler {
  #level = PAGE_HEADINGS;

  settle(node: Root["children"][number] | ElementContent, depth: number): void {
    if (depth > MAX_DEPTH) throw new RangeError("the document is nested too deeply to be shown");
    if (node.type !== "element") return;
    const level = /^h(?<level>[1-6])$/u.exec(node.tagName)?.groups?.["level"];
    if (level !== undefined) {
      this.#level = Math.min(6, this.#level + 1, Number(level) + PAGE_HEADINGS);
      node.tagName = `h${this.#level}`;
      node.properties["className"] = [`level-${level}`];
    }
    if (node.tagName === "input") node.properties["ariaLabel"] = node.properties["checked"] === true ? "done" : "to do";
    if (node.tagName === "pre") node.properties["tabIndex"] = 0;
    for (const child of node.children) this.settle(child, depth + 1);
  }
}
