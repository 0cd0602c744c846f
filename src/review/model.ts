import type { Pushback } from "../conversation/model.ts";
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

export const THREAD_STATES = ["open", "answered", "gone", "skipped", "replied", "settled"] as const;
/**
 * What became of a question that was asked. Only an open one waits for somebody; `replied`: it is answered in the conversation, and not in the text;
 * `settled`: somebody pushed back, and it rests.
 */
export type ThreadState = (typeof THREAD_STATES)[number];

export const HEARD_KINDS = ["answer", "pushback", "settled", "stop", "skip"] as const;

/** What a person's reply meant for a question: it is remembered, so that nobody is asked twice and the rules' keepers learn from it. */
export interface Heard {
  /** REST's id of the reply. */
  readonly reply: number;
  readonly kind: (typeof HEARD_KINDS)[number];
  /** Why somebody would rather not answer. */
  readonly pushback: Pushback | null;
  /** In the person's own words, shortened: what they answered, why they skip. */
  readonly words: string;
  /** Somebody with write access gave a reason: that closes what the settings require. */
  readonly isWaiver: boolean;
}

export const MESSAGE_KINDS = ["answer", "why", "settled", "stop", "question", "command", "list"] as const;

/** What a message of ours is an answer to, hidden in its text. `list` is the list of commands after one that there is not. */
export interface MessageMarker {
  /** REST's id of the comment. */
  readonly to: number;
  readonly about: (typeof MESSAGE_KINDS)[number];
  /** What the comment meant for its question, where it meant something. */
  readonly heard: Heard | null;
}

/** What people can leave on a comment without a word. */
export type Reaction = "+1" | "confused" | "heart";

/** A comment in the conversation, by a person or by us; what bots say is not read. */
export interface Remark {
  /** REST's id. */
  readonly id: number;
  readonly isOurs: boolean;
  /** The person's login; null where it is ours, or the account is gone. */
  readonly author: string | null;
  readonly body: string;
  /** When it was written, as ISO 8601 in UTC. */
  readonly at: string;
  /** REST's id of the comment that began its thread; null where it stands on the pull request as a whole. */
  readonly root: number | null;
  /** Of our own messages only. */
  readonly marker: MessageMarker | null;
  /** Those that are ours, as far as GitHub says so. */
  readonly reactions: ReadonlySet<Reaction>;
}

/** What a comment of ours remembers of its question, hidden in its own text. */
export interface CommentMarker {
  /** The document, by its path when it was first asked about. */
  readonly document: string;
  readonly rule: string;
  readonly state: ThreadState;
  readonly heard: readonly Heard[];
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
  /** The login of the person who resolved it, which settles it for good; null where nobody did, or an app. */
  readonly resolvedBy: string | null;
  /** Somebody hid our comment. */
  readonly isMinimized: boolean;
  readonly path: string;
  /** Where it stands at the head; null where it is outdated. */
  readonly place: Place | null;
  /** What was said in it since. */
  readonly replies: readonly Remark[];
}

/** The conversation so far, as far as it is ours. */
export interface Conversation {
  readonly reviews: readonly ReviewMarker[];
  readonly threads: readonly Thread[];
  /** Comments on the pull request as a whole, and in threads that are not ours, as far as they give a command or are ours. */
  readonly comments: readonly Remark[];
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
  /** What was said about it in its thread. */
  readonly heard: readonly Heard[];
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

/** A message of ours: a reply in a thread, or a comment on the pull request. */
export interface PlannedMessage {
  /** Our comment that began the thread; null for the pull request as a whole. */
  readonly thread: number | null;
  readonly body: string;
}

export interface PlannedReaction {
  /** REST's id of the comment. */
  readonly to: number;
  /** Whether it stands in a thread. */
  readonly isReply: boolean;
  readonly content: Reaction;
}

/** What is to be written, so that the pull request says what is true of its head. */
export interface Plan {
  /** Null where there is nothing to ask. */
  readonly review: PlannedReview | null;
  readonly edits: readonly { readonly commentId: number; readonly body: string }[];
  /** Threads to resolve and to open again, where the installation may. */
  readonly resolve: readonly string[];
  readonly unresolve: readonly string[];
  readonly messages: readonly PlannedMessage[];
  readonly reactions: readonly PlannedReaction[];
  readonly check: CheckRun;
}
