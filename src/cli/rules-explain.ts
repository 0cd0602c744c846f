import { nearest } from "../rules/check.ts";
import { findRuleFiles } from "../rules/files.ts";
import { loadSources } from "../rules/load.ts";
import { formatProblem } from "../rules/problem.ts";
import { validateRules } from "../rules/validate.ts";
import { readOptions } from "./options.ts";
import { UsageError } from "./usage-error.ts";

const HELP = `Says what a rule asks, why, what answers it, and how to change it or switch it off.

Usage
  postmortem-coach rules explain [options] ID

Options
  --rules DIR   a folder with rules of your own; may be given more than once
  --help        show this

How a rule comes to ask of one document, or to keep silent, is what \`postmortem-coach review --explain\` says.
`;

/**
 * The command `rules explain`.
 *
 * @returns the exit code
 * @throws UsageError where there is no such rule
 */
export async function rulesExplain(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, { rules: { type: "string", multiple: true } });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const [id] = positionals;
  if (id === undefined) throw new UsageError("name a rule, such as impact/data (rules list names them all)");
  const checked = validateRules((values.rules ?? []).flatMap(findRuleFiles), await loadSources());
  if ("problems" in checked) throw new UsageError(checked.problems.map(formatProblem).join("\n"));
  const { rules } = checked.sources;
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) {
    const near = nearest(
      id,
      rules.map((candidate) => candidate.id),
    );
    throw new UsageError(`there is no rule ${id}${near === null ? "" : `; did you mean “${near}”?`}`);
  }
  const examples = (kind: "asked" | "silent") =>
    rule.examples[kind]
      .slice(0, 2)
      .map((example) => indent((typeof example === "string" ? example : example.document).trim()))
      .join("\n    …\n");
  process.stdout.write(`${rule.id}: looks at the ${rule["looks-at"]}

Asks one of
${rule.questions.map((question) => `  - ${question}\n`).join("")}
Why
  ${rule.why}
  ${rule.source.title}: ${rule.source.url}

An answer could be
  ${rule.answer}

Weight within ${rule.topic}: ${rule.weight.engineer} for an engineer's postmortem, ${rule.weight.manager} for a manager's

Asks of
${examples("asked")}

Keeps silent on
${examples("silent")}

In the settings
  rules:
    ${rule.id}: off        # or summary, ask, required
In one document
  <!-- coach-ignore ${rule.id}: the reason -->
To change it: \`postmortem-coach rules new ${rule.id}\`
`);
  return 0;
}

const indent = (text: string) =>
  text
    .split("\n")
    .map((line) => `    ${line}`.trimEnd())
    .join("\n");
