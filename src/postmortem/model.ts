import type { Words } from "../text/concordance.ts";
import type { Zone } from "../text/zones.ts";

/** Lines of the document, counted from 1, both ends in. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a section is about, whatever it is called. */
export const SECTION_KINDS = [
  "summary",
  "background",
  "impact",
  "timeline",
  "detection",
  "cause",
  "response",
  "lessons",
  "went-well",
  "went-poorly",
  "luck",
  "actions",
  "participants",
  "supporting",
  "metadata",
] as const;
export type SectionKind = (typeof SECTION_KINDS)[number];

export interface Section {
  /** As written, without its mark-up. */
  readonly title: string;
  /** Its own kinds and those of the sections around it; empty where the name says nothing. */
  readonly kinds: readonly SectionKind[];
  /** From its heading to the line before the next section of its rank. */
  readonly span: Span;
  /** The line of its heading. */
  readonly heading: Span;
  /** The lines of its first content, or null where it has none (a left-over prompt is none). */
  readonly content: Span | null;
}

/** What a postmortem states about its incident as a whole. */
export const FACT_KEYS = [
  "start",
  "detected",
  "mitigated",
  "resolved",
  "duration",
  "time-to-detect",
  "time-to-resolve",
  "date",
  "severity",
  "impact",
  "services",
  "cause",
  "detection",
  "author",
  "role",
  "status",
  "ticket",
] as const;
export type FactKey = (typeof FACT_KEYS)[number];

export interface Fact {
  readonly key: FactKey;
  readonly value: string;
  readonly span: Span;
  /** Where the value is a time: minutes on the document's own scale (see `Moment.at`). */
  readonly at: number | null;
  /** Where the value is a length of time. */
  readonly minutes: number | null;
  /** A field states it, or an entry that is plainly marked; else it is read from the words of the timeline. */
  readonly isStated: boolean;
}

/** A timed entry of the timeline, or a sentence that tells a time. */
export interface Moment {
  /** The time as written (`03:51 UTC`). */
  readonly clock: string;
  /** Minutes since 1970-01-01 UTC where date and zone are told; else on a scale that starts with the document's first day. Only differences count. */
  readonly at: number;
  /** Where the entry is a range, its end on the same scale. */
  readonly until: number | null;
  readonly zone: Zone | null;
  /** The day that the entry itself names, as written; null where it goes on from the one before. */
  readonly day: string | null;
  readonly text: string;
  readonly span: Span;
  /** An entry of a list, table or heading; else a sentence that mentions a time. */
  readonly isEntry: boolean;
}

export type ActionItemStatus = "open" | "done" | null;

export interface ActionItem {
  readonly text: string;
  readonly owner: string | null;
  readonly due: string | null;
  readonly doneWhen: string | null;
  readonly ticket: string | null;
  readonly status: ActionItemStatus;
  readonly span: Span;
  /** Stands in a list or table of action items; else a sentence that promises something. */
  readonly isListed: boolean;
}

/** Where in the document a sentence stands. */
export type Place = "title" | "heading" | "text" | "item" | "row" | "header" | "code" | "quote" | "front matter";

export interface Sentence {
  readonly text: string;
  /** Its words, with what the vocabulary knows of them. */
  readonly words: Words;
  readonly span: Span;
  readonly place: Place;
  readonly kinds: readonly SectionKind[];
  readonly section: Section | null;
  /** The timeline entry that it belongs to. */
  readonly moment: Moment | null;
  /** The action item that it belongs to. */
  readonly actionItem: ActionItem | null;
}

/** Two statements of the document about its times that can't both hold. */
export interface Contradiction {
  readonly kind: "duration" | "order" | "weekday" | "year";
  /** The arithmetic in words of the document: what it says and what its times give. */
  readonly text: string;
  readonly span: Span;
  /** The line of the other statement. */
  readonly other: Span;
}

/** `<!-- coach-ignore impact/data: the store is a cache -->` */
export interface Ignore {
  readonly rule: string;
  readonly reason: string;
  readonly line: number;
}

export interface Postmortem {
  readonly title: string | null;
  readonly titleSpan: Span | null;
  readonly facts: readonly Fact[];
  readonly sections: readonly Section[];
  readonly sentences: readonly Sentence[];
  readonly timeline: readonly Moment[];
  readonly contradictions: readonly Contradiction[];
  readonly actionItems: readonly ActionItem[];
  /** A time zone that the document names for its times; null where it names none. */
  readonly zone: { readonly name: string; readonly span: Span } | null;
  readonly ignores: readonly Ignore[];
  readonly lineCount: number;
}
