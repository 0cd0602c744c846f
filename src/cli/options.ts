import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { UsageError } from "./usage-error.ts";

/**
 * Reads a command's arguments.
 *
 * @param options what `parseArgs` takes; every command has `--help` besides
 * @throws UsageError where there is no such option, or it lacks its value
 */
export function readOptions<const Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...options, help: { type: "boolean", short: "h" } },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split(". ")[0]!} (see --help)`);
  }
}

/**
 * One of some values of an option.
 *
 * @param standard where the option is not given
 * @throws UsageError where it is none of them
 */
export function choose<Choice extends string>(
  name: string,
  value: string | undefined,
  choices: readonly Choice[],
  standard: Choice,
): Choice {
  if (value === undefined) return standard;
  if ((choices as readonly string[]).includes(value)) return value as Choice;
  throw new UsageError(`--${name} is one of ${choices.join(", ")}, not “${value}”`);
}
