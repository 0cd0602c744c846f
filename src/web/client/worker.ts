import sources from "virtual:rule-sources";
import type { VocabularySource } from "../../postmortem/vocabulary.ts";
import { ask } from "../../rules/ask.ts";
import { compileRules, type RuleSet } from "../../rules/compile.ts";
import { renderMarkdown } from "../view/markdown.ts";
import type { Answer, Draft, WorkerMessage } from "./answer.ts";

const say = (message: WorkerMessage) => globalThis.postMessage(message);
const { vocabulary, rules } = sources as Pick<RuleSet, "rules"> & { readonly vocabulary: VocabularySource };
const ruleSet = compileRules(vocabulary, rules);

globalThis.addEventListener("message", ({ data }: MessageEvent<Draft>) => {
  say({ kind: "done", answer: read(data) });
});
say({ kind: "ready" });

function read({ text, role }: Draft): Answer {
  try {
    return { review: ask(text, ruleSet, { role }), tree: renderMarkdown(text) };
  } catch (error) {
    // The parser overflows the stack on some texts that are nested on purpose.
    if (error instanceof RangeError) return { failure: "too deep" };
    throw error;
  }
}
