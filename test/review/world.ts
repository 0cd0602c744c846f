import type { Conversation, PullRequestDocument, ReviewMarker, Thread } from "../../src/review/model.ts";
import { type PlanInput, planReview } from "../../src/review/plan.ts";
import { readCommentMarker, readReviewMarker, writeReviewMarker } from "../../src/review/markers.ts";
import type { Plan } from "../../src/review/model.ts";
import type { Question, Review } from "../../src/rules/model.ts";
import type { Topic } from "../../src/rules/schema.ts";

/** A question of a rule, on a line. */
export function question(id: string, line = 3, more: Partial<Question> = {}): Question {
  return {
    id,
    topic: id.split("/")[0] as Topic,
    span: { start: line, end: line },
    section: { start: 1, end: 100 },
    text: `What about ${id}?`,
    why: "Readers ask.",
    source: { title: "A book", url: "https://example.com/book" },
    answer: "It is so.",
    passages: [],
    level: "ask",
    isSure: true,
    isPosted: true,
    ...more,
  };
}

/** A document that the pull request adds, of a hundred lines, all in the diff. */
export function document(
  path: string,
  questions: readonly Question[],
  more: Partial<PullRequestDocument> & {
    readonly answered?: Review["answered"];
    readonly ignored?: Review["ignored"];
  } = {},
): PullRequestDocument {
  const { answered = [], ignored = [], ...rest } = more;
  return {
    path,
    previousPath: null,
    text: `# ${path}\n\nThe disk of ${path} was full at noon and orders could not be placed.\n`,
    patch: "@@ -0,0 +1,100 @@\n+# Title",
    review: { questions, answered, ignored, role: null, note: null, verdicts: [] },
    ...rest,
  };
}

/** A pull request in which what the plan says is done, as GitHub would. */
export class World {
  reviews: ReviewMarker[] = [];
  threads: Thread[] = [];
  #head = 0;
  #nextId = 1;

  get conversation(): Conversation {
    return { reviews: this.reviews, threads: this.threads, comments: [] };
  }

  look(documents: readonly PullRequestDocument[], more: Partial<PlanInput> = {}): Plan {
    this.#head += 1;
    const plan = planReview({
      headSha: this.#head.toString(16).padStart(40, "0"),
      documents,
      passedOver: [],
      conversation: this.conversation,
      settings: { max: 5, rounds: 3 },
      request: { mayAsk: true, asksRest: false },
      notes: [],
      ...more,
    });
    if (plan.review !== null) {
      const marker = readReviewMarker(writeReviewMarker(plan.review.marker));
      this.reviews.push(marker!);
      for (const { body } of plan.review.comments) this.threads.push(this.#thread(body));
    }
    for (const { commentId, body } of plan.edits)
      this.#change((thread) => thread.commentId === commentId, { body, marker: readCommentMarker(body)! });
    for (const id of plan.resolve) this.#change((thread) => thread.id === id, { isResolved: true });
    for (const id of plan.unresolve) this.#change((thread) => thread.id === id, { isResolved: false });
    return plan;
  }

  /** A person does something with the thread of a rule. */
  person(rule: string, change: Partial<Thread>): void {
    this.#change((thread) => thread.marker.rule === rule, change);
  }

  deleteComment(rule: string): void {
    this.threads = this.threads.filter((thread) => thread.marker.rule !== rule);
  }

  state(rule: string): string | undefined {
    return this.threads.find((thread) => thread.marker.rule === rule)?.marker.state;
  }

  #change(which: (thread: Thread) => boolean, change: Partial<Thread>): void {
    this.threads = this.threads.map((thread) => (which(thread) ? { ...thread, ...change } : thread));
  }

  #thread(body: string): Thread {
    const id = this.#nextId++;
    return {
      id: `T${id}`,
      commentId: id,
      body,
      marker: readCommentMarker(body)!,
      isResolved: false,
      resolvedBy: null,
      isMinimized: false,
      path: "postmortems/x.md",
      place: null,
      replies: [],
    };
  }
}

/** The rules that a plan asks about, in order. */
export const asks = (plan: Plan): string[] => plan.review?.marker.asked.map(({ rule }) => rule) ?? [];
