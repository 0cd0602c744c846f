import type { Adaptation } from "../rules/adapt.ts";
import type { Level } from "../rules/schema.ts";
import { DEFAULT_THRESHOLDS } from "../rules/thresholds.ts";
import { type EffectiveSettings, mergeSettings } from "./merge.ts";
import type { Policy } from "./policy.ts";

/** What is in force for one document. */
export interface DocumentSettings {
  /** By rule, where it is not simply to be asked. */
  readonly levels: Readonly<Record<string, Level>>;
  /** Null where the rules are as they ship. */
  readonly adaptation: Adaptation | null;
  readonly settings: EffectiveSettings;
}

/**
 * Says what is in force for a document.
 *
 * @param path its path in the repository
 */
export function settingsForDocument({ layers, files, rules }: Policy, path: string): DocumentSettings {
  const settings = mergeSettings(layers, rules, path);
  const levels = Object.fromEntries(
    rules.flatMap((rule) => {
      const { value } = settings.levelOf(rule);
      return value === "ask" ? [] : [[rule, value]];
    }),
  );
  const thresholds = { ...DEFAULT_THRESHOLDS };
  for (const name of Object.keys(thresholds) as (keyof typeof thresholds)[]) {
    const minutes = settings.values.get(`thresholds.${name}`)?.value;
    if (typeof minutes === "number") thresholds[name] = minutes;
  }
  const { vocabulary } = settings;
  const isChanged =
    files.length > 0 ||
    Object.keys(vocabulary).length > 0 ||
    JSON.stringify(thresholds) !== JSON.stringify(DEFAULT_THRESHOLDS);
  return { settings, levels, adaptation: isChanged ? { files, vocabulary, thresholds } : null };
}
