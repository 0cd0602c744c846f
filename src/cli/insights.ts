import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { listRepositories } from "../github/list-repositories.ts";
import type { Octokit } from "../github/model.ts";
import { readInsightsPage } from "../github/read-insights.ts";
import { formatInsightsHtml } from "../insights/format-html.ts";
import { formatInsightsMarkdown } from "../insights/format-markdown.ts";
import { formatInsightsText } from "../insights/format-text.ts";
import { type Insights, OUTCOMES } from "../insights/model.ts";
import { summarise } from "../insights/summarise.ts";
import { createClient } from "./client.ts";
import { choose, readOptions } from "./options.ts";
import { UsageError } from "./usage-error.ts";

const HELP = `Shows what came of the questions that were asked in an organisation: by rule, with the reasons that people gave, and by month.

Usage
  postmortem-coach insights --owner NAME [options]

  It reads pull requests with the token in GITHUB_TOKEN. Nobody is ranked or counted: rules are looked at, people are not.

Options
  --owner NAME                        an organisation, or a user
  --repository NAME                   only this repository; may be given more than once
  --since 90d|12w|6m|YYYY-MM-DD       pull requests that changed since then (default: 90d)
  --app SLUG                          whose questions count, where the token is a person's: the app's name in its address
  --format text|markdown|html|json    text for a terminal (default), Markdown, one page of HTML, JSON for programs
  --help                              show this

Where it is stopped, the same command goes on where it was.

Exit codes
  0  everything was read
  1  some repositories could not be read; they are named
  2  nothing could be read, or was asked for in a way that can't be understood
`;

const FORMATS = {
  text: formatInsightsText,
  markdown: formatInsightsMarkdown,
  html: formatInsightsHtml,
  json: (found: Insights) => `${JSON.stringify(found, null, 2)}\n`,
} as const;
const DAYS = { d: 1, w: 7, m: 30 } as const;
const DAY_MS = 86_400_000;

const record = z.strictObject({
  rule: z.string(),
  month: z.string(),
  outcome: z.enum(OUTCOMES),
  isMerged: z.boolean(),
  isPushedBack: z.boolean(),
  reasons: z.array(z.string()),
});
/** What is read so far: a long read that was stopped goes on from here. */
const progressSchema = z.strictObject({
  since: z.string(),
  app: z.string().nullable(),
  done: z.array(z.string()),
  current: z.strictObject({ repo: z.string(), cursor: z.string().nullable() }).nullable(),
  pullRequests: z.number(),
  records: z.array(record),
});
type Progress = z.infer<typeof progressSchema>;

/**
 * The command `insights`.
 *
 * @returns the exit code
 * @throws UsageError where the arguments can't be understood, or nothing can be read
 */
export async function insights(args: readonly string[]): Promise<number> {
  const { values } = readOptions(args, {
    owner: { type: "string" },
    repository: { type: "string", multiple: true },
    since: { type: "string" },
    app: { type: "string" },
    format: { type: "string" },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const { owner } = values;
  if (owner === undefined || !/^[\w.-]+$/u.test(owner))
    throw new UsageError("--owner names the organisation, such as acme");
  const format = choose("format", values.format, ["text", "markdown", "html", "json"], "text");
  const since = firstDay(values.since ?? "90d");
  const app = values.app ?? null;
  const octokit = createClient();
  const repositories = values.repository ?? (await list(octokit, owner));
  const file = join(tmpdir(), `postmortem-coach-insights-${owner}-${since}.json`);
  const progress = readProgress(file, since, app);
  const unread: string[] = [];
  for (const [index, repo] of repositories.entries()) {
    if (progress.done.includes(repo)) continue;
    show(
      `${index + 1} of ${repositories.length} repositories, ${progress.pullRequests} pull requests: ${owner}/${repo}`,
    );
    try {
      await readRepository(octokit, owner, repo, progress, () =>
        writeFileSync(file, JSON.stringify(progress), { mode: 0o600 }),
      );
    } catch (error) {
      unread.push(`${owner}/${repo}: ${inLine(error)}`);
    }
  }
  show("");
  if (unread.length === repositories.length && repositories.length > 0)
    throw new UsageError(`nothing could be read: ${unread[0]!}`);
  process.stdout.write(
    FORMATS[format](
      summarise(progress.records, {
        owner,
        since,
        repositories: repositories.length - unread.length,
        pullRequests: progress.pullRequests,
        unread,
      }),
    ),
  );
  if (progress.records.length === 0 && app === null)
    process.stderr.write(
      "No question of the token's own is there. With a person's token, --app SLUG says whose questions count.\n",
    );
  for (const reason of unread) process.stderr.write(`postmortem-coach insights: ${reason}\n`);
  if (unread.length === 0) rmSync(file, { force: true });
  return unread.length > 0 ? 1 : 0;
}

async function list(octokit: Octokit, owner: string): Promise<string[]> {
  try {
    return await listRepositories(octokit, owner);
  } catch (error) {
    throw new UsageError(`the repositories of ${owner} can't be listed: ${inLine(error)}`);
  }
}

async function readRepository(
  octokit: Octokit,
  owner: string,
  repo: string,
  progress: Progress,
  save: () => void,
): Promise<void> {
  let cursor = progress.current?.repo === repo ? progress.current.cursor : null;
  do {
    const page = await readInsightsPage(octokit, { owner, repo }, progress.app, progress.since, cursor);
    progress.records.push(...page.records.map((one) => ({ ...one, reasons: [...one.reasons] })));
    progress.pullRequests += page.pullRequests;
    cursor = page.next;
    progress.current = { repo, cursor };
    if (cursor === null) progress.done.push(repo);
    save();
  } while (cursor !== null);
}

function readProgress(file: string, since: string, app: string | null): Progress {
  try {
    const known = progressSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    if (known.since === since && known.app === app) return known;
  } catch {
    // There is none, or none that can be read: one begins anew.
  }
  return { since, app, done: [], current: null, pullRequests: 0, records: [] };
}

/** The day of `90d`, `12w`, `6m`, or a date itself. */
function firstDay(since: string): string {
  if (/^\d{4}-\d\d-\d\d$/u.test(since) && !Number.isNaN(Date.parse(since))) return since;
  const groups = /^(?<count>\d{1,4})(?<unit>[dwm])$/u.exec(since)?.groups;
  if (groups === undefined)
    throw new UsageError(
      `--since is a length of time such as 90d, 12w or 6m, or a date such as 2025-01-31, not “${since}”`,
    );
  const days = Number(groups["count"]) * DAYS[groups["unit"] as keyof typeof DAYS];
  return new Date(Date.now() - days * DAY_MS).toISOString().slice(0, "2025-01-31".length);
}

/** GraphQL's messages stand on several lines. */
const inLine = (error: unknown) => (error as Error).message.replaceAll(/\s+/gu, " ").slice(0, 300);

function show(message: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${message}`);
}
