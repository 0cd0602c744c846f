import type { z } from "zod";
import type { extensionSchema, RuleSource } from "./schema.ts";

/** A rule file that changes another rule: only what it says is different. */
export type Extension = z.infer<typeof extensionSchema>;

/** Lists that an extension adds to; whatever else it says takes the place of what was there. */
const LISTS = ["when", "asks-about", "answered-by", "unsure-with"] as const;

const EXTENDS = /^["']?extends["']?\s*:\s*["']?(?<id>[^\s"'#]*)/mu;

/** The rule that a file says it extends; null where it is a rule by itself. */
export const extendedIn = (text: string): string | null => EXTENDS.exec(text)?.groups?.["id"] ?? null;

/** A rule with an extension's changes. */
export function extendRule(base: RuleSource, extension: Extension): RuleSource {
  const lists = Object.fromEntries(
    LISTS.flatMap((key) => {
      const all = [...(extension[key] ?? []), ...(base[key] ?? [])];
      return all.length === 0 ? [] : [[key, all]];
    }),
  );
  const said = Object.fromEntries(
    Object.entries(extension).filter(([key, value]) => key !== "extends" && value !== undefined),
  );
  return { ...base, ...said, ...lists };
}
