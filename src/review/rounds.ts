import { LEVELS, type Topic, TOPICS } from "../rules/schema.ts";
import { keyOf } from "./reconcile.ts";
import type { AskedQuestion, Candidate } from "./model.ts";

export interface RoundSettings {
  /** How many questions may be open at a time, over the whole pull request. */
  readonly max: number;
  /** How many rounds there may be. */
  readonly rounds: number;
}

/** The order in which one would write: what people saw, then what happened, then why. */
const DRAFT_ORDER: readonly Topic[] = [
  "impact",
  "timeline",
  "detection",
  "response",
  "cause",
  "lessons",
  "summary",
  "language",
  "actions",
];

export interface RoundRequest {
  /** Whether questions may be asked now at all (not so for a draft, or before the first push after the installation). */
  readonly mayAsk: boolean;
  /** Somebody asked for all that is left, at once. */
  readonly asksRest: boolean;
  /** It is still being written: the questions come in the order in which one would write. */
  readonly isDraft?: boolean;
}

/**
 * Chooses the questions of the next round.
 *
 * A round comes when every question of the round before is closed, until there were as many as may be. Who asks for the rest gets one further round at once.
 *
 * @param candidates all questions that the documents have now, each document's in order
 * @param asked the questions that were asked before
 * @param round how many rounds there were
 * @returns the questions to ask now, those that have to be answered first, then impact, spread over the documents; none where no round is due
 */
export function nextRound(
  candidates: readonly Candidate[],
  asked: readonly AskedQuestion[],
  round: number,
  { mayAsk, asksRest, isDraft = false }: RoundRequest,
  { max, rounds }: RoundSettings,
): Candidate[] {
  const isDue = asksRest || (round < rounds && asked.every(({ state }) => state !== "open"));
  if (!mayAsk || !isDue) return [];
  const known = new Set(asked.map(({ document, rule }) => keyOf(document, rule)));
  const fresh = candidates.filter(
    ({ document, question, place }) => place !== null && !known.has(keyOf(document, question.id)),
  );
  const open = asked.filter(({ state }) => state === "open").length;
  const fitting = asksRest ? fresh : fresh.filter(({ question }) => question.isSure || question.level === "required");
  return spread(fitting, isDraft ? DRAFT_ORDER : TOPICS).slice(0, asksRest ? undefined : Math.max(0, max - open));
}

/** What has to be answered first, then topic by topic, and within a topic each document's first question before any one's second. */
function spread(candidates: readonly Candidate[], order: readonly Topic[]): Candidate[] {
  const turns = new Map<string, number>();
  return candidates
    .map((candidate) => {
      const turn = turns.get(`${candidate.document}\u0000${candidate.question.topic}`) ?? 0;
      turns.set(`${candidate.document}\u0000${candidate.question.topic}`, turn + 1);
      return { candidate, turn };
    })
    .toSorted(
      (a, b) =>
        LEVELS.indexOf(b.candidate.question.level) - LEVELS.indexOf(a.candidate.question.level) ||
        order.indexOf(a.candidate.question.topic) - order.indexOf(b.candidate.question.topic) ||
        a.turn - b.turn,
    )
    .map(({ candidate }) => candidate);
}
