import type { ReplyReading } from "../conversation/model.ts";
import { type Links, signed, writeMeaning, writeSettled, writeStop, writeThanks, writeWhy } from "./messages.ts";
import type { AskedQuestion, Heard, MessageMarker, PlannedMessage, PlannedReaction, Remark, Thread } from "./model.ts";
import type { OwnWords } from "./own-words.ts";
import type { Say } from "./words.ts";

/** A reply that was not dealt with, understood. */
export interface PlacedReply {
  readonly reading: ReplyReading;
  /** The author's words in the document; null where they are too few for it. */
  readonly own: OwnWords | null;
  /** The question's own rule takes the words for an answer. */
  readonly isSure: boolean;
  /** It calls us by name. */
  readonly isToUs: boolean;
}

export interface TalkContext {
  /** Who opened the pull request; null where that was a bot: whoever replies then speaks for the document. */
  readonly author: string | null;
  readonly links: Links;
  readonly say: Say;
}

/** What replies came to in one thread. */
export interface ThreadTalk {
  readonly heard: readonly Heard[];
  readonly messages: readonly PlannedMessage[];
  readonly reactions: readonly PlannedReaction[];
}

/** More would be an argument. */
const MAX_MESSAGES = 2;

/** What a thread is known to have heard: by its marker, and by our messages in it, of which the marker may not know yet. */
export function heardIn(thread: Thread): Heard[] {
  const known = [...thread.marker.heard];
  for (const { marker } of thread.replies) {
    const { heard = null } = marker ?? {};
    if (heard !== null && !known.some(({ reply }) => reply === heard.reply)) known.push(heard);
  }
  return known;
}

/** The replies of people that nobody dealt with so far. */
export function unheardIn(thread: Thread): Remark[] {
  const dealtWith = new Set([
    ...thread.marker.heard.map(({ reply }) => reply),
    ...thread.replies.flatMap(({ marker }) => marker?.to ?? []),
  ]);
  return thread.replies.filter(({ id, isOurs }) => !isOurs && !dealtWith.has(id)).slice(-MAX_UNHEARD);
}

/** Of a longer exchange among people only the end is read: it is theirs. */
const MAX_UNHEARD = 10;

/**
 * Answers the replies in a thread: thanks for answers, one curious question to pushback, then rest, and silence to what can't be placed.
 *
 * There are never more than two messages of ours in a thread. Others than the author are answered where they call us; what they say counts all the same.
 *
 * @param placed by id, the replies that were understood; others are left alone
 */
export function talkIn(
  { thread, candidate, rule }: AskedQuestion & { readonly thread: Thread },
  placed: ReadonlyMap<number, PlacedReply>,
  { author, links, say }: TalkContext,
): ThreadTalk {
  const heard = heardIn(thread);
  const messages: PlannedMessage[] = [];
  const reactions: PlannedReaction[] = [];
  const saidBefore = thread.replies.filter(
    ({ marker }) => marker !== null && marker.about !== "command" && marker.about !== "list",
  ).length;
  const said = () => saidBefore + messages.length;
  const speak = (about: MessageMarker["about"], to: number, text: string, as: Heard | null) => {
    if (as !== null) heard.push(as);
    if (said() < MAX_MESSAGES)
      messages.push({ thread: thread.commentId, body: signed(text, { to, about, heard: as }) });
  };
  const known = new Set(heard);
  const whyAt = thread.replies.findIndex(({ marker }) => marker?.about === "why");
  for (const reply of unheardIn(thread)) {
    const found = placed.get(reply.id);
    if (found === undefined || candidate === null) continue;
    const { reading, own, isSure, isToUs } = found;
    const { kind, pushback, words } = reading;
    const isRequired = candidate.question.level === "required";
    const isAnswered = isToUs || author === null || reply.author === author;
    const as = (meant: Heard["kind"], why = pushback): Heard => ({
      reply: reply.id,
      kind: meant,
      pushback: why,
      words,
      isWaiver: false,
    });
    // What was written before we asked how it works for them is no answer to that; what comes after tells how it works, unless the rule knows better.
    const resisted = heard.find((entry) => entry.kind === "pushback" && known.has(entry));
    const isSecond = resisted !== undefined && thread.replies.indexOf(reply) > whyAt;
    if (isDone(heard)) {
      if (kind === "thanks" && isAnswered) reactions.push(...heart(reply));
    } else if (kind === "answer" && (isSure || !isSecond)) {
      if (isAnswered) speak("answer", reply.id, writeThanks(words, own, say), as("answer"));
      else heard.push(as("answer"));
    } else if (!isAnswered) continue;
    else if (kind === "thanks") reactions.push(...heart(reply));
    else if (kind === "stop") speak("stop", reply.id, writeStop(isRequired, say), as("stop"));
    else if (isSecond)
      speak(
        "settled",
        reply.id,
        writeSettled(rule, isRequired, links, say),
        as("settled", pushback ?? resisted.pushback),
      );
    else if (kind === "pushback" && !heard.some((entry) => entry.kind === "pushback"))
      speak("why", reply.id, writeWhy(pushback!, isRequired, say), as("pushback"));
    else if (kind === "question" && said() === 0)
      speak("question", reply.id, writeMeaning(candidate.question, say), null);
  }
  return { heard, messages, reactions };
}

/** Whether the conversation closed the question. */
const isDone = (heard: readonly Heard[]) => heard.some(({ kind }) => kind !== "pushback");

/** One heart is enough, whoever left it. */
const heart = ({ id, reactions }: Remark): PlannedReaction[] =>
  reactions.has("heart") ? [] : [{ to: id, isReply: true, content: "heart" }];
