import { writeCheck, writeNoPostmortems } from "./check.ts";
import { writeClosed, writeQuestion } from "./comment.ts";
import { identify } from "./identity.ts";
import type {
  AskedQuestion,
  Candidate,
  Conversation,
  PassedOver,
  Plan,
  PullRequestDocument,
  ReviewMarker,
} from "./model.ts";
import { writeOpening } from "./opening.ts";
import { type Hunk, placeIn, readHunks } from "./place.ts";
import { type IdentifiedDocument, reconcile } from "./reconcile.ts";
import { nextRound, type RoundRequest, type RoundSettings } from "./rounds.ts";
import { sketchOf } from "./sketch.ts";
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
}

/**
 * Compares the questions that a pull request's postmortems have with the conversation so far, and says what is to be written.
 *
 * It is a function of what GitHub holds: asked twice, or again after half of it was written, it comes to what is still lacking.
 */
export function planReview(input: PlanInput): Plan {
  const {
    headSha,
    documents,
    passedOver,
    conversation,
    settings,
    request,
    notes,
    refused = new Set(),
    say = standard,
  } = input;
  const known = conversation.reviews.flatMap((review) => review.documents);
  const sketches = new Map(documents.map(({ path, text }) => [path, sketchOf(text)]));
  const ids = identify(
    known,
    documents.map(({ path, previousPath }) => ({ path, previousPath, sketch: sketches.get(path)! })),
  );
  const identified = documents.map((document) => ({ ...document, id: ids.get(document.path)! }));
  const candidates = identified.flatMap((document) => candidatesOf(document, refused));
  const asked = reconcile(conversation, identified, candidates, new Set(passedOver.map(({ path }) => path)));
  const round = Math.max(0, ...conversation.reviews.map((review) => review.round));
  const next = nextRound(candidates, asked, round, request, settings);
  const marker: ReviewMarker = {
    round: round + 1,
    documents: identified
      .filter(({ id }) => next.some((candidate) => candidate.document === id))
      .map(({ id, path }) => ({ id, path, sketch: sketches.get(path)! })),
    asked: next.map(({ document, question }) => ({ document, rule: question.id })),
  };
  const askedNow: AskedQuestion[] = next.map((candidate) => ({
    document: candidate.document,
    rule: candidate.question.id,
    state: "open",
    thread: null,
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
            ),
            comments: next.map(({ path, place, question, document }) => ({
              path,
              ...place!,
              body: writeQuestion(question, document, say),
            })),
            marker,
          },
    ...changesOf(asked, headSha, say),
    check:
      documents.length + passedOver.length + asked.length === 0
        ? writeNoPostmortems(notes, say)
        : writeCheck({ documents: identified, passedOver, candidates, asked: [...asked, ...askedNow], notes }, say),
  };
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

/** What our comments say must be true of the head: closed where nothing waits for an answer, open again where it does. */
function changesOf(
  asked: readonly AskedQuestion[],
  headSha: string,
  say: Say,
): Pick<Plan, "edits" | "resolve" | "unresolve"> {
  const changed = asked.filter(
    ({ thread, state }) =>
      thread !== null && !thread.isMinimized && !thread.isResolvedByPerson && state !== thread.marker.state,
  );
  return {
    edits: changed.map(({ thread, state, isOff, candidate, document, rule }) => ({
      commentId: thread!.commentId,
      body:
        state === "open"
          ? writeQuestion(candidate!.question, document, say)
          : writeClosed(thread!.body, document, rule, state, headSha, { isOff, say }),
    })),
    resolve: changed.flatMap(({ thread, state }) => (state !== "open" && !thread!.isResolved ? [thread!.id] : [])),
    unresolve: changed.flatMap(({ thread, state }) => (state === "open" && thread!.isResolved ? [thread!.id] : [])),
  };
}
