import type { Question, Review } from "../rules/model.ts";
import { TOPICS } from "../rules/names.ts";
import { type Say, say as standard } from "./words.ts";

/**
 * The review's opening: what is clear already, how many questions, and that each is optional.
 *
 * @param reviews what each document came to
 * @param questions those that are asked now
 */
export function writeOpening(
  reviews: readonly Pick<Review, "questions" | "answered">[],
  questions: readonly Question[],
  say: Say = standard,
): string {
  const clear = TOPICS.filter((topic) => {
    const ofTopic = ({ id }: { readonly id: string }) => id.startsWith(`${topic}/`);
    return (
      !reviews.some((review) => review.questions.some(ofTopic)) &&
      reviews.some((review) => review.answered.some(ofTopic))
    );
  });
  return [
    ...(clear.length === 0 ? [] : [say("review.clear", { topics: clear.join(", ") })]),
    questions.length === 1 ? say("review.one") : say("review.some", { count: questions.length }),
    say(questions.some(({ level }) => level === "required") ? "review.required" : "review.optional"),
  ].join(" ");
}
