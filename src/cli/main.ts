import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "./usage-error.ts";

/** The commands, each loaded only when it is called: (arguments) to (exit code). */
const COMMANDS = {
  review: async (args: readonly string[]) => (await import("./review.ts")).review(args),
  settings: async (args: readonly string[]) => (await import("./settings.ts")).settings(args),
  insights: async (args: readonly string[]) => (await import("./insights.ts")).insights(args),
  rules: async (args: readonly string[]) => (await import("./rules.ts")).rules(args),
  doctor: async (args: readonly string[]) => (await import("./doctor.ts")).doctor(args),
  jobs: async (args: readonly string[]) => (await import("./jobs.ts")).jobs(args),
} as const satisfies Readonly<Record<string, (args: readonly string[]) => Promise<number>>>;

const HELP = `postmortem-coach: questions for incident postmortems

Usage
  postmortem-coach review [options] [files, folders, globs or - for stdin]
  postmortem-coach settings [check] [options]
  postmortem-coach insights --owner NAME [options]
  postmortem-coach rules list|explain|new|test|try [options]
  postmortem-coach doctor [options]
  postmortem-coach jobs [list | retry ID... | retry --all]

Commands
  review      ask a postmortem what its readers would like to know
  settings    show which settings are in force and who says so, or check them
  insights    show what came of the questions in an organisation
  rules       list, explain, write, test and try rules
  doctor      look at a service and its app: what is well, and what is not
  jobs        look at the service's jobs that were given up, and try them again

Options
  --help      show this, or with a command its own help
  --version   show the version

Documentation: https://github.com/postmortem-coach/postmortem-coach
`;

/** Exit code where something could not be done as asked. */
const EXIT_TROUBLE = 2;

/**
 * The command line.
 *
 * @param args what stands behind the program's name
 * @returns the exit code: 0 where all went well, 1 where a condition set with an option is not met, 2 where something could not be done
 */
export async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(HELP);
    return name === undefined ? EXIT_TROUBLE : 0;
  }
  if (name === "--version" || name === "-v") {
    process.stdout.write(`${version()}\n`);
    return 0;
  }
  if (!Object.hasOwn(COMMANDS, name)) {
    process.stderr.write(
      `postmortem-coach: there is no command “${name}”; the commands are ${Object.keys(COMMANDS).join(", ")} (see --help)\n`,
    );
    return EXIT_TROUBLE;
  }
  try {
    return await COMMANDS[name as keyof typeof COMMANDS](rest);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`postmortem-coach ${name}: ${error.message}\n`);
    return EXIT_TROUBLE;
  }
}

function version(): string {
  const { version: own } = JSON.parse(readFileSync(join(import.meta.dirname, "..", "..", "package.json"), "utf8")) as {
    version: string;
  };
  return own;
}
