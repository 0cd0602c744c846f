import type { Element } from "hast";
import { toDom } from "hast-util-to-dom";

/** Shows elements in place of what a pane shows now; what the reader opened stays open, and what had the focus keeps it. */
export function show(pane: HTMLElement, elements: readonly Element[]): void {
  const opened = [...pane.querySelectorAll<HTMLDetailsElement>("details[open]")];
  const open = new Set(opened.map(({ dataset }) => dataset["details"]));
  const { activeElement } = document;
  const key =
    activeElement instanceof HTMLElement && pane.contains(activeElement) ? activeElement.dataset["key"] : undefined;
  pane.replaceChildren(toDom({ type: "root", children: [...elements] }, { fragment: true }));
  for (const details of pane.querySelectorAll("details")) details.open = open.has(details.dataset["details"]);
  if (key !== undefined)
    pane.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}
