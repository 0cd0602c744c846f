import { availableParallelism } from "node:os";
import { relative } from "node:path";
import { AnalysisPool } from "../analysis/pool.ts";
import { compareTrial, type Trial, type TriedDocument, type TriedRule } from "../review/trial.ts";
import { writeTrial } from "../review/write-trial.ts";
import { settingsForDocument } from "../settings/for-document.ts";
import type { Policy } from "../settings/policy.ts";
import { findDocuments, readDocument } from "./documents.ts";
import { readSoundPolicy } from "./local-policy.ts";
import { choose, readOptions } from "./options.ts";
import { UsageError } from "./usage-error.ts";

const HELP = `Shows what changed settings or rules would ask of postmortems that there are, before and after.

Usage
  postmortem-coach rules try [--settings FILE] [--rules DIR] [options] files, folders or globs

Options
  --settings FILE                 the changed settings
  --rules DIR                     a folder with new or changed rules; may be given more than once
  --repo DIR                      a checkout of the repository, whose settings and rules are what is in force before
  --organisation DIR              a checkout of its organisation's .github repository
  --format text|markdown|json     text for a terminal (default), Markdown as in a check run, JSON for programs
  --help                          show this

Exit codes
  0  the trial was made
  2  something could not be read, or was asked for in a way that can't be understood
`;

/** A thread takes longer to be ready with changed rules than to read so many documents. */
const DOCUMENTS_A_THREAD = 20;

/**
 * The command `rules try`.
 *
 * @returns the exit code
 * @throws UsageError where something can't be read
 */
export async function rulesTry(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, {
    settings: { type: "string" },
    rules: { type: "string", multiple: true },
    repo: { type: "string" },
    organisation: { type: "string" },
    format: { type: "string" },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  if (positionals.length === 0) throw new UsageError("name the postmortems to try this on, such as postmortems/");
  const format = choose("format", values.format, ["text", "markdown", "json"], "text");
  const where = { repo: values.repo ?? null, organisation: values.organisation ?? null };
  const before = await readSoundPolicy(where);
  const after = await readSoundPolicy({ ...where, settings: values.settings ?? null, rules: values.rules ?? [] });
  const paths = findDocuments(positionals);
  const pool = new AnalysisPool({
    size: Math.min(Math.ceil(paths.length / DOCUMENTS_A_THREAD), Math.max(1, availableParallelism())),
  });
  try {
    const tried = await Promise.all(paths.map((path) => tryOne(path, values.repo ?? ".", before, after, pool)));
    const trial = compareTrial(tried);
    const write = { text: inText, markdown: inMarkdown, json: inJson } as const;
    process.stdout.write(write[format](trial));
    for (const path of trial.unread)
      process.stderr.write(`postmortem-coach rules try: ${path ?? ""}: it can't be read\n`);
    return trial.unread.length > 0 ? 2 : 0;
  } finally {
    await pool.close();
  }
}

async function tryOne(
  path: string,
  repo: string,
  before: Policy,
  after: Policy,
  pool: AnalysisPool,
): Promise<TriedDocument> {
  const document = readDocument(path);
  if ("problem" in document) return { path, before: null, after: null };
  const ask = async (policy: Policy) => {
    const { levels, adaptation } = settingsForDocument(policy, relative(repo, path));
    const analysis = await pool.analyse({ markdown: document.markdown, options: { levels }, adaptation });
    return "review" in analysis ? analysis.review : null;
  };
  return { path, before: await ask(before), after: await ask(after) };
}

const inJson = (trial: Trial) => `${JSON.stringify(trial, null, 2)}\n`;
const inMarkdown = (trial: Trial) => `${writeTrial(trial, "the named documents")}\n`;

function inText({ documents, rules, loudest, changed }: Trial): string {
  const different = rules.filter(({ before, after }) => before !== after);
  const line = ({ rule, before, after }: TriedRule) =>
    `  ${rule.padEnd(28)} ${String(before).padStart(6)} ${String(after).padStart(6)}   in ${after} of ${documents}\n`;
  const head = `  ${"".padEnd(28)} before  after\n`;
  return [
    `Tried on ${documents} ${documents === 1 ? "document" : "documents"}.\n\n`,
    different.length === 0
      ? "No rule would ask more often or less often.\n"
      : `What would be asked otherwise\n${head}${different.map(line).join("")}`,
    changed.length === 0 ? "" : `\nWhich documents change: ${changed.length} of ${documents}\n`,
    ...changed.map(
      ({ path, more, fewer }) =>
        `  ${path ?? ""}\n    ${[...more.map((rule) => `+${rule}`), ...fewer.map((rule) => `-${rule}`)].join(" ")}\n`,
    ),
    loudest.length === 0 ? "" : `\nWhat would ask most often\n${head}${loudest.map(line).join("")}`,
  ].join("");
}
