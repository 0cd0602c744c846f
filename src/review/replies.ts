import { type HeardReply, hearReply } from "../conversation/hear-reply.ts";
import { tellingWords } from "../conversation/telling-words.ts";
import type { Question } from "../rules/model.ts";
import type { AskedQuestion, Remark } from "./model.ts";
import { type OwnWords, putOwnWords } from "./own-words.ts";
import type { IdentifiedDocument } from "./reconcile.ts";
import { unheardIn } from "./talk.ts";

/** A reply that waits to be understood, with its question. */
export interface OpenReply {
  readonly reply: Remark;
  readonly heard: HeardReply;
  readonly question: Question;
  readonly document: IdentifiedDocument;
  /** The person's words that could stand in the document; empty where there are none. */
  readonly words: string;
  /** The document with these words. */
  readonly own: OwnWords;
}

/** So many are read at a time; what is more waits for the next look. */
const MAX_REPLIES = 20;

/** Finds the replies in threads whose questions the text leaves open, and puts their words where the document could say them. */
export function findOpenReplies(
  asked: readonly AskedQuestion[],
  documents: readonly IdentifiedDocument[],
): readonly OpenReply[] {
  const open: OpenReply[] = [];
  for (const { thread, candidate, document: id, state } of asked) {
    const document = documents.find((other) => other.id === id);
    if (thread === null || candidate === null || document === undefined || thread.resolvedBy !== null) continue;
    if (state !== "open" && state !== "replied") continue;
    for (const reply of unheardIn(thread)) {
      const heard = hearReply(reply.body);
      const words = tellingWords(heard);
      const place = thread.path === document.path ? thread.place : null;
      const own = putOwnWords(document.text, place, candidate.question, words);
      open.push({ reply, heard, question: candidate.question, document, words, own });
    }
  }
  return open.slice(0, MAX_REPLIES);
}
