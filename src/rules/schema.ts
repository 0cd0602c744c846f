import { z } from "zod";
import { FACT_KEYS, SECTION_KINDS } from "../postmortem/model.ts";
import { COLUMNS } from "../postmortem/vocabulary.ts";
import { PLACES } from "./names.ts";

// Names without schemas, for those who only read documents.
export { type Level, LEVELS, type Role, ROLES, type Topic, TOPICS } from "./names.ts";

/** Lengths of time that settings can set, in minutes. */
const THRESHOLDS = ["detection", "gap", "response"] as const;
export type Threshold = (typeof THRESHOLDS)[number];

const OFFERS = ["owner and due", "time zone"] as const;
/** A shape that a question can bring along. */
export type OfferKind = (typeof OFFERS)[number];

/** What a rule looks at, one by one. */
const SUBJECTS = ["document", "sentence", "action item", "gap", "contradiction"] as const;

const SCOPES = [...SECTION_KINDS, ...PLACES] as const;
export type Scope = (typeof SCOPES)[number];

const FIELDS = ["owner", "due", "done-when", "ticket", "done"] as const;
export type ItemField = (typeof FIELDS)[number];

/** Documents and phrases come from strangers; what no honest rule needs is refused here. */
const MAX = { phrase: 160, phrases: 600, text: 400, example: 20_000, depth: 4 };

const phrases = z
  .union([z.string().min(1).max(MAX.phrase), z.array(z.string().min(1).max(MAX.phrase)).min(1).max(MAX.phrases)])
  .describe(
    "A phrase, or a list of them of which one is enough. Words stand for all their forms; {name} is a set from the vocabulary; .. spans up to five words, ... the rest of the sentence.",
  );
const scopes = z.array(z.enum(SCOPES)).min(1);
const factKeys = z.union([z.enum(FACT_KEYS), z.array(z.enum(FACT_KEYS)).min(1)]);
/** Minutes, or the name of a threshold that settings can set. */
const minutes = z
  .union([z.number().min(0), z.enum(THRESHOLDS)])
  .describe("Minutes, or the name of a threshold that settings can set: detection, gap, response.");
const time = z.enum(["start", "detected", "mitigated", "resolved"]);

const says = z
  .strictObject({
    says: phrases.describe("What a sentence says."),
    with: phrases.optional().describe("What the same sentence says, too."),
    without: phrases.optional().describe("What the same sentence does not say."),
    in: scopes
      .optional()
      .describe("Where the sentence stands. Without it: anywhere but in headings, code and action items."),
    "not-in": scopes.optional().describe("Where the sentence does not stand."),
    quoted: z
      .boolean()
      .optional()
      .describe("Whether words inside quotation marks and inline code count (they do, if not said otherwise)."),
    times: z.number().int().min(2).max(50).optional().describe("How many sentences must say it."),
  })
  .describe("A sentence that says something.");

/** A condition on a document, a sentence or an action item. */
export type Condition =
  | z.infer<typeof says>
  | { readonly fact: z.infer<typeof factKeys> }
  | { readonly section: (typeof SECTION_KINDS)[number] }
  | { readonly field: ItemField }
  | { readonly moments: number }
  | { readonly zone: boolean }
  | { readonly "action-items": number }
  | { readonly "every-item": readonly Condition[] }
  | { readonly "some-item": readonly Condition[] }
  | {
      readonly elapsed: {
        readonly from: z.infer<typeof time>;
        readonly to: z.infer<typeof time>;
        readonly "longer-than"?: number | Threshold | undefined;
      };
    }
  | { readonly "any-of": readonly Condition[] }
  | { readonly "all-of": readonly Condition[] }
  | { readonly "none-of": readonly Condition[] }
  | { readonly "at-least": number; readonly of: readonly Condition[] };

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    says,
    z.strictObject({ fact: factKeys }).describe("A fact that the document states in a field or its timeline."),
    z.strictObject({ section: z.enum(SECTION_KINDS) }).describe("A section of this kind that has content."),
    z.strictObject({ field: z.enum(FIELDS) }).describe("A field that an action item has."),
    z.strictObject({ moments: z.number().int().min(1).max(1000) }).describe("At least so many times of day are told."),
    z.strictObject({ zone: z.boolean() }).describe("Whether the document names the time zone of its times."),
    z.strictObject({ "action-items": z.number().int().min(1).max(1000) }).describe("At least so many action items."),
    z.strictObject({ "every-item": conditions }).describe("Each action item meets one of these, and there is one."),
    z.strictObject({ "some-item": conditions }).describe("An action item meets one of these."),
    z
      .strictObject({
        elapsed: z.strictObject({
          from: time,
          to: time,
          "longer-than": minutes.optional(),
        }),
      })
      .describe("The time between two facts is known, and long enough."),
    z.strictObject({ "any-of": conditions }),
    z.strictObject({ "all-of": conditions }),
    z.strictObject({ "none-of": conditions }),
    z.strictObject({ "at-least": z.number().int().min(1), of: conditions }).describe("At least so many of these hold."),
  ]),
);
const conditions = z.array(condition).min(1).max(100);

const anchor = z.union([
  z.strictObject({ fact: z.enum(FACT_KEYS) }),
  z.strictObject({ section: z.enum(SECTION_KINDS) }),
  says,
  z.enum(["title", "timeline", "end"]),
]);

const example = z.union([
  z.string().min(1).max(MAX.example),
  z.strictObject({
    document: z.string().min(1).max(MAX.example),
    question: z.string().optional().describe("The question, word for word."),
  }),
]);

/** A rule file: what a rule looks at, what answers its question, the question, why it is asked, and examples that are its tests. */
export const ruleSchema = z.strictObject({
  "looks-at": z
    .enum(SUBJECTS)
    .describe(
      "What the rule looks at: the document as a whole, or each of its sentences, action items, gaps or contradictions.",
    ),
  when: conditions.optional().describe("The rule keeps silent unless all of these hold for the document."),
  "asks-about": conditions.optional().describe("Only what meets one of these is asked about."),
  "answered-by": conditions.optional().describe("What meets one of these needs no question."),
  "unsure-with": conditions
    .optional()
    .describe("Signs of an answer in words that the rule can't be sure of: it then asks later than others."),
  "longer-than": minutes.optional().describe("For gaps: minutes of silence from which on the rule asks."),
  "asks-at": z
    .array(anchor)
    .min(1)
    .optional()
    .describe("On which line a question about the whole document stands: the first of these that there is."),
  questions: z
    .array(z.string().min(8).max(MAX.text))
    .min(1)
    .max(12)
    .describe(
      "Wordings, of which the document's text picks one. {detected}, {quote} and others stand for the document's own words; a wording whose words are not there is left out.",
    ),
  why: z.string().min(10).max(MAX.text).describe("Why one asks, in one line."),
  source: z.strictObject({ title: z.string().min(3).max(200), url: z.url() }).describe("Who says so."),
  answer: z.string().min(3).max(MAX.text).describe("What an answer could look like."),
  offers: z
    .enum(OFFERS)
    .optional()
    .describe(
      "A shape that the question's comment offers to take over: columns or room for names and dates, a line for the time zone.",
    ),
  weight: z
    .strictObject({ engineer: z.number().int().min(1).max(9), manager: z.number().int().min(1).max(9) })
    .describe("How early it is asked within its topic, from 1 to 9, for an engineer's and for a manager's postmortem."),
  examples: z
    .strictObject({ asked: z.array(example).min(1).max(40), silent: z.array(example).min(1).max(40) })
    .describe("Documents that the rule asks about, and such about which it keeps silent."),
});

/** A file that changes another rule: what it says in lists is added, what else it says takes the place of what was there. */
export const extensionSchema = ruleSchema.partial().extend({
  extends: z
    .string()
    .regex(/^[a-z-]+\/[a-z0-9-]+$/u, "a rule is named <topic>/<name>: impact/data")
    .describe("The rule that this file changes: its own id to change it in place, another for a rule of its own."),
});

/** A rule as its file has it; its id is the file's path: `rules/impact/data.yml` is `impact/data`. */
export type RuleSource = z.infer<typeof ruleSchema>;
export type Anchor = z.infer<typeof anchor>;
export type Says = z.infer<typeof says>;

export const vocabularySchema = z.strictObject({
  sections: z.partialRecord(z.enum(SECTION_KINDS), z.array(z.string())),
  facts: z.partialRecord(z.enum(FACT_KEYS), z.array(z.string())),
  columns: z.partialRecord(z.enum(COLUMNS), z.array(z.string())),
  words: z
    .record(z.string().regex(/^[a-z][a-z0-9-]*$/), z.union([z.string(), z.array(z.string())]))
    .describe("Named sets of words, each a list of phrases without gaps, or one text with commas between them."),
});
