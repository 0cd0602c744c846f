/** What people can ask of us, each with how one writes it. */
export const COMMANDS = [
  "review",
  "more",
  "skip",
  "explain",
  "pause",
  "resume",
  "template",
  "settings",
  "help",
] as const;
type CommandName = (typeof COMMANDS)[number];

export interface Command {
  /** Null where there is no such command. */
  readonly name: CommandName | null;
  /** What stands behind it on its line: the reason of a skip. */
  readonly argument: string;
}

const LINE = /^ {0,3}\/coach(?:[ \t]+(?<name>\S{1,100}))?(?:[ \t]+(?<argument>\S.{0,499}))?/iu;
/** Nobody needs more at once. */
const MAX_COMMANDS = 5;
/** Nor a longer comment to give them in. */
const MAX_LENGTH = 10_000;

/**
 * Reads the commands in a comment: each on a line of its own, outside code and quotations. `/coach` alone asks for help.
 *
 * @param body a comment's Markdown; the time taken is linear in it
 */
export function readCommands(body: string): Command[] {
  const commands: Command[] = [];
  let fence: string | null = null;
  for (const line of body.slice(0, MAX_LENGTH).split(/\r?\n/u)) {
    const mark = /^ {0,3}(?<mark>`{3,}|~{3,})/u.exec(line)?.groups?.["mark"] ?? null;
    if (fence !== null) {
      if (mark?.startsWith(fence) === true) fence = null;
      continue;
    }
    fence = mark;
    const groups = LINE.exec(line)?.groups;
    if (groups === undefined || !/^\s*\/coach(?:\s|$)/iu.test(line)) continue;
    const name = (groups["name"] ?? "help").toLowerCase();
    commands.push({
      name: COMMANDS.find((known) => known === name) ?? null,
      argument: (groups["argument"] ?? "").trim(),
    });
    if (commands.length === MAX_COMMANDS) break;
  }
  return commands;
}
