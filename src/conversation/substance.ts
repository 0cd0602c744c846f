import type { Question } from "../rules/model.ts";
import type { Token } from "../text/token.ts";
import { tokenize } from "../text/tokenize.ts";
import { TOPIC_WORDS } from "./reply-phrases.ts";

/** So many signs that a sentence tells what was asked make it an answer. */
const ENOUGH = 2;
const MIN_TOKENS = 3;
const LONG = 8;
/** Without one of these a sentence of some length is of another language, or a joke. */
const ENGLISH = new Set(
  `the of and to a in was for on that with it as at by we from were be this our an are had not or but after been has their they all no only most is i nobody none
  some two both first other than then there when which who`.split(/\s+/),
);
const SMALL = new Set(
  `a an the of and or to in on at by for from with without as is are was were be been being it its this that these those there here not no nor so if then than
  which what who whom whose how when where why we they he she you i us them our their your my me do does did done have has had would could can may might will
  shall about into over under out up down off between during until through because since before after more most less least some any all both each other one two
  only also too very much many few still yet already ever never again once while own same such like get got go went make made take took say said see saw seen
  come came know known think thing things way people time times text question answer reader readers document incident`.split(
    /\s+/,
  ),
);
/** Verbs and particles with which one tells what was: forms that plans, wishes and jokes have less often. */
const TELLING = new Set(
  `was were had did took went began started stopped failed got saw needed lost hit kept ran came became made found gave sent held because since due until read wrote broke grew fell rose lay stood told spent brought caught`.split(
    /\s+/,
  ),
);
/** Figures, names and dates that answer questions about action items by themselves. */
const DIRECT: Readonly<Record<string, RegExp>> = {
  "actions/owner":
    /@[a-z\d]|\b(?:owns?|owned by|owner|takes?|will take|infra|platform|sre|ops|on-call|backend|frontend|storage|security|guild|squad|lead|assigned|on me|mine|responsible|lies with|team|i'll|i will)\b|^\p{Lu}\p{Ll}+(?:(?:,| and|:) \p{Lu}?\p{Ll}+)*\.$/u,
  "actions/due":
    /\b(?:20\d\d|q[1-4]|sprint|week|weeks|month|months|quarter|tomorrow|today|monday|tuesday|wednesday|thursday|friday|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|days?)\b/iu,
  "actions/verifiable": /\b(?:when|once|if|until|as soon as|test|passes|fails?|drill|game day)\b/iu,
  "actions/tracked": /\b[A-Z][A-Z\d]+-\d+\b|(?:^|\s)#\d+\b|https?:\/\/\S+\/(?:issues?|browse|tickets?|pull)\/\S+/u,
};

/**
 * Whether words tell what a question asks for, though its rule does not know them: figures, the question's own words, verbs that tell what was.
 *
 * @param words plain sentences
 * @returns the signs, to explain it; null where there are too few
 */
export function substanceOf(
  words: string,
  question: Pick<Question, "id" | "topic" | "text" | "why" | "answer">,
): string | null {
  if (words === "") return null;
  if (DIRECT[question.id]?.test(words) === true) return "what its kind of question asks for";
  const tokens = tokenize(words);
  if (tokens.length < MIN_TOKENS) return null;
  const own = stems(tokenize(`${question.text} ${question.answer} ${question.why} ${TOPIC_WORDS[question.topic]}`));
  const shared = [...stems(tokens)].filter((stem) => own.has(stem)).length;
  if (tokens.length > MIN_TOKENS && !tokens.some(({ text, kind }) => kind === "number" || ENGLISH.has(text)))
    return null;
  const isTold = tokens.some(({ text }) => TELLING.has(text) || /^[a-z]{3,}ed$/u.test(text));
  const signs = [
    Math.min(2, shared),
    tokens.some(({ kind, text }) => kind === "number" && !/^20\d\d$/u.test(text)) ? 1 : 0,
    isTold ? 1 : 0,
    tokens.length >= LONG ? 1 : 0,
  ];
  const sum = signs.reduce((total, sign) => total + sign, 0);
  return sum >= ENOUGH && (shared > 0 || (isTold && tokens.length >= LONG))
    ? `it tells something (${sum} signs, ${shared} of the question's words)`
    : null;
}

/** Words without their endings, small words left out. */
function stems(tokens: readonly Token[]): Set<string> {
  const own = tokens.filter(({ text, kind }) => kind === "word" && text.length > 1 && !SMALL.has(text));
  return new Set(own.map(({ text }) => text.replace(/(?:e[ds]|s|ing|ly)$/u, "").slice(0, 5)));
}
