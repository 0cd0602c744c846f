import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TEMPLATE } from "../../review/template.ts";

/** A text to start from. */
export interface Start {
  readonly name: string;
  readonly text: string;
}

const FIXTURES = join(import.meta.dirname, "..", "..", "..", "test", "fixtures");
const fixture = (name: string) => readFileSync(join(FIXTURES, `${name}.md`), "utf8");

/** The postmortem that a new hire is asked about. */
export const readInterview = (): string => fixture("interview-headings");

/** The texts to start from, the one that the page shows first. */
export const readStarts = (): Start[] => [
  { name: "Sample: invoices sent twice", text: fixture("sample") },
  { name: "Interview: a saturated cache", text: readInterview() },
  { name: "In one breath: the same in prose", text: fixture("interview-prose") },
  { name: "Exemplary: little left to ask", text: fixture("exemplary") },
  { name: "Template: to fill in", text: TEMPLATE },
];
