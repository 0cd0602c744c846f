import { parseArgs, styleText } from "node:util";
import { pino } from "pino";
import { AnalysisPool } from "../analysis/pool.ts";
import { createClients } from "../github/create-clients.ts";
import { examineApp, type Finding, ill, lacking, well } from "../github/examine-app.ts";
import type { Octokit, RepositoryRef } from "../github/model.ts";
import { SettingsReader } from "../github/read-settings.ts";
import { formatProblem } from "../rules/problem.ts";
import { type Environment, EnvironmentError, readEnvironment } from "../service/environment.ts";
import { examineAddress } from "../service/examine-address.ts";
import { openPostgres } from "../service/postgres.ts";
import { UsageError } from "./usage-error.ts";

const HELP = `Looks at a service and its app: what is well, what could be better, and what keeps it from its work. It changes nothing.

Usage
  postmortem-coach doctor [options]

It reads the same environment as the service (and a file .env): APP_ID, PRIVATE_KEY or PRIVATE_KEY_PATH, WEBHOOK_SECRET,
GHE_HOST, DATABASE_URL.

Options
  --repository OWNER/NAME   look at the settings that are in force there, too
  --offline                 don't ask the service at the address to which GitHub sends webhooks
  --help                    show this

Exit codes
  0  the service can do its work
  1  something keeps it from its work
  2  something could not be looked at, or was asked for in a way that can't be understood
`;

const MARKS = { well: "✓", lacking: "!", ill: "✗" } as const;
const COLOURS = { well: "green", lacking: "yellow", ill: "red" } as const;

/**
 * The command `doctor`.
 *
 * @param args its arguments
 * @returns the exit code
 * @throws UsageError where the arguments can't be understood
 */
export async function doctor(args: readonly string[]): Promise<number> {
  const { repository, offline, help } = readArguments(args);
  if (help) {
    process.stdout.write(HELP);
    return 0;
  }
  try {
    process.loadEnvFile();
  } catch {
    // There need not be a file .env.
  }
  const findings: Finding[] = [];
  try {
    await examine(readEnvironment(process.env), repository, offline, (finding) => {
      findings.push(finding);
      show(finding);
    });
  } catch (error) {
    if (error instanceof EnvironmentError) {
      for (const line of error.message.split("\n")) show(ill(line));
      return 1;
    }
    const { status, message } = error as { readonly status?: number; readonly message: string };
    process.stderr.write(`postmortem-coach doctor: GitHub could not be asked: ${status ?? ""} ${message}\n`);
    return 2;
  }
  return findings.some(({ state }) => state === "ill") ? 1 : 0;
}

async function examine(
  { credentials, baseUrl, databaseUrl }: Environment,
  repository: RepositoryRef | null,
  isOffline: boolean,
  tell: (finding: Finding) => void,
): Promise<void> {
  if (credentials === null)
    throw new EnvironmentError(
      "there are no credentials: set APP_ID, PRIVATE_KEY and WEBHOOK_SECRET, or start the service to register an app",
    );
  tell(well("the environment can be read"));
  if (databaseUrl !== null) tell(await examineDatabase(databaseUrl));
  const clients = createClients(credentials, baseUrl, pino({ level: "silent" }));
  const octokit = await clients.ofApp();
  const { findings, webhookUrl } = await examineApp(octokit);
  for (const finding of findings) tell(finding);
  if (webhookUrl !== null && !isOffline) tell(await askAddress(webhookUrl, credentials.webhookSecret));
  if (repository === null) return;
  const id = await findInstallation(octokit, repository);
  if (id === null) tell(ill(`the app is not installed on ${repository.owner}/${repository.repo}`));
  else for (const finding of await examineSettings(await clients.of(id, "doctor"), repository)) tell(finding);
}

async function findInstallation(octokit: Octokit, repository: RepositoryRef): Promise<number | null> {
  try {
    return (await octokit.rest.apps.getRepoInstallation({ ...repository })).data.id;
  } catch (error) {
    if ((error as { readonly status?: number }).status === 404) return null;
    throw error;
  }
}

async function examineDatabase(url: string): Promise<Finding> {
  try {
    const boss = await openPostgres(url, () => undefined);
    await boss.stop({ graceful: false, close: true });
    return well("DATABASE_URL names a PostgreSQL that can be used");
  } catch (error) {
    return ill((error as Error).message);
  }
}

async function askAddress(url: string, secret: string): Promise<Finding> {
  const { origin } = new URL(url);
  switch (await examineAddress(url, secret)) {
    case "well":
      return well(`${origin} answers, and takes what is signed with WEBHOOK_SECRET`);
    case "another secret":
      return ill(`${origin} does not take what is signed with WEBHOOK_SECRET: it runs with another one`);
    case "not the service":
      return ill(`at ${origin} something else answers than this service`);
    case "not reachable":
      return lacking(`${origin} can't be reached from here; whether GitHub reaches it, its deliveries tell`);
  }
}

async function examineSettings(octokit: Octokit, repository: RepositoryRef): Promise<Finding[]> {
  const pool = new AnalysisPool({ size: 1 });
  try {
    const { layers, problems } = await new SettingsReader(pool.readPolicy.bind(pool)).readNow(octokit, repository);
    const named = layers.map(({ name }) => name).join(", then ");
    return [
      well(`in ${repository.owner}/${repository.repo} settings come from: ${named}`),
      ...problems.map((problem) => lacking(formatProblem(problem))),
    ];
  } finally {
    await pool.close();
  }
}

function show({ state, text }: Finding): void {
  process.stdout.write(`${styleText(COLOURS[state], MARKS[state], { stream: process.stdout })} ${text}\n`);
}

function readArguments(args: readonly string[]) {
  const { repository, offline = false, help = false } = parse(args);
  const match = repository === undefined ? null : /^(?<owner>[\w.-]+)\/(?<repo>[\w.-]+)$/u.exec(repository);
  if (repository !== undefined && match === null)
    throw new UsageError(`--repository wants OWNER/NAME, not “${repository}”`);
  const { owner = "", repo = "" } = match?.groups ?? {};
  return { repository: match === null ? null : { owner, repo }, offline, help };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        repository: { type: "string" },
        offline: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split(". ")[0]!} (see --help)`);
  }
}
