import type { Analysis, AnalysisFailure } from "../analysis/model.ts";

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

const PROBLEMS: Readonly<Record<AnalysisFailure, string>> = {
  "too long": "it is too long to review (the limit is 224 KB)",
  "too slow": "it could not be parsed in time (the limit is 2 seconds)",
  "too deep": "it is nested too deeply to be parsed",
  "too large": "it takes too much memory to be parsed",
};

/** Why a document has no review, in words; null where it has one. */
export function problemOf(analysis: Reviewed["analysis"]): string | null {
  if ("problem" in analysis) return analysis.problem;
  return "failure" in analysis ? PROBLEMS[analysis.failure] : null;
}
