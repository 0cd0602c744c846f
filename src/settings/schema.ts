import { z } from "zod";
import { vocabularySchema } from "../rules/schema.ts";
import { checkLock } from "./locks.ts";
import { wordsSchema } from "./words-schema.ts";
import { LEVELS, ROLES, TOPICS } from "../rules/schema.ts";

/** No honest settings need more; globs are matched against paths, so their cost is bounded with their length. */
const MAX = { entries: 500, glob: 200, wildcards: 12 };

const glob = z
  .string()
  .min(1)
  .max(MAX.glob)
  .refine((text) => (text.match(/[*?[{(+@!]/g)?.length ?? 0) <= MAX.wildcards, "a glob has at most 12 wildcards");
const globs = z.array(glob).max(MAX.entries);
const level = z.enum(LEVELS);
const ruleGlob = z
  .string()
  .regex(
    /^[a-z*-]+\/[a-z0-9*-]+$/u,
    "a rule is named <topic>/<name>, and * stands for any part of either: impact/data, impact/*",
  );
const minutes = z.number().min(1).max(100_000);

const thresholds = z
  .strictObject({
    detection: minutes.optional().describe("From how many minutes to detection on its praise is asked about."),
    gap: minutes.optional().describe("From how many minutes of silence in the timeline on it is asked about."),
    response: minutes
      .optional()
      .describe("From how many minutes between detection and mitigation on they are asked about."),
  })
  .describe("Minutes from which on a length of time is asked about.");

const questions = z
  .strictObject({
    max: z
      .number()
      .int()
      .min(0)
      .max(50)
      .optional()
      .describe("How many questions may be open at a time, over the whole pull request (5)."),
    rounds: z
      .number()
      .int()
      .min(1)
      .max(20)
      .optional()
      .describe("How many reviews with questions a pull request gets (3)."),
  })
  .describe("How many questions are asked.");

const shared = {
  topics: z.partialRecord(z.enum(TOPICS), level).optional().describe("A level for each topic."),
  rules: z
    .record(ruleGlob, level)
    .optional()
    .describe("A level for each rule, or glob of rules: it beats its topic's."),
  thresholds: thresholds.optional(),
  vocabulary: vocabularySchema
    .partial()
    .optional()
    .describe("The organisation's own names for sections, facts and columns, and words for the named sets."),
  roles: z
    .record(z.string().max(100), z.enum(ROLES))
    .optional()
    .describe("Who writes as an engineer and who as a manager: logins, or teams as org/team."),
  words: wordsSchema.optional().describe("Sentences of the app, worded otherwise, also in another language."),
  template: z.string().max(500).optional().describe("The path of the repository's own template for postmortems."),
  discuss: z.url().max(500).optional().describe("Where those who keep the rules can be talked to."),
};

/** What a folder's settings may say: what belongs to the pull request as a whole is not theirs. */
const folderSettings = z.strictObject(shared);

export const settingsSchema = z.strictObject({
  paths: globs.optional().describe("Where postmortems lie (postmortems/**)."),
  ignore: globs.optional().describe("What lies there and is none (READMEs and templates)."),
  drafts: z.boolean().optional().describe("Whether drafts are reviewed before they are ready (they are not)."),
  questions: questions.optional(),
  ...shared,
  check: z
    .strictObject({ name: z.string().min(1).max(100).optional() })
    .optional()
    .describe("The check run's name (Postmortem Coach)."),
  folders: z
    .record(glob, folderSettings)
    .optional()
    .describe("Settings for the documents in folders of a repository, by glob."),
  locked: z
    .array(
      z
        .string()
        .max(200)
        .superRefine((lock, context) => {
          const message = checkLock(lock);
          if (message !== null) context.addIssue({ code: "custom", message });
        }),
    )
    .max(MAX.entries)
    .optional()
    .describe("In an organisation's settings: rules and settings that repositories can't weaken."),
});

/** One file of settings: every key may be absent. */
export type Settings = z.infer<typeof settingsSchema>;
