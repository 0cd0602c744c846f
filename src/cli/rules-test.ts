import { findRuleFiles, VOCABULARY } from "../rules/files.ts";
import { loadSources } from "../rules/load.ts";
import { formatProblem } from "../rules/problem.ts";
import { runExamples } from "../rules/run-examples.ts";
import { validateRules } from "../rules/validate.ts";
import { readOptions } from "./options.ts";
import { UsageError } from "./usage-error.ts";

const HELP = `Runs the examples of rules, which are their tests.

Usage
  postmortem-coach rules test DIR…

  DIR holds rules as <topic>/<name>.yml, and may hold a vocabulary.yml.

Options
  --help    show this

Exit codes
  0  every example comes out as it says
  1  one does not
  2  a rule can't be read
`;

/**
 * The command `rules test`.
 *
 * @returns the exit code
 * @throws UsageError where rules can't be read
 */
export async function rulesTest(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, {});
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  if (positionals.length === 0)
    throw new UsageError("name the folder with the rules, such as .github/postmortem-coach");
  const files = positionals.flatMap(filesIn);
  const checked = validateRules(files, await loadSources());
  if ("problems" in checked)
    throw new UsageError(`the rules can't be read:\n${checked.problems.map(formatProblem).join("\n")}`);
  const { rules, vocabulary } = checked.sources;
  let [failed, count] = [0, 0];
  for (const file of files.filter(({ id }) => id !== VOCABULARY)) {
    const result = runExamples(
      rules.find(({ id }) => id === file.id)!,
      file,
      vocabulary,
    );
    failed += result.problems.length;
    count += result.count;
    process.stdout.write(`${file.id}: ${result.count - result.problems.length} of ${result.count} examples\n`);
    for (const problem of result.problems) process.stdout.write(`  ${formatProblem(problem)}\n`);
  }
  process.stdout.write(
    failed === 0 ? `All ${count} examples come out as they say.\n` : `${failed} of ${count} examples do not.\n`,
  );
  return failed === 0 ? 0 : 1;
}

function filesIn(folder: string) {
  try {
    const files = findRuleFiles(folder);
    if (files.length === 0) throw new UsageError(`there is no rule in ${folder}: they lie at <topic>/<name>.yml`);
    return files;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${folder} can't be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`);
  }
}
