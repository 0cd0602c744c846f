import type { Root } from "hast";
import type { AnalysisFailure } from "../../analysis/model.ts";
import type { Review } from "../../rules/model.ts";
import type { Role } from "../../rules/names.ts";

/** A draft to be read in the worker. */
export interface Draft {
  readonly text: string;
  /** Null where the draft itself may say it. */
  readonly role: Role | null;
}

/** What a draft came to: its review and how it looks, or why it could not be read. */
export type Answer = { readonly review: Review; readonly tree: Root } | { readonly failure: AnalysisFailure };

/** What the worker says: that it is ready, or a draft's answer. */
export type WorkerMessage = { readonly kind: "ready" } | { readonly kind: "done"; readonly answer: Answer };
