import type { Topic } from "../../rules/names.ts";

/** What each topic's questions are about, in a few words. */
export const TOPIC_WORDS: Readonly<Record<Topic, string>> = {
  impact: "what people and systems saw, how many, how long",
  detection: "how it came to light, and what could have shown it earlier",
  cause: "what set it off, what made it possible, what else changed",
  response: "what was done, when, and how one knew that it helped",
  lessons: "what went well, what did not, where luck came in",
  timeline: "what happened when, in which time zone, and the silences",
  summary: "the story in a few lines",
  language: "words that judge people, or look back with today’s knowledge",
  actions: "who does what by when, and how one will know",
};
