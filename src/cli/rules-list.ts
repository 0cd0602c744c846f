import { TOPICS } from "../rules/schema.ts";
import { loadSources } from "../rules/load.ts";
import { mergeSettings } from "../settings/merge.ts";
import { readSoundPolicy } from "./local-policy.ts";
import { choose, readOptions } from "./options.ts";

const HELP = `Lists all rules by topic, in the order in which they are asked, with how many there are.

Usage
  postmortem-coach rules list [options]

Options
  --repo DIR            with the settings and rules of a checkout
  --settings FILE       with these settings
  --rules DIR           with the rules in a folder; may be given more than once
  --format text|json    text for a terminal (default), JSON for programs
  --help                show this
`;

/**
 * The command `rules list`.
 *
 * @returns the exit code
 * @throws UsageError where settings or rules can't be read
 */
export async function rulesList(args: readonly string[]): Promise<number> {
  const { values } = readOptions(args, {
    repo: { type: "string" },
    settings: { type: "string" },
    rules: { type: "string", multiple: true },
    format: { type: "string" },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const format = choose("format", values.format, ["text", "json"], "text");
  const policy = await readSoundPolicy({
    repo: values.repo ?? null,
    organisation: null,
    settings: values.settings ?? null,
    rules: values.rules ?? [],
  });
  const { rules: shipped } = await loadSources();
  const { levelOf } = mergeSettings(policy.layers, policy.rules);
  const listed = policy.rules.map((id) => {
    const file = policy.files.findLast((candidate) => candidate.id === id)?.path ?? null;
    const isOurs = shipped.some((rule) => rule.id === id);
    return { id, level: levelOf(id).value, file, origin: file === null ? "shipped" : isOurs ? "changed" : "own" };
  });
  process.stdout.write(format === "json" ? `${JSON.stringify(listed, null, 2)}\n` : inLines(listed));
  return 0;
}

interface Listed {
  readonly id: string;
  readonly level: string;
  readonly file: string | null;
  readonly origin: string;
}

function inLines(listed: readonly Listed[]): string {
  const topics = TOPICS.map((topic) => {
    const own = listed.filter(({ id }) => id.startsWith(`${topic}/`));
    const lines = own.map(
      ({ id, level, file }) => `  ${id}${level === "ask" ? "" : ` (${level})`}${file === null ? "" : ` [${file}]`}\n`,
    );
    return own.length === 0 ? "" : `${topic}: ${own.length}\n${lines.join("")}`;
  });
  const off = listed.filter(({ level }) => level === "off").length;
  return `${topics.join("")}\n${listed.length} rules${off === 0 ? "" : `, ${off} of them switched off`}\n`;
}
