import { writeCheck, writeNoPostmortems } from "./check.ts";
import { writeClosed, writeQuestion } from "./comment.ts";
import { identify } from "./identity.ts";
import type {
  AskedQuestion,
  Candidate,
  Conversation,
  Heard,
  InlineComment,
  PassedOver,
  Plan,
  PullRequestDocument,
  ReviewMarker,
} from "./model.ts";
import { withMarker } from "./markers.ts";
import { type FirstWords, writeOpening } from "./opening.ts";
import { type Hunk, placeIn, readHunks } from "./place.ts";
import { type IdentifiedDocument, reconcile } from "./reconcile.ts";
import { nextRound, type RoundRequest, type RoundSettings } from "./rounds.ts";
import { sketchOf } from "./sketch.ts";
import { heardIn, type PlacedReply, type TalkContext, talkIn, type ThreadTalk } from "./talk.ts";
import { type Say, say as standard } from "./words.ts";

export interface PlanInput {
  readonly headSha: string;
  readonly documents: readonly PullRequestDocument[];
  readonly passedOver: readonly PassedOver[];
  readonly conversation: Conversation;
  readonly settings: RoundSettings;
  readonly request: RoundRequest;
  /** What else the check run is to say: sentences, safe to show. */
  readonly notes: readonly string[];
  /** Places where GitHub took no comment, as `path:line`: their questions are asked in the check run. */
  readonly refused?: ReadonlySet<string>;
  /** Says our sentences as the settings word them. */
  readonly say?: Say;
  /** What is said in the first review of a pull request besides; null where there is nothing. */
  readonly first?: FirstWords | null;
  /** Who is spoken with, and where they find more; null where nobody is spoken with now. */
  readonly talk?: Omit<TalkContext, "say"> | null;
  /** By id, the replies that were understood (see `findOpenReplies`). */
  readonly placed?: ReadonlyMap<number, PlacedReply>;
  /** By thread, what was skipped in it by a command. */
  readonly skips?: ReadonlyMap<string, readonly Heard[]>;
}

/** The questions that a pull request's documents have now, and what became of those that were asked. */
export interface QuestionsNow {
  readonly identified: readonly IdentifiedDocument[];
  readonly candidates: readonly Candidate[];
  readonly asked: readonly AskedQuestion[];
}

/** Reads the questions of a pull request's documents, before anything new is heard. */
export function readQuestions({ documents, conversation, passedOver, refused = new Set() }: PlanInput): QuestionsNow {
  const ids = identify(
    conversation.reviews.flatMap((review) => review.documents),
    documents.map(({ path, previousPath, text }) => ({ path, previousPath, sketch: sketchOf(text) })),
  );
  const identified = documents.map((document) => ({ ...document, id: ids.get(document.path)! }));
  const candidates = identified.flatMap((document) => candidatesOf(document, refused));
  const asked = reconcile(conversation, identified, candidates, new Set(passedOver.map(({ path }) => path)));
  return { identified, candidates, asked };
}

/**
 * Compares the questions that a pull request's postmortems have with the conversation so far, and says what is to be written.
 *
 * It is a function of what GitHub holds: asked twice, or again after half of it was written, it comes to what is still lacking.
 */
export function planReview(input: PlanInput): Plan {
  const { headSha, documents, passedOver, conversation, settings, request, notes, say = standard } = input;
  const { identified, candidates, asked: before } = readQuestions(input);
  const talks = talksIn(before, input, say);
  const heard = new Map(
    before.flatMap(({ thread }) => (thread === null ? [] : [[thread.id, heardNow(thread.id, before, talks, input)]])),
  );
  const asked = reconcile(conversation, identified, candidates, new Set(passedOver.map(({ path }) => path)), heard);
  const round = Math.max(0, ...conversation.reviews.map((review) => review.round));
  const next = nextRound(candidates, asked, round, request, settings);
  const offering = next.find((candidate) => canOffer(candidate, identified)) ?? null;
  const marker: ReviewMarker = {
    round: round + 1,
    documents: identified
      .filter(({ id }) => next.some((candidate) => candidate.document === id))
      .map(({ id, path, text }) => ({ id, path, sketch: sketchOf(text) })),
    asked: next.map(({ document, question }) => ({ document, rule: question.id })),
  };
  const askedNow: AskedQuestion[] = next.map((candidate) => ({
    document: candidate.document,
    rule: candidate.question.id,
    state: "open",
    thread: null,
    heard: [],
    isOff: false,
    candidate,
    answeredAt: null,
  }));
  return {
    review:
      next.length === 0
        ? null
        : {
            body: writeOpening(
              documents.map(({ review }) => review),
              next.map(({ question }) => question),
              say,
              round === 0 ? (input.first ?? null) : null,
            ),
            comments: next.map((candidate) => writeComment(candidate, candidate === offering, say)),
            marker,
          },
    ...changesOf(asked, headSha, say),
    messages: [...talks.values()].flatMap(({ messages }) => messages),
    reactions: [...talks.values()].flatMap(({ reactions }) => reactions),
    check:
      documents.length + passedOver.length + asked.length === 0
        ? writeNoPostmortems(notes, say)
        : writeCheck({ documents: identified, passedOver, candidates, asked: [...asked, ...askedNow], notes }, say),
  };
}

/** Whether a question's offer can stand on its lines: GitHub takes it where all of them are in one part of the diff. */
function canOffer({ question: { offer }, document }: Candidate, documents: readonly IdentifiedDocument[]): boolean {
  const patch = documents.find(({ id }) => id === document)?.patch ?? null;
  if (offer === undefined || patch === null) return false;
  return readHunks(patch).some(({ start, end }) => start <= offer.span.start && offer.span.end <= end);
}

/** @param offers whether it brings along its offer: one a review is enough */
function writeComment({ path, place, question, document }: Candidate, offers: boolean, say: Say): InlineComment {
  const { offer } = question;
  if (!offers || offer === undefined) return { path, ...place!, body: writeQuestion(question, document, say) };
  const { start, end } = offer.span;
  const lines = { line: end, startLine: start < end ? start : null };
  return { path, ...lines, body: writeQuestion(question, document, say, [], offer) };
}

function candidatesOf(document: IdentifiedDocument, refused: ReadonlySet<string>): Candidate[] {
  const hunks: readonly Hunk[] = document.patch === null ? [] : readHunks(document.patch);
  return document.review.questions.map((question) => {
    const place = placeIn(hunks, question.span, question.section);
    if (question.level === "summary") return { document: document.id, path: document.path, question, place: null };
    const isRefused = place !== null && refused.has(`${document.path}:${place.line}`);
    return { document: document.id, path: document.path, question, place: isRefused ? null : place };
  });
}

function talksIn(
  asked: readonly AskedQuestion[],
  { talk = null, placed = new Map() }: PlanInput,
  say: Say,
): ReadonlyMap<string, ThreadTalk> {
  if (talk === null) return new Map();
  return new Map(
    asked.flatMap((question) => {
      const { thread } = question;
      return thread === null ? [] : [[thread.id, talkIn({ ...question, thread }, placed, { ...talk, say })]];
    }),
  );
}

function heardNow(
  id: string,
  asked: readonly AskedQuestion[],
  talks: ReadonlyMap<string, ThreadTalk>,
  { skips = new Map() }: PlanInput,
): Heard[] {
  const thread = asked.find((question) => question.thread?.id === id)!.thread!;
  return [...(talks.get(id)?.heard ?? heardIn(thread)), ...(skips.get(id) ?? [])];
}

/** What our comments say must be true of the head: closed where nothing waits for an answer, open again where it does; and they remember what was heard. */
function changesOf(
  asked: readonly AskedQuestion[],
  headSha: string,
  say: Say,
): Pick<Plan, "edits" | "resolve" | "unresolve"> {
  const live = asked.filter(({ thread }) => thread !== null && !thread.isMinimized && thread.resolvedBy === null);
  const turned = live.filter(({ thread, state }) => state !== thread!.marker.state);
  const changed = live.filter(
    ({ thread, state, heard }) => state !== thread!.marker.state || heard.length > thread!.marker.heard.length,
  );
  return {
    edits: changed.map((question) => ({ commentId: question.thread!.commentId, body: bodyOf(question, headSha, say) })),
    // Where an answer still waits to be taken over into the text, its thread stays open to be seen.
    resolve: turned.flatMap(({ thread, state }) =>
      state !== "open" && state !== "replied" && !thread!.isResolved ? [thread!.id] : [],
    ),
    unresolve: turned.flatMap(({ thread, state }) => (state === "open" && thread!.isResolved ? [thread!.id] : [])),
  };
}

function bodyOf(
  { thread, state, isOff, candidate, document, rule, heard }: AskedQuestion,
  headSha: string,
  say: Say,
): string {
  const { body, marker } = thread!;
  if (state === marker.state) return withMarker(body, { ...marker, heard });
  return state === "open"
    ? writeQuestion(candidate!.question, document, say, heard)
    : writeClosed(body, document, rule, state, headSha, { isOff, heard, say });
}
