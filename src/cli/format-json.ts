import { type FormatOptions, problemOf, type Reviewed } from "./reviewed.ts";

/** The reviews as JSON, for programs: lines count from 1, questions stand in the order in which they are asked. */
export function formatJson(reviewed: readonly Reviewed[], { all, explain }: FormatOptions): string {
  const documents = reviewed.map(({ path, analysis }) => {
    if (!("review" in analysis)) return { path, questions: [], answered: [], ignored: [], note: problemOf(analysis) };
    const { questions, answered, ignored, note, verdicts } = analysis.review;
    return {
      path,
      questions: questions
        .filter(({ isPosted }) => all || isPosted)
        .map(({ id, topic, span, text, why, isPosted }) => ({
          id,
          topic,
          line: span.start,
          endLine: span.end,
          question: text,
          why,
          posted: isPosted,
        })),
      answered,
      ignored,
      note,
      ...(explain ? { verdicts } : {}),
    };
  });
  return `${JSON.stringify({ documents }, null, 2)}\n`;
}
