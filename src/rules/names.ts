/** The topics in the order in which their questions are asked: what people saw first, the easy criticism of action items last. */
export const TOPICS = [
  "impact",
  "detection",
  "cause",
  "response",
  "lessons",
  "timeline",
  "summary",
  "language",
  "actions",
] as const;
export type Topic = (typeof TOPICS)[number];

export const ROLES = ["engineer", "manager"] as const;
/** Who wrote the postmortem: engineers and managers leave out different things. */
export type Role = (typeof ROLES)[number];

/** Parts of a document in which a sentence can stand, besides the kinds of section. */
export const PLACES = [
  "title",
  "heading",
  "text",
  "item",
  "row",
  "header",
  "code",
  "quote",
  "front matter",
  "top",
  "timeline entry",
  "early",
  "action item",
] as const;

/** How loud a rule is: not at all, in the check run only, as a question, or as a question that has to be answered. */
export const LEVELS = ["off", "summary", "ask", "required"] as const;
export type Level = (typeof LEVELS)[number];
