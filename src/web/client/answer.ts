import type { Root } from "hast";
import type { AnalysisFailure } from "../../analysis/model.ts";
import type { Role } from "../../rules/names.ts";
import type { Review } from "../../rules/model.ts";

/** A draft to be read. */
export interface Draft {
  readonly text: string;
  /** Null where the draft itself may say it. */
  readonly role: Role | null;
}

/** Why a draft could not be read. */
export interface Failure {
  readonly failure: AnalysisFailure;
}

/** What a draft came to: its review and how it looks, or why it could not be read. */
export type Answer = { readonly review: Review; readonly tree: Root } | Failure;

/** What a worker says: that it is ready, or what it made of a draft. */
export type WorkerMessage<Part> = { readonly kind: "ready" } | { readonly kind: "done"; readonly part: Part | Failure };
