import { type Analysis, FAILURES } from "../analysis/model.ts";

/** A document with what its review came to. */
export interface Reviewed {
  readonly path: string;
  readonly markdown: string;
  readonly analysis: Analysis | { readonly problem: string };
}

export interface FormatOptions {
  /** Shows what is held back, too. */
  readonly all: boolean;
  readonly explain: boolean;
}

/** Why a document has no review, in words; null where it has one. */
export function problemOf(analysis: Reviewed["analysis"]): string | null {
  if ("problem" in analysis) return analysis.problem;
  return "failure" in analysis ? FAILURES[analysis.failure] : null;
}
