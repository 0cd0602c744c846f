import type { Analysis, AnalysisRequest } from "../analysis/model.ts";
import { placeReply } from "../conversation/place-reply.ts";
import { writeExplanation } from "../review/explain.ts";
import type { Plan, Thread } from "../review/model.ts";
import { obey, type Told } from "../review/obey.ts";
import { type PlanInput, planReview, type QuestionsNow, readQuestions } from "../review/plan.ts";
import { findOpenReplies, type OpenReply } from "../review/replies.ts";
import type { PlacedReply, TalkContext } from "../review/talk.ts";
import type { Say } from "../review/words.ts";
import type { Verdict } from "../rules/model.ts";
import type { ReadCommands } from "./read-commands.ts";

export interface PeopleContext extends Omit<TalkContext, "say"> {
  readonly commands: ReadCommands;
  /** Questions and answers wait; commands don't. */
  readonly isPaused: boolean;
  /** Our own login, with `[bot]` at its end. */
  readonly viewer: string;
  readonly say: Say;
  readonly told: Omit<Told, "explain">;
  readonly analyse: (request: AnalysisRequest) => Promise<Analysis>;
  /** How a document is read, by its path. */
  readonly requestFor: (path: string) => Omit<AnalysisRequest, "markdown">;
}

/** Fewer words make no sentence for a document. */
const MIN_WORDS = 4;

/** Plans a review together with what is to be said to people: their replies are held against the rules, their commands obeyed. */
export async function planConversation(input: PlanInput, context: PeopleContext): Promise<Plan> {
  const { commands, isPaused, author, links, say, told } = context;
  const now = readQuestions(input);
  const placed = new Map<number, PlacedReply>();
  for (const open of isPaused ? [] : findOpenReplies(now.asked, now.identified))
    placed.set(open.reply.id, await place(open, context));
  const explanations = await explainAsked(now, context);
  const obeyed = obey(
    commands.given,
    commands.rights,
    { ...told, explain: ({ id }) => explanations.get(id) ?? writeExplanation(null, null, say) },
    input.conversation,
    say,
  );
  const plan = planReview({ ...input, talk: { author, links }, placed, skips: obeyed.skips });
  return {
    ...plan,
    messages: [...plan.messages, ...obeyed.messages],
    reactions: [...plan.reactions, ...obeyed.reactions],
  };
}

/** Asks the question's own rule whether the reply's words answer it, were they in the document. */
async function place(
  { question, document, heard, words, own }: OpenReply,
  { analyse, requestFor, viewer }: PeopleContext,
): Promise<PlacedReply> {
  let answersRule = false;
  if (words !== "") {
    const analysis = await analyse({ ...requestFor(document.path), markdown: own.text });
    answersRule = "review" in analysis && analysis.review.answered.some(({ id }) => id === question.id);
  }
  const slug = viewer.replace(/\[bot\]$/u, "").toLowerCase();
  const reading = placeReply(heard, { question, answersRule, isOurs: (login) => login === slug });
  return {
    reading,
    isSure: answersRule && reading.kind === "answer",
    own: words.split(" ").length < MIN_WORDS ? null : own,
    isToUs: heard.calls.includes(slug) || /\b(?:coach|bot)\b/iu.test(heard.text),
  };
}

/** By thread, what its rule looked for and found, where somebody asks for it. */
async function explainAsked(
  { asked, identified }: QuestionsNow,
  { commands, analyse, requestFor, say }: PeopleContext,
): Promise<ReadonlyMap<Thread["id"], string>> {
  const explanations = new Map<string, string>();
  const wanted = commands.given.filter(
    ({ wasObeyed, commands: all }) => wasObeyed === null && all.some(({ name }) => name === "explain"),
  );
  for (const { thread } of wanted) {
    const question = asked.find((other) => thread !== null && other.thread?.id === thread.id);
    const document = identified.find(({ id }) => id === question?.document);
    if (thread === null || question === undefined || document === undefined) continue;
    const { options, ...rest } = requestFor(document.path);
    const analysis = await analyse({ ...rest, options: { ...options, explain: true }, markdown: document.text });
    const verdict: Verdict | undefined =
      "review" in analysis ? analysis.review.verdicts.find(({ rule }) => rule === question.rule) : undefined;
    explanations.set(thread.id, writeExplanation(verdict ?? null, question.candidate?.question ?? null, say));
  }
  return explanations;
}
