import type { Ignore } from "./model.ts";

const IGNORE = /^coach-ignore\s+(?<rule>[a-z-]+\/[a-z*-]+)\s*(?::\s*(?<reason>[\s\S]*))?$/u;

/** Finds the comments that silence a rule in this document: `coach-ignore impact/data: the store is a cache`. */
export function findIgnores(comments: readonly { readonly text: string; readonly line: number }[]): Ignore[] {
  return comments.flatMap(({ text, line }) => {
    const { rule, reason } = IGNORE.exec(text.trim())?.groups ?? {};
    return rule === undefined ? [] : [{ rule, reason: (reason ?? "").trim(), line }];
  });
}
