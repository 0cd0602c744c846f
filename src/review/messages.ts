import type { Pushback } from "../conversation/model.ts";
import type { Question } from "../rules/model.ts";
import { inert } from "./inert.ts";
import { writeMessageMarker } from "./markers.ts";
import type { MessageMarker } from "./model.ts";
import { inFence, type OwnWords } from "./own-words.ts";
import type { Say } from "./words.ts";

/** Where people find more. */
export interface Links {
  /** The address of our site, ending in a slash; null where there is none. */
  readonly site: string | null;
  /** Where those who keep the rules can be talked to. */
  readonly discuss: string | null;
}

/** GitHub takes 65,536 characters of a comment; nobody reads as many. */
const MAX_TEXT = 30_000;

/** A message with what it answers hidden in it; what nobody would read to its end is cut. */
export function signed(text: string, marker: MessageMarker): string {
  const end = Math.max(text.lastIndexOf("\n", MAX_TEXT), MAX_TEXT / 2);
  const shown = text.length <= MAX_TEXT ? text : `${text.slice(0, end)}\n\n…`;
  return `${shown}\n\n${writeMessageMarker(marker)}`;
}

/** An address, safe to stand in a link of Markdown. */
export const addressOf = (url: string): string => new URL(url).href.replaceAll("(", "%28").replaceAll(")", "%29");

/**
 * Thanks for an answer, with the person's own words ready for the document.
 *
 * @param own null where their words are too few to stand in a document
 */
export function writeThanks(words: string, own: OwnWords | null, say: Say): string {
  if (own === null) return say("talk.answer.bare");
  if (own.suggestion !== null) return `${say("talk.answer.suggestion")}\n\n${inFence("suggestion", own.suggestion)}`;
  const lead =
    own.section === null ? say("talk.answer.copy") : say("talk.answer.copy.section", { section: inert(own.section) });
  return `${lead}\n\n${inFence("markdown", words)}`;
}

/**
 * Asks, once, how the present shape works for those who push back.
 *
 * @param isRequired whether the settings ask for an answer, so that the question can't rest
 */
export function writeWhy(pushback: Pushback, isRequired: boolean, say: Say): string {
  const why = say(`talk.why.${pushback}`);
  return isRequired ? why : `${why} ${say("talk.why.rest")}`;
}

/** Says that a question rests, and how all of them would; or what the settings ask for. */
export const writeStop = (isRequired: boolean, say: Say): string =>
  isRequired ? say("talk.required") : say("talk.stop");

/** Thanks for pushback, says that the question rests (or what the settings ask for), and where a disagreement can be heard. */
export function writeSettled(rule: string, isRequired: boolean, { site, discuss }: Links, say: Say): string {
  const links = [
    ...(site === null ? [] : [`[${say("talk.settled.rule")}](${addressOf(`${site}rules/${rule}/`)})`]),
    ...(discuss === null ? [] : [`[${say("talk.settled.discuss")}](${addressOf(discuss)})`]),
  ];
  const rests = say(isRequired ? "talk.required" : "talk.settled.rests");
  return [say("talk.settled"), rests, ...(links.length === 0 ? [] : [links.join(" · ")])].join(" ");
}

/** Says in other words what a question is after. */
export function writeMeaning({ why, answer }: Question, say: Say): string {
  return say("talk.question", { why: inert(why), answer: inert(answer) });
}
