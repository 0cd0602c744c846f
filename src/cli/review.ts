import { availableParallelism } from "node:os";
import { join } from "node:path";
import { AnalysisPool, BrokenRulesError } from "../analysis/pool.ts";
import { type Document, findDocuments, readDocument, readStandardInput } from "./documents.ts";
import { formatJson } from "./format-json.ts";
import { formatMarkdown } from "./format-markdown.ts";
import { formatText } from "./format-text.ts";
import { AS_SHIPPED, type InForce, readInForce } from "./in-force.ts";
import { choose, readOptions } from "./options.ts";
import { plain } from "./plain.ts";
import { problemOf, type Reviewed } from "./reviewed.ts";
import { UsageError } from "./usage-error.ts";

const FORMATS = { text: formatText, markdown: formatMarkdown, json: formatJson } as const;
const ROLES = ["engineer", "manager"] as const;
const FAIL_ON = ["never", "required", "any"] as const;
/** The postmortem that ships with the project, to see what a review is like. */
const SAMPLE = join(import.meta.dirname, "..", "..", "test", "fixtures", "sample.md");

const HELP = `Asks a postmortem what its readers would like to know.

Usage
  postmortem-coach review [options] [files, folders, globs or - for stdin]

  Without files it reviews the sample that ships with it.

Options
  --format text|markdown|json   text for a terminal (default), Markdown as questions that a reviewer might ask, JSON for programs
  --all                         show all questions, not only the first five
  --role engineer|manager       who wrote it, where the document does not say so (\`role:\` in its front matter)
  --rules DIR                   add the rules in a folder (<topic>/<name>.yml); may be given more than once
  --settings FILE               ask as these settings want it
  --repo DIR                    ask as the settings and rules of a checkout want it
  --organisation DIR            and those of a checkout of its organisation's .github repository
  --explain                     say for each rule what it looked for, what it found and where
  --fail-on required|any        exit with 1 if a question of a required rule, or any question, is open; what is
                                required say the settings, those of this folder where none are named
  --help                        show this

Exit codes
  0  everything could be reviewed, however many questions there are
  1  --fail-on found an open question
  2  something could not be reviewed, or was asked for in a way that can't be understood
`;

/**
 * The command `review`.
 *
 * @param args its arguments
 * @returns the exit code
 * @throws UsageError where the arguments can't be understood
 */
export async function review(args: readonly string[]): Promise<number> {
  const { options, names } = readArguments(args);
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const paths = names.length === 0 ? [SAMPLE] : findDocuments(names);
  if (names.length === 0)
    process.stderr.write("No file is named, so this is the sample that ships with Postmortem Coach.\n\n");
  const { layers, rules } = options;
  const inForce = layers === null ? AS_SHIPPED : await readInForce({ ...layers, rules });
  const pool = new AnalysisPool({
    folders: layers === null ? rules : [],
    size: Math.min(paths.length, Math.max(1, availableParallelism())),
    onDeath: (reason) => {
      if (reason instanceof Error) process.stderr.write(`${reason.stack}\n`);
    },
  });
  try {
    const reviewed = await reviewAll(paths, pool, inForce, { role: options.role, explain: options.explain });
    process.stdout.write(
      FORMATS[options.format](reviewed.map(nameSample), { all: options.all, explain: options.explain }),
    );
    return exitCode(reviewed, options.failOn);
  } catch (error) {
    if (error instanceof BrokenRulesError) throw new UsageError(error.message);
    throw error;
  } finally {
    await pool.close();
  }
}

function readArguments(args: readonly string[]) {
  const { values, positionals } = readOptions(args, {
    format: { type: "string" },
    all: { type: "boolean" },
    role: { type: "string" },
    rules: { type: "string", multiple: true },
    settings: { type: "string" },
    repo: { type: "string" },
    organisation: { type: "string" },
    explain: { type: "boolean" },
    "fail-on": { type: "string" },
  });
  const failOn = choose("fail-on", values["fail-on"], FAIL_ON, "never");
  const { settings = null, organisation = null } = values;
  // Only settings require an answer: where none are named, those at hand are meant.
  const isUnnamed = settings === null && organisation === null;
  const repo = values.repo ?? (failOn === "required" && isUnnamed ? "." : null);
  return {
    names: positionals,
    options: {
      layers: isUnnamed && repo === null ? null : { settings, repo, organisation },
      help: values.help === true,
      all: values.all === true,
      explain: values.explain === true,
      rules: values.rules ?? [],
      format: choose("format", values.format, ["text", "markdown", "json"], "text"),
      role: values.role === undefined ? null : choose("role", values.role, ROLES, "engineer"),
      failOn,
    },
  };
}

/** Reviews all documents, some at once, and keeps their order. A bad one is named and passed over. */
async function reviewAll(
  paths: readonly string[],
  pool: AnalysisPool,
  inForce: InForce,
  options: { readonly role: (typeof ROLES)[number] | null; readonly explain: boolean },
): Promise<Reviewed[]> {
  let done = 0;
  const showsProgress = paths.length > 1 && process.stderr.isTTY;
  const reviewed = await Promise.all(
    paths.map(async (path): Promise<Reviewed> => {
      const document: Document = path === "-" ? await readStandardInput() : readDocument(path);
      const own = inForce(path);
      const result: Reviewed =
        "problem" in document
          ? { path, markdown: "", analysis: { problem: document.problem } }
          : {
              path,
              markdown: document.markdown,
              analysis: await pool.analyse({
                ...own,
                markdown: document.markdown,
                options: { ...own.options, ...options },
              }),
            };
      done += 1;
      if (showsProgress) process.stderr.write(`\r${done} of ${paths.length}`);
      return result;
    }),
  );
  if (showsProgress) process.stderr.write("\r\u001B[K");
  for (const { path, analysis } of reviewed) {
    const problem = problemOf(analysis);
    if (problem !== null) process.stderr.write(`postmortem-coach review: ${plain(path)}: ${problem}\n`);
  }
  return reviewed;
}

function exitCode(reviewed: readonly Reviewed[], failOn: (typeof FAIL_ON)[number]): number {
  if (reviewed.some(({ analysis }) => problemOf(analysis) !== null)) return 2;
  const open = reviewed.flatMap(({ analysis }) => ("review" in analysis ? analysis.review.questions : []));
  if (failOn === "never") return 0;
  return open.some(({ level }) => level === "required" || (failOn === "any" && level === "ask")) ? 1 : 0;
}

const nameSample = (document: Reviewed): Reviewed =>
  document.path === SAMPLE ? { ...document, path: "sample.md" } : document;
