import type { AskOptions } from "../rules/ask.ts";
import type { Adaptation } from "../rules/adapt.ts";
import type { RuleSources } from "../rules/validate.ts";
import type { Review } from "../rules/model.ts";
import type { LayerFiles, Policy } from "../settings/policy.ts";

/** A document to be read. */
export interface AnalysisRequest {
  readonly markdown: string;
  readonly options: AskOptions;
  /** What is changed of the rules; without it they are as they ship. */
  readonly adaptation?: Adaptation | null;
}

/** What a worker thread is asked: first to prepare the rules, then to read a document, or the layers of a repository's settings and rules. */
export type WorkerRequest =
  | { readonly kind: "rules"; readonly sources: RuleSources }
  | ({ readonly kind: "document" } & AnalysisRequest)
  | { readonly kind: "policy"; readonly layers: readonly LayerFiles[] };

/** Why a document could not be read, with how one says it. */
export const FAILURES = {
  "too long": "it is too long to review (the limit is 224 KB)",
  "too slow": "it could not be parsed in time (the limit is 2 seconds)",
  "too deep": "it is nested too deeply to be parsed",
  "too large": "it takes too much memory to be parsed",
  "not understood": "our reader stumbled over it, which is a fault in Postmortem Coach and not in the document",
} as const;
export type AnalysisFailure = keyof typeof FAILURES;

export interface Failed {
  readonly failure: AnalysisFailure;
}

export type Analysis = { readonly review: Review } | Failed;

/** What a worker thread says: that it is ready, that it can't be, that it has somebody's own rules ready for a document, or what it was asked for. */
export type WorkerMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "broken"; readonly message: string }
  | { readonly kind: "prepared" }
  | { readonly kind: "done"; readonly result: Analysis | Policy };

/** The largest postmortem seen in the wild has 56 KB; four times as much is read, more is not one person's text. */
export const MAX_BYTES = 224 * 1024;
/** A median document takes 5 ms; one that takes this long is made to. */
export const DEADLINE_MS = 2000;
/** Settings and rules are checked and prepared once for each change; what takes this long is made to. */
export const POLICY_DEADLINE_MS = 5000;
/** Megabytes of heap that one document may take. */
export const MAX_HEAP_MB = 512;
