import { z } from "zod";
import { type Phrase, WORDS } from "../review/words.ts";
import { checkWords } from "../rules/tone.ts";

const PHRASES = Object.keys(WORDS) as [Phrase, ...Phrase[]];
const PLACEHOLDER = /\{(\w+)\}/gu;
const MAX_TEXT = 500;
/** GitHub's limits for the buttons of a check run: their label and their description. */
const MAX_BUTTON = { label: 20, description: 40 };

/** Sentences of the app, worded otherwise: the tone that binds ours binds these, and what they fill in must be what ours fill in. */
export const wordsSchema = z
  .partialRecord(z.enum(PHRASES), z.string().min(1).max(MAX_TEXT))
  .superRefine((words, context) => {
    for (const [phrase, text] of Object.entries(words) as [Phrase, string][])
      for (const message of problemsOf(phrase, text)) context.addIssue({ code: "custom", path: [phrase], message });
  });

function problemsOf(phrase: Phrase, text: string): string[] {
  const known = placeholdersIn(WORDS[phrase]);
  const unknown = placeholdersIn(text).filter((name) => !known.includes(name));
  const problems = unknown.map(
    (name) => `there is no {${name}} in this sentence${known.length === 0 ? "" : `; it has {${known.join("}, {")}}`}`,
  );
  const prose = text.replaceAll(/`[^`]*`/gu, "");
  // Ours thank where the text changed, which is more than praise.
  problems.push(...checkWords(prose.replaceAll(/thank(?:s| you)?/giu, "")));
  if (/<!--|-->/u.test(prose)) problems.push("a comment of HTML would hide what follows it");
  if (/(?<![\w`])@\w/u.test(prose))
    problems.push("a sentence that names somebody would ping them on every pull request");
  const most = phrase.startsWith("action.") ? MAX_BUTTON[phrase.endsWith(".more") ? "description" : "label"] : null;
  if (most !== null && text.length > most) problems.push(`GitHub takes ${most} characters here`);
  return problems;
}

const placeholdersIn = (text: string): string[] => [...text.matchAll(PLACEHOLDER)].map(([, name]) => name!);
