import type { Element, ElementContent, Root, RootContent } from "hast";
import { h } from "hastscript";

/** Something to show below a line of the document. */
export interface Card {
  /** The last line of what it is about. */
  readonly line: number;
  readonly element: Element;
}

type Node = RootContent | ElementContent;

/**
 * Sets cards below the lines that they are about: after the innermost list item, table row or block that reaches them.
 *
 * @param tree the rendered document (see `renderMarkdown`); it is left as it is
 * @param cards in the order in which they are shown where they share a place
 */
export function placeCards(tree: Root, cards: readonly Card[]): ElementContent[] {
  return place(tree.children, cards) as ElementContent[];
}

function place(nodes: readonly Node[], cards: readonly Card[]): Node[] {
  const blocks = nodes.filter((node) => startOf(node) !== null);
  const ownerOf = ({ line }: Card) => blocks.findLast((node) => startOf(node)! <= line) ?? blocks[0];
  const before = blocks.length === 0 ? cards.map(({ element }) => element) : [];
  const placed = nodes.flatMap((node) => {
    const own = cards.filter((card) => ownerOf(card) === node);
    return own.length === 0 ? [node] : attach(node, own);
  });
  return [...before, ...placed];
}

function attach(node: Node, cards: readonly Card[]): Node[] {
  const elements = cards.map(({ element }) => element);
  if (node.type !== "element") return [node, ...elements];
  const within = (children: Node[], more: Element["properties"] = {}): Element => ({
    ...node,
    properties: { ...node.properties, ...more },
    children: children as ElementContent[],
  });
  switch (node.tagName) {
    case "ul":
    case "ol":
    case "table":
    case "thead":
    case "tbody":
    case "blockquote":
      return [within(place(node.children, cards))];
    case "li":
      return [placeInItem(node, cards, within)];
    case "tr":
      return [
        within(node.children, { className: ["asked"] }),
        h("tr.cards", h("td", { colSpan: node.children.filter(({ type }) => type === "element").length }, elements)),
      ];
    default:
      return [within(node.children, { className: [...classesOf(node), "asked"] }), ...elements];
  }
}

/** A list item's own words, then what is asked about them, then the lists inside it. */
function placeInItem(
  item: Element,
  cards: readonly Card[],
  within: (children: Node[], more?: Element["properties"]) => Element,
): Element {
  const isList = (node: Node) => node.type === "element" && (node.tagName === "ul" || node.tagName === "ol");
  const inner = item.children.findIndex(isList);
  const own = inner < 0 ? item.children : item.children.slice(0, inner);
  const rest = inner < 0 ? [] : item.children.slice(inner);
  const innerStart = inner < 0 ? null : startOf(item.children[inner]!);
  const isInner = ({ line }: Card) => innerStart !== null && line >= innerStart;
  const above = cards.filter((card) => !isInner(card));
  return within(
    [...own, ...above.map(({ element }) => element), ...place(rest, cards.filter(isInner))],
    above.length === 0 ? {} : { className: [...classesOf(item), "asked"] },
  );
}

const startOf = (node: Node): number | null => node.position?.start.line ?? null;

function classesOf({ properties }: Element): string[] {
  return Array.isArray(properties["className"]) ? properties["className"].map(String) : [];
}
