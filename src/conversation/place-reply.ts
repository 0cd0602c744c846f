import type { Question } from "../rules/model.ts";
import type { HeardReply, HeardSentence, Sign } from "./hear-reply.ts";
import { PUSHBACKS, type ReplyKind, type ReplyReading } from "./model.ts";
import { substanceOf } from "./substance.ts";
import { isAssent, tellingWords } from "./telling-words.ts";

/** What a reply is held against. */
export interface ReplyContext {
  readonly question: Pick<Question, "id" | "topic" | "text" | "why" | "answer">;
  /** The rule no longer asks once the reply's telling words stand in the document. */
  readonly answersRule: boolean;
  /** Whether a login that is called is our own. */
  readonly isOurs: (login: string) => boolean;
}

const GLAD =
  /👍|👏|🙏|❤|💯|✅|✔|🎉|🙌|👌|😊|🙂|😀|😄|😃|🚀|:\+1:|:heart:|:tada:|:pray:|:white_check_mark:|^\+1[.!]?$|谢谢|感謝|ありがとう|감사/u;
const WRY = /🙄|🤡|😂|🤣|💀|🤦|🤷|😏|🥱|😒|:roll_eyes:|:joy:|:shrug:|\s\/s$/u;
const CLOSED = /^(?:was|were|did|is|are|does|do|has|have|had|could|can|would|will)\b/iu;
const YES_OR_NO = /^(?:yes|no|yep|yeah|nope)[.!]?$/iu;
/** A few words that please a rule by accident may be a joke; so may a figure of speech that sounds like an answer. */
const FEW_WORDS = 6;
const BARE = { tokens: 16, sentences: 2 };
const MAX_QUOTE = 300;

/** Places a reply, by the surest sign first: a request to stop, the rule itself, resistance, what it tells, what it asks, thanks. */
export function placeReply(reply: HeardReply, context: ReplyContext): ReplyReading {
  const { sentences, text } = reply;
  const words = tellingWords(reply);
  const found = placeWords(reply, words, context);
  const pushback = PUSHBACKS.find((name) => found.kind === "pushback" && signed(sentences, name) !== null) ?? null;
  return { ...found, pushback, words: pushback === null ? words : cut(text) };
}

function placeWords(
  { sentences, calls, text }: HeardReply,
  words: string,
  { question, answersRule, isOurs }: ReplyContext,
): { readonly kind: ReplyKind; readonly because: string } {
  const count = sentences.reduce((sum, { tokens }) => sum + tokens.length, 0);
  if (count === 0 || text === "+1") {
    return GLAD.test(text) ? { kind: "thanks", because: "a glad face" } : { kind: "other", because: "no words" };
  }
  const joke = signed(sentences, "joke") ?? (WRY.test(text) ? "a wry face" : null);
  const stop = signed(sentences, "stop");
  if (stop !== null && !answersRule) return { kind: "stop", because: stop };
  if (answersRule && words !== "" && (joke === null || count > FEW_WORDS))
    return { kind: "answer", because: "the rule takes it for an answer" };
  for (const name of PUSHBACKS) {
    const because = signed(sentences, name);
    if (because !== null) return { kind: "pushback", because };
  }
  if (joke !== null) return { kind: "other", because: joke };
  const substance = substanceOf(words, question);
  if (substance !== null) return { kind: "answer", because: substance };
  if (calls.length > 0 && !calls.some(isOurs)) return { kind: "other", because: "it calls somebody else" };
  const bare = signed(
    sentences.filter(({ tokens }) => tokens.length <= BARE.tokens),
    "bare answer",
  );
  if (bare !== null && sentences.length <= BARE.sentences) return { kind: "answer", because: bare };
  if (CLOSED.test(question.text) && YES_OR_NO.test(text)) return { kind: "answer", because: "yes or no" };
  const asked = sentences.filter(({ isAsked }) => isAsked);
  const asks = signed(sentences, "question") ?? signed(asked, "asked");
  if (asks !== null) return { kind: "question", because: asks };
  const thanks = signed(sentences, "thanks") ?? signed(sentences.filter(isAssent), "assent");
  if (thanks !== null && asked.length === 0) return { kind: "thanks", because: thanks };
  return { kind: "other", because: "nothing that could be placed" };
}

/** The phrase of a sign, where a sentence has it. */
function signed(sentences: readonly HeardSentence[], name: Sign): string | null {
  return sentences.find(({ signs }) => signs.has(name))?.signs.get(name) ?? null;
}

function cut(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ");
  return line.length <= MAX_QUOTE ? line : `${line.slice(0, MAX_QUOTE - 1)}…`;
}
