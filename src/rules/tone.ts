import { placeholdersIn } from "./wording.ts";

/** Words that judge, command or blame, however softly they are meant. */
const HARSH =
  /\b(?:should(?:n't)?|must(?:n't)?|ought|missing|missed|wrong(?:ly)?|fail\w*|forg[oe]t\w*|neglect\w*|careless\w*|lazy|sloppy|bad(?:ly)?|poor(?:ly)?|mistakes?|faults?|incorrect\w*|inadequate\w*|insufficient\w*|lack(?:s|ed|ing)?|obvious(?:ly)?|simply|just|of course|clearly|blame\w*|incomplete\w*|vague\w*|unclear|needs? to|have to|has to)\b/iu;
const PRAISE =
  /\b(?:great|good job|nice(?:ly)?|well done|excellent|impressive|awesome|fantastic|amazing|perfect(?:ly)?|thank)\b/iu;
const ADDRESS = /\b(?:you|your|yours|yourself)\b/iu;

/**
 * Checks the tone of a question: it asks one thing, ends in a question mark, and judges, commands and addresses nobody.
 *
 * @param wording the question as a rule has it; what stands for the document's words is not judged
 * @returns what is amiss, each with the way out; empty where all is well
 */
export function checkQuestion(wording: string): string[] {
  const own = wording.replaceAll(/\{[a-z-]+\}/gu, "…");
  const problems = checkWords(own);
  if (!own.trim().endsWith("?")) problems.push("a question ends in a question mark");
  if ((own.match(/\?/gu)?.length ?? 0) > 1) problems.push("one question asks one thing: it has one question mark");
  if (/^(?:why|who)\b/iu.test(own)) problems.push("ask “what”, “how” or “which”: “why” and “who” sound like a hearing");
  if (own.length - placeholdersIn(wording).length > 220)
    problems.push("a question of more than 220 characters is a speech");
  return problems;
}

/** Checks the words of any sentence that authors read: no judgement, no command, no praise that nothing backs. */
export function checkWords(text: string): string[] {
  const problems: string[] = [];
  const harsh = HARSH.exec(text)?.[0];
  if (harsh !== undefined) problems.push(`“${harsh}” judges or commands: say what one would like to know instead`);
  const praise = PRAISE.exec(text)?.[0];
  if (praise !== undefined) problems.push(`“${praise}” is praise that a rule can't back`);
  const address = ADDRESS.exec(text)?.[0];
  if (address !== undefined) problems.push(`“${address}” addresses the author: ask about the system or the reader`);
  if (text.includes("!")) problems.push("an exclamation mark is loud");
  return problems;
}
