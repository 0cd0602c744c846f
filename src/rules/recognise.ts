import type { Postmortem, SectionKind, Sentence } from "../postmortem/model.ts";
import type { Vocabulary } from "../postmortem/vocabulary.ts";
import { holds } from "../postmortem/words.ts";

/** Small words without which no English text of any length gets by. */
const ENGLISH = new Set(
  "the of and to a in is was for on that with it as at by we from were be this our an are had which not or but after been have has their they will when".split(
    " ",
  ),
);
/** The same of other languages that use Latin letters; words that English has, too, are left out. */
const FOREIGN = new Set(
  `der die das und nicht ist mit den dem ein eine auf wurde wir nach bei zu le la les des et est une dans pour pas que qui sur el los las del por con una se
  os das dos não uma para il che di della sono het een van niet op w na nie się jest že och att det som inte ikke og ve bir bu için ja ei на не что мы был при`.split(
    /\s+/,
  ),
);
const MIN_WORDS = { content: 12, language: 25 };
/** Notes without articles have few small words; a text in another language has more of its own. */
const MIN_ENGLISH = 0.12;
const INCIDENT_KINDS: readonly SectionKind[] = [
  "impact",
  "timeline",
  "detection",
  "cause",
  "response",
  "lessons",
  "actions",
  "went-well",
  "went-poorly",
  "luck",
];

/**
 * Whether there is a postmortem to ask about.
 *
 * @returns one kind sentence where there is not, else null
 */
export function nothingToReview(postmortem: Postmortem, vocabulary: Vocabulary): string | null {
  const words = countWords(postmortem.sentences);
  const kinds = new Set(postmortem.sections.flatMap((section) => section.kinds));
  const told = INCIDENT_KINDS.filter((kind) => kinds.has(kind)).length;
  if (words.all < MIN_WORDS.content) {
    return told >= 3
      ? "The template stands ready; questions come once there is a story in it."
      : "There is not much to read here yet; questions come once the incident is told.";
  }
  if (words.all >= MIN_WORDS.language) {
    if (words.english / words.all < MIN_ENGLISH && words.foreign > words.english)
      return "This does not read like English, and English is the only language that the rules know so far.";
  }
  const telling = incidentSentences(postmortem.sentences, vocabulary);
  if (told >= 2 || telling >= 3 || (telling >= 1 && (told >= 1 || words.all < 150))) return null;
  return "This does not read like a postmortem of an incident, so there is nothing to ask.";
}

function incidentSentences(sentences: readonly Sentence[], vocabulary: Vocabulary): number {
  const incident = vocabulary.lexicon.set("incident-words");
  return sentences.filter(({ words }) => holds(words, incident)).length;
}

/** The words of the text, names and figures left out, and how many of them are small English ones. */
function countWords(sentences: readonly Sentence[]): Readonly<Record<"all" | "english" | "foreign", number>> {
  let [all, english, foreign] = [0, 0, 0];
  for (const { place, words } of sentences) {
    if (place === "heading" || place === "title" || place === "header") continue;
    for (let at = words.start; at < words.end; at += 1) {
      const { kind, text } = words.tokens[at]!;
      if (kind !== "word") continue;
      all += 1;
      if (ENGLISH.has(text)) english += 1;
      // Whole words in another script are of another language.
      else if (FOREIGN.has(text) || /^[^\p{Script=Latin}]+$/u.test(text)) foreign += 1;
    }
  }
  return { all, english, foreign };
}
