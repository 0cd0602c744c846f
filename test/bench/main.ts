import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { readMarkdown } from "../../src/postmortem/markdown.ts";
import { parsePostmortem } from "../../src/postmortem/parse.ts";
import { ask, askPostmortem } from "../../src/rules/ask.ts";
import { compileRules } from "../../src/rules/compile.ts";
import { findRuleFiles } from "../../src/rules/files.ts";
import { SHIPPED_RULES } from "../../src/rules/load.ts";
import { validateRules } from "../../src/rules/validate.ts";
import { measureColdStart } from "./cold-start.ts";
import { readDocuments } from "./documents.ts";
import { type Contender, measure } from "./passes.ts";
import { hasRivals, loadRivals } from "./rivals.ts";

const PASSES = 15;
const RULE_PASSES = 7;
const SLOWEST = 8;

const documents = readDocuments();
const checked = validateRules(findRuleFiles(SHIPPED_RULES));
if ("problems" in checked) throw new Error("the rules are broken: npm run review says where");
const { vocabulary, rules } = checked.sources;
const ruleSet = compileRules(vocabulary, rules);
const say = (line = "") => process.stdout.write(`${line}\n`);
const row = (name: string, ...cells: string[]) =>
  say(`  ${name.padEnd(44)}${cells.map((cell) => cell.padStart(9)).join("")}`);
const ratio = (value: number) => value.toFixed(2);
const percent = (value: number) => `${(100 * value).toFixed(1)}%`;

const kilobytes = documents.reduce((sum, { markdown }) => sum + Buffer.byteLength(markdown), 0) / 1024;
say(`${documents.length} documents, ${kilobytes.toFixed(0)} KB, ${rules.length} rules, Node ${process.version}\n`);

const PARSER = "fromMarkdown with full GFM, alone";
const REVIEW = "a whole review";
const steps: Record<string, Contender> = {
  [PARSER]: (markdown) => fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }),
  [REVIEW]: (markdown) => ask(markdown, ruleSet),
  "its parse (Markdown to blocks)": (markdown) => readMarkdown(markdown),
  "its parse and model (Markdown to postmortem)": (markdown) => parsePostmortem(markdown, ruleSet.vocabulary),
};
const rivals = hasRivals() ? await loadRivals() : {};
const medians = await measure({ ...steps, ...rivals }, documents, PASSES);
const parser = medians[PARSER]!;
const review = medians[REVIEW]!;
const [parse, model] = Object.values(medians).slice(2, 4) as [number, number];

say(`Speed, medians of ${PASSES} interleaved passes in one process (higher is faster; ${PARSER}, is 1.00)`);
row("", "speed", "ms");
for (const [name, taken] of Object.entries(medians)) row(name, ratio(parser / taken), taken.toFixed(0));
if (!hasRivals()) say("  The linters are left out, since they are not installed: npm ci --prefix test/bench");

say("\nWhere a whole review spends its time");
row("parse: Markdown to blocks", percent(parse / review));
row("model: blocks to postmortem", percent((model - parse) / review));
row("rules: phrases, conditions, ranking, wording", percent((review - model) / review));

say(
  `\nThe slowest rules (each rule's own set alone on postmortems already parsed, median of ${RULE_PASSES} passes, beside a whole review)`,
);
const taken: { id: string; time: number }[] = [];
for (const rule of rules) {
  const alone = compileRules(vocabulary, [rule]);
  const parsed = documents.map(({ markdown }) => parsePostmortem(markdown, alone.vocabulary));
  const { time } = await measure({ time: (_, index) => askPostmortem(parsed[index]!, alone) }, documents, RULE_PASSES);
  taken.push({ id: rule.id, time: time! });
}
for (const { id, time } of taken.toSorted((a, b) => b.time - a.time).slice(0, SLOWEST)) row(id, percent(time / review));

const middle = documents[Math.floor(documents.length / 2)]!;
const cold = measureColdStart(middle.path);
say(
  `\nCold start on one document of ${(Buffer.byteLength(middle.markdown) / 1024).toFixed(1)} KB, medians of whole processes in turns`,
);
row("node that only parses it", "1.00", `${cold.bare.toFixed(0)} ms`);
row("postmortem-coach review", ratio(cold.review / cold.bare), `${cold.review.toFixed(0)} ms`);
