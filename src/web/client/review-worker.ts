import sources from "virtual:rule-sources";
import type { VocabularySource } from "../../postmortem/vocabulary.ts";
import { ask } from "../../rules/ask.ts";
import { compileRules, type RuleSet } from "../../rules/compile.ts";
import { answerDrafts } from "./answer-drafts.ts";

const { vocabulary, rules } = sources as Pick<RuleSet, "rules"> & { readonly vocabulary: VocabularySource };
const ruleSet = compileRules(vocabulary, rules);

answerDrafts(({ text, role }) => ask(text, ruleSet, { role }));
