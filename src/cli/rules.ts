import { UsageError } from "./usage-error.ts";

/** What can be done with rules, each loaded only when it is called: (arguments) to (exit code). */
const COMMANDS = {
  list: async (args: readonly string[]) => (await import("./rules-list.ts")).rulesList(args),
  explain: async (args: readonly string[]) => (await import("./rules-explain.ts")).rulesExplain(args),
  new: async (args: readonly string[]) => (await import("./rules-new.ts")).rulesNew(args),
  test: async (args: readonly string[]) => (await import("./rules-test.ts")).rulesTest(args),
  try: async (args: readonly string[]) => (await import("./rules-try.ts")).rulesTry(args),
} as const satisfies Readonly<Record<string, (args: readonly string[]) => Promise<number>>>;

const HELP = `Looks at rules, writes them and tries them.

Usage
  postmortem-coach rules list       lists all rules, with how many there are
  postmortem-coach rules explain    says what a rule asks, why, and how to change it
  postmortem-coach rules new        writes a rule to begin with, with comments
  postmortem-coach rules test       runs the examples of rules, which are their tests
  postmortem-coach rules try        shows what changed settings or rules would ask of postmortems

Each has its own --help.
`;

/**
 * The command `rules`.
 *
 * @throws UsageError where the arguments can't be understood
 */
export async function rules(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h") {
    process.stdout.write(HELP);
    return name === undefined ? 2 : 0;
  }
  if (!Object.hasOwn(COMMANDS, name))
    throw new UsageError(`there is no “${name}”; there are ${Object.keys(COMMANDS).join(", ")} (see --help)`);
  return COMMANDS[name as keyof typeof COMMANDS](rest);
}
