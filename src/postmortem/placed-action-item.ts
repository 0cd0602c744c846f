import type { Range } from "../text/token.ts";
import type { ActionItem } from "./model.ts";
import type { PlacedBlock } from "./sections.ts";

/** An action item with the blocks that make it up, and where it is one sentence of several, its place in the text. */
export interface PlacedActionItem extends ActionItem {
  readonly blocks: readonly PlacedBlock[];
  readonly range: Range | null;
}
