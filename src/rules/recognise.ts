import type { Postmortem, SectionKind, Sentence } from "../postmortem/model.ts";
import type { Vocabulary } from "../postmortem/vocabulary.ts";
import { holds } from "../postmortem/words.ts";

/** Small words without which no English text of any length gets by. */
const ENGLISH = new Set(
  "the of and to a in is was for on that with it as at by we from were be this our an are had which not or but after been have has their they will when".split(
    " ",
  ),
);
const MIN_WORDS = { content: 12, language: 25 };
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
  const content = postmortem.sentences.filter(
    ({ place }) => place !== "heading" && place !== "title" && place !== "header",
  );
  const words = content
    .flatMap((sentence) => sentence.words.tokens.slice(sentence.words.start, sentence.words.end))
    .filter(({ kind }) => kind === "word");
  const kinds = new Set(postmortem.sections.flatMap((section) => section.kinds));
  const told = INCIDENT_KINDS.filter((kind) => kinds.has(kind)).length;
  if (words.length < MIN_WORDS.content) {
    return told >= 3
      ? "The template stands ready; questions come once there is a story in it."
      : "There is not much to read here yet; questions come once the incident is told.";
  }
  if (words.length >= MIN_WORDS.language) {
    const english = words.filter(({ text }) => ENGLISH.has(text)).length;
    if (english / words.length < 0.12)
      return "This does not read like English, and English is the only language that the rules know so far.";
  }
  const telling = incidentSentences(postmortem.sentences, vocabulary);
  if (told >= 2 || telling >= 3 || (telling >= 1 && (told >= 1 || words.length < 150))) return null;
  return "This does not read like a postmortem of an incident, so there is nothing to ask.";
}

function incidentSentences(sentences: readonly Sentence[], vocabulary: Vocabulary): number {
  const incident = vocabulary.lexicon.set("incident-words");
  return sentences.filter(({ words }) => holds(words, incident)).length;
}
