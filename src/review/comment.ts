import type { Question } from "../rules/model.ts";
import type { Offer } from "../rules/offer.ts";
import { inert } from "./inert.ts";
import { readCommentMarker, writeCommentMarker } from "./markers.ts";
import type { Heard, ThreadState } from "./model.ts";
import { inFence } from "./own-words.ts";
import { type Say, say as standard } from "./words.ts";

/**
 * The text of a question's comment: the question, and folded below it why one asks, what an answer could look like and how to skip it.
 *
 * @param document the document's id
 * @param offer lines in another shape that replace those on which the comment stands
 */
export function writeQuestion(
  question: Question,
  document: string,
  say: Say = standard,
  heard: readonly Heard[] = [],
  offer: Offer | null = null,
): string {
  const shape = offer === null ? "" : `${say("comment.offer")}\n\n${inFence("suggestion", offer.lines.join("\n"))}\n\n`;
  return `${inert(question.text)}\n\n${shape}${fold(question, say)}\n\n${writeCommentMarker({ document, rule: question.id, state: "open", heard })}`;
}

/**
 * The text of a comment whose question needs no answer any more: it says so, and folds away what it said before.
 *
 * @param body the comment as it is
 * @param commit the head at which it was closed
 * @param isOff whether it is closed because the settings switch its rule off
 */
export function writeClosed(
  body: string,
  document: string,
  rule: string,
  state: Exclude<ThreadState, "open">,
  commit: string,
  {
    isOff = false,
    heard = [],
    say = standard,
  }: { readonly isOff?: boolean; readonly heard?: readonly Heard[]; readonly say?: Say } = {},
): string {
  const question = questionIn(body);
  const skip = state === "skipped" ? heard.find(({ kind }) => kind === "skip") : undefined;
  const closing =
    skip === undefined
      ? say(isOff ? "closed.off" : `closed.${state}`, { commit: commit.slice(0, 7) })
      : skip.words === ""
        ? say("closed.skipped.command")
        : say("closed.skipped.reason", { reason: inert(skip.words) });
  return `${closing}\n\n<details><summary>${question}</summary>\n\n</details>\n\n${writeCommentMarker({ document, rule, state, heard })}`;
}

/** The question that a comment of ours asks, or asked before it was closed. */
function questionIn(body: string): string {
  const isOpen = readCommentMarker(body)?.state === "open";
  const folded = /<summary>(?<question>.*)<\/summary>/u.exec(body)?.groups?.["question"];
  return isOpen || folded === undefined ? body.split("\n", 1)[0]! : folded;
}

function fold({ id, why, source, answer, level }: Question, say: Say): string {
  const reason = say("comment.reason", { why: inert(why), title: inert(source.title), url: encodeURI(source.url) });
  const lines = [
    reason,
    say("comment.answer", { answer: inert(answer) }),
    say(level === "required" ? "comment.required" : "comment.skip", { rule: id }),
  ];
  return `<details><summary>${say("comment.why")}</summary>\n\n${lines.join("\n\n")}\n\n</details>`;
}
