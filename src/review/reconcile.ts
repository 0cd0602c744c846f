import type {
  AskedQuestion,
  Candidate,
  Conversation,
  Heard,
  PullRequestDocument,
  Thread,
  ThreadState,
} from "./model.ts";
import { heardIn } from "./talk.ts";

/** A document with its id. */
export interface IdentifiedDocument extends PullRequestDocument {
  readonly id: string;
}

/**
 * Holds the questions that were asked against what the documents say now and what people did with them.
 *
 * A question is open until the text answers it, its passage is gone, it is silenced in the document, somebody resolves its thread, or deletes or hides its comment.
 * What the settings require stays open until the text answers it, or somebody with write access skips it with a reason. An answer in the conversation, a skip and
 * pushback that was heard close a question, too. What a person resolved is settled for good. Where a later change takes the answer away again, the question is open again, in the same thread.
 *
 * @param conversation what our own reviews and comments remember
 * @param documents the documents at the head
 * @param candidates the questions that they have now
 * @param unread paths of documents that could not be read this time: what was asked of them stays as it was
 * @param heardNow by thread, what it has heard by now; for others, what they are known to have heard
 * @returns each question that was asked, once
 */
export function reconcile(
  conversation: Conversation,
  documents: readonly IdentifiedDocument[],
  candidates: readonly Candidate[],
  unread: ReadonlySet<string>,
  heardNow: ReadonlyMap<string, readonly Heard[]> = new Map(),
): AskedQuestion[] {
  const paths = new Map(conversation.reviews.flatMap((review) => review.documents.map(({ id, path }) => [id, path])));
  const asked = new Map<string, { readonly document: string; readonly rule: string; thread: Thread | null }>();
  for (const review of conversation.reviews) {
    for (const { document, rule } of review.asked) asked.set(keyOf(document, rule), { document, rule, thread: null });
  }
  for (const thread of conversation.threads) {
    const { document, rule } = thread.marker;
    const known = asked.get(keyOf(document, rule));
    if (known === undefined) asked.set(keyOf(document, rule), { document, rule, thread });
    else known.thread ??= thread;
  }
  return [...asked.values()].map(({ document, rule, thread }) => {
    const now = documents.find(({ id }) => id === document);
    const candidate = candidates.find((other) => other.document === document && other.question.id === rule) ?? null;
    const evidence = now?.review.answered.find(({ id }) => id === rule);
    const isUnread = now === undefined && unread.has(paths.get(document) ?? document);
    const heard = thread === null ? [] : (heardNow.get(thread.id) ?? heardIn(thread));
    const isIgnored = now?.review.ignored.some(({ id }) => id === rule) === true;
    return {
      document,
      rule,
      thread,
      isOff: now?.off?.has(rule) === true,
      candidate,
      heard,
      state:
        isUnread && thread !== null
          ? thread.marker.state
          : stateOf(thread, candidate, {
              isIgnored,
              isOff: now?.off?.has(rule) === true,
              isAnswered: evidence !== undefined,
              isUnread,
              heard,
            }),
      answeredAt: now === undefined || evidence === undefined ? null : { path: now.path, line: evidence.line },
    };
  });
}

export const keyOf = (document: string, rule: string): string => `${document}\u0000${rule}`;

function stateOf(
  thread: Thread | null,
  candidate: Candidate | null,
  now: {
    readonly isIgnored: boolean;
    readonly isOff: boolean;
    readonly isAnswered: boolean;
    readonly isUnread: boolean;
    readonly heard: readonly Heard[];
  },
): ThreadState {
  // What the settings require is not done with because a thread is: the text has to say it.
  if (candidate?.question.level === "required") return now.heard.some(({ isWaiver }) => isWaiver) ? "skipped" : "open";
  if (thread === null || thread.isMinimized || now.isIgnored) return "skipped";
  if (thread.resolvedBy !== null) return thread.marker.state === "open" ? "skipped" : thread.marker.state;
  if (now.isUnread) return thread.marker.state;
  if (now.isOff) return "gone";
  if (candidate !== null) return talked(now.heard);
  return now.isAnswered ? "answered" : "gone";
}

/** What the conversation made of a question that the text leaves open. */
function talked(heard: readonly Heard[]): ThreadState {
  const kinds = new Set(heard.map(({ kind }) => kind));
  if (kinds.has("skip")) return "skipped";
  if (kinds.has("stop") || kinds.has("settled")) return "settled";
  return kinds.has("answer") ? "replied" : "open";
}
