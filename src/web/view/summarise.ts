import type { Review } from "../../rules/model.ts";

/** The review in one line, for those who look (or listen) while they write. */
export function summarise({ questions, note }: Review, showsAll: boolean): string {
  if (note !== null) return "Nothing to ask.";
  const posted = questions.filter(({ isPosted }) => showsAll || isPosted).length;
  const held = questions.length - posted;
  if (questions.length === 0) return "No questions: the document answers what the rules would ask.";
  const asked = posted === 0 ? "No question" : posted === 1 ? "One question" : `${posted} questions`;
  return held === 0 ? `${asked}.` : `${asked}, ${held} more held back.`;
}
