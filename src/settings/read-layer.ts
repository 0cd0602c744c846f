import { checkFile } from "../rules/check.ts";
import type { Problem } from "../rules/problem.ts";
import type { Layer, LayerName } from "./layers.ts";
import { settingsSchema } from "./schema.ts";

/** Where a repository, or an organisation's `.github` repository, keeps its settings. */
export const SETTINGS_FILE = ".github/postmortem-coach.yml";
/** Where it keeps rules of its own: `<topic>/<name>.yml` in this folder. */
export const RULES_FOLDER = ".github/postmortem-coach";
/** Settings are written by hand: nobody writes as much. */
const MAX_BYTES = 100_000;

/**
 * Reads one layer of settings. A layer with a mistake in it is left out whole: half of it could mean something else.
 *
 * @param file what its readers know it by
 * @param text its YAML; an empty file sets nothing
 */
export function readLayer(
  name: LayerName,
  file: string,
  text: string,
): { readonly layer: Layer } | { readonly problems: readonly Problem[] } {
  if (Buffer.byteLength(text) > MAX_BYTES)
    return { problems: [{ file, line: 1, key: "", message: "it is larger than 100 KB, and not read" }] };
  if (text.includes("\u0000"))
    return { problems: [{ file, line: 1, key: "", message: "it is not a text, and not read" }] };
  if (isEmpty(text)) return { layer: { name, file, settings: {} } };
  const checked = checkFile(file, text, settingsSchema);
  return "problems" in checked ? checked : { layer: { name, file, settings: checked.value } };
}

const isEmpty = (text: string) => text.split("\n").every((line) => /^\s*(?:#.*|---)?$/u.test(line.trim()));
