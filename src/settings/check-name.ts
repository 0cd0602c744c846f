import type { Layer } from "./layers.ts";
import { mergeSettings, valueOf } from "./merge.ts";

/** What a repository's check run is called. */
export function checkNameIn(layers: readonly Layer[]): string {
  return valueOf(mergeSettings(layers, []), "check.name");
}
