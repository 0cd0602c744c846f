import { z } from "zod";
import { PUSHBACKS } from "../conversation/model.ts";
import {
  type CommentMarker,
  HEARD_KINDS,
  MESSAGE_KINDS,
  type MessageMarker,
  type ReviewMarker,
  THREAD_STATES,
} from "./model.ts";

const heard = z.strictObject({
  reply: z.number().int(),
  kind: z.enum(HEARD_KINDS),
  pushback: z.enum(PUSHBACKS).nullable(),
  words: z.string(),
  isWaiver: z.boolean(),
});
const commentMarker = z.strictObject({
  v: z.literal(1),
  document: z.string(),
  rule: z.string(),
  state: z.enum(THREAD_STATES),
  heard: z.array(heard).default([]),
});
const messageMarker = z.strictObject({
  v: z.literal(1),
  to: z.number().int(),
  about: z.enum(MESSAGE_KINDS),
  heard: heard.nullable(),
});
const reviewMarker = z.strictObject({
  v: z.literal(1),
  round: z.number().int().min(1),
  documents: z.array(z.strictObject({ id: z.string(), path: z.string(), sketch: z.string() })),
  asked: z.array(z.strictObject({ document: z.string(), rule: z.string() })),
});

const MARKER = /<!-- postmortem-coach:(?<kind>question|review|message) (?<json>\{.*?\}) -->/gsu;

/** Hides what a comment is to remember in its text. */
export const writeCommentMarker = (marker: CommentMarker): string => write("question", { v: 1, ...marker });
/** A comment's text with another marker at its end. */
export function withMarker(body: string, marker: CommentMarker): string {
  const start = body.lastIndexOf("<!-- postmortem-coach:question ");
  return `${start < 0 ? body : body.slice(0, start).trimEnd()}\n\n${writeCommentMarker(marker)}`;
}

/** Hides what a message answers in its text. */
export const writeMessageMarker = (marker: MessageMarker): string => write("message", { v: 1, ...marker });
/** Hides what a review is to remember in its text. */
export const writeReviewMarker = (marker: ReviewMarker): string => write("review", { v: 1, ...marker });

/**
 * Reads what one of our own comments remembers. Only the text of comments that our app wrote may be given: anybody can write a marker.
 *
 * @returns null where there is none, or none that we understand
 */
export function readCommentMarker(body: string): CommentMarker | null {
  const marker = read(body, "question", commentMarker);
  if (marker === null) return null;
  return { document: marker.document, rule: marker.rule, state: marker.state, heard: marker.heard };
}

/** Reads what one of our own messages answers (see `readCommentMarker`). */
export function readMessageMarker(body: string): MessageMarker | null {
  const marker = read(body, "message", messageMarker);
  return marker === null ? null : { to: marker.to, about: marker.about, heard: marker.heard };
}

/** Reads what one of our own reviews remembers (see `readCommentMarker`). */
export function readReviewMarker(body: string): ReviewMarker | null {
  const marker = read(body, "review", reviewMarker);
  return marker === null ? null : { round: marker.round, documents: marker.documents, asked: marker.asked };
}

/** No path or word of the document ends the comment: what could is written as an escape. */
function write(kind: string, value: object): string {
  const json = JSON.stringify(value).replaceAll(/[<>&-]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
  return `<!-- postmortem-coach:${kind} ${json} -->`;
}

/** The last marker counts: ours stands at the end. */
function read<Schema extends z.ZodType>(body: string, kind: string, schema: Schema): z.infer<Schema> | null {
  const found = [...body.matchAll(MARKER)].findLast((match) => match.groups?.["kind"] === kind);
  if (found === undefined) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(found.groups!["json"]!));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
