import type { Question, Review } from "../rules/model.ts";
import { TOPICS } from "../rules/names.ts";
import { type Say, say as standard } from "./words.ts";

/** What is said besides in the first review of a pull request. */
export interface FirstWords {
  /** It is somebody's first postmortem here. */
  readonly isFirst: boolean;
  /** The address of a template for the next one; null where there is one in use. */
  readonly template: string | null;
}

/**
 * The review's opening: what is clear already, how many questions, and that each is optional.
 *
 * @param reviews what each document came to
 * @param questions those that are asked now
 * @param first null where people were asked here before
 */
export function writeOpening(
  reviews: readonly Pick<Review, "questions" | "answered">[],
  questions: readonly Question[],
  say: Say = standard,
  first: FirstWords | null = null,
): string {
  const clear = TOPICS.filter((topic) => {
    const ofTopic = ({ id }: { readonly id: string }) => id.startsWith(`${topic}/`);
    return (
      !reviews.some((review) => review.questions.some(ofTopic)) &&
      reviews.some((review) => review.answered.some(ofTopic))
    );
  });
  const opening = [
    ...(first?.isFirst === true ? [say("review.first")] : []),
    ...(clear.length === 0 ? [] : [say("review.clear", { topics: clear.join(", ") })]),
    questions.length === 1 ? say("review.one") : say("review.some", { count: questions.length }),
    say(questions.some(({ level }) => level === "required") ? "review.required" : "review.optional"),
  ].join(" ");
  const template = first?.template ?? null;
  return template === null ? opening : `${opening}\n\n${say("review.template", { url: template })}`;
}
