import type { Question, Review } from "../rules/model.ts";

/** A postmortem of the pull request as it is at the head, read and asked. */
export interface PullRequestDocument {
  readonly path: string;
  /** Where it was before, if the pull request moves it. */
  readonly previousPath: string | null;
  readonly text: string;
  /** The unified diff of the file against the base, as GitHub gives it; null where it gives none. */
  readonly patch: string | null;
  readonly review: Review;
  /** The rules that the settings switch off for it. */
  readonly off?: ReadonlySet<string>;
}

/** A changed file that could be a postmortem and was not read. */
export interface PassedOver {
  readonly path: string;
  /** Why, as the end of a sentence: "it is a symbolic link". */
  readonly reason: string;
  /** The settings require rules for it, which could not be asked. */
  readonly isRequired?: boolean;
}

/** What became of a question that was asked. Only an open one waits for somebody. */
export type ThreadState = "open" | "answered" | "gone" | "skipped";

/** What a comment of ours remembers of its question, hidden in its own text. */
export interface CommentMarker {
  /** The document, by its path when it was first asked about. */
  readonly document: string;
  readonly rule: string;
  readonly state: ThreadState;
}

/** A document as a review of ours remembers it. */
export interface KnownDocument {
  /** Its path when it was first asked about, which it keeps as its name. */
  readonly id: string;
  /** Its path at the time of the review. */
  readonly path: string;
  /** What it read like then (see `sketchOf`). */
  readonly sketch: string;
}

/** What a review of ours remembers, hidden in its own text: also questions whose comments somebody deleted. */
export interface ReviewMarker {
  /** From 1. */
  readonly round: number;
  readonly documents: readonly KnownDocument[];
  readonly asked: readonly { readonly document: string; readonly rule: string }[];
}

/** A thread that a question of ours began. */
export interface Thread {
  /** GraphQL's id of the thread. */
  readonly id: string;
  /** REST's id of our comment. */
  readonly commentId: number;
  readonly body: string;
  readonly marker: CommentMarker;
  readonly isResolved: boolean;
  /** A person resolved it: settled for good. */
  readonly isResolvedByPerson: boolean;
  /** Somebody hid our comment. */
  readonly isMinimized: boolean;
}

/** The conversation so far, as far as it is ours. */
export interface Conversation {
  readonly reviews: readonly ReviewMarker[];
  readonly threads: readonly Thread[];
}

/** Where a question can stand in the pull request. */
export interface Place {
  /** The last line, on the right side of the diff. */
  readonly line: number;
  /** The first line, where there are several; before `line`, in the same hunk. */
  readonly startLine: number | null;
}

/** A question that the document has now, with its identity and place. */
export interface Candidate {
  /** The document's id (see `KnownDocument`). */
  readonly document: string;
  readonly path: string;
  readonly question: Question;
  /** Null where no line of its section is in the diff. */
  readonly place: Place | null;
}

/** A question that was asked, as the document and the conversation leave it. */
export interface AskedQuestion {
  readonly document: string;
  readonly rule: string;
  readonly state: ThreadState;
  /** Null where its comment is no longer there. */
  readonly thread: Thread | null;
  /** The settings switch its rule off now. */
  readonly isOff: boolean;
  /** The question that the document still has, if it has. */
  readonly candidate: Candidate | null;
  /** The line that answers it now, where there is one. */
  readonly answeredAt: { readonly path: string; readonly line: number } | null;
}

export interface InlineComment extends Place {
  readonly path: string;
  readonly body: string;
}

/** Buttons of a check run. */
export type CheckAction = "rest" | "again" | "now";

/** Something to say of a line of a changed file, beside it. */
export interface CheckAnnotation {
  readonly path: string;
  readonly line: number;
  readonly level: "notice" | "warning" | "failure";
  readonly title: string;
  readonly message: string;
}

export interface CheckRun {
  readonly conclusion: "success" | "neutral" | "action_required";
  readonly title: string;
  readonly summary: string;
  readonly actions: readonly CheckAction[];
  readonly annotations?: readonly CheckAnnotation[];
}

/** A review with all questions of a round. */
export interface PlannedReview {
  readonly body: string;
  /** Of each question in the marker's `asked`, in the same order, its comment. */
  readonly comments: readonly InlineComment[];
  readonly marker: ReviewMarker;
}

/** What is to be written, so that the pull request says what is true of its head. */
export interface Plan {
  /** Null where there is nothing to ask. */
  readonly review: PlannedReview | null;
  readonly edits: readonly { readonly commentId: number; readonly body: string }[];
  /** Threads to resolve and to open again, where the installation may. */
  readonly resolve: readonly string[];
  readonly unresolve: readonly string[];
  readonly check: CheckRun;
}
