import type { LayerName } from "./layers.ts";
import { mergeSettings } from "./merge.ts";
import type { Policy } from "./policy.ts";

/** A value that is in force, and who says so. */
export interface Provenance {
  /** `questions.max`, or a rule's id. */
  readonly key: string;
  /** Null where it is not for those who read the list. */
  readonly value: unknown;
  readonly layer: LayerName;
  /** Null for what is built in. */
  readonly file: string | null;
}

/**
 * Lists what is in force with the layer and the file that set it: the settings, then the rules that somebody set.
 *
 * @param path a document, whose folders' settings count, too; null for the repository as a whole
 * @param isHidden whether those who read the list may not see a layer's values; they see its name and file
 */
export function listProvenance(
  { layers, rules }: Pick<Policy, "layers" | "rules">,
  path: string | null = null,
  isHidden: (layer: LayerName) => boolean = () => false,
): Provenance[] {
  const { values, levelOf } = mergeSettings(layers, rules, path);
  return [
    ...[...values].map(([key, sourced]) => ({ key, ...sourced })).toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    ...rules.map((rule) => ({ key: rule, ...levelOf(rule) })).filter(({ layer }) => layer !== "built in"),
  ].map(({ key, value, layer, file }) => {
    // Words add up over the layers, so that those of a hidden one stand in the nearer ones' lists.
    const isNotShown = isHidden(layer) || (key.startsWith("vocabulary.") && isHidden("organisation"));
    return { key, value: isNotShown ? null : value, layer, file };
  });
}

/** What is in force as lines of plain text, and below it what was left out or refused. */
export function describeSettings(
  policy: Policy,
  path: string | null = null,
  isHidden: (layer: LayerName) => boolean = () => false,
): string[] {
  const { refused } = mergeSettings(policy.layers, policy.rules, path);
  return [
    ...listProvenance(policy, path, isHidden).map(
      ({ key, value, layer, file }) =>
        `${key}: ${value === null ? "(not shown here)" : inWords(value)} [${file === null ? layer : `${layer}, ${file}`}]`,
    ),
    ...policy.files.map(({ id, path: file }) => `${id}: its own file [${file}]`),
    ...refused.map(({ key, layer, file, reason }) => `refused: ${key} [${layer}, ${file ?? ""}]: ${reason}`),
  ];
}

const inWords = (value: unknown) => (Array.isArray(value) ? value.join(", ") : String(value));
