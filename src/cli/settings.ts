import { describeSettings, listProvenance } from "../settings/provenance.ts";
import { formatProblem } from "../rules/problem.ts";
import { mergeSettings } from "../settings/merge.ts";
import { readLocalPolicy } from "./local-policy.ts";
import { choose, readOptions } from "./options.ts";
import { settingsCheck } from "./settings-check.ts";
import { UsageError } from "./usage-error.ts";

const HELP = `Shows which settings are in force, and which layer and file says so.

Usage
  postmortem-coach settings [options]
  postmortem-coach settings check [files]     checks settings and rules (see settings check --help)

Options
  --repo DIR              a checkout of the repository (default: this folder)
  --organisation DIR      a checkout of its organisation's .github repository
  --owner NAME --repository NAME
                          reads both on GitHub instead, with the token in GITHUB_TOKEN
  --path DOCUMENT         a document in it, whose folder may have settings of its own
  --format text|json      text for a terminal (default), JSON for programs
  --help                  show this

Exit codes
  0  all of it is in force
  1  something was left out, or refused because the organisation locked it
  2  something can't be read, or was asked for in a way that can't be understood
`;

/**
 * The command `settings`.
 *
 * @param args its arguments
 * @returns the exit code
 * @throws UsageError where the arguments can't be understood
 */
export async function settings(args: readonly string[]): Promise<number> {
  if (args[0] === "check") return settingsCheck(args.slice(1));
  const { values, positionals } = readOptions(args, {
    repo: { type: "string" },
    organisation: { type: "string" },
    owner: { type: "string" },
    repository: { type: "string" },
    path: { type: "string" },
    format: { type: "string" },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  if (positionals.length > 0)
    throw new UsageError(`settings takes no “${positionals[0]!}”; it has one further command, check (see --help)`);
  const format = choose("format", values.format, ["text", "json"], "text");
  if ((values.owner === undefined) !== (values.repository === undefined))
    throw new UsageError("--owner and --repository belong together");
  const policy =
    values.owner !== undefined && values.repository !== undefined
      ? await (await import("./remote-policy.ts")).readRemotePolicy({ owner: values.owner, repo: values.repository })
      : await readLocalPolicy({ repo: values.repo ?? ".", organisation: values.organisation ?? null });
  const path = values.path ?? null;
  const { refused } = mergeSettings(policy.layers, policy.rules, path);
  const { problems, doubts } = policy;
  process.stdout.write(
    format === "json"
      ? `${JSON.stringify({ settings: listProvenance(policy, path), rules: policy.files.map(({ id, path: file }) => ({ id, file })), refused, problems, doubts }, null, 2)}\n`
      : describeSettings(policy, path)
          .map((line) => `${line}\n`)
          .join(""),
  );
  for (const problem of [...problems, ...doubts]) process.stderr.write(`${formatProblem(problem)}\n`);
  return problems.length + refused.length > 0 ? 1 : 0;
}
