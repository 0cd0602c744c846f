import { existsSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { loadSources } from "../rules/load.ts";
import { findRuleFiles, type RuleFile, VOCABULARY } from "../rules/files.ts";
import { formatProblem } from "../rules/problem.ts";
import { TOPICS } from "../rules/schema.ts";
import { type LayerFiles, readPolicy } from "../settings/policy.ts";
import { RULES_FOLDER, SETTINGS_FILE } from "../settings/read-layer.ts";
import { readOptions } from "./options.ts";
import { UsageError } from "./usage-error.ts";

const HELP = `Checks settings and rules, and names each mistake with its file, its line and the way out.

Usage
  postmortem-coach settings check [files]

  Without files it checks ${SETTINGS_FILE} and the rules in ${RULES_FOLDER}/.
  A file <topic>/<name>.yml is taken for a rule, vocabulary.yml for a vocabulary, any other for settings.

Options
  --organisation   the settings are an organisation's, which may lock
  --help           show this

Exit codes
  0  there is no mistake
  1  there is one
  2  a file can't be read
`;

/**
 * The command `settings check`.
 *
 * @returns the exit code
 * @throws UsageError where a file can't be read
 */
export async function settingsCheck(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, { organisation: { type: "boolean" } });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const name = values.organisation === true ? "organisation" : "repository";
  const files = positionals.length > 0 ? positionals.map(readFile) : standardFiles();
  const rules = files.filter(isRule);
  const settings = files.filter((file) => !isRule(file));
  const layers: LayerFiles[] = [
    { name, settings: null, rules },
    ...settings.map(({ path, text }) => ({ name, settings: { file: path, text }, rules: [] }) as const),
  ];
  const { problems, doubts, layers: read } = readPolicy(layers, await loadSources());
  const inVain = name === "organisation" ? [] : read.filter((layer) => layer.settings.locked !== undefined);
  for (const problem of [...problems, ...doubts]) process.stdout.write(`${formatProblem(problem)}\n`);
  for (const { file } of inVain)
    process.stdout.write(
      `${file ?? ""}:1 locked: only an organisation's settings can lock (--organisation says that these are)\n`,
    );
  if (problems.length + doubts.length + inVain.length > 0) return 1;
  process.stdout.write(files.map(({ path }) => `${path}: no mistakes\n`).join(""));
  return 0;
}

const isRule = ({ id }: RuleFile) =>
  id === VOCABULARY || ((TOPICS as readonly string[]).includes(id.split("/")[0]!) && id.includes("/"));

function standardFiles(): RuleFile[] {
  const files = [
    ...(existsSync(SETTINGS_FILE) ? [readFile(SETTINGS_FILE)] : []),
    ...(existsSync(RULES_FOLDER) ? findRuleFiles(RULES_FOLDER) : []),
  ];
  if (files.length === 0)
    throw new UsageError(`there is neither ${SETTINGS_FILE} nor ${RULES_FOLDER}/ here: name the files to check`);
  return files;
}

function readFile(path: string): RuleFile {
  try {
    const name = basename(path).replace(/\.ya?ml$/u, "");
    const id = name === VOCABULARY ? name : `${basename(dirname(path))}/${name}`;
    return { path, id, text: readFileSync(path, "utf8") };
  } catch (error) {
    throw new UsageError(`${path} can't be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`);
  }
}
