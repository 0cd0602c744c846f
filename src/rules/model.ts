import type { Span } from "../postmortem/model.ts";
import type { Offer } from "./offer.ts";
import type { Level, Role, RuleSource, Topic } from "./schema.ts";

/** A rule with its id, which says where it is kept: `impact/data` is `rules/impact/data.yml`. */
export interface Rule extends RuleSource {
  readonly id: string;
  readonly topic: Topic;
}

/** A part of the document that a question is about. */
export interface Passage {
  readonly span: Span;
  /** The document's words, shortened. */
  readonly text: string;
}

/** What a rule asks a document. Its identity is the document and the rule's id, never a line or a wording. */
export interface Question {
  readonly id: string;
  readonly topic: Topic;
  readonly span: Span;
  /** The section that these lines stand in; the whole document where they stand in none. */
  readonly section: Span;
  readonly text: string;
  readonly why: string;
  readonly source: RuleSource["source"];
  readonly answer: string;
  /** Up to three, where the rule asks about passages and not about the whole. */
  readonly passages: readonly Passage[];
  /** Lines in another shape, with room for the answer, where there are such and somebody asked for them. */
  readonly offer?: Offer;
  /** How loud the settings want it: in the check run only, as a question, or as one that has to be answered. */
  readonly level: Exclude<Level, "off">;
  /** The rule saw nothing that could be an answer. */
  readonly isSure: boolean;
  /** Whether it is among those that the author sees first. */
  readonly isPosted: boolean;
}

/** Something found in the document for a condition, with what follows from it: the tree that `--explain` prints. */
export interface Finding {
  /** The condition in words: `a sentence says "no data was lost"`. */
  readonly condition: string;
  readonly holds: boolean;
  readonly passages: readonly Passage[];
  readonly parts: readonly Finding[];
}

/** How a rule came to ask or to keep silent. */
export interface Verdict {
  readonly rule: string;
  readonly outcome: "asked" | "answered" | "not applicable" | "ignored" | "asked by another rule";
  /** The line of the first evidence, where a rule is answered. */
  readonly line: number | null;
  readonly findings: readonly Finding[];
}

/** What a review of one document comes to. */
export interface Review {
  /** In the order in which they are asked. */
  readonly questions: readonly Question[];
  readonly answered: readonly { readonly id: string; readonly line: number }[];
  readonly ignored: readonly { readonly id: string; readonly line: number; readonly reason: string }[];
  /** Who wrote it, which weighs the questions; null where nobody says so. */
  readonly role: Role | null;
  /** One sentence where there is nothing to review. */
  readonly note: string | null;
  readonly verdicts: readonly Verdict[];
}
