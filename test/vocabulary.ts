import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { Vocabulary, type VocabularySource } from "../src/postmortem/vocabulary.ts";

/** The vocabulary that ships with the project. */
export const vocabulary = new Vocabulary(
  load(readFileSync(new URL("../rules/vocabulary.yml", import.meta.url), "utf8")) as VocabularySource,
);
